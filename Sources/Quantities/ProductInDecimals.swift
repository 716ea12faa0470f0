import Foundation

extension Double {
  /// The product as decimals have it: 1.5 times 0.1 is 0.15, not 0.15000000000000002.
  ///
  /// Two decimal numbers of a few digits have a product of a few digits, which their binary product may
  /// miss by the last bit. Where a number of at most 15 digits lies within two bits of the product,
  /// that one is meant; elsewhere this is the plain product. For what people read, not for what is
  /// computed on.
  public func multipliedInDecimals(by other: Double) -> Double {
    let product = self * other
    guard product.isFinite, let decimal = Double(String(format: "%.15g", product)) else {
      return product
    }
    return abs(decimal - product) <= 2 * product.ulp ? decimal : product
  }
}

import Foundation

extension Double {
  /// This number for a person: `digits` significant digits, no trailing zeros that say nothing,
  /// powers of ten only where plain digits would be long.
  ///
  /// NaN is written `–`, since a missing number is absent and never 0.
  public func forPeople(digits: Int = 3) -> String {
    if isNaN { return "–" }
    if isInfinite { return self > 0 ? "∞" : "−∞" }
    if self == 0 { return "0" }
    let exponent = Int(Foundation.floor(Foundation.log10(magnitude)))
    var text: String
    if exponent < -4 || exponent >= Swift.max(digits, 6) {
      let parts = String(format: "%.*e", digits - 1, self).split(separator: "e")
      let mantissa = Self.withoutTrailingZeros(String(parts[0]))
      text = "\(mantissa)e\(Int(parts[1]) ?? 0)"
    } else {
      let rounded = String(format: "%.*e", digits - 1, self)
      let value = Double(rounded) ?? self
      let shown = Int(Foundation.floor(Foundation.log10(value.magnitude)))
      text = Self.withoutTrailingZeros(
        String(format: "%.*f", Swift.max(0, digits - 1 - shown), value))
    }
    if text.hasPrefix("-") { text = "−" + text.dropFirst() }
    return text
  }

  private static func withoutTrailingZeros(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var trimmed = Substring(text)
    while trimmed.hasSuffix("0") { trimmed = trimmed.dropLast() }
    if trimmed.hasSuffix(".") { trimmed = trimmed.dropLast() }
    return String(trimmed)
  }
}

extension Quantity {
  /// The quantity for a person, in `unit`: `12.3 nM`.
  public func formatted(in unit: Unit<D>, digits: Int = 3) -> String {
    "\(value(in: unit).forPeople(digits: digits)) \(unit.symbol)"
  }
}

extension Quantity: CustomStringConvertible {
  /// The quantity in the unit that gives it the shortest whole part of at least one.
  public var description: String {
    guard canonicalValue != 0, canonicalValue.isFinite else {
      return formatted(in: D.canonicalUnit)
    }
    let ascending = D.units.sorted { $0.scale < $1.scale }
    let unit = ascending.last { canonicalValue.magnitude >= 0.999_999_9 * $0.scale } ?? ascending[0]
    return formatted(in: unit)
  }
}

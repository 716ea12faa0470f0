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
    let isPower = exponent < -4 || exponent >= Swift.max(digits, 6)
    let (figures, power) = magnitude.figures(digits)
    var text: [UInt8] = []
    if isPower {
      text = figures
      text.insert(Self.point, at: 1)
      Self.dropTrailingZeros(&text)
      text += "e\(power)".utf8
    } else {
      // The figures, with zeros before or after them and the point in its place.
      let whole = Swift.max(power + 1, 1)
      text = [UInt8](repeating: Self.zero, count: Swift.max(-power, 0)) + figures
      while text.count < whole { text.append(Self.zero) }
      text.insert(Self.point, at: whole)
      Self.dropTrailingZeros(&text)
    }
    let unsigned = String(decoding: text, as: UTF8.self)
    return self < 0 ? "−" + unsigned : unsigned
  }

  private static let point = UInt8(ascii: ".")
  private static let zero = UInt8(ascii: "0")

  /// The first figures, rounded, and the power of ten that the first of them counts.
  private func figures(_ digits: Int) -> (figures: [UInt8], power: Int) {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: digits + 16) { buffer in
      let count = withVaList([Int32(digits - 1), self]) {
        Int(vsnprintf(buffer.baseAddress, buffer.count, "%.*e", $0))
      }
      let written = buffer.prefix(count).map { UInt8(bitPattern: $0) }
      let mark = written.firstIndex(of: UInt8(ascii: "e")) ?? count
      let power = Int(String(decoding: written[(mark + 1)...], as: UTF8.self)) ?? 0
      return (written[..<mark].filter { $0 != Self.point }, power)
    }
  }

  /// Zeros after a point say nothing, nor does a point with nothing after it.
  private static func dropTrailingZeros(_ text: inout [UInt8]) {
    while text.last == zero { text.removeLast() }
    if text.last == point { text.removeLast() }
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

/// Why a text is no quantity.
public struct QuantityParseError: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// The text does not begin with a number.
    case notANumber
    /// A number stands alone; Primed never guesses a unit.
    case missingUnit
    /// A unit that is none of this dimension's.
    case unknownUnit(String)
    /// More than there can be, and why.
    case beyondSense(String)
  }

  public let text: String
  public let reason: Reason
  /// What was asked for, such as "concentration".
  public let noun: String
  /// The units that would have been understood.
  public let knownUnits: [String]
}

extension QuantityParseError: CustomStringConvertible {
  public var description: String {
    let example =
      knownUnits.contains("nM") ? "10nM" : knownUnits.contains("h") ? "6h" : "1 \(knownUnits[0])"
    let units = knownUnits.joined(separator: ", ")
    switch reason {
    case .notANumber: return "“\(text)” is no \(noun): write a number and a unit, like \(example)"
    case .missingUnit: return "“\(text)” has no unit: write one of \(units), like \(example)"
    case .unknownUnit(let unit):
      return "“\(unit)” is no unit of \(noun): write one of \(units), like \(example)"
    case .beyondSense(let because): return "“\(text)” is beyond any \(noun): \(because)"
    }
  }
}

extension Quantity {
  /// Reads a number with its unit, with or without a space between them: `10nM`, `72 h`, `1e-3 µM`.
  public init(parsing text: String) throws(QuantityParseError) {
    let (number, unitText) = Self.split(text)
    func failure(_ reason: QuantityParseError.Reason) -> QuantityParseError {
      QuantityParseError(
        text: text, reason: reason, noun: D.noun, knownUnits: D.units.map(\.symbol))
    }
    guard let number else { throw failure(.notANumber) }
    guard !unitText.isEmpty else { throw failure(.missingUnit) }
    guard let unit = Unit<D>(named: unitText) else { throw failure(.unknownUnit(unitText)) }
    self.init(number, unit)
    if let largest = D.largest, canonicalValue.magnitude > largest.value {
      throw failure(.beyondSense(largest.because))
    }
  }

  /// Splits the longest leading number from what follows it; a number beyond `Double` is none.
  private static func split(_ text: String) -> (number: Double?, rest: String) {
    let trimmed = text.drop { $0 == " " }
    var end = trimmed.startIndex
    var longest: (Double, Substring.Index)?
    while end < trimmed.endIndex, "+-.eE0123456789".contains(trimmed[end]) {
      end = trimmed.index(after: end)
      if let value = Double(trimmed[..<end]) { longest = (value, end) }
    }
    guard let (value, boundary) = longest, value.isFinite else { return (nil, "") }
    let rest = trimmed[boundary...].drop { $0 == " " }
    return (value, String(rest.reversed().drop { $0 == " " }.reversed()))
  }
}

extension Unit {
  /// The unit with this symbol or alias; symbols keep their case, since `m` and `M` differ.
  public init?(named name: String) {
    guard let unit = D.units.first(where: { $0.symbol == name || $0.aliases.contains(name) })
    else { return nil }
    self = unit
  }
}

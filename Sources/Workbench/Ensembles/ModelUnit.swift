import FileFormats
import Quantities

/// The unit of one of a model's numbers, and how a number that a person writes becomes one of them.
///
/// A model of the library knows its units, so that a number needs its own. A file's units are the
/// file's: a bare number is meant, and a unit could only be guessed at.
enum ModelUnit: Hashable, Sendable {
  /// Whatever the file counts in.
  case file
  /// A unit of the library, as the network spells it.
  case known(String)

  /// What an answer says beside a number.
  var name: String {
    switch self {
    case .file: "the file's own unit"
    case .known(let symbol): symbol
    }
  }

  /// Why a text is no number of this unit.
  struct Fault: Error {
    let found: String
    let needed: String
    let hint: String?

    init(found: String, needed: String, hint: String? = nil) {
      self.found = found
      self.needed = needed
      self.hint = hint
    }
  }

  /// The number in this unit.
  func read(_ text: String) throws(Fault) -> Double {
    switch self {
    case .file:
      if let number = Double(text), number.isFinite { return number }
      let hasUnit = NumberWithUnit(text).map { !$0.unit.isEmpty } ?? false
      throw Fault(
        found: hasUnit
          ? "\(text.quotedForPeople) has a unit" : "\(text.quotedForPeople) is no finite number",
        needed: "a bare number in the file's own unit",
        hint: hasUnit ? "an SBML file is run in its own units, which are not converted" : nil)
    case .known(let symbol):
      if let value = try Self.converted(text, to: symbol) { return value }
      guard let written = NumberWithUnit(text) else {
        throw Fault(found: "\(text.quotedForPeople) is no number", needed: needed(symbol))
      }
      guard Self.isSame(written.unit, symbol) else {
        throw Fault(
          found: written.unit.isEmpty
            ? "\(text.quotedForPeople) has no unit"
            : "\(written.unit.quotedForPeople) is not this number's unit", needed: needed(symbol))
      }
      return written.number
    }
  }

  /// Numbers with commas between them, each with a unit or all with the one at the end: `1,3,10nM`.
  func readList(_ text: String) throws(Fault) -> [Double] {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let unit = parts.last.flatMap { NumberWithUnit($0)?.unit } ?? ""
    var values: [Double] = []
    for part in parts { values.append(try read(Double(part) == nil ? part : part + unit)) }
    return values
  }

  private func needed(_ symbol: String) -> String {
    symbol == "1" || symbol.isEmpty ? "a bare number" : "a number with its unit, \(symbol)"
  }

  /// The number converted between units of one dimension; nil where `symbol` belongs to none.
  private static func converted(_ text: String, to symbol: String) throws(Fault) -> Double? {
    if let value = try value(text, in: symbol, of: TimeDimension.self) { return value }
    if let value = try value(text, in: symbol, of: ConcentrationDimension.self) { return value }
    if let value = try value(text, in: symbol, of: FirstOrderRateDimension.self) { return value }
    if let value = try value(text, in: symbol, of: SecondOrderRateDimension.self) { return value }
    return try value(text, in: symbol, of: FluxDimension.self)
  }

  private static func value<D: Dimension>(
    _ text: String, in symbol: String, of _: D.Type
  ) throws(Fault) -> Double? {
    guard let unit = D.units.first(where: { $0.symbol == symbol }) else { return nil }
    do {
      return try Quantity<D>(parsing: text).value(in: unit)
    } catch {
      throw Fault(
        found: "\(error)", needed: "a number with its unit", hint: "this one is kept in \(symbol)")
    }
  }

  /// Whether two spellings mean one unit: `molecule` and `molecules` do.
  private static func isSame(_ written: String, _ symbol: String) -> Bool {
    if symbol == "1" { return written.isEmpty || written == "1" }
    return written == symbol || written + "s" == symbol
  }
}

/// A text that begins with a number, and the unit behind it.
struct NumberWithUnit {
  let number: Double
  let unit: String

  init?(_ text: String) {
    let trimmed = text.drop { $0 == " " }
    var longest: (Double, Substring.Index)?
    var end = trimmed.startIndex
    while end < trimmed.endIndex, "+-.eE0123456789".contains(trimmed[end]) {
      end = trimmed.index(after: end)
      if let value = Double(trimmed[..<end]) { longest = (value, end) }
    }
    guard let (value, boundary) = longest, value.isFinite else { return nil }
    number = value
    let rest = trimmed[boundary...].drop { $0 == " " }
    unit = String(rest.reversed().drop { $0 == " " }.reversed())
  }
}

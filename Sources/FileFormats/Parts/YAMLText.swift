import Citations
import Quantities

/// YAML as Primed writes it: two blanks a level, plain text where it stays text, quotes elsewhere.
///
/// Only what ``YAMLDocument`` reads back is written: mappings, lists and scalars on one line.
struct YAMLText {
  private(set) var text = ""
  private var depth = 0
  /// Whether the next line begins an element of a list.
  private var beginsElement = false

  mutating func comment(_ words: String) { text += "# \(words)\n" }

  mutating func blankLine() { text += "\n" }

  mutating func entry(_ key: String, _ value: String) {
    line("\(Self.scalar(key)): \(Self.scalar(value))")
  }

  /// A key with a word that YAML or Primed gives a meaning, unquoted.
  mutating func entry(_ key: String, word: String) { line("\(Self.scalar(key)): \(word)") }

  /// A key with a list of texts on its line.
  mutating func entry(_ key: String, _ values: [String]) {
    line("\(Self.scalar(key)): [\(values.map { Self.scalar($0) }.joined(separator: ", "))]")
  }

  /// A key with a mapping of its own below it.
  mutating func mapping(_ key: String, _ body: (inout YAMLText) -> Void) {
    line("\(Self.scalar(key)):")
    depth += 1
    body(&self)
    depth -= 1
  }

  /// A key with a list of mappings below it.
  mutating func list<Element>(
    _ key: String, of elements: [Element], _ body: (inout YAMLText, Element) -> Void
  ) {
    guard !elements.isEmpty else { return line("\(Self.scalar(key)): []") }
    line("\(Self.scalar(key)):")
    depth += 2
    for element in elements {
      beginsElement = true
      body(&self, element)
      beginsElement = false
    }
    depth -= 2
  }

  private mutating func line(_ content: String) {
    let indent = String(repeating: "  ", count: beginsElement ? depth - 1 : depth)
    text += "\(indent)\(beginsElement ? "- " : "")\(content)\n"
    beginsElement = false
  }

  /// Signs that a plain scalar may hold anywhere but at its start.
  private static let plain = Set(" -+.;()/·%≈<>=µ'")
  private static let words: Set = ["true", "false", "yes", "no", "on", "off", "null", "none", ""]

  /// A text as a scalar that reads back as the same text, also inside a list on one line.
  static func scalar(_ value: String) -> String {
    let isPlain =
      value.allSatisfy { $0.isLetter || $0.isNumber || plain.contains($0) }
      && value.first.map { $0.isLetter || $0.isNumber } == true && value.last != " "
      && !words.contains(value.lowercased())
    guard !isPlain else { return value }
    var quoted = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case _ where isInvisible(scalar):
        let digits = String(scalar.value, radix: 16)
        quoted += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}

extension Double {
  /// The shortest text that reads back as the same number.
  var exactText: String {
    let text = "\(self)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension Quantity {
  /// The canonical value, exactly, with its unit: `0.3 nM`.
  var exactText: String { "\(canonicalValue.exactText) \(D.canonicalUnit.symbol)" }
}

extension YAMLText {
  /// Where a number comes from, under the key `source`.
  mutating func source(_ provenance: Provenance) {
    mapping("source") { source in
      source.entry("standing", provenance.label)
      if let citation = provenance.citation {
        source.entry("cites", citation.key)
        source.entry("work", citation.short)
      }
      let detail = provenance.ownDetail
      if !detail.isEmpty { source.entry(provenance.detailKey, detail) }
    }
  }

  /// A number with unit, range and source.
  mutating func sourced<D: Dimension>(_ key: String, _ number: Sourced<Quantity<D>>) {
    sourced(key, number, number.value.exactText) { Quantity<D>(canonical: $0).exactText }
  }

  /// A bare number with range and source.
  mutating func sourced(_ key: String, _ number: Sourced<Double>) {
    sourced(key, number, number.value.exactText) { $0.exactText }
  }

  private mutating func sourced<Value>(
    _ key: String, _ number: Sourced<Value>, _ value: String, _ write: (Double) -> String
  ) {
    mapping(key) { entry in
      entry.entry("value", value)
      if let range = number.range {
        entry.entry("range", [write(range.lowerBound), write(range.upperBound)])
      }
      entry.source(number.provenance)
    }
  }
}

extension Provenance {
  /// The key under which the words stand: what they say depends on the standing.
  var detailKey: String {
    switch self {
    case .guide, .seen: "at"
    case .fromMemory: "note"
    case .chosen: "because"
    case .fitted: "to"
    }
  }

  /// The words alone, without the work that ``detail`` sets before them.
  fileprivate var ownDetail: String {
    switch self {
    case .guide(_, let place), .seen(_, let place): place
    case .fromMemory(_, let note): note
    case .chosen(let reason): reason
    case .fitted(let data): data
    }
  }
}

/// One value of a tidy table.
public enum TidyValue: Hashable, Sendable {
  /// Written with as many digits as bring the same number back; NaN is written as nothing.
  case number(Double)
  case integer(Int)
  case text(String)
  case missing

  /// A number that may be absent.
  public static func number(orMissing value: Double?) -> TidyValue {
    value.map(TidyValue.number) ?? .missing
  }

  /// A text that may be absent.
  public static func text(orMissing value: String?) -> TidyValue {
    value.map(TidyValue.text) ?? .missing
  }
}

/// One column of a tidy table.
public struct TidyColumn: Hashable, Sendable {
  public let name: String
  /// The unit of its numbers; nil for texts and bare numbers.
  public let unit: String?
  /// What the column holds, in words, for the companion file.
  public let meaning: String

  public init(_ name: String, unit: String? = nil, meaning: String) {
    self.name = name
    self.unit = unit
    self.meaning = meaning
  }
}

/// A table with one row an observation, written as CSV with a companion of units and provenance.
public struct TidyTable: Sendable {
  public let columns: [TidyColumn]
  public private(set) var rows: [[TidyValue]] = []

  public init(columns: [TidyColumn]) {
    self.columns = columns
  }

  /// Adds one row, with one value a column.
  public mutating func append(_ row: [TidyValue]) {
    precondition(row.count == columns.count, "a row has one value for each column")
    rows.append(row)
  }

  /// RFC 4180 with line feeds: comma, point, quotes only where they are needed.
  public var csv: String {
    var text = columns.map { Self.quoted($0.name) }.joined(separator: ",") + "\n"
    for row in rows { text += Self.line(row) }
    return text
  }

  /// One row with its line break.
  static func line(_ row: [TidyValue]) -> String {
    var text = ""
    var isFirst = true
    for value in row {
      if !isFirst { text += "," }
      isFirst = false
      text += written(value)
    }
    // A row of one missing value would be an empty line, which readers pass over.
    if row.count == 1, text.isEmpty { text += "\"\"" }
    return text + "\n"
  }

  private static func written(_ value: TidyValue) -> String {
    switch value {
    case .number(let number): number.isFinite ? number.description : ""
    case .integer(let integer): String(integer)
    case .text(let text): quoted(text)
    case .missing: ""
    }
  }

  private static func quoted(_ text: String) -> String {
    let needsQuotes = text.utf8.contains {
      switch $0 {
      case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r"),
        UInt8(ascii: ";"), UInt8(ascii: "\t"):
        true
      default: false
      }
    }
    guard needsQuotes || text.hasPrefix(" ") || text.hasSuffix(" ") else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}

/// One cell of a spreadsheet or of a delimited text, as it was written.
public struct SpreadsheetCell: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// Text as people or instruments write it, with their own decimal mark.
    case text
    /// A number in a spreadsheet's own form: always with a point.
    case number
    /// An error value of a spreadsheet, such as `#DIV/0!`.
    case error
  }

  /// Without blanks at its ends.
  public let text: String
  public let kind: Kind
  /// The Unicode scalar of its line where it begins, from 1; 0 in a spreadsheet.
  let textColumn: Int32

  public init(_ text: String, kind: Kind = .text, textColumn: Int32 = 0) {
    self.text = text
    self.kind = kind
    self.textColumn = textColumn
  }

  public static let blank = SpreadsheetCell("")

  public var isBlank: Bool { text.isEmpty }

  /// The whole number that stands here, or nil; `3`, `03` and a spreadsheet's `3.0`.
  public var wholeNumber: Int? {
    guard text.utf8.count <= 6, let first = text.utf8.first,
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
    else { return nil }
    if let value = Int(text) { return value }
    guard kind == .number, let value = Double(text), value == value.rounded(), value < 1e5
    else { return nil }
    return Int(value)
  }
}

/// One sheet: rows of cells, empty lines and empty cells included, so that a row's number is the
/// line that a person sees.
public struct SpreadsheetSheet: Sendable {
  /// The worksheet's name; nil for a text file.
  public let name: String?
  public let rows: [[SpreadsheetCell]]

  public init(name: String?, rows: [[SpreadsheetCell]]) {
    self.name = name
    self.rows = rows
  }

  /// The cell, blank outside the sheet.
  public func cell(_ row: Int, _ column: Int) -> SpreadsheetCell {
    guard rows.indices.contains(row), rows[row].indices.contains(column) else { return .blank }
    return rows[row][column]
  }

  /// Whether nothing stands in this row.
  public func isBlank(_ row: Int) -> Bool {
    !rows.indices.contains(row) || rows[row].allSatisfy(\.isBlank)
  }

  /// The first text of a row, or an empty one.
  public func firstText(_ row: Int) -> String {
    guard rows.indices.contains(row) else { return "" }
    return rows[row].first { !$0.isBlank }?.text ?? ""
  }

  /// Where a cell stands: line and character in a text, row and column in a worksheet.
  func position(_ row: Int, _ column: Int) -> TextPosition {
    let textColumn = Int(cell(row, column).textColumn)
    return TextPosition(line: row + 1, column: textColumn > 0 ? textColumn : column + 1)
  }

  /// The cell's name where the sheet is a worksheet: `in cell C7 of “Results”`.
  func placeWords(_ row: Int, _ column: Int) -> String? {
    guard let name else { return nil }
    return "in cell \(Self.columnLetters(column))\(row + 1) of \(name.quotedForPeople)"
  }

  /// A to Z, then AA, as spreadsheets name their columns.
  static func columnLetters(_ column: Int) -> String {
    let letter = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(column % 26)))
    return column < 26 ? letter : columnLetters(column / 26 - 1) + letter
  }
}

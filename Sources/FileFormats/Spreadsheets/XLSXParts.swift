import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The tabs of a workbook, in order: `xl/workbook.xml`.
final class XLSXSheetNames: XLSXElementWalker {
  struct Tab {
    let name: String
    /// The key under which the relationships name the sheet's file.
    let relationship: String
  }

  private var tabs: [Tab] = []

  static func tabs(in bytes: [UInt8]) throws(SpreadsheetFault) -> [Tab] {
    let walker = XLSXSheetNames()
    try walker.walk(bytes)
    return walker.tabs
  }

  override func begin(_ name: Substring, _ attributes: [String: String], _ parser: XMLParser) {
    guard name == "sheet", let title = attributes["name"],
      let key = attributes.first(where: { $0.key == "id" || $0.key.hasSuffix(":id") })?.value
    else { return }
    tabs.append(Tab(name: title, relationship: key))
  }
}

/// Which file each relationship of the workbook leads to: `xl/_rels/workbook.xml.rels`.
final class XLSXRelationships: XLSXElementWalker {
  private var targets: [String: String] = [:]

  /// Paths from the root of the archive, by key.
  static func targets(in bytes: [UInt8]) throws(SpreadsheetFault) -> [String: String] {
    let walker = XLSXRelationships()
    try walker.walk(bytes)
    return walker.targets
  }

  override func begin(_ name: Substring, _ attributes: [String: String], _ parser: XMLParser) {
    guard name == "Relationship", let key = attributes["Id"], let target = attributes["Target"]
    else { return }
    targets[key] = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
  }
}

/// The texts that cells refer to by number: `xl/sharedStrings.xml`.
final class XLSXSharedStrings: XLSXElementWalker {
  private var strings: [String] = []
  private var current = ""
  private var isInText = false
  private var isInPhonetic = false

  static func strings(in bytes: [UInt8]) throws(SpreadsheetFault) -> [String] {
    guard !bytes.isEmpty else { return [] }
    let walker = XLSXSharedStrings()
    try walker.walk(bytes)
    return walker.strings
  }

  override func begin(_ name: Substring, _ attributes: [String: String], _ parser: XMLParser) {
    switch name {
    case "si": current = ""
    case "t": isInText = true
    case "rPh": isInPhonetic = true
    default: break
    }
  }

  override func end(_ name: Substring, _ parser: XMLParser) {
    switch name {
    case "si": strings.append(current)
    case "t": isInText = false
    case "rPh": isInPhonetic = false
    default: break
    }
  }

  override func text(_ text: String) {
    if isInText, !isInPhonetic { current += text }
  }
}

/// The rows of one worksheet: `xl/worksheets/sheet1.xml`.
final class XLSXRows: XLSXElementWalker {
  private static let lastRow = 1_048_576
  private static let lastColumn = 16_384

  private let sheet: String
  private let strings: [String]
  private var cellsLeft: Int
  private var rows: [[SpreadsheetCell]] = []
  private var row = -1
  private var column = -1
  private var type = ""
  private var value = ""
  private var isInValue = false
  private var isInCell = false

  private init(sheet: String, strings: [String], cellLimit: Int) {
    self.sheet = sheet
    self.strings = strings
    cellsLeft = cellLimit
  }

  /// - Parameter cellLimit: How many cells may still be read; reduced by what was.
  static func rows(
    in bytes: [UInt8], sheet: String, strings: [String], cellLimit: inout Int
  ) throws(SpreadsheetFault) -> [[SpreadsheetCell]] {
    let walker = XLSXRows(sheet: sheet, strings: strings, cellLimit: cellLimit)
    try walker.walk(bytes)
    cellLimit = walker.cellsLeft
    return walker.rows
  }

  override func begin(_ name: Substring, _ attributes: [String: String], _ parser: XMLParser) {
    switch name {
    case "row":
      // A row or cell without address follows the one before.
      row = attributes["r"].map { (Int($0) ?? 0) - 1 } ?? row + 1
      column = -1
      guard (0..<Self.lastRow).contains(row) else { return stop(parser, wrongAddress) }
    case "c":
      isInCell = true
      type = attributes["t"] ?? "n"
      value = ""
      guard let address = attributes["r"] else {
        column += 1
        break
      }
      guard let place = Self.place(address), place.row < Self.lastRow,
        place.column < Self.lastColumn
      else { return stop(parser, wrongAddress) }
      (row, column) = place
    case "v", "t": isInValue = isInCell
    case "rPh": isInValue = false
    default: break
    }
  }

  override func end(_ name: Substring, _ parser: XMLParser) {
    switch name {
    case "v", "t": isInValue = false
    case "c":
      isInCell = false
      store(parser)
    default: break
    }
  }

  override func text(_ text: String) {
    if isInValue { value += text }
  }

  private func store(_ parser: XMLParser) {
    let cell: SpreadsheetCell
    switch type {
    case "s":
      guard let index = Int(value), strings.indices.contains(index) else {
        if value.isEmpty { return }
        return stop(
          parser,
          SpreadsheetFault(
            found: "a cell of sheet “\(sheet)” refers to a text that is not there",
            needed: "a whole XLSX file", hint: "export or copy it again"))
      }
      cell = SpreadsheetCell(strings[index].trimmingBlanks)
    case "n", "d": cell = SpreadsheetCell(value.trimmingBlanks, kind: type == "n" ? .number : .text)
    case "e": cell = SpreadsheetCell(value.trimmingBlanks, kind: .error)
    default: cell = SpreadsheetCell(value.trimmingBlanks)
    }
    guard !cell.isBlank else { return }
    guard row >= 0, column >= 0 else { return stop(parser, wrongAddress) }
    let newCells = max(0, row - rows.count + 1) + max(1, column + 1 - width(of: row))
    guard newCells <= cellsLeft else {
      return stop(
        parser,
        SpreadsheetFault(
          found: "sheet “\(sheet)” has more cells than are read", needed: "a table of plates"))
    }
    cellsLeft -= newCells
    while rows.count <= row { rows.append([]) }
    while rows[row].count <= column { rows[row].append(.blank) }
    rows[row][column] = cell
  }

  private func width(of row: Int) -> Int { rows.indices.contains(row) ? rows[row].count : 0 }

  private var wrongAddress: SpreadsheetFault {
    SpreadsheetFault(
      found: "sheet “\(sheet)” has a cell where no cell can be", needed: "a whole XLSX file",
      hint: "export or copy it again")
  }

  /// The place that `C7` names, from zero.
  private static func place(_ address: String) -> (row: Int, column: Int)? {
    let letters = address.utf8.prefix { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    guard (1...3).contains(letters.count),
      let row = Int(address.dropFirst(letters.count)), row > 0
    else { return nil }
    let column = letters.reduce(0) { $0 * 26 + Int($1 - UInt8(ascii: "A")) + 1 }
    return (row - 1, column - 1)
  }
}

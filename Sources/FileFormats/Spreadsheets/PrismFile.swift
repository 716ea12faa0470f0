import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A GraphPad Prism file in its XML form (PZFX): its tables of X against Y, replicates side by side.
///
/// Analyses, graphs and tables of other kinds are left out and told. Values that were excluded in
/// Prism are left out here too.
///
/// The form was read off public files of Prism 5 to 9 and the parsers made for them; Prism's own
/// description of it is not public.
struct PrismFile {
  struct Table {
    let title: String
    /// A line of titles, then X and every replicate of each Y column, as texts.
    let rows: [[String]]
    let notices: [String]
  }

  let tables: [Table]
  /// What was left out, in sentences.
  let notices: [String]

  /// Whether the text begins as such a file does.
  static func begins(_ bytes: [UInt8]) -> Bool {
    let text = bytes.prefix(4096)
    return bytes.contains(UInt8(ascii: "<"))
      && text.firstRange(of: Array("<GraphPadPrismFile".utf8)) != nil
  }

  /// - Throws: ``InputRefusal`` for a file that is damaged, or has no table of X against Y.
  init(file: String, bytes: [UInt8]) throws(InputRefusal) {
    // A document type may define entities that unfold without end; Prism writes none.
    guard bytes.firstRange(of: Array("<!DOCTYPE".utf8)) == nil,
      bytes.firstRange(of: Array("<!ENTITY".utf8)) == nil
    else {
      throw InputRefusal(
        InputFault(
          file: file, found: "the file defines a document type", needed: "a file as Prism writes it"
        ))
    }
    let walker = PrismWalker()
    do throws(SpreadsheetFault) {
      try walker.walk(bytes)
    } catch {
      throw InputRefusal(
        InputFault(file: file, found: error.found, needed: error.needed, hint: error.hint))
    }
    var tables: [Table] = []
    var others: [String] = []
    for raw in walker.tables {
      if let problem = raw.problem {
        others.append("\(raw.title.quotedForPeople) (\(problem))")
      } else {
        tables.append(raw.table)
      }
    }
    guard !tables.isEmpty else {
      throw InputRefusal(
        InputFault(
          file: file,
          found: others.isEmpty
            ? "the Prism file holds no data table"
            : "no table of the Prism file can be read: \(others.joined(separator: ", "))",
          needed: "an XY table with replicates or single values",
          hint: "in Prism, copy the values into an XY table with replicates side by side"))
    }
    self.tables = tables
    notices = others.isEmpty ? [] : ["Left out \(others.joined(separator: ", "))."]
  }
}

/// One table as the XML has it.
private struct PrismRawTable {
  struct Column {
    var title = ""
    /// Values from top to bottom, one list a subcolumn.
    var subcolumns: [[String]] = []
  }

  var title = ""
  var kind = ""
  var format = ""
  var x: Column?
  var y: [Column] = []
  var excluded = 0

  /// Why it cannot be read; nil where it can.
  var problem: String? {
    guard kind.isEmpty || kind == "XY" else { return "no table of X against Y" }
    guard x != nil, !y.isEmpty else { return "it has no X or no Y" }
    guard format.isEmpty || format == "replicates" || y.allSatisfy({ $0.subcolumns.count == 1 })
    else { return "it holds means with errors (\(format)), no replicates" }
    return nil
  }

  var table: PrismFile.Table {
    let dose = x?.subcolumns.first ?? []
    let rows = ([dose] + y.flatMap(\.subcolumns)).map(\.count).max() ?? 0
    var titles = [x?.title.trimmingBlanks ?? ""]
    if titles[0].isEmpty { titles[0] = "X" }
    var taken: [String: Int] = [:]
    for (number, column) in y.enumerated() {
      let plain = column.title.trimmingBlanks
      let name = plain.isEmpty ? "Data Set-\(SpreadsheetSheet.columnLetters(number))" : plain
      // Two data sets of one name stay apart; only subcolumns are replicates.
      taken[name, default: 0] += 1
      let own = taken[name, default: 1] > 1 ? "\(name) (\(taken[name, default: 1]))" : name
      titles += column.subcolumns.map { _ in own }
    }
    let columns = [dose] + y.flatMap(\.subcolumns)
    let body = (0..<rows).map { row in columns.map { row < $0.count ? $0[row] : "" } }
    return PrismFile.Table(
      title: title, rows: [titles] + body.filter { !$0.allSatisfy(\.isEmpty) },
      notices: excluded == 0
        ? [] : ["Left out \(excluded) value\(excluded == 1 ? "" : "s") that Prism had excluded."])
  }
}

private final class PrismWalker: XLSXElementWalker {
  var tables: [PrismRawTable] = []
  private var table: PrismRawTable?
  private var column: PrismRawTable.Column?
  /// `XColumn`, `YColumn` or another that is passed over.
  private var columnName = ""
  private var text: String?
  private var titleDepth = 0
  private var isExcluded = false
  private var values = 0

  override var fileKind: String { "Prism" }

  override func begin(_ name: Substring, _ attributes: [String: String], _ parser: XMLParser) {
    if titleDepth > 0 { titleDepth += 1 }
    switch name {
    case "Table", "HugeTable":
      var table = PrismRawTable()
      table.kind = attributes["TableType"] ?? ""
      table.format = attributes["YFormat"] ?? ""
      self.table = table
    case "XColumn", "YColumn", "XAdvancedColumn", "RowTitlesColumn":
      column = PrismRawTable.Column()
      columnName = String(name)
    case "Subcolumn":
      column?.subcolumns.append([])
    case "Title" where titleDepth == 0:
      text = ""
      titleDepth = 1
    case "d":
      text = ""
      isExcluded = attributes["Excluded"] == "1"
      values += 1
      if values > 4_000_000 {
        stop(
          parser,
          SpreadsheetFault(
            found: "the Prism file has more than 4 million values", needed: "a smaller file"))
      }
    default: break
    }
  }

  override func text(_ piece: String) { text? += piece }

  override func end(_ name: Substring, _ parser: XMLParser) {
    if titleDepth > 0 {
      titleDepth -= 1
      guard titleDepth == 0 else { return }
      let title = (text ?? "").split(whereSeparator: \.isNewline).joined(separator: " ")
      if column != nil { column?.title = title } else if table != nil { table?.title = title }
      text = nil
      return
    }
    switch name {
    case "d":
      let value = (text ?? "").trimmingBlanks
      text = nil
      guard column?.subcolumns.isEmpty == false else { return }
      let last = (column?.subcolumns.count ?? 1) - 1
      if isExcluded, !value.isEmpty, columnName == "YColumn" { table?.excluded += 1 }
      let isLeftOut = isExcluded && columnName == "YColumn"
      column?.subcolumns[last].append(isLeftOut ? "" : value)
    case "XColumn":
      if let column { table?.x = column }
      column = nil
    case "YColumn":
      if let column { table?.y.append(column) }
      column = nil
    case "XAdvancedColumn", "RowTitlesColumn":
      column = nil
    case "Table", "HugeTable":
      if let table { tables.append(table) }
      table = nil
    default: break
    }
  }
}

import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// An XLSX file: its worksheets in the order of their tabs, with the values that were saved.
///
/// Formulas are not computed; the value that the writing program stored beside them is read.
/// Dates stay the numbers of days that they are.
///
/// ## References
/// ECMA-376 Part 1, 18.2 (workbook), 18.3 (worksheets) and 18.4 (shared strings).
public struct XLSXWorkbook: Sendable {
  public let sheets: [SpreadsheetSheet]

  /// How much is read before a workbook is taken for a mistake or an attack.
  public struct Limits: Sendable {
    /// Worksheets.
    public var sheets = 256
    /// Cells in all sheets together, blank ones before the last of a row included.
    public var cells = 8_000_000
    /// Bytes of all files unpacked from the archive.
    public var unpackedSize = 256 << 20

    public init() {}
  }

  /// - Throws: ``InputRefusal`` for what is no XLSX file, is damaged or is far too large.
  public init(file: String, bytes: [UInt8], limits: Limits = Limits()) throws(InputRefusal) {
    do throws(SpreadsheetFault) {
      sheets = try Self.sheets(in: bytes, limits: limits)
    } catch {
      throw InputRefusal(
        InputFault(file: file, found: error.found, needed: error.needed, hint: error.hint))
    }
  }

  private static func sheets(
    in bytes: [UInt8], limits: Limits
  ) throws(SpreadsheetFault) -> [SpreadsheetSheet] {
    var zipLimits = ZipArchive.Limits()
    zipLimits.totalSize = limits.unpackedSize
    var archive = try ZipArchive(bytes, limits: zipLimits)
    guard let workbook = try part("xl/workbook.xml", of: &archive) else {
      throw SpreadsheetFault(
        found: "this ZIP archive holds no workbook", needed: "an XLSX file",
        hint: archive.entries.contains { $0.name == "mimetype" }
          ? "an OpenDocument sheet is not read; save it as XLSX or CSV" : nil)
    }
    guard let relationships = try part("xl/_rels/workbook.xml.rels", of: &archive) else {
      throw SpreadsheetFault(
        found: "the workbook does not say where its sheets are", needed: "a whole XLSX file")
    }
    let targets = try XLSXRelationships.targets(in: relationships)
    let tabs = try XLSXSheetNames.tabs(in: workbook)
    guard tabs.count <= limits.sheets else {
      throw SpreadsheetFault(
        found: "the workbook has \(tabs.count) sheets", needed: "at most \(limits.sheets) sheets")
    }
    let strings = try XLSXSharedStrings.strings(
      in: try part("xl/sharedStrings.xml", of: &archive) ?? [])
    var remaining = limits.cells
    var sheets: [SpreadsheetSheet] = []
    for tab in tabs {
      // A chart has a tab, too, but no cells.
      guard let target = targets[tab.relationship], !target.contains("chartsheets/") else {
        continue
      }
      guard let sheet = try part(target, of: &archive) else {
        throw SpreadsheetFault(
          found: "sheet “\(tab.name)” is not in the archive", needed: "a whole XLSX file")
      }
      let rows = try XLSXRows.rows(
        in: sheet, sheet: tab.name, strings: strings, cellLimit: &remaining)
      sheets.append(SpreadsheetSheet(name: tab.name, rows: rows))
    }
    return sheets
  }

  /// One file of the archive; nil where there is none.
  private static func part(
    _ name: String, of archive: inout ZipArchive
  ) throws(SpreadsheetFault) -> [UInt8]? {
    guard let entry = archive.entries.first(where: { $0.name == name }) else { return nil }
    let bytes = try archive.contents(of: entry)
    // A document type may define entities that unfold without end; no spreadsheet has one.
    guard bytes.prefix(4096).firstRange(of: Array("<!DOCTYPE".utf8)) == nil else {
      throw SpreadsheetFault(
        found: "“\(name)” defines a document type", needed: "an XLSX file as spreadsheets write it")
    }
    return bytes
  }
}

/// Walks an XML file and reports its elements by their names without prefix.
class XLSXElementWalker: NSObject, XMLParserDelegate {
  private(set) var failure: SpreadsheetFault?
  /// How many elements are open; a file cut short leaves some.
  private var depth = 0
  private var hasBegun = false

  /// What a refusal calls the file.
  var fileKind: String { "XLSX" }

  /// Walks all of `bytes`.
  func walk(_ bytes: [UInt8]) throws(SpreadsheetFault) {
    // Foundation's parser ends the program where an attribute is no UTF-8, before it says what is wrong.
    let isMarkedUTF16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    guard isMarkedUTF16 || String(validating: bytes, as: UTF8.self) != nil,
      !bytes.contains(0) || isMarkedUTF16
    else {
      throw SpreadsheetFault(
        found: "the \(fileKind) file's XML is no UTF-8 text", needed: "a whole \(fileKind) file",
        hint: "export or copy it again")
    }
    let parser = XMLParser(data: Data(bytes))
    parser.shouldResolveExternalEntities = false
    parser.delegate = self
    let isWhole = parser.parse()
    if let failure { throw failure }
    guard isWhole, parser.parserError == nil, hasBegun, depth == 0 else {
      throw SpreadsheetFault(
        found: "the \(fileKind) file's XML is damaged at line \(parser.lineNumber)",
        needed: "a whole \(fileKind) file", hint: "export or copy it again")
    }
  }

  /// Ends the walk with a fault.
  func stop(_ parser: XMLParser, _ fault: SpreadsheetFault) {
    failure = failure ?? fault
    parser.abortParsing()
  }

  func begin(_ name: Substring, _ attributes: [String: String], _ parser: XMLParser) {}
  func end(_ name: Substring, _ parser: XMLParser) {}
  func text(_ text: String) {}

  func parser(
    _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String] = [:]
  ) {
    depth += 1
    hasBegun = true
    begin(Self.localName(elementName), attributes, parser)
  }

  func parser(
    _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?,
    qualifiedName: String?
  ) {
    depth -= 1
    end(Self.localName(elementName), parser)
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text(string) }

  private static func localName(_ name: String) -> Substring {
    name.lastIndex(of: ":").map { name[name.index(after: $0)...] } ?? name[...]
  }
}

import Citations

/// What a plate reader's software wrote, as sheets of cells: one for a text file, one or more for
/// a workbook.
public struct ExportedFile: Sendable {
  /// The file as the person named it.
  public let file: String
  /// The SHA-256 of the bytes on disk, in hexadecimal digits.
  public let sha256: String
  public let sheets: [SpreadsheetSheet]
  /// What was repaired while decoding, in sentences.
  public let notices: [String]
  /// Whether the file is a workbook, whose numbers need no decimal mark.
  public let isWorkbook: Bool
  /// In what form refusals ask for what the file does not say.
  public var form = StatementForm.option
  /// Whether a text stops without a line end.
  let endsWithinLine: Bool

  /// Decodes `bytes` as a workbook or as delimited text, whichever they are.
  ///
  /// Text is UTF-8, or UTF-16 with or without its mark; failing both, Windows-1252, with a notice:
  /// digits are the same there, only signs such as µ and ° could be mistaken.
  ///
  /// - Parameters:
  ///   - delimiter: found from the text where it is not stated.
  ///   - needed: what an empty file is refused for the want of.
  public init(
    file: String, bytes: [UInt8], delimiter: Delimiter? = nil,
    needed: String = "a plate reader's export"
  ) throws(InputRefusal) {
    self.file = file
    sha256 = ContentHash(of: bytes).hexadecimal
    if ZipArchive.begins(bytes) {
      sheets = try XLSXWorkbook(file: file, bytes: bytes).sheets
      notices = []
      isWorkbook = true
      endsWithinLine = false
      return
    }
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw InputRefusal(
        InputFault(
          file: file, found: "this is an old binary workbook (XLS)", needed: "XLSX, CSV or text",
          hint: "open it in a spreadsheet program and save it as XLSX"))
    }
    let decoded = try ExportedText.decode(bytes, file: file)
    notices = decoded.notice.map { [$0] } ?? []
    isWorkbook = false
    endsWithinLine = decoded.text.utf8.last.map { $0 != 0x0A && $0 != 0x0D } ?? false
    guard decoded.text.utf8.contains(where: { $0 > 0x20 }) else {
      throw InputRefusal(
        InputFault(file: file, found: "the file is empty", needed: needed))
    }
    sheets = [try DelimitedLines.sheet(of: decoded.text, file: file, delimiter: delimiter)]
  }

  /// Reads a regular file of at most `limit` bytes.
  public init(
    contentsOf path: String, delimiter: Delimiter? = nil, limit: Int = 64 << 20,
    needed: String = "a plate reader's export"
  ) throws(InputRefusal) {
    try self.init(
      file: path, bytes: InputText.bytes(of: path, limit: limit), delimiter: delimiter,
      needed: needed)
  }

  /// The first cell, in the first `rows` rows of any sheet, that `matches`.
  func firstCell(
    inFirst rows: Int = .max, where matches: (SpreadsheetCell) -> Bool
  ) -> PlaceInExport? {
    for (sheetIndex, sheet) in sheets.enumerated() {
      for (row, cells) in sheet.rows.prefix(rows).enumerated() {
        if let column = cells.firstIndex(where: matches) {
          return PlaceInExport(sheet: sheetIndex, row: row, column: column)
        }
      }
    }
    return nil
  }

  /// A fault at one cell, with the cell's name where the file is a workbook.
  func fault(
    at place: PlaceInExport, found: String, needed: String, hint: String? = nil
  ) -> InputFault {
    let sheet = sheets[place.sheet]
    let words = sheet.placeWords(place.row, place.column).map { " \($0)" } ?? ""
    return InputFault(
      file: file, at: sheet.position(place.row, place.column), found: found + words,
      needed: needed, hint: hint)
  }

  func cell(at place: PlaceInExport) -> SpreadsheetCell {
    sheets[place.sheet].cell(place.row, place.column)
  }

  /// “text” at line 3, or in cell C7: how a recognition says what it saw.
  func seen(_ place: PlaceInExport) -> String {
    let sheet = sheets[place.sheet]
    let words = sheet.placeWords(place.row, place.column) ?? "at line \(place.row + 1)"
    return "\(cell(at: place).text.quotedForPeople) \(words)"
  }
}

/// Where a cell stands in an export, each number from zero.
struct PlaceInExport: Hashable, Sendable {
  var sheet: Int
  var row: Int
  var column: Int
}

import Assays

/// Which column of a tidy table is what.
struct TidyPlateTable {
  enum Role: Hashable { case plate, read, wavelength, flag }

  let sheet: Int
  let headerRow: Int
  /// Whether these are the columns that `primed plate read` writes.
  let isOwn: Bool
  let values: [(column: Int, heading: String)]
  /// Whether the columns of values are named as such, rather than taken for holding numbers.
  let hasKnownValues: Bool
  let time: (column: Int, heading: String)?
  private let roles: [Role: Int]
  private let wellColumn: Int?
  private let rowColumn: Int?
  private let columnColumn: Int?

  /// The column by which a fault about a well is placed.
  var wellPlace: Int { wellColumn ?? rowColumn ?? 0 }

  private static let wellNames: Set<String> = [
    "well", "wells", "wellid", "wellname", "wellposition", "position", "wellpos", "wellno",
    "wellnumber", "pos",
  ]
  private static let valueNames: Set<String> = [
    "value", "values", "signal", "rlu", "rfu", "od", "absorbance", "fluorescence",
    "luminescence", "reading", "measurement", "counts", "intensity", "result", "response",
    "rawdata", "raw", "signalrlu", "signalrfu",
  ]
  /// Columns of numbers that describe a well instead of measuring it, by how their names begin.
  private static let annotations = [
    "plate", "row", "col", "replicate", "rep", "dose", "conc", "nominal", "free", "time",
    "cycle", "temp", "dilution", "passage", "cells", "volume", "wavelength", "well", "sample",
    "index", "no", "id", "day", "read", "flag", "excitation", "emission", "gain", "barcode",
  ]

  /// Finds the header in the first 30 rows; nil where the sheet holds no such table.
  init?(in export: ExportedFile, sheet index: Int) {
    let sheet = export.sheets[index]
    for row in sheet.rows.indices.prefix(30) {
      if let table = TidyPlateTable(in: export, sheet: index, headerRow: row) {
        self = table
        return
      }
    }
    return nil
  }

  private init?(in export: ExportedFile, sheet index: Int, headerRow: Int) {
    let sheet = export.sheets[index]
    let headings = sheet.rows[headerRow].map { NameSuggestion.comparable($0.text) }
    guard headings.count >= 2, sheet.rows.count > headerRow + 1 else { return nil }
    wellColumn = headings.firstIndex(where: Self.wellNames.contains)
    rowColumn = headings.firstIndex { $0 == "row" || $0 == "wellrow" }
    columnColumn = headings.firstIndex {
      $0 == "column" || $0 == "col" || $0 == "wellcol" || $0 == "wellcolumn"
    }
    guard wellColumn != nil || (rowColumn != nil && columnColumn != nil) else { return nil }
    isOwn = sheet.rows[headerRow].map(\.text) == TidyPlateReader.ownColumns
    self.sheet = index
    self.headerRow = headerRow
    var roles: [Role: Int] = [:]
    roles[.plate] = headings.firstIndex {
      ["plate", "plateid", "platename", "barcode", "platebarcode", "platenumber"].contains($0)
    }
    roles[.read] = headings.firstIndex { $0 == "read" || $0 == "readname" || $0 == "channel" }
    roles[.wavelength] = headings.firstIndex { $0 == "wavelength" || $0 == "wavelengthnm" }
    roles[.flag] = headings.firstIndex { $0 == "flag" }
    self.roles = roles
    time = sheet.rows[headerRow].enumerated().first { ReaderTime.isHeading($0.element.text) }
      .map { (column: $0.offset, heading: $0.element.text) }
    let columns = sheet.rows[headerRow].enumerated()
      .map { (column: $0.offset, heading: $0.element.text) }
    let known = columns.filter { Self.valueNames.contains(headings[$0.column]) }
    hasKnownValues = !known.isEmpty
    values = known.isEmpty ? Self.numbers(among: columns, in: sheet, headerRow) : known
    guard !values.isEmpty else { return nil }
    let firstData = sheet.rows.indices[(headerRow + 1)...].first { !sheet.isBlank($0) }
    guard let firstData, well(in: sheet, firstData) != nil else { return nil }
  }

  private static func numbers(
    among columns: [(column: Int, heading: String)], in sheet: SpreadsheetSheet, _ headerRow: Int
  ) -> [(column: Int, heading: String)] {
    columns.filter { column, heading in
      let name = NameSuggestion.comparable(heading)
      guard !name.isEmpty, !annotations.contains(where: name.hasPrefix) else { return false }
      let cells = sheet.rows[(headerRow + 1)...].filter { !$0.isEmpty }
        .map { column < $0.count ? $0[column] : .blank }
      return cells.contains(where: \.isNumber) && cells.allSatisfy(\.mayBeValue)
    }
  }

  func well(in sheet: SpreadsheetSheet, _ row: Int) -> WellAddress? {
    if let wellColumn { return WellName.address(sheet.cell(row, wellColumn).text) }
    guard let rowColumn, let columnColumn, let number = sheet.cell(row, columnColumn).wholeNumber
    else { return nil }
    let letter = sheet.cell(row, rowColumn)
    if let address = WellAddress(letter.text + String(number)) { return address }
    guard let plateRow = letter.wholeNumber, (1...PlateFormat.wells1536.rows).contains(plateRow),
      (1...PlateFormat.wells1536.columns).contains(number)
    else { return nil }
    return WellAddress(row: plateRow - 1, column: number - 1)
  }

  /// The text of one column; nil where there is none.
  func text(_ role: Role, in sheet: SpreadsheetSheet, _ row: Int) -> String? {
    guard let column = roles[role] else { return nil }
    let text = sheet.cell(row, column).text
    return text.isEmpty ? nil : text
  }
}

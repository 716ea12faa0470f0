import Assays

/// A plate drawn in cells: column numbers above, row letters at the left.
struct PlateGrid: Hashable {
  struct Row: Hashable {
    /// Zero for row A.
    let plateRow: Int
    /// The row of the sheet, from zero.
    let sheetRow: Int
  }

  let sheet: Int
  let headerRow: Int
  /// The sheet's column that holds the row letters.
  let labelColumn: Int
  /// The plate's columns, from zero; consecutive, perhaps not from the first.
  let columns: [Int]
  let rows: [Row]
  /// What stands left of the column numbers: `<>`, `Abs`, or nothing.
  let corner: String

  /// The sheet's column that holds the first value.
  var firstColumn: Int { labelColumn + 1 }
  var lastRow: Int { rows.last?.sheetRow ?? headerRow }

  /// All grids of a sheet, from top to bottom.
  static func find(in export: ExportedFile, sheet index: Int) -> [PlateGrid] {
    let sheet = export.sheets[index]
    var grids: [PlateGrid] = []
    var row = 0
    while row < sheet.rows.count {
      var next = row + 1
      for header in headers(in: sheet.rows[row]) {
        guard let grid = grid(in: sheet, index, headerRow: row, header) else { continue }
        grids.append(grid)
        next = max(next, grid.lastRow + 1)
      }
      row = next
    }
    return grids
  }

  /// Runs of column numbers in one row.
  struct Header: Hashable {
    let labelColumn: Int
    let columns: [Int]
  }

  /// Runs of at least two consecutive plate columns; `1 2 3`, `01 02 03`.
  static func headers(in cells: [SpreadsheetCell]) -> [Header] {
    var headers: [Header] = []
    var column = 1
    while column < cells.count {
      var columns: [Int] = []
      while column < cells.count, let number = cells[column].wholeNumber,
        (1...PlateFormat.wells1536.columns).contains(number),
        columns.last.map({ number - 1 == $0 + 1 }) ?? true
      {
        columns.append(number - 1)
        column += 1
      }
      // A number left of the run would be part of it: a corner is no number.
      let label = column - columns.count - 1
      if columns.count >= 2, cells[label].wholeNumber == nil {
        headers.append(Header(labelColumn: label, columns: columns))
      }
      if columns.isEmpty { column += 1 }
    }
    return headers
  }

  private static func grid(
    in sheet: SpreadsheetSheet, _ index: Int, headerRow: Int, _ header: Header
  ) -> PlateGrid? {
    var rows: [Row] = []
    var row = headerRow + 1
    while row < sheet.rows.count,
      let plateRow = plateRow(named: sheet.cell(row, header.labelColumn).text),
      plateRow > (rows.last?.plateRow ?? -1)
    {
      rows.append(Row(plateRow: plateRow, sheetRow: row))
      row += 1
    }
    guard let first = rows.first else { return nil }
    // `A 1 2 3` above `B 4 5 6` is a row of values, not a header.
    let corner = plateRow(named: sheet.cell(headerRow, header.labelColumn).text)
    if let corner, corner < first.plateRow { return nil }
    return PlateGrid(
      sheet: index, headerRow: headerRow, labelColumn: header.labelColumn,
      columns: header.columns, rows: rows,
      corner: sheet.cell(headerRow, header.labelColumn).text)
  }

  /// Zero for `A`, 31 for `AF`; nil for what names no row of a plate.
  static func plateRow(named name: String) -> Int? {
    guard (1...2).contains(name.utf8.count) else { return nil }
    return WellAddress(name + "1")?.row
  }

  /// All value cells.
  func cells(in export: ExportedFile) -> [SpreadsheetCell] {
    rows.flatMap { row in
      columns.indices.map { export.sheets[sheet].cell(row.sheetRow, firstColumn + $0) }
    }
  }

  /// Whether the grid holds measurements rather than names: at least one number or overflow, and
  /// more cells that may be values than cells that may not.
  func holdsValues(in export: ExportedFile) -> Bool {
    let written = cells(in: export).filter { !$0.isBlank }
    guard
      written.contains(where: { $0.isNumber || WellValue($0, mark: .point) == .flagged(.overflow) })
    else { return false }
    return written.count { $0.mayBeValue } * 2 > written.count
  }
}

import Assays

/// What stands beside or below a grid and would be lost because the grid ends before it: numbers
/// behind a break in the column numbers, values beyond the last one, rows behind a break in the
/// letters.
///
/// Nothing is guessed: a person says where such values belong.
struct PlateGridLoss {
  private let export: ExportedFile
  private let sheet: Int
  private let headerRow: Int
  private let labelColumn: Int
  private let columns: [Int]
  /// The rows of the sheet that the grid holds.
  private let rows: [Int]
  /// The plate's last row, from zero.
  private let lastPlateRow: Int
  /// Whether each line ends with a name, which may be a number.
  private let hasNamesBehindWells: Bool
  /// Which cells count as contents of a well.
  private let isContent: (SpreadsheetCell) -> Bool

  init(
    _ export: ExportedFile, sheet: Int, headerRow: Int, header: PlateGrid.Header, rows: [Int],
    lastPlateRow: Int, hasNamesBehindWells: Bool = false,
    isContent: @escaping (SpreadsheetCell) -> Bool = { $0.isNumber }
  ) {
    self.export = export
    self.sheet = sheet
    self.headerRow = headerRow
    labelColumn = header.labelColumn
    columns = header.columns
    self.rows = rows
    self.lastPlateRow = lastPlateRow
    self.hasNamesBehindWells = hasNamesBehindWells
    self.isContent = isContent
  }

  init(
    of grid: PlateGrid, in export: ExportedFile,
    isContent: @escaping (SpreadsheetCell) -> Bool = { $0.isNumber }
  ) {
    self.init(
      export, sheet: grid.sheet, headerRow: grid.headerRow,
      header: .init(labelColumn: grid.labelColumn, columns: grid.columns),
      rows: grid.rows.map(\.sheetRow), lastPlateRow: grid.rows.last?.plateRow ?? 0,
      isContent: isContent)
  }

  /// Every loss, as a fault; what is only left out, as a sentence for `notice`.
  func note(in faults: FaultCollector, notice: (String) -> Void) {
    if let fault = brokenHeader() {
      faults.note(fault)
    } else {
      for fault in valuesBeyondHeader() { faults.note(fault) }
    }
    noteRowsBelow(in: faults, notice: notice)
  }

  private var cells: SpreadsheetSheet { export.sheets[sheet] }
  private var end: Int { labelColumn + 1 + columns.count }

  /// Where another grid beside this one begins, or the end of the longest row.
  private func limit(_ row: Int) -> Int {
    let next = PlateGrid.headers(in: cells.rows[headerRow]).lazy.map(\.labelColumn)
      .first { [end] column in
        column >= end
          && rows.contains { PlateGrid.plateRow(named: cells.cell($0, column).text) != nil }
      }
    return min(next ?? .max, cells.rows[row].count)
  }

  private func brokenHeader() -> InputFault? {
    let limit = limit(headerRow)
    guard end < limit,
      let next = (end..<limit).first(where: {
        (1...PlateFormat.wells1536.columns).contains(cells.cell(headerRow, $0).wholeNumber ?? 0)
      }), let last = columns.last
    else { return nil }
    let text = cells.cell(headerRow, next).text
    return export.fault(
      at: PlaceInExport(sheet: sheet, row: headerRow, column: next),
      found:
        "column number \(text.quotedForPeople) stands behind \(last + 1), which breaks the row",
      needed: "the column numbers one after the other, \(last + 2) after \(last + 1)",
      hint: "the wells below it would be lost")
  }

  /// Values that follow the wells directly; what stands behind a gap is another table.
  private func valuesBeyondHeader() -> [InputFault] {
    let end = hasNamesBehindWells ? end + 1 : end
    return rows.compactMap { row in
      guard end < limit(row), cells.cell(headerRow, end).isBlank, cells.cell(row, end).isNumber
      else { return nil }
      return export.fault(
        at: PlaceInExport(sheet: sheet, row: row, column: end),
        found: "\(cells.cell(row, end).text.quotedForPeople) stands beyond the last column number",
        needed: "a column number above each value")
    }
  }

  /// At least half of the wells of a line hold something.
  private func isFilled(_ row: Int) -> Bool {
    let filled = columns.indices.count { isContent(cells.cell(row, labelColumn + 1 + $0)) }
    return filled * 2 >= columns.count
  }

  private func noteRowsBelow(in faults: FaultCollector, notice: (String) -> Void) {
    guard let last = rows.last else { return }
    var isApart = false
    for row in (last + 1)..<max(last + 1, min(cells.rows.count, last + 65)) {
      if cells.isBlank(row) {
        isApart = true
        continue
      }
      let label = cells.cell(row, labelColumn).text
      // Whole numbers that happen to rise by one are values behind a letter, not column numbers.
      guard
        PlateGrid.plateRow(named: label) != nil || PlateGrid.headers(in: cells.rows[row]).isEmpty
      else { return }
      guard isFilled(row) else {
        isApart = true
        continue
      }
      let place = PlaceInExport(sheet: sheet, row: row, column: labelColumn)
      let plateRow = PlateGrid.plateRow(named: label)
      if let plateRow, plateRow > lastPlateRow {
        faults.note(
          export.fault(
            at: place, found: "row \(label) stands apart from the rows above it",
            needed: "the rows of a plate one below the other, or column numbers above a new plate",
            hint: "take out the lines between them"))
        return
      }
      guard !isApart else { continue }
      if plateRow != nil || label.utf8.count <= 2 {
        faults.note(
          export.fault(
            at: place,
            found: label.isEmpty
              ? "this line of values has no row letter"
              : "\(label.quotedForPeople) is no row letter that may follow the rows above",
            needed: "the letter of the plate's next row before its wells"))
        return
      }
      notice("Left out line \(row + 1), \(label.quotedForPeople): it is no row of a plate.")
      isApart = true
    }
  }
}

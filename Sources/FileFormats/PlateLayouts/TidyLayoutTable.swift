import Assays

/// A plate map with one row a well under headings.
struct TidyLayoutTable {
  private let export: ExportedFile
  private let sheet: Int
  private let headerRow: Int
  private var columns: [LayoutWords.Property: Int] = [:]
  private var doseUnit: LayoutDraft.Entry?
  /// Headings that stand twice for one property.
  private var repeated: [(heading: String, place: PlaceInExport)] = []

  /// Finds a header with a well (or row and column) and something about it in the first 30 rows.
  init?(in export: ExportedFile) {
    for (index, sheet) in export.sheets.enumerated() {
      for row in sheet.rows.indices.prefix(30) {
        if let table = TidyLayoutTable(in: export, sheet: index, headerRow: row) {
          self = table
          return
        }
      }
    }
    return nil
  }

  private init?(in export: ExportedFile, sheet: Int, headerRow: Int) {
    self.export = export
    self.sheet = sheet
    self.headerRow = headerRow
    for (column, cell) in export.sheets[sheet].rows[headerRow].enumerated() {
      guard let (property, unit) = LayoutWords.heading(cell.text) else { continue }
      let place = PlaceInExport(sheet: sheet, row: headerRow, column: column)
      guard columns[property] == nil else {
        repeated.append((cell.text, place))
        continue
      }
      columns[property] = column
      if property == .dose { doseUnit = unit.map { LayoutDraft.Entry(text: $0, place: place) } }
    }
    let namesWell = columns[.well] != nil || (columns[.row] != nil && columns[.column] != nil)
    let about: Set<LayoutWords.Property> = [.role, .drug, .dose, .line, .content]
    guard namesWell, columns.keys.contains(where: about.contains) else { return nil }
  }

  func read(into draft: LayoutDraft) {
    draft.statesRoles = columns[.role] != nil
    for (heading, place) in repeated {
      draft.faults.note(
        export.fault(
          at: place, found: "\(heading.quotedForPeople) says again what an earlier column says",
          needed: "one column for each property"))
    }
    if !draft.statesRoles, columns[.content] == nil {
      draft.notice(
        "The layout has no column of roles: they are taken from drugs and doses (dose 0 is vehicle)."
      )
    }
    let sheetRows = export.sheets[sheet]
    for row in (headerRow + 1)..<sheetRows.rows.count where !sheetRows.isBlank(row) {
      guard let well = well(row) else {
        let column = columns[.well] ?? columns[.row] ?? 0
        draft.faults.note(
          export.fault(
            at: PlaceInExport(sheet: sheet, row: row, column: column),
            found: "\(sheetRows.cell(row, column).text.quotedForPeople) is no well",
            needed: "a well such as B7, on a plate of at most 1536 wells"))
        continue
      }
      let plate = columns[.plate].map { sheetRows.cell(row, $0).text }.flatMap {
        $0.isEmpty ? nil : $0
      }
      let place = PlaceInExport(sheet: sheet, row: row, column: columns[.well] ?? 0)
      guard draft.open(well, on: plate, at: place, isNewRow: true) else { continue }
      for (property, column) in columns
      where ![.plate, .well, .row, .column].contains(property) {
        let cell = sheetRows.cell(row, column)
        if cell.isBlank { continue }
        draft.add(
          property, of: well, on: plate,
          .init(text: cell.text, place: PlaceInExport(sheet: sheet, row: row, column: column)))
      }
      if let doseUnit { draft.setDoseUnit(doseUnit, of: well, on: plate) }
    }
  }

  private func well(_ row: Int) -> WellAddress? {
    let cells = export.sheets[sheet]
    if let column = columns[.well] { return WellAddress(cells.cell(row, column).text) }
    guard let letters = columns[.row], let number = columns[.column] else { return nil }
    let column = cells.cell(row, number).wholeNumber.map(String.init) ?? ""
    return WellAddress(cells.cell(row, letters).text + column)
  }
}

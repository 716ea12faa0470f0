/// BMG LABTECH's MARS: grids under `Raw Data (450)` titles, or a table with one row a well.
///
/// Grids, a table of one endpoint (`Well`, `Content`) and one of a time course (`Well Row`,
/// `Well Col`, `Content`, one column a time point) were checked against real files.
enum BMGMARSReader: PlateReader {
  static let format = "BMG MARS"

  static func recognise(_ export: ExportedFile) -> PlateFormatRecognition? {
    guard
      let user = export.firstCell(inFirst: 10, where: { $0.text.hasPrefix("User:") }),
      export.firstCell(
        inFirst: 10,
        where: { cell in
          let text = cell.text.lowercased()
          return ["test name:", "test run no", "test id:"].contains { text.hasPrefix($0) }
        }) != nil
    else { return nil }
    return PlateFormatRecognition(score: 95, seen: export.seen(user))
  }

  static func read(_ export: ExportedFile, into builder: ReadoutBuilder) {
    for index in export.sheets.indices {
      let plate = plateName(in: export.sheets[index])
      for grid in PlateGrid.find(in: export, sheet: index) where grid.holdsValues(in: export) {
        let title = GridTitle.above(grid, in: export) ?? "Raw Data"
        let series = builder.begin(
          .init(
            plate: plate, read: builder.uniqueRead(title, plate: plate),
            wavelength: WavelengthText.find(in: title)))
        builder.add(series, grid: grid)
      }
      readTables(export, sheet: index, plate: plate, into: builder)
    }
  }

  /// The names that a person gave the plate: ID1 to ID3.
  private static func plateName(in sheet: SpreadsheetSheet) -> String {
    let names = sheet.rows.prefix(20).joined().compactMap { cell -> String? in
      guard cell.text.hasPrefix("ID"), let colon = cell.text.firstIndex(of: ":"),
        cell.text.distance(from: cell.text.startIndex, to: colon) == 3
      else { return nil }
      let name = String(cell.text[cell.text.index(after: colon)...]).trimmingBlanks
      return name.isEmpty ? nil : name
    }
    return names.isEmpty ? "Plate 1" : names.joined(separator: " / ")
  }

  private static func readTables(
    _ export: ExportedFile, sheet index: Int, plate: String, into builder: ReadoutBuilder
  ) {
    let sheet = export.sheets[index]
    for row in sheet.rows.indices {
      let headings = sheet.rows[row].map { $0.text.lowercased() }
      guard headings.contains("content") else { continue }
      let table = MARSTable(
        row: row, wellColumn: headings.firstIndex(of: "well"),
        letterColumn: headings.firstIndex(of: "well row"),
        numberColumn: headings.firstIndex(of: "well col"))
      table?.read(export, sheet: index, plate: plate, into: builder)
    }
  }
}

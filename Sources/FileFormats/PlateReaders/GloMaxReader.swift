/// Promega's GloMax: a list with a column `WellPosition` (`A:1`) and one with the signal, or grids
/// in a file that names the instrument.
///
/// Written from public parsers of such files, which agree on the list's columns (`ID`, `SequenceID`,
/// `WellPosition`, `ScanPosition`, `Tag`, `RLU`, `RLU(RQ)`, `Timestamp(ms)`); it was not checked against
/// a real file.
enum GloMaxReader: PlateReader {
  static let format = "Promega GloMax"

  /// Columns of the list that hold a signal.
  private static let signals: Set<String> = [
    "rlu", "rfu", "calculatedflux", "opticaldensity", "od", "absorbance", "fluorescence",
    "luminescence", "value", "result",
  ]

  static func recognise(_ export: ExportedFile) -> PlateFormatRecognition? {
    if let header = export.firstCell(inFirst: 40, where: { $0.text == "WellPosition" }) {
      return PlateFormatRecognition(score: 90, seen: export.seen(header))
    }
    guard
      let name = export.firstCell(where: { $0.text.lowercased().contains("glomax") }),
      export.sheets.indices.contains(where: { !PlateGrid.find(in: export, sheet: $0).isEmpty })
    else { return nil }
    return PlateFormatRecognition(score: 85, seen: export.seen(name))
  }

  static func read(_ export: ExportedFile, into builder: ReadoutBuilder) {
    for (index, sheet) in export.sheets.enumerated() {
      let header = sheet.rows.indices.prefix(40).first { row in
        sheet.rows[row].contains { $0.text == "WellPosition" }
      }
      if let header {
        readList(export, sheet: index, headerRow: header, into: builder)
      } else {
        readGrids(export, sheet: index, into: builder)
      }
    }
  }

  private static func readList(
    _ export: ExportedFile, sheet index: Int, headerRow: Int, into builder: ReadoutBuilder
  ) {
    let sheet = export.sheets[index]
    guard
      let wellColumn = sheet.rows[headerRow].firstIndex(where: { $0.text == "WellPosition" }),
      let list = WellList(in: export, sheet: index, headerRow: headerRow, wellColumn: wellColumn)
    else { return }
    let columns = list.columns.filter { signals.contains($0.heading.lowercased()) }
    guard !columns.isEmpty else {
      builder.faults.note(
        export.fault(
          at: PlaceInExport(sheet: index, row: headerRow, column: wellColumn),
          found: "no column of a signal stands beside “WellPosition”",
          needed: "a column RLU, CalculatedFlux or OpticalDensity"))
      return
    }
    // Several reads of a plate follow each other, told apart by their ID; where each line has one of
    // its own, it is the line's.
    let identityColumn = list.columns.first { $0.heading == "ID" }.map(\.column).flatMap { column in
      let names = Set(list.rows.map { sheet.cell($0.row, column).text })
      return names.count == list.rows.count && names.count > 1 ? nil : column
    }
    var series: [String: Int] = [:]
    for row in list.rows {
      let identity = identityColumn.map { sheet.cell(row.row, $0).text } ?? ""
      for (column, heading) in columns {
        // A flux and an optical density stand in two columns, of which each row fills one.
        if columns.count > 1, sheet.cell(row.row, column).isBlank { continue }
        let name = identity.isEmpty ? heading : "\(heading) \(identity)"
        let number = series[name] ?? builder.begin(.init(plate: "Plate 1", read: name))
        series[name] = number
        builder.add(
          number, well: row.address,
          at: PlaceInExport(sheet: index, row: row.row, column: column))
      }
    }
  }

  private static func readGrids(
    _ export: ExportedFile, sheet index: Int, into builder: ReadoutBuilder
  ) {
    for grid in PlateGrid.find(in: export, sheet: index) where grid.holdsValues(in: export) {
      let title = GridTitle.above(grid, in: export) ?? "Results"
      let series = builder.begin(
        .init(
          plate: "Plate 1", read: builder.uniqueRead(title, plate: "Plate 1"),
          wavelength: WavelengthText.find(in: title)))
      builder.add(series, grid: grid)
    }
  }
}

/// Tecan's i-control (infinite) and SparkControl (Spark): settings, then one section a `Label:`
/// with a grid whose corner is `<>`, a table of cycles, or a list of wells; English or German.
///
/// SparkControl's endpoints and cycles, and i-control's `Label:` sections with parts of plates, were
/// checked against real files; i-control's tables of cycles in lines against the beginning of one, its
/// lists of wells follow public examples.
enum TecanControlReader: PlateReader {
  static let format = "Tecan i-control or SparkControl"

  private static let applications = [
    "Application: Tecan i-control", "Application: SparkControl", "Application: Spark Control",
    "Programm: Tecan i-control",
  ]

  static func recognise(_ export: ExportedFile) -> PlateFormatRecognition? {
    let application = export.firstCell(inFirst: 5) { cell in
      applications.contains { cell.text.hasPrefix($0) }
    }
    guard let application else { return nil }
    return PlateFormatRecognition(score: 95, seen: export.seen(application))
  }

  static func read(_ export: ExportedFile, into builder: ReadoutBuilder) {
    // Each worksheet with its own application line is an export of its own.
    let own = export.sheets.indices.filter { index in
      export.sheets[index].rows.prefix(5).joined().contains { cell in
        applications.contains { cell.text.hasPrefix($0) }
      }
    }
    for index in own {
      let name = own.count > 1 ? export.sheets[index].name : nil
      var section = TecanSection(plate: name ?? "Plate 1")
      let grids = Dictionary(
        PlateGrid.find(in: export, sheet: index).map { ($0.headerRow, $0) },
        uniquingKeysWith: { first, _ in first })
      var row = 0
      while row < export.sheets[index].rows.count {
        if let grid = grids[row] {
          if grid.holdsValues(in: export) {
            builder.add(section.begin(in: builder), grid: grid)
          }
          row = grid.lastRow
        } else if let last = section.readTable(export, sheet: index, row: row, into: builder) {
          row = last
        } else {
          section.take(export.sheets[index].rows[row])
        }
        row += 1
      }
      if own.count == 1 { TecanScript(export.sheets[index]).noteWhatIsMissing(in: builder) }
    }
  }
}

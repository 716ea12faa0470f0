/// Plates drawn as grids without any vendor's marks: column numbers above, row letters at the left.
///
/// A title that begins with “Plate” names the plate; any other names the read.
enum GridReader: PlateReader {
  static let format = "plate grid"
  static let isOfInstrument = false

  static func recognise(_ export: ExportedFile) -> PlateFormatRecognition? {
    for index in export.sheets.indices {
      guard let grid = grids(in: export, sheet: index).first else { continue }
      let place = PlaceInExport(sheet: index, row: grid.headerRow, column: grid.firstColumn)
      return PlateFormatRecognition(
        score: 30, seen: "column numbers from \(export.seen(place)) with row letters below")
    }
    return nil
  }

  static func read(_ export: ExportedFile, into builder: ReadoutBuilder) {
    for (index, sheet) in export.sheets.enumerated() {
      var plate = sheet.name ?? "Plate 1"
      var untitled = 0
      for grid in grids(in: export, sheet: index) {
        let title = GridTitle.above(grid, in: export)
        var read = grid.corner.isEmpty ? "value" : grid.corner
        if let title, title.lowercased().hasPrefix("plate") {
          plate = title
        } else if let title {
          read = title
        } else {
          untitled += 1
        }
        let series = builder.begin(
          .init(
            plate: plate, read: builder.uniqueRead(read, plate: plate),
            wavelength: WavelengthText.find(in: read)))
        builder.add(series, grid: grid)
      }
      if untitled > 1 {
        builder.notice(
          "\(untitled) grids have no title above them: they are given as reads of “\(plate)”.")
      }
    }
  }

  /// At least two by two wells: less could be any small table.
  private static func grids(in export: ExportedFile, sheet index: Int) -> [PlateGrid] {
    PlateGrid.find(in: export, sheet: index).filter {
      $0.rows.count >= 2 && $0.columns.count >= 2 && $0.holdsValues(in: export)
    }
  }
}

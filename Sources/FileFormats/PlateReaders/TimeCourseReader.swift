/// A table with a column of times or wavelengths and one column a well, without any vendor's marks.
enum TimeCourseReader: PlateReader {
  static let format = "time course with a column a well"
  static let isOfInstrument = false

  static func recognise(_ export: ExportedFile) -> PlateFormatRecognition? {
    for index in export.sheets.indices {
      guard let table = tables(in: export, sheet: index).first else { continue }
      let place = PlaceInExport(
        sheet: index, row: table.headerRow, column: table.axes[0].column)
      return PlateFormatRecognition(score: 35, seen: export.seen(place))
    }
    return nil
  }

  static func read(_ export: ExportedFile, into builder: ReadoutBuilder) {
    for (index, sheet) in export.sheets.enumerated() {
      let plate = sheet.name ?? "Plate 1"
      for table in tables(in: export, sheet: index) {
        var title = "value"
        if table.headerRow > 0, !sheet.isBlank(table.headerRow - 1) {
          title = sheet.firstText(table.headerRow - 1)
        }
        table.add(
          plate: plate, read: builder.uniqueRead(title, plate: plate),
          wavelength: WavelengthText.find(in: title), to: builder)
      }
    }
  }

  private static func tables(in export: ExportedFile, sheet index: Int) -> [WellColumnsTable] {
    var tables: [WellColumnsTable] = []
    var row = 0
    while row < export.sheets[index].rows.count {
      if let table = WellColumnsTable(in: export, sheet: index, headerRow: row),
        table.axes.contains(where: {
          ReaderTime.isHeading($0.heading) || $0.heading.lowercased().hasPrefix("wavelength")
        })
      {
        tables.append(table)
        row = table.dataRows.upperBound
      }
      row += 1
    }
    return tables
  }
}

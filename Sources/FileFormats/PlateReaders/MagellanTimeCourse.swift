/// Magellan's time course: rows named `0s`, `300s`, … in a first column that may have no heading.
enum MagellanTimeCourse {
  static func read(
    _ table: WellColumnsTable, wavelength: ReadWavelength?, into builder: ReadoutBuilder
  ) {
    let export = builder.export
    let sheet = export.sheets[table.sheet]
    for row in table.dataRows {
      let place = PlaceInExport(sheet: table.sheet, row: row, column: 0)
      let cell = sheet.cell(row, 0)
      guard let time = ReaderTime.time(cell, unit: nil) else {
        // Temperatures and the settings below the readings are no time points.
        guard cell.text.first?.isNumber == true,
          table.wells.contains(where: {
            !sheet.cell(row, $0.column).isBlank
          })
        else { continue }
        builder.faults.note(
          export.fault(
            at: place, found: "\(cell.text.quotedForPeople) is no time",
            needed: "a time such as 300s"))
        continue
      }
      let series = builder.begin(
        .init(plate: "Plate 1", read: "Raw data", wavelength: wavelength, time: time))
      for well in table.wells {
        builder.add(
          series, well: well.address,
          at: PlaceInExport(sheet: table.sheet, row: row, column: well.column))
      }
    }
  }
}

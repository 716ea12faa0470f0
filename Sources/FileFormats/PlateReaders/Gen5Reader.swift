/// BioTek's (Agilent's) Gen5: settings, then `Results` with several lines a plate row, tables of
/// time points or wavelengths with one column a well, or a list of wells.
///
/// Grids, kinetic and spectral tables were checked against real files; lists of wells follow public
/// examples.
enum Gen5Reader: PlateReader {
  static let format = "BioTek Gen5"

  static func recognise(_ export: ExportedFile) -> PlateFormatRecognition? {
    guard let version = export.firstCell(where: { $0.text == "Software Version" }) else {
      return nil
    }
    let others = [
      "Experiment File Path:", "Protocol File Path:", "Procedure Details", "Reader Type:",
    ]
    let found = others.count { other in export.firstCell { $0.text == other } != nil }
    guard found >= 2 else { return nil }
    return PlateFormatRecognition(score: 95, seen: export.seen(version))
  }

  static func read(_ export: ExportedFile, into builder: ReadoutBuilder) {
    for (index, sheet) in export.sheets.enumerated() {
      var plate = sheet.name ?? "Plate 1"
      var plates: Set<String> = []
      var title = ""
      var row = 0
      while row < sheet.rows.count {
        let written = sheet.rows[row].enumerated().filter { !$0.element.isBlank }
        if written.first?.element.text == "Plate Number", written.count >= 2 {
          plate = unique(written[1].element.text, &plates)
        } else if written.count == 1 {
          title = written[0].element.text
        } else if let grid = Gen5Grid(in: export, sheet: index, headerRow: row) {
          if title != "Layout" { grid.read(plate: plate, title: title, into: builder) }
          row = grid.lastRow
        } else if let table = WellColumnsTable(in: export, sheet: index, headerRow: row) {
          table.add(
            plate: plate, read: builder.uniqueRead(title.isEmpty ? "Read" : title, plate: plate),
            wavelength: WavelengthText.find(inLabel: title), to: builder)
          row = table.dataRows.upperBound - 1
        } else if let list = list(in: export, sheet: index, headerRow: row) {
          read(list, plate: plate, into: builder)
          row = list.rows.last?.row ?? row
        }
        row += 1
      }
      Gen5Procedure(sheet).noteWhatIsMissing(in: builder)
    }
  }

  /// A plate's name in a file of several; Gen5 may give the same name twice.
  private static func unique(_ name: String, _ taken: inout Set<String>) -> String {
    var candidate = name
    var number = 2
    while !taken.insert(candidate).inserted {
      candidate = "\(name) (\(number))"
      number += 1
    }
    return candidate
  }

  private static func list(
    in export: ExportedFile, sheet index: Int, headerRow: Int
  ) -> WellList? {
    guard let column = export.sheets[index].rows[headerRow].firstIndex(where: { $0.text == "Well" })
    else { return nil }
    return WellList(in: export, sheet: index, headerRow: headerRow, wellColumn: column)
  }

  private static func read(_ list: WellList, plate: String, into builder: ReadoutBuilder) {
    for (column, heading) in list.valueColumns(in: builder.export)
    where !heading.lowercased().contains("conc") {
      let series = builder.begin(
        .init(
          plate: plate, read: builder.uniqueRead(heading, plate: plate),
          wavelength: WavelengthText.find(inLabel: heading)))
      for well in list.rows {
        builder.add(
          series, well: well.address,
          at: PlaceInExport(sheet: list.sheet, row: well.row, column: column))
      }
    }
  }
}

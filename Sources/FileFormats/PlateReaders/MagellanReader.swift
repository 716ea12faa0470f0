/// Tecan's Magellan: a list with a column `Well positions`, the readings before it, and the
/// settings below it; the same as plain text without a header; or time points down the rows with one
/// column a well.
///
/// Both lists were checked against real files (XLSX and ASC); the time course follows public parsers.
enum MagellanReader: PlateReader {
  static let format = "Tecan Magellan"

  static func recognise(_ export: ExportedFile) -> PlateFormatRecognition? {
    if let header = export.firstCell(inFirst: 10, where: isWellHeading) {
      return PlateFormatRecognition(score: 90, seen: export.seen(header))
    }
    guard let settings = export.firstCell(where: { $0.text.hasPrefix("Date of measurement:") }),
      export.firstCell(where: { $0.text.hasSuffix(".mth") || $0.text.hasSuffix(".wsp") }) != nil
    else { return nil }
    return PlateFormatRecognition(score: 90, seen: export.seen(settings))
  }

  private static func isWellHeading(_ cell: SpreadsheetCell) -> Bool {
    cell.text.lowercased() == "well positions"
  }

  static func read(_ export: ExportedFile, into builder: ReadoutBuilder) {
    for (index, sheet) in export.sheets.enumerated() {
      let wavelength = wavelength(in: sheet)
      let list = sheet.rows.indices.first { sheet.rows[$0].contains(where: isWellHeading) }
      if let row = list, let column = sheet.rows[row].firstIndex(where: isWellHeading) {
        if let list = WellList(in: export, sheet: index, headerRow: row, wellColumn: column) {
          read(list, wavelength: wavelength, into: builder)
        }
        continue
      }
      if let list = MagellanPlainList(sheet) {
        list.read(sheet: index, wavelength: wavelength, into: builder)
        continue
      }
      for row in sheet.rows.indices {
        guard let table = WellColumnsTable(in: export, sheet: index, headerRow: row) else {
          continue
        }
        MagellanTimeCourse.read(table, wavelength: wavelength, into: builder)
        break
      }
    }
  }

  private static func read(
    _ list: WellList, wavelength: ReadWavelength?, into builder: ReadoutBuilder
  ) {
    let plates = plates(of: list, noting: builder)
    for (column, heading) in list.valueColumns(in: builder.export) {
      var series: [String: Int] = [:]
      for (well, plate) in zip(list.rows, plates) {
        let number =
          series[plate]
          ?? builder.begin(
            .init(
              plate: plate, read: builder.uniqueRead(heading, plate: plate),
              wavelength: WavelengthText.find(in: heading) ?? wavelength))
        series[plate] = number
        builder.add(
          number, well: well.address,
          at: PlaceInExport(sheet: list.sheet, row: well.row, column: column))
      }
    }
  }

  /// The plate of each row.
  ///
  /// Magellan may leave the name out after some rows. Where it names one plate, that is all rows';
  /// where it names several, every row must have its name.
  private static func plates(of list: WellList, noting builder: ReadoutBuilder) -> [String] {
    let sheet = builder.export.sheets[list.sheet]
    let column = list.columns.first { $0.heading.lowercased() == "plate" }?.column
    let names = list.rows.map { row in column.map { sheet.cell(row.row, $0).text } ?? "" }
    let distinct = Set(names).subtracting([""])
    guard distinct.count > 1 else {
      let name = distinct.first ?? "Plate 1"
      return names.map { _ in name }
    }
    for (row, name) in zip(list.rows, names) where name.isEmpty {
      builder.faults.note(
        builder.export.fault(
          at: PlaceInExport(sheet: list.sheet, row: row.row, column: column ?? 0),
          found: "well \(row.address) has no plate, and the file has \(distinct.count) plates",
          needed: "the plate of every row"))
    }
    return names
  }

  /// From the settings; nil where they name several.
  private static func wavelength(in sheet: SpreadsheetSheet) -> ReadWavelength? {
    func only(_ opening: String) -> ReadWavelength? {
      let stated = sheet.rows.compactMap { cells -> ReadWavelength? in
        guard let text = cells.first?.text, text.lowercased().hasPrefix(opening) else { return nil }
        return WavelengthText.wavelength(of: text)
      }
      return Set(stated).count == 1 ? stated.first : nil
    }
    if case .single(let excitation)? = only("excitation wavelength:"),
      case .single(let emission)? = only("emission wavelength:")
    {
      return .pair(excitation: excitation, emission: emission)
    }
    return only("measurement wavelength")
  }
}

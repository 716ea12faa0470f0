/// Thermo Scientific's SkanIt: one worksheet a step, each with the step's name, its wavelength, and
/// for each plate its name and a grid whose corner says what it holds; such a sheet as CSV, too.
///
/// A workbook of one plate and a CSV of ten were checked against real files.
/// Sheets that hold no `Measurement results` (settings, log, layout) are passed over.
enum SkanItReader: PlateReader {
  static let format = "Thermo SkanIt"

  static func recognise(_ export: ExportedFile) -> PlateFormatRecognition? {
    guard let results = export.firstCell(inFirst: 3, where: { $0.text == "Measurement results" })
    else { return nil }
    let names = export.firstCell {
      $0.text.hasPrefix("SkanIt") || $0.text.hasSuffix(".skax")
        || $0.text.hasPrefix("Autoloading range")
    }
    guard let names else { return nil }
    return PlateFormatRecognition(
      score: 95, seen: "\(export.seen(results)) and \(export.seen(names))")
  }

  static func read(_ export: ExportedFile, into builder: ReadoutBuilder) {
    for (index, sheet) in export.sheets.enumerated() {
      guard sheet.rows.prefix(3).joined().contains(where: { $0.text == "Measurement results" })
      else { continue }
      let grids = PlateGrid.find(in: export, sheet: index).filter { $0.holdsValues(in: export) }
      for grid in grids { read(grid, of: sheet, into: builder) }
      let isSigned = sheet.rows.contains { $0.first?.text.hasPrefix("Autoloading range") == true }
      if !isSigned, !export.isWorkbook, !grids.isEmpty {
        builder.noticeMissing("No line “Autoloading range” follows the results")
      }
    }
  }

  private static func read(
    _ grid: PlateGrid, of sheet: SpreadsheetSheet, into builder: ReadoutBuilder
  ) {
    var plate = "Plate 1"
    var wavelength: ReadWavelength?
    var step: String?
    var isBelowDate = false
    for row in 0..<grid.headerRow {
      let text = sheet.cell(row, 0).text
      if text.hasPrefix("Plate "), text.count < 40 {
        plate = text
      } else if text.hasPrefix("Wavelength:") || text.hasPrefix("Excitation:") {
        wavelength = WavelengthText.wavelength(of: text)
      } else if isBelowDate, step == nil, !text.isEmpty {
        step = text
      }
      // Title, session and date come first; the step's name is the next line.
      if row == 2 { isBelowDate = true }
    }
    if let name = plateName(above: grid, in: sheet), name != step { plate = name }
    let corner = grid.corner.isEmpty ? "values" : grid.corner
    let name = step.map { "\($0): \(corner)" } ?? corner
    let series = builder.begin(
      .init(
        plate: plate, read: builder.uniqueRead(name, plate: plate), wavelength: wavelength))
    builder.add(series, grid: grid)
  }

  /// A line with nothing but a text in its first cell.
  private static func isTitle(_ row: Int, of sheet: SpreadsheetSheet) -> Bool {
    !sheet.cell(row, 0).isBlank && sheet.rows[row].dropFirst().allSatisfy(\.isBlank)
  }

  /// The line above a grid, over one blank line, is its plate's name.
  private static func plateName(above grid: PlateGrid, in sheet: SpreadsheetSheet) -> String? {
    let row = sheet.isBlank(grid.headerRow - 1) ? grid.headerRow - 2 : grid.headerRow - 1
    guard row > 2, isTitle(row, of: sheet) else { return nil }
    let text = sheet.cell(row, 0).text
    return text.contains(":") ? nil : text
  }
}

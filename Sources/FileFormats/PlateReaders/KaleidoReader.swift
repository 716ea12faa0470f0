/// PerkinElmer's (Revvity's) Kaleido for EnSight: a grid below each `Result for` line.
///
/// Written from public examples of versions 2.0, 3.0 and 3.5; it was not checked against a file of
/// the reference collection.
enum KaleidoReader: PlateReader {
  static let format = "PerkinElmer Kaleido"

  static func recognise(_ export: ExportedFile) -> PlateFormatRecognition? {
    let openings = ["EnSight Results from", "Kaleido Results from", "Exported with Kaleido"]
    guard
      let seen = export.firstCell(where: { cell in
        openings.contains { cell.text.hasPrefix($0) }
      })
    else { return nil }
    return PlateFormatRecognition(score: 95, seen: export.seen(seen))
  }

  static func read(_ export: ExportedFile, into builder: ReadoutBuilder) {
    for (index, sheet) in export.sheets.enumerated() {
      let grids = PlateGrid.find(in: export, sheet: index)
      let excitations = excitationWavelengths(in: sheet)
      var title: String?
      var plate = "Plate 1"
      var wavelength: ReadWavelength?
      for row in sheet.rows.indices {
        let text = sheet.firstText(row)
        if let name = resultName(text) {
          (title, wavelength) = (name, excitations[name])
        } else if text == "Barcode", sheet.cell(row, 1).text == "Repeat" {
          plate = name(sheet.cell(row + 1, 0).text, repeatNumber: sheet.cell(row + 1, 1).text)
          wavelength = wavelength ?? columns(of: sheet, row)
        } else if text.hasPrefix("Barcode:"), title != nil {
          // `Barcode: P1, PlateRepeat: 1, WellRepeat: 1`, cut at its commas or not.
          let words = sheet.rows[row].flatMap { $0.text.split(separator: ",") }
          let barcode = words.first.map { String($0.dropFirst("Barcode:".count)).trimmingBlanks }
          let again = words.first { $0.contains("PlateRepeat:") }?.split(separator: ":").last
          plate = name(barcode ?? "", repeatNumber: again.map { String($0).trimmingBlanks } ?? "")
        } else if endsResults(text) {
          title = nil
        }
        guard let name = title, let grid = grids.first(where: { $0.headerRow == row }) else {
          continue
        }
        let series = builder.begin(
          .init(
            plate: plate, read: builder.uniqueRead(name, plate: plate), wavelength: wavelength))
        builder.add(series, grid: grid)
      }
    }
  }

  private static func resultName(_ text: String) -> String? {
    for opening in ["Results for", "Result for"] where text.hasPrefix(opening) {
      let name = String(text.dropFirst(opening.count)).trimmingBlanks
      return name.isEmpty ? "Result" : name
    }
    return nil
  }

  private static func endsResults(_ text: String) -> Bool {
    ["Measurement Basic Information", "Measurement Information", "Platemap", "Plate Type"]
      .contains { text.hasPrefix($0) }
  }

  private static func name(_ barcode: String, repeatNumber: String) -> String {
    let name = barcode.isEmpty ? "Plate 1" : barcode
    return repeatNumber.isEmpty || repeatNumber == "1" ? name : "\(name), repeat \(repeatNumber)"
  }

  /// From the columns `Exc wl / filter` and `Ems wl` beside the barcode.
  private static func columns(of sheet: SpreadsheetSheet, _ row: Int) -> ReadWavelength? {
    func length(_ opening: String) -> Double? {
      guard
        let column = sheet.rows[row].firstIndex(where: { $0.text.hasPrefix(opening) }),
        case .single(let length)? = WavelengthText.wavelength(of: sheet.cell(row + 1, column).text)
      else { return nil }
      return length
    }
    return switch (length("Exc wl"), length("Ems wl")) {
    case (let excitation?, let emission?): .pair(excitation: excitation, emission: emission)
    case (let length?, nil), (nil, let length?): .single(length)
    case (nil, nil): nil
    }
  }

  /// `Excitation wavelength [nm]` by the name of the measurement that it was set for.
  private static func excitationWavelengths(in sheet: SpreadsheetSheet) -> [String: ReadWavelength]
  {
    var found: [String: ReadWavelength] = [:]
    var name = ""
    for cells in sheet.rows {
      let value = cells.dropFirst().first { !$0.isBlank }?.text ?? ""
      switch cells.first?.text {
      case "Tech", "Operation": name = value
      case "Excitation wavelength [nm]", "Excitation Wavelength [nm]":
        if !name.isEmpty { found[name] = WavelengthText.wavelength(of: value) }
      default: break
      }
    }
    return found
  }
}

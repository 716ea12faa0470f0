/// PerkinElmer's (Revvity's) Kaleido for EnSight: a grid below each `Result for` line.
///
/// Checked against real exports of versions 2.0, 3.0 and 3.5. An image analysis gives one grid a
/// parameter; the names of its pictures are left out and told.
enum KaleidoReader: PlateReader {
  static let format = "PerkinElmer Kaleido"

  static func recognise(_ export: ExportedFile) -> PlateFormatRecognition? {
    let openings = ["EnSight Results from", "Kaleido Results from", "Exported with Kaleido"]
    let seen =
      export.firstCell { cell in openings.contains { cell.text.hasPrefix($0) } }
      ?? barcodeLine(in: export)
    return seen.map { PlateFormatRecognition(score: 95, seen: export.seen($0)) }
  }

  /// `Barcode: P1, PlateRepeat: 1`, below the first `Results for`: version 2 signs at its end only.
  private static func barcodeLine(in export: ExportedFile) -> PlaceInExport? {
    guard let place = export.firstCell(inFirst: 40, where: { $0.text.hasPrefix("Barcode:") }),
      export.sheets[place.sheet].rows[place.row].contains(where: {
        $0.text.contains("PlateRepeat:")
      })
    else { return nil }
    return place
  }

  static func read(_ export: ExportedFile, into builder: ReadoutBuilder) {
    for (index, sheet) in export.sheets.enumerated() {
      let grids = PlateGrid.find(in: export, sheet: index)
      let lights = lights(in: sheet)
      var title: String?
      var plate = "Plate 1"
      var parameter = ""
      var wavelength: ReadWavelength?
      for row in sheet.rows.indices {
        let text = sheet.firstText(row)
        if let name = resultName(text) {
          (title, parameter, wavelength) = (name, "", lights[name])
        } else if text == "Barcode", sheet.cell(row, 1).text == "Repeat" {
          plate = name(sheet.cell(row + 1, 0).text, repeatNumber: sheet.cell(row + 1, 1).text)
          parameter = column("Analysis Parameter", of: sheet, row)
          wavelength = wavelength ?? columns(of: sheet, row)
        } else if text.hasPrefix("Barcode:"), title != nil {
          // `Barcode: P1, PlateRepeat: 1, WellRepeat: 1`, cut at its commas or not.
          let words = sheet.rows[row].flatMap { $0.text.split(separator: ",") }
          let barcode = words.first.map { String($0.dropFirst("Barcode:".count)).trimmingBlanks }
          let again = words.first { $0.contains("PlateRepeat:") }?.split(separator: ":").last
          plate = name(barcode ?? "", repeatNumber: again.map { String($0).trimmingBlanks } ?? "")
          parameter = analysisParameter(words.map(String.init))
        } else if endsResults(text) {
          title = nil
        }
        guard let name = title, let grid = grids.first(where: { $0.headerRow == row }) else {
          continue
        }
        let read = parameter.isEmpty ? name : "\(name): \(parameter)"
        guard grid.holdsValues(in: export) else {
          builder.notice(
            "Left out “\(read)” of \(plate): its wells hold words, no measured values.")
          continue
        }
        let series = builder.begin(
          .init(
            plate: plate, read: builder.uniqueRead(read, plate: plate), wavelength: wavelength))
        builder.add(series, grid: grid)
      }
    }
    let isSigned = export.firstCell { $0.text.hasPrefix("Exported with Kaleido") } != nil
    if !isSigned, !builder.isEmpty {
      builder.noticeMissing("No line “Exported with Kaleido” follows the results")
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

  /// `AnalysisParameter: Virus Infected Count`, the last of a barcode's words; its name may hold
  /// commas.
  private static func analysisParameter(_ words: [String]) -> String {
    let opening = "AnalysisParameter:"
    guard let first = words.firstIndex(where: { $0.trimmingBlanks.hasPrefix(opening) }) else {
      return ""
    }
    let text = words[first...].map { $0.trimmingBlanks }.joined(separator: ", ")
    return String(text.dropFirst(opening.count)).trimmingBlanks
  }

  /// The cell below a heading of the barcode's line.
  private static func column(
    _ opening: String, of sheet: SpreadsheetSheet, _ row: Int
  ) -> String {
    guard let column = sheet.rows[row].firstIndex(where: { $0.text.hasPrefix(opening) }) else {
      return ""
    }
    return sheet.cell(row + 1, column).text
  }

  /// From the columns `Exc wl / filter` and `Ems wl` beside the barcode.
  private static func columns(of sheet: SpreadsheetSheet, _ row: Int) -> ReadWavelength? {
    func length(_ opening: String) -> Double? {
      guard
        case .single(let length)? = WavelengthText.wavelength(of: column(opening, of: sheet, row))
      else { return nil }
      return length
    }
    return light(excitation: length("Exc wl"), emission: length("Ems wl"))
  }

  private static func light(excitation: Double?, emission: Double?) -> ReadWavelength? {
    switch (excitation, emission) {
    case (let excitation?, let emission?): .pair(excitation: excitation, emission: emission)
    case (let length?, nil), (nil, let length?): .single(length)
    case (nil, nil): nil
    }
  }

  /// `Excitation wavelength [nm]` and `Emission wavelength [nm]` by the name of the measurement that
  /// they were set for.
  private static func lights(in sheet: SpreadsheetSheet) -> [String: ReadWavelength] {
    var excitations: [String: Double] = [:]
    var emissions: [String: Double] = [:]
    var name = ""
    for cells in sheet.rows {
      let value = cells.dropFirst().first { !$0.isBlank }?.text ?? ""
      let key = cells.first?.text.lowercased() ?? ""
      if key == "tech" || key == "operation" { name = value }
      guard !name.isEmpty, case .single(let length)? = WavelengthText.wavelength(of: value) else {
        continue
      }
      if key == "excitation wavelength [nm]" { excitations[name] = length }
      if key == "emission wavelength [nm]" { emissions[name] = length }
    }
    return Dictionary(
      uniqueKeysWithValues: Set(excitations.keys).union(emissions.keys).compactMap { name in
        light(excitation: excitations[name], emission: emissions[name]).map { (name, $0) }
      })
  }
}

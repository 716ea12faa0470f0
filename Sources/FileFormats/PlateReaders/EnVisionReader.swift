/// PerkinElmer's EnVision Workstation, and EnSpire's, which writes the same: `Plate information`
/// blocks, each with its `Results for` or `Calculated results` and a grid; a block for each cycle of a
/// kinetic measurement.
///
/// Endpoints were checked against real files, cycles follow public examples.
enum EnVisionReader: PlateReader {
  static let format = "PerkinElmer EnVision"

  static func recognise(_ export: ExportedFile) -> PlateFormatRecognition? {
    if let seen = export.firstCell(where: { $0.text.hasPrefix("Exported with EnVision") }) {
      return PlateFormatRecognition(score: 98, seen: export.seen(seen))
    }
    guard let block = export.firstCell(where: { $0.text == "Plate information" }) else {
      return nil
    }
    let header = export.sheets[block.sheet].rows.dropFirst(block.row + 1).first ?? []
    guard header.first?.text == "Plate", header.contains(where: { $0.text == "Barcode" }) else {
      return nil
    }
    return PlateFormatRecognition(score: 92, seen: export.seen(block))
  }

  static func read(_ export: ExportedFile, into builder: ReadoutBuilder) {
    for (index, sheet) in export.sheets.enumerated() {
      let filters = EnVisionFilters(sheet)
      let grids = Dictionary(
        PlateGrid.find(in: export, sheet: index).map { ($0.headerRow, $0) },
        uniquingKeysWith: { first, _ in first })
      var block = EnVisionBlock()
      var firstCycles: [String: EnVisionBlock] = [:]
      var row = 0
      while row < sheet.rows.count {
        let text = sheet.firstText(row)
        if text == "Plate information" {
          block = EnVisionBlock(sheet, headerRow: row + 1)
        } else if let title = resultTitle(text) {
          let headerRow = (row + 1..<min(row + 3, sheet.rows.count)).first { grids[$0] != nil }
          if let headerRow, let grid = grids[headerRow] {
            let key = "\(block.plate)\n\(title)"
            let time = block.time(since: firstCycles[key] ?? block)
            // Cycles of one measurement share its name; what else has that name does not.
            let read = time == nil ? builder.uniqueRead(title, plate: block.plate) : title
            if firstCycles[key] == nil { firstCycles[key] = block }
            let series = builder.begin(
              .init(
                plate: block.plate, read: read,
                wavelength: filters.wavelength(ofLabel: block.label, title: title), time: time))
            builder.add(series, grid: grid)
            row = grid.lastRow
          } else {
            readMatrix(
              export, sheet: index, below: row, plate: block.plate, title: title, into: builder)
          }
        }
        row += 1
      }
      EnVisionBackground(sheet).noteWhatIsMissing(in: builder)
    }
  }

  private static func resultTitle(_ text: String) -> String? {
    for opening in ["Results for ", "Calculated results: ", "Calculated results for "]
    where text.hasPrefix(opening) {
      let title = String(text.dropFirst(opening.count)).trimmingBlanks
      return title.isEmpty ? text : title
    }
    return nil
  }

  /// The export without row letters and column numbers: as many lines of numbers as the plate has
  /// rows.
  private static func readMatrix(
    _ export: ExportedFile, sheet index: Int, below row: Int, plate: String, title: String,
    into builder: ReadoutBuilder
  ) {
    guard let matrix = BareMatrix(in: export, sheet: index, firstRow: row + 1) else {
      builder.notice("Left out “\(title)”: there is no plate below it.")
      return
    }
    let series = builder.begin(
      .init(plate: plate, read: builder.uniqueRead(title, plate: plate)))
    matrix.add(to: series, of: builder)
  }
}

/// What EnVision says of a plate's background: a line for each label and detector that was read, above
/// the first of the plate's results.
struct EnVisionBackground {
  private struct Line: Hashable {
    let plate: String
    let label: String
    let detector: String
  }

  private var announced: [Line] = []
  private var found: Set<Line> = []
  /// Whether the software signed the file, which it does behind everything else.
  private var isSigned = false

  init(_ sheet: SpreadsheetSheet) {
    for row in sheet.rows.indices {
      let text = sheet.firstText(row)
      if text == "Background information" {
        announce(sheet, headerRow: row + 1)
      } else if text == "Plate information" {
        find(sheet, headerRow: row + 1)
      } else if text.hasPrefix("Exported with") {
        isSigned = true
      }
    }
  }

  private mutating func announce(_ sheet: SpreadsheetSheet, headerRow: Int) {
    let headings = sheet.rows.indices.contains(headerRow) ? sheet.rows[headerRow].map(\.text) : []
    guard let plate = headings.firstIndex(of: "Plate"),
      let label = headings.firstIndex(of: "Label"),
      let detector = headings.firstIndex(of: "MeasInfo")
    else { return }
    var row = headerRow + 1
    while !sheet.isBlank(row), sheet.cell(row, plate).wholeNumber != nil {
      let line = Line(
        plate: sheet.cell(row, plate).text, label: sheet.cell(row, label).text,
        detector: sheet.cell(row, detector).text)
      if !announced.contains(line) { announced.append(line) }
      row += 1
    }
  }

  private mutating func find(_ sheet: SpreadsheetSheet, headerRow: Int) {
    let headings = sheet.rows.indices.contains(headerRow) ? sheet.rows[headerRow].map(\.text) : []
    guard let plate = headings.firstIndex(of: "Plate"),
      let label = headings.firstIndex(of: "Label"),
      let detector = headings.firstIndex(of: "Measinfo")
    else { return }
    // `AC HTRF Laser [Eu](1)` is the first measurement with label `AC HTRF Laser [Eu]`.
    let name = sheet.cell(headerRow + 1, label).text
    let bare =
      name.hasSuffix(")") ? String(name[..<(name.lastIndex(of: "(") ?? name.endIndex)]) : name
    found.insert(
      Line(
        plate: sheet.cell(headerRow + 1, plate).text, label: bare,
        detector: sheet.cell(headerRow + 1, detector).text))
  }

  /// Tells of what was read and has no results, in a file that the software did not sign.
  func noteWhatIsMissing(in builder: ReadoutBuilder) {
    guard !isSigned, !builder.isEmpty else { return }
    let missing = announced.filter { !found.contains($0) }
    guard !missing.isEmpty, missing.count < announced.count else {
      builder.noticeMissing("No line “Exported with …” follows the results")
      return
    }
    builder.noticeMissing(
      "The file has the background of \(announced.count) measurements, and no results of "
        + missing.map { "“\($0.label)” with \($0.detector) of plate \($0.plate)" }.listed())
  }
}

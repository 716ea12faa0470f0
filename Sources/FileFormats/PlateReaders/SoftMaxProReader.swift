import Assays
import Quantities

/// Molecular Devices' SoftMax Pro: `##BLOCKS=`, then blocks that end with `~End`; a `Plate:` block
/// holds the readings as plates or as one line a time point.
///
/// Both forms were checked against real files: endpoints with several wavelengths, parts of plates,
/// kinetic reads with times in either style, decimal commas, one wavelength with three cutoffs.
enum SoftMaxProReader: PlateReader {
  static let format = "Molecular Devices SoftMax Pro"

  static func recognise(_ export: ExportedFile) -> PlateFormatRecognition? {
    guard let start = export.firstCell(inFirst: 5, where: { $0.text.hasPrefix("##BLOCKS=") })
    else { return nil }
    return PlateFormatRecognition(score: 100, seen: export.seen(start))
  }

  static func read(_ export: ExportedFile, into builder: ReadoutBuilder) {
    var names: Set<String> = []
    for (index, sheet) in export.sheets.enumerated() {
      for row in sheet.rows.indices where sheet.cell(row, 0).text == "Plate:" {
        let end = sheet.rows.indices[(row + 1)...].first {
          sheet.cell($0, 0).text.hasPrefix("~End")
        }
        if end == nil {
          builder.faults.note(
            export.fault(
              at: PlaceInExport(sheet: index, row: row, column: 0),
              found: "the block of this plate has no “~End”", needed: "a whole file",
              hint: "the file was cut short; export or copy it again"))
        }
        var block = SoftMaxPlateBlock(
          sheet: index, headerRow: row, end: end ?? sheet.rows.count, export: export)
        let name = block.plate
        var number = 2
        while !names.insert(block.plate).inserted {
          block.plate = "\(name) (\(number))"
          number += 1
        }
        block.read(into: builder)
      }
    }
    checkBlocks(export, builder)
  }

  /// The first line says how many blocks follow; the last, behind them, what file they were saved in.
  private static func checkBlocks(_ export: ExportedFile, _ builder: ReadoutBuilder) {
    guard let start = export.firstCell(inFirst: 5, where: { $0.text.hasPrefix("##BLOCKS=") }),
      let declared = Int(
        String(export.cell(at: start).text.dropFirst("##BLOCKS=".count)).trimmingBlanks)
    else { return }
    let first = export.sheets[start.sheet].rows.map { $0.first?.text ?? "" }
    let found = first.count { $0.hasPrefix("~End") }
    guard found < declared, builder.faults.isEmpty else { return }
    let sentence = "the file says that it has \(declared) blocks, and \(found) end in it"
    if first.contains(where: { $0.hasPrefix("Original Filename") }) {
      builder.notice(
        "\(sentence.prefix(1).uppercased())\(sentence.dropFirst()): some were taken out.")
    } else {
      builder.faults.note(
        export.fault(
          at: start, found: sentence, needed: "a whole file",
          hint: "the file was cut short; export or copy it again"))
    }
  }
}

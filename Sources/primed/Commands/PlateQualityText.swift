import Workbench

/// The quality of plates, for people.
package enum PlateQualityText {
  /// A table of the numbers, then the verdicts in words.
  package static func text(of result: PlateQualityResult) -> String {
    var table = TextTable([
      .init("plate"), .init("line"), .init("Z′", .trailing), .init("robust", .trailing),
      .init("SSMD", .trailing), .init("robust", .trailing), .init("S/B", .trailing),
      .init("CV signal", .trailing), .init("CV background", .trailing),
      .init("CV replicates", .trailing), .init("agreement", .trailing),
    ])
    for row in result.rows {
      table.addRow([row.plate, row.line] + row.numbers)
    }
    return table.text + "\n\n" + result.sentences.joined(separator: "\n")
  }
}

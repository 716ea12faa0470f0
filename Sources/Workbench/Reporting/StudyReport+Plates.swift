import Figures
import Quantities
import Reports

extension StudyReport {
  /// An instrument's plates: what they were judged to be, then the curves made of them.
  func plateSections(_ plates: StudyPlates, pointFile: String) -> [ReportSection] {
    let quality = PlateQualityReport(result: plates.normalised.judged)
    let frame = ReportSection(
      "Plates: \(plates.part.name)",
      [.paragraph(ReportText(plates.summarySentence))]
        + plates.normalised.judged.input.notices.map { .paragraph(ReportText($0)) })
    let judged = quality.sections().map { section in
      ReportSection("\(plates.part.name): \(section.title)", section.blocks)
    }
    return [frame] + judged + curveSections(plates, pointFile: pointFile)
  }

  /// The sections of a report of fits, of the curves that the plates made.
  private func curveSections(_ plates: StudyPlates, pointFile: String) -> [ReportSection] {
    let pages = CurvePages(
      curves: plates.drawn, curveCount: plates.curves.count,
      downWeightedCount: plates.curves.reduce(0) { $0 + $1.downWeighted }, unit: plates.doseUnit,
      responseTitle: plates.normalised.responseColumn.capitalized, percent: "95 %",
      wellFile: pointFile, prefix: "\(plates.part.name)-")
    var blocks: [ReportBlock] = [
      .paragraph(ReportText("Responses are \(plates.normalised.meaning)."))
    ]
    if let figure = pages.curveFigure() { blocks.append(.figure(figure)) }
    blocks += Self.curveTables(plates.curves, unit: plates.doseUnit).map { .table($0) }
    let name = plates.part.name
    return [
      ReportSection("\(name): Curves", blocks),
      pages.residualFigure().map { ReportSection("\(name): Residuals", [.figure($0)]) },
      ReportSection("\(name): Wells set aside by the fits", pages.wellBlocks()),
    ].compactMap(\.self)
  }
}

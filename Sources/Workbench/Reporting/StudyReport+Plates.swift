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

  /// The numbers of every curve, and below them what they mean: sentences beside the numbers would
  /// make the table wider than a page.
  private static func curveTables(_ curves: [CurveSummary], unit: String) -> [ReportTable] {
    [numberTable(curves, unit: unit), meaningTable(curves)]
  }

  private static func meaningTable(_ curves: [CurveSummary]) -> ReportTable {
    ReportTable(
      name: "curve-meanings",
      columns: [.init("Curve"), .init("What it means"), .init("Model")],
      rows: curves.map {
        [
          .text(ReportText($0.name)), .text(ReportText($0.sentence)), .text(ReportText($0.model)),
        ]
      },
      foldedUnder: "What each curve means, in a sentence")
  }

  private static func numberTable(_ curves: [CurveSummary], unit: String) -> ReportTable {
    ReportTable(
      name: "curves",
      columns: [
        .init("Curve"), .init("Verdict"), .init("EC50", unit: unit, alignment: .trailing),
        .init("95 % interval", unit: unit, alignment: .trailing),
        .init("Absolute IC50", unit: unit, alignment: .trailing),
        .init("Hill slope", alignment: .trailing), .init("Bottom", alignment: .trailing),
        .init("Top", alignment: .trailing),
      ],
      rows: curves.map { curve in
        [
          .text(ReportText(curve.name)), .text(ReportText(curve.verdict)),
          curve.relativeEC50.map { .number($0.value, digits: 3) }
            ?? curve.bound.map { .text(ReportText($0)) } ?? .missing,
          .interval(curve.relativeEC50?.interval), .number(curve.absoluteIC50?.value),
          .number(curve.hillSlope?.value), .number(curve.bottom?.value), .number(curve.top?.value),
        ]
      }, foldedUnder: curves.count > 20 ? "All \(curves.count) curves, number by number" : nil)
  }
}

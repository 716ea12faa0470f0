import Figures
import Quantities
import Reports

extension FitReport {
  /// All potencies in order; nil where there are not two to set beside each other.
  func rankingSection() -> ReportSection? {
    let entries = tally.ranked.map { curve in
      PotencyRanking.Entry(
        name: curve.name, dose: curve.dose,
        interval: curve.low <= curve.high ? curve.low...curve.high : nil,
        bound: curve.bound.map { $0 == .above ? .above : .below })
    }
    guard entries.count > 1 else { return nil }
    let sorted = PotencyRanking(entries, dose: FigureAxis("EC50", unit: unit)).entries
    let step = (sorted.count + Self.rankedCurves - 1) / Self.rankedCurves
    let shown = stride(from: 0, to: sorted.count, by: step).map { sorted[$0] }
    let thinned = step > 1 ? " One curve in \(step) is drawn." : ""
    let figure = PotencyRanking(shown, dose: FigureAxis("EC50", unit: unit))
    return ReportSection(
      place.titled("Potencies"),
      [
        .figure(
          ReportFigure(
            name: place.prefix + "potencies", figure,
            caption: ReportText(
              "EC50 with its \(intervalWords), most potent first; a triangle points to where a potency lies that the doses do not hold."
                + thinned),
            alternativeText: figure.specification.summary))
      ])
  }

  /// More marks than this a page draws slowly, and no eye tells apart.
  private static let rankedCurves = 800

  func comparisonSection(_ comparison: CurveComparisonFinding) -> ReportSection {
    var blocks: [ReportBlock] = [.paragraph(ReportText(comparison.sentence))]
    if !comparison.ratios.isEmpty {
      blocks.append(
        .table(
          ReportTable(
            name: place.prefix + "potency-ratios",
            columns: [
              .init("Curve"), .init("Against"), .init("Potency ratio", alignment: .trailing),
              .init(intervalWords, alignment: .trailing),
            ],
            rows: comparison.ratios.map { ratio in
              [
                .text(ReportText(ratio.group)), .text(ReportText(comparison.reference)),
                .number(ratio.number.estimate), .interval(ratio.number.interval),
              ]
            })))
    }
    if !comparison.tests.isEmpty {
      blocks.append(
        .table(
          ReportTable(
            name: place.prefix + "sharing-tests",
            columns: [
              .init("Do the curves have"), .init("Test"),
              .init("Statistic", alignment: .trailing), .init("p", alignment: .trailing),
            ],
            rows: comparison.tests.map { test in
              [
                .text(ReportText(test.question)), .text(ReportText(test.statisticName)),
                .number(test.statistic), .number(test.probability, digits: 2),
              ]
            })))
    }
    blocks += stepBlocks(comparison)
    return ReportSection(place.titled("Comparison"), blocks)
  }

  /// What sharing one thing after the other costs, and the potencies that it gives.
  private func stepBlocks(_ comparison: CurveComparisonFinding) -> [ReportBlock] {
    guard !comparison.steps.isEmpty else { return [] }
    return [
      .table(
        ReportTable(
          name: "sharing-steps",
          columns: [
            .init("Curves that share"), .init("Test against the step before"),
            .init("Statistic", alignment: .trailing), .init("p", alignment: .trailing),
          ],
          rows: comparison.steps.map { step in
            [
              .text(ReportText(step.words)), .text(ReportText(step.test?.statisticName ?? "–")),
              .number(step.test?.statistic), .number(step.test?.probability, digits: 2),
            ]
          })),
      .table(
        ReportTable(
          name: "sharing-ratios",
          columns: [
            .init("Curves that share"), .init("Curve"), .init("Against"),
            .init("Ratio of EC50s", alignment: .trailing),
            .init(intervalWords, alignment: .trailing),
          ],
          rows: comparison.steps.flatMap { step in
            step.ratios.map { ratio in
              [
                .text(ReportText(step.words)), .text(ReportText(ratio.group)),
                .text(ReportText(comparison.reference)), .number(ratio.number.estimate),
                .interval(ratio.number.interval),
              ]
            }
          })),
    ]
  }

  private var pages: CurvePages {
    CurvePages(
      curves: drawn, curveCount: tally.count, downWeightedCount: tally.downWeighted, unit: unit,
      responseTitle: source.responseTitle, responseSign: responseSign, percent: percent,
      wellFile: place.prefix + "points.csv", prefix: place.prefix,
      abscissa: source.abscissa, isFormula: source.isFormula)
  }

  func curveSection() -> ReportSection? {
    pages.curveFigure().map { ReportSection(place.titled("Curves"), [.figure($0)]) }
  }

  func residualSection() -> ReportSection? {
    pages.residualFigure().map { ReportSection(place.titled("Residuals"), [.figure($0)]) }
  }

  func wellSection() -> ReportSection {
    ReportSection(place.titled("Wells set aside"), pages.wellBlocks())
  }
}

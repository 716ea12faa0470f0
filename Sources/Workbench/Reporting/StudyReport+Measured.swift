import Figures
import Quantities
import Reports

extension StudyReport {
  /// Measured curves: how many gave which verdict, the curves themselves, and every number.
  func measuredSection(_ measured: MeasuredCurves.Fitted) -> ReportSection {
    let unit = measured.part.doseUnit.symbol
    var blocks: [ReportBlock] = [
      .paragraph(ReportText(measured.summarySentence)),
      .table(
        ReportTable(
          name: "verdicts",
          columns: [
            .init("Verdict"), .init("Curves", alignment: .trailing),
            .init("Share", unit: "%", alignment: .trailing),
          ],
          rows: measured.verdictCounts.map { verdict, count in
            [
              .text(ReportText(verdict)), .number(Double(count), digits: 6),
              .number(100 * Double(count) / Double(measured.curves.count)),
            ]
          })),
    ]
    let shown = Self.examples(of: measured.curves)
    if !shown.isEmpty {
      blocks.append(
        .figure(
          ReportFigure(
            shown.enumerated().map { number, curve in
              .init(
                title: "\(curve.name): \(curve.verdict)", name: "measured-\(number + 1)",
                figure(of: curve, measured))
            }, columns: 3,
            caption: "Examples of each verdict; the table below holds every curve.",
            alternativeText: shown.map { "\($0.name): \($0.sentence)" }.joined(separator: "; "))))
    }
    blocks += Self.curveTables(measured.curves, unit: unit).map { .table($0) }
    return ReportSection("Measured: \(measured.part.name)", blocks)
  }

  /// The first two curves of each verdict, in order of verdict.
  private static func examples(of curves: [CurveSummary]) -> [CurveSummary] {
    let groups = Dictionary(grouping: curves, by: \.verdict)
    return groups.keys.sorted().flatMap { (groups[$0] ?? []).prefix(2) }
  }

  private func figure(
    of curve: CurveSummary, _ measured: MeasuredCurves.Fitted
  ) -> DoseResponseFigure {
    DoseResponseFigure(
      [
        .init(
          name: curve.name,
          observations: curve.observations.map { .init(dose: $0.dose, response: $0.response) },
          curve: curve.curve.map { .init(dose: $0.dose, response: $0.response) },
          potency: .init(
            value: curve.relativeEC50?.value, interval: curve.relativeEC50?.interval,
            statement: curve.relativeEC50.map {
              "\($0.value.forPeople()) \(measured.part.doseUnit.symbol)"
            } ?? curve.bound ?? curve.verdict))
      ], dose: FigureAxis("Dose", unit: measured.part.doseUnit.symbol),
      response: FigureAxis(measured.part.scale.kind.rawValue.capitalized), plotHeight: 160)
  }

  /// The numbers of every curve, and below them what they mean: sentences beside the numbers would
  /// make the table wider than a page.
  static func curveTables(_ curves: [CurveSummary], unit: String) -> [ReportTable] {
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

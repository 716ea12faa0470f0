import Quantities
import Reports

extension FitReport {
  func numberSection() -> ReportSection {
    ReportSection(
      "Every curve in numbers",
      [
        .table(
          ReportTable(
            name: "curves",
            columns: [
              .init("Curve"), .init("Verdict"), .init("EC50", unit: unit, alignment: .trailing),
              .init(intervalWords, unit: unit, alignment: .trailing),
              .init("Absolute IC50", unit: unit, alignment: .trailing),
              .init("Hill slope", alignment: .trailing), .init("Area", alignment: .trailing),
              .init("Model"), .init("Wells", alignment: .trailing), .init("What it means"),
            ],
            rows: curves.prefix(Self.tableRows).map(row),
            foldedUnder: curves.count > 20
              ? curves.count > Self.tableRows
                ? "The first \(Self.tableRows) of \(curves.count) curves; fits.csv has them all"
                : "All \(curves.count) curves, number by number" : nil))
      ])
  }

  /// More rows than this a page does not hold well.
  private static let tableRows = 2000

  func row(_ curve: CurveDigest) -> [ReportTable.Cell] {
    func potency(_ potency: CurveFinding.Potency) -> ReportTable.Cell {
      potency.number?.estimate.map { .number($0, digits: 3) }
        ?? potency.bound.map { .text(ReportText($0.text)) } ?? .missing
    }
    return [
      .text(ReportText(curve.group)), .text(ReportText(curve.verdict)),
      potency(curve.relativeIC50), .interval(curve.relativeIC50.number?.interval),
      potency(curve.absoluteIC50), .number(curve.hillSlope?.estimate), .number(curve.area),
      .text(ReportText(curve.model ?? "–")), .number(Double(curve.used), digits: 6),
      .text(ReportText(curve.reason)),
    ]
  }

  func wellSection() -> ReportSection {
    let wells = drawn.flatMap { curve in
      curve.wells.filter { $0.isDownWeighted || $0.exclusion != nil }.map { (curve.group, $0) }
    }
    let lost = curves.reduce(0) { $0 + Int($1.downWeighted) }
    guard !wells.isEmpty else {
      return ReportSection(
        "Wells set aside",
        [
          .paragraph(
            lost == 0
              ? "No well was down-weighted or left out."
              : "\(lost) wells were down-weighted; points.csv lists them.")
        ])
    }
    return ReportSection(
      "Wells set aside",
      [
        .paragraph(
          "\(lost) wells of all curves were down-weighted as outlying. Those of the curves drawn above are listed; points.csv has every well with its weight."
        ),
        .table(
          ReportTable(
            name: "wells",
            columns: [
              .init("Curve"), .init("Line", alignment: .trailing),
              .init("Dose", unit: unit, alignment: .trailing),
              .init("Response", alignment: .trailing), .init("Fitted", alignment: .trailing),
              .init("Weight", alignment: .trailing), .init("Why"),
            ],
            rows: wells.map { group, well in
              [
                .text(ReportText(group)), .number(Double(well.line), digits: 9),
                .number(well.dose, digits: 4), .number(well.response, digits: 4),
                .number(well.fitted, digits: 4), .number(well.weight, digits: 2),
                .text(ReportText(well.exclusion ?? "lies far from the curve that the others make")),
              ]
            }, foldedUnder: wells.count > 12 ? "\(wells.count) wells" : nil)),
      ])
  }
}

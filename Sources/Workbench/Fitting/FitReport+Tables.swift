import Quantities
import Reports

extension FitReport {
  func numberSection() -> ReportSection {
    var blocks: [ReportBlock] = [.table(source.isFormula ? parameterTable() : curveTable())]
    let silent = curves.filter { $0.relativeIC50.number == nil && $0.ownParameters.isEmpty }
    if !silent.isEmpty {
      blocks.append(
        .table(
          ReportTable(
            name: "refusals", columns: [.init("Curve"), .init("Why it has no EC50")],
            rows: silent.map {
              [.text(ReportText($0.group)), .text(ReportText($0.reason))]
            },
            foldedUnder: silent.count > 12 ? "\(silent.count) curves without an EC50, and why" : nil
          )
        ))
    }
    if tally.count > curves.count {
      blocks.append(
        .paragraph(
          "Shown are the first \(curves.count) of \(tally.count) curves; fits.csv has every one."))
    }
    return ReportSection("Every curve in numbers", blocks)
  }

  private func curveTable() -> ReportTable {
    ReportTable(
      name: "curves",
      columns: [
        .init("Curve"), .init("Verdict"), .init("EC50", unit: unit, alignment: .trailing),
        .init("\(percent) interval", unit: unit, alignment: .trailing),
        .init("Absolute IC50", unit: unit, alignment: .trailing),
        .init("Hill slope", alignment: .trailing),
        .init("Area", unit: responseSign, alignment: .trailing),
        .init("Model"), .init("Wells", alignment: .trailing),
      ], rows: curves.map(row),
      foldedUnder: curves.count > 20
        ? "\(curves.count) curves, number by number" : nil)
  }

  private func parameterTable() -> ReportTable {
    ReportTable(
      name: "parameters",
      columns: [
        .init("Group"), .init("Parameter"), .init("Estimate", alignment: .trailing),
        .init("Standard error", alignment: .trailing),
        .init("\(percent) interval", alignment: .trailing),
      ],
      rows: curves.flatMap { curve in
        curve.ownParameters.map { parameter in
          [
            .text(ReportText(curve.group)), .text(ReportText(parameter.title)),
            .number(parameter.number.estimate, digits: 7),
            .number(parameter.number.standardError, digits: 4),
            .interval(parameter.number.interval, digits: 4),
          ]
        }
      }, foldedUnder: curves.count > 20 ? "\(curves.count) fits, number by number" : nil)
  }

  private func row(_ curve: CurveDigest) -> [ReportTable.Cell] {
    func potency(_ potency: CurveFinding.Potency) -> ReportTable.Cell {
      potency.number?.estimate.map { .number($0, digits: 3) }
        ?? potency.bound.map { .text(ReportText($0.text)) } ?? .missing
    }
    return [
      .text(ReportText(curve.group)),
      .text(ReportText(curve.departs ? "flat; top dose departs" : curve.verdict)),
      potency(curve.relativeIC50), .interval(curve.relativeIC50.number?.interval),
      potency(curve.absoluteIC50), .number(curve.hillSlope?.estimate), .number(curve.area),
      .text(ReportText(curve.model ?? "–")), .number(Double(curve.used), digits: 6),
    ]
  }

  func wellSection() -> ReportSection {
    let wells = drawn.flatMap { curve in
      curve.wells.filter { $0.isDownWeighted || $0.exclusion != nil }.map { (curve.group, $0) }
    }
    let lost = tally.downWeighted
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
              .init("Response", unit: responseSign, alignment: .trailing),
              .init("Fitted", unit: responseSign, alignment: .trailing),
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

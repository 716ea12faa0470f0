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
            name: place.prefix + "refusals",
            columns: [.init("Curve"), .init("Why it has no EC50")],
            rows: silent.map {
              [.text(ReportText($0.group)), .text(ReportText($0.reason))]
            },
            foldedUnder: silent.count > 12 ? "\(silent.count) curves without an EC50, and why" : nil
          )
        ))
    }
    let found = curves.filter { $0.relativeIC50.number != nil }
    if !found.isEmpty {
      blocks.append(
        .table(
          ReportTable(
            name: place.prefix + "meanings", columns: [.init("Curve"), .init("What it means")],
            rows: found.map { [.text(ReportText($0.group)), .text(ReportText($0.reason))] },
            foldedUnder: "What each EC50 means, in words")))
    }
    if tally.count > curves.count {
      blocks.append(
        .paragraph(
          "Shown are the first \(curves.count) of \(tally.count) curves; \(place.prefix)fits.csv has every one."
        ))
    }
    return ReportSection(place.titled("Every curve in numbers"), blocks)
  }

  private func curveTable() -> ReportTable {
    ReportTable(
      name: place.prefix + "curves",
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
      name: place.prefix + "parameters",
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
}

import Figures
import Quantities
import Reports

extension StudyReport {
  /// Dose against response: the curves, their potencies, and what each verdict says.
  func potencySection(_ plan: Study.SimulatedPart) -> ReportSection {
    let figure = DoseResponseFigure(
      results.lines.map { series(of: $0, plan) },
      dose: FigureAxis(plan.drug.name, unit: "nM"),
      response: FigureAxis("Caspase-3/7 activity", unit: "% of positive control"))
    return ReportSection(
      "Dose and response",
      [
        .paragraph(
          """
          \(plan.caspase.replicates) wells a dose on a simulated 96-well plate, normalised so that \
          vehicle is 0 % and the positive control 100 %. Doses are nominal; \
          \((100 * plan.drug.freeFraction.value).forPeople()) % of the drug is free to act.
          """),
        .figure(
          ReportFigure(
            name: "dose-response", figure,
            caption:
              """
              Caspase-3/7 activity after \(plan.caspase.exposure.formatted(in: .hours)). Points are \
              wells, lines the fitted curves; below, each EC50 with its 95 % interval, and the \
              published value where there is one.
              """,
            alternativeText: potencyWords())),
        .table(potencyTable()),
      ])
  }

  private func series(of line: SimulatedLine, _ plan: Study.SimulatedPart)
    -> DoseResponseFigure.Series
  {
    let curve = line.analysis.curve
    let published = record.published(for: line.line.name, plan)
    let statement =
      curve?.relativeEC50.map { Self.potency($0) } ?? curve?.bound ?? line.analysis.refusal
      ?? "no EC50"
    return DoseResponseFigure.Series(
      name: line.line.name,
      observations: line.analysis.points.map { .init(dose: $0.dose, response: 100 * $0.response) },
      curve: (curve?.curve ?? []).map { .init(dose: $0.dose, response: 100 * $0.response) },
      potency: .init(
        value: curve?.relativeEC50?.value, interval: curve?.relativeEC50?.interval,
        published: published?.value, statement: statement))
  }

  private func potencyTable() -> ReportTable {
    ReportTable(
      name: "potency",
      columns: [
        .init("Line"), .init("EC50", unit: "nM", alignment: .trailing),
        .init("95 % interval", unit: "nM", alignment: .trailing),
        .init("Hill slope", alignment: .trailing),
        .init("Hill 95 % interval", alignment: .trailing),
        .init("Top", unit: "%", alignment: .trailing), .init("Verdict"),
      ],
      rows: results.lines.map { line in
        let curve = line.analysis.curve
        return [
          .text(ReportText(line.line.name)), .number(curve?.relativeEC50?.value),
          .interval(curve?.relativeEC50?.interval), .number(curve?.hillSlope?.value),
          .interval(curve?.hillSlope?.interval), .number(curve?.top.map { 100 * $0.value }),
          .text(ReportText(line.analysis.refusal ?? curve?.sentence ?? "not fitted")),
        ]
      })
  }

  private func potencyWords() -> String {
    results.lines.map { line in
      let potency =
        line.analysis.curve?.relativeEC50.map { "EC50 \(Self.potency($0))" } ?? "no EC50"
      return "\(line.line.name): \(potency)"
    }.joined(separator: "; ")
  }
}

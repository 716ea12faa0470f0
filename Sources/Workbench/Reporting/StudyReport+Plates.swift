import Figures
import Quantities
import Reports

extension StudyReport {
  /// An instrument's plates: what they were judged to be, then the curves made of them.
  func plateSections(_ plates: StudyPlates) -> [ReportSection] {
    let quality = PlateQualityReport(result: plates.normalised.judged)
    let frame = ReportSection(
      "Plates: \(plates.part.name)",
      [.paragraph(ReportText(plates.summarySentence))]
        + plates.normalised.judged.input.notices.map { .paragraph(ReportText($0)) })
    let judged = quality.sections().map { section in
      ReportSection("\(plates.part.name): \(section.title)", section.blocks)
    }
    return [frame] + judged + [curveSection(plates)]
  }

  private func curveSection(_ plates: StudyPlates) -> ReportSection {
    let unit = plates.doseUnit
    // The curves themselves, where they are few enough to be looked at; the table holds all.
    let shown = plates.curves.prefix(24)
    var blocks: [ReportBlock] = [
      .paragraph(ReportText("Responses are \(plates.normalised.meaning)."))
    ]
    if !shown.isEmpty {
      blocks.append(
        .figure(
          ReportFigure(
            shown.enumerated().map { number, curve in
              .init(
                title: "\(curve.name): \(curve.verdict)",
                name: "\(plates.part.name)-curve-\(number + 1)", figure(of: curve, plates))
            }, columns: 3,
            caption: plates.curves.count > shown.count
              ? "The first \(shown.count) of \(plates.curves.count) curves; the table holds all."
              : "Every curve with its wells.",
            alternativeText: shown.map { "\($0.name): \($0.sentence)" }.joined(separator: "; "))))
    }
    blocks += Self.curveTables(plates.curves, unit: unit).map { .table($0) }
    return ReportSection("\(plates.part.name): Curves", blocks)
  }

  private func figure(of curve: CurveSummary, _ plates: StudyPlates) -> DoseResponseFigure {
    DoseResponseFigure(
      [
        .init(
          name: curve.name,
          observations: curve.observations.map { .init(dose: $0.dose, response: $0.response) },
          curve: curve.curve.map { .init(dose: $0.dose, response: $0.response) },
          potency: .init(
            value: curve.relativeEC50?.value, interval: curve.relativeEC50?.interval,
            statement: curve.relativeEC50.map { "\($0.value.forPeople()) \(plates.doseUnit)" }
              ?? curve.bound ?? curve.verdict))
      ], dose: FigureAxis("Dose", unit: plates.doseUnit),
      response: FigureAxis(plates.normalised.responseColumn.capitalized), plotHeight: 160)
  }
}

import Figures
import Quantities
import Reports

extension StudyReport {
  /// Published values beside simulated ones, each with what the comparison is worth.
  func evidenceSection(_ plan: Study.SimulatedPart) -> ReportSection {
    let rows = record.comparisons(for: results, plan)
    let pairs = rows.compactMap { row -> ComparisonFigure.Pair? in
      guard let published = row.published, row.simulated != nil else { return nil }
      return ComparisonFigure.Pair(
        name: row.name, published: published, simulated: row.simulated?.value,
        interval: row.simulated?.interval, verdict: row.verdict)
    }
    var blocks: [ReportBlock] = []
    if !pairs.isEmpty {
      blocks.append(
        .figure(
          ReportFigure(
            name: "published-simulated",
            ComparisonFigure(pairs, value: FigureAxis("Concentration", unit: "nM")),
            caption:
              "Published and simulated potencies with 95 % intervals; the band is a factor of two "
              + "around the published value.",
            alternativeText: pairs.map { "\($0.name): published \($0.published.forPeople()) nM" }
              .joined(separator: "; "))))
    }
    blocks.append(
      .callout(
        Callout(
          .warning, title: "These agreements test nothing",
          """
          The protein levels of these lines were chosen with the published EC50s in view. They are \
          shown as used, never as agreement.
          """)))
    blocks.append(
      .table(
        ReportTable(
          name: "evidence",
          columns: [
            .init("Subject"), .init("Measured"),
            .init("Published", unit: "nM", alignment: .trailing),
            .init("Simulated", unit: "nM", alignment: .trailing),
            .init("95 % interval", unit: "nM", alignment: .trailing), .init("Verdict"),
            .init("Caveat"),
          ],
          rows: rows.map { row in
            [
              .text(ReportText(row.name)), .text(ReportText(row.measured)), .number(row.published),
              .number(row.simulated?.value), .interval(row.simulated?.interval),
              .text(ReportText(row.verdict)), row.caveat.map { .text(ReportText($0)) } ?? .missing,
            ]
          })))
    return ReportSection("Beside the published values", blocks)
  }
}

import Quantities
import Reports

extension StudyReport {
  /// The laws of the mechanism, tested on these trajectories, with the controls that must turn them.
  func mechanismSection(_ plan: Study.SimulatedPart) -> ReportSection {
    let checks = results.lines.flatMap { line in
      line.mechanismChecks().map { (line: line.line.name, check: $0) }
    }
    var blocks: [ReportBlock] = [
      .paragraph(
        """
        Each verdict is computed from the simulated cells, and would turn if the mechanism were \
        broken: knockouts and a drug that binds nothing are run as controls at \
        \(plan.controlDose.description).
        """),
      .table(
        ReportTable(
          name: "mechanism",
          columns: [
            .init("Line"), .init("System"), .init("Must hold"), .init("Found"), .init("Verdict"),
          ],
          rows: checks.map { line, check in
            [
              .text(ReportText(line)), .text(ReportText(check.system)),
              .text(ReportText(check.claim)), .text(ReportText(check.found)),
              .text(
                check.verdict == .fails
                  ? "\(strong: "fails")" : ReportText(check.verdict.rawValue)),
            ]
          })),
    ]
    let unready = results.lines.filter { $0.culture.ready < $0.culture.drawn }
    if !unready.isEmpty {
      let words = unready.map { line in
        "\(line.line.name): \(line.culture.drawn - line.culture.ready) of \(line.culture.drawn) cells "
          + "(\(line.culture.permeabilised) permeabilised before treatment)"
      }
      blocks.append(
        .callout(
          Callout(
            .note, title: "Some cells were never treated",
            "They did not come to rest alive without drug, and count nowhere. \(words.joined(separator: "; "))."
          )))
    }
    return ReportSection("Does the mechanism hold?", blocks)
  }
}

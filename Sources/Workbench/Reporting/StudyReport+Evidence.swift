import Figures
import Quantities
import Reports

extension StudyReport {
  /// Published values beside simulated ones, each with what the comparison is worth.
  func evidenceSection(_ plan: Study.SimulatedPart) -> ReportSection {
    let rows = record.comparisons.map { EvidenceRow($0.observation, $0) }
    let pairs = rows.compactMap { row -> ComparisonFigure.Pair? in
      guard let published = row.published_nM, let simulated = row.simulated_nM else { return nil }
      let interval: ClosedRange<Double>? =
        if let low = row.low_nM, let high = row.high_nM, low <= high { low...high } else { nil }
      return ComparisonFigure.Pair(
        name: row.subject, published: published, simulated: simulated,
        interval: interval, verdict: row.verdict.map { String($0.prefix { $0 != "," }) } ?? "")
    }
    var notes: [String] = []
    for case let caveat? in rows.map(\.caveat) where !notes.contains(caveat) {
      notes.append(caveat)
    }
    var blocks: [ReportBlock] = []
    if !pairs.isEmpty {
      blocks.append(
        .figure(
          ReportFigure(
            name: "published-simulated",
            ComparisonFigure(pairs, value: FigureAxis("Concentration", unit: "nM")),
            caption:
              "Published (diamond) and simulated caspase-3/7 EC50s with 95 % intervals; the band is a "
              + "factor of two around the published value.",
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
            .init("System"), .init("Subject"), .init("Measured"), .init("Published"),
            .init("Simulated"), .init("Verdict"), .init("Caveat"),
          ],
          rows: rows.map { row in
            [
              Self.cell(row.system), Self.cell(row.subject), Self.cell(row.measured),
              Self.cell(row.publishedText), Self.cell(row.simulatedText), Self.cell(row.verdict),
              Self.cell(row.caveat.flatMap { notes.firstIndex(of: $0) }.map { "note \($0 + 1)" }),
            ]
          })))
    if !notes.isEmpty {
      blocks.append(
        .definitions(
          notes.enumerated().map { Definition("Note \($0 + 1)", ReportText($1)) }))
    }
    return ReportSection("Beside the published values", blocks)
  }

  private static func cell(_ text: String?) -> ReportTable.Cell {
    text.map { .text(ReportText($0)) } ?? .missing
  }
}

import Quantities
import Reports

extension StudyReport {
  /// A measured table: what it came to and how it was read, then everything that a report of its fits
  /// shows.
  func measuredSections(_ measured: MeasuredCurves.Fitted, number: Int) -> [ReportSection] {
    let fits = fitReport(of: measured, number: number)
    let blocks: [ReportBlock] =
      [.paragraph(ReportText(measured.summarySentence))] + fits.asides.map { .paragraph($0) }
      + [.table(verdictTable(measured, name: fits.place.prefix + "verdicts"))]
      + (fits.readingNote.map { [$0] } ?? [])
    return [ReportSection("Measured: \(measured.part.name)", blocks)]
      + fits.sections()
  }

  /// The report of the fits of one measured table.
  func fitReport(of measured: MeasuredCurves.Fitted, number: Int) -> FitReport {
    FitReport(
      request: measured.part.request, source: measured.source, tally: measured.tally,
      drawn: measured.drawn, comparison: measured.comparison,
      place: .init(
        title: measured.part.name, prefix: StudyArchive.prefix(ofMeasured: number)))
  }

  /// What the words of verdicts mean; nil where nothing was measured.
  func verdictSection() -> ReportSection? {
    results.measured.isEmpty && results.plates.isEmpty
      ? nil : ReportSection("How to read the measured curves", [FitReport.definitions])
  }

  private func verdictTable(_ measured: MeasuredCurves.Fitted, name: String) -> ReportTable {
    ReportTable(
      name: name,
      columns: [
        .init("Verdict"), .init("Curves", alignment: .trailing),
        .init("Share", unit: "%", alignment: .trailing),
      ],
      rows: measured.verdictCounts.map { verdict, count in
        [
          .text(ReportText(verdict)), .number(Double(count), digits: 6),
          .number(100 * Double(count) / Double(measured.count)),
        ]
      })
  }
}

import FileFormats
import Foundation
import Reports

/// Writes what a run of fits came to into its results folder: tables row by row as curves are done,
/// the report at the end.
struct FitArchive {
  private let folder: ResultsFolder
  private let request: FitRequest
  private let source: FitSource
  private var tables: FitTables
  private var drawn = DrawnCurves()

  init(_ folder: ResultsFolder, _ request: FitRequest, _ source: FitSource) throws {
    self.folder = folder
    self.request = request
    self.source = source
    tables = try FitTables(folder, request, source)
  }

  mutating func add(_ curve: CurveFinding) throws {
    tables.add(curve)
    drawn.add(curve)
  }

  mutating func finish(_ tally: FitTally, _ comparison: CurveComparisonFinding?) throws {
    try tables.close(tally.counts, comparison)
    let document = FitReport(
      request: request, source: source, tally: tally, drawn: drawn.chosen,
      comparison: comparison
    ).document()
    try HTMLReportWriter().write(document, to: URL(filePath: folder.path(for: "report.html")))
    try JSONReportWriter().write(document, to: URL(filePath: folder.path(for: "report.json")))
  }
}

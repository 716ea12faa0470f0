import FileFormats
import Foundation
import Reports

/// Writes what a run of fits came to into its results folder: tables row by row as curves are done,
/// the report at the end.
struct FitArchive {
  private let folder: ResultsFolder
  private let request: FitRequest
  private let source: FitSource
  private var fits: GrowingTable
  private var parameters: GrowingTable
  private var points: GrowingTable
  private var predictions: GrowingTable
  private var json: GrowingFile
  private var count = 0
  /// The first curves of each verdict, which the report draws.
  private var examples: [String: [CurveFinding]] = [:]
  private var order: [CurveFinding] = []

  /// A report draws every curve of a small table, and so many of each verdict of a large one.
  static let drawnCurves = 24

  init(_ folder: ResultsFolder, _ request: FitRequest, _ source: FitSource) throws {
    self.folder = folder
    self.request = request
    self.source = source
    fits = try GrowingTable(
      folder.path(for: "fits.csv"),
      Self.fitColumns(source.unit, source.response, request.statisticKind))
    parameters = try GrowingTable(folder.path(for: "parameters.csv"), Self.parameterColumns)
    points = try GrowingTable(
      folder.path(for: "points.csv"), Self.pointColumns(source.unit, source.response))
    predictions = try GrowingTable(
      folder.path(for: "predictions.csv"), Self.predictionColumns(source.unit, source.response))
    json = try GrowingFile(folder.path(for: "curves.json"))
    json.append(FitJSON.opening(request, source))
  }

  mutating func add(_ curve: CurveFinding) throws {
    json.append(FitJSON.curve(curve, isFirst: count == 0))
    count += 1
    fits.append(Self.fitRow(curve))
    for parameter in curve.parameters {
      parameters.append(Self.parameterRow(curve.group, parameter))
    }
    for well in curve.wells { points.append(Self.pointRow(curve.group, well)) }
    for place in curve.curve {
      predictions.append([
        .text(curve.group), .number(place.dose), .number(place.response),
        .number(orMissing: place.low), .number(orMissing: place.high),
      ])
    }
    if order.count < Self.drawnCurves { order.append(curve) }
    if examples[curve.verdict, default: []].count < Self.drawnCurves / 4 {
      examples[curve.verdict, default: []].append(curve)
    }
  }

  mutating func finish(_ tally: FitTally, _ comparison: CurveComparisonFinding?) throws {
    json.append(FitJSON.closing(tally.counts, comparison))
    try json.close()
    let provenance = [
      "origin": "measured", "file": source.file, "sha256": source.hash,
      "primed": PrimedVersion.current,
      "scale": source.scale, "model": request.modelName, "loss": request.usedLoss.rawValue,
      "notices": source.notices.joined(separator: " "),
    ]
    for var one in [fits, parameters, points, predictions] { try one.close(provenance: provenance) }
    let drawn =
      tally.count <= Self.drawnCurves
      ? order : examples.keys.sorted().flatMap { examples[$0] ?? [] }
    let document = FitReport(
      request: request, source: source, tally: tally, drawn: drawn,
      comparison: comparison
    ).document()
    try HTMLReportWriter().write(document, to: URL(filePath: folder.path(for: "report.html")))
    try JSONReportWriter().write(document, to: URL(filePath: folder.path(for: "report.json")))
  }
}

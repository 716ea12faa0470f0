import FileFormats

/// The tables of a run of fits and its JSON, written row by row as curves are done, into a folder that
/// may hold other things too.
struct FitTables {
  private let request: FitRequest
  private let source: FitSource
  private var fits: GrowingTable
  private var parameters: GrowingTable
  private var points: GrowingTable
  private var predictions: GrowingTable
  private var json: GrowingFile
  private var count = 0

  /// - Parameter prefix: what the files' names begin with, as in `measured-1-points.csv`.
  init(
    _ folder: ResultsFolder, prefix: String = "", _ request: FitRequest, _ source: FitSource
  ) throws {
    self.request = request
    self.source = source
    func path(_ name: String) throws -> String { try folder.path(for: prefix + name) }
    fits = try GrowingTable(
      path("fits.csv"), FitArchive.fitColumns(source.unit, source.response, request.statisticKind))
    parameters = try GrowingTable(path("parameters.csv"), FitArchive.parameterColumns)
    points = try GrowingTable(
      path("points.csv"), FitArchive.pointColumns(source.unit, source.response))
    predictions = try GrowingTable(
      path("predictions.csv"), FitArchive.predictionColumns(source.unit, source.response))
    json = try GrowingFile(path("curves.json"))
    json.append(FitJSON.opening(request, source))
  }

  mutating func add(_ curve: CurveFinding) {
    json.append(FitJSON.curve(curve, isFirst: count == 0))
    count += 1
    fits.append(FitArchive.fitRow(curve))
    for parameter in curve.parameters {
      parameters.append(FitArchive.parameterRow(curve.group, parameter))
    }
    for well in curve.wells { points.append(FitArchive.pointRow(curve.group, well)) }
    for place in curve.curve {
      predictions.append([
        .text(curve.group), .number(place.dose), .number(place.response),
        .number(orMissing: place.low), .number(orMissing: place.high),
      ])
    }
  }

  /// Writes what is left.
  mutating func close(
    _ counts: [(verdict: String, count: Int)], _ comparison: CurveComparisonFinding?
  ) throws {
    json.append(FitJSON.closing(counts, comparison))
    try json.close()
    let provenance = [
      "origin": "measured", "file": source.file, "sha256": source.hash,
      "primed": PrimedVersion.current,
      "scale": source.scale, "model": request.modelName, "loss": request.usedLoss.rawValue,
      "notices": source.notices.joined(separator: " "),
    ]
    for var one in [fits, parameters, points, predictions] { try one.close(provenance: provenance) }
  }
}

/// The curves that a report draws: every one of a small table, and the first of each verdict of a
/// large one.
struct DrawnCurves {
  static let most = 24

  private var examples: [String: [CurveFinding]] = [:]
  private var order: [CurveFinding] = []
  private var count = 0

  mutating func add(_ curve: CurveFinding) {
    count += 1
    if order.count < Self.most { order.append(curve) }
    if examples[curve.verdict, default: []].count < Self.most / 4 {
      examples[curve.verdict, default: []].append(curve)
    }
  }

  var chosen: [CurveFinding] {
    count <= Self.most ? order : examples.keys.sorted().flatMap { examples[$0] ?? [] }
  }
}

import FileFormats
import Foundation
import Quantities

/// Fits every curve of a table for `primed fit`, and hands each on as it is done.
public struct FitUseCase: Sendable {
  public let request: FitRequest
  public let threads: Int

  public init(_ request: FitRequest, threads: Int) {
    self.request = request
    self.threads = max(1, threads)
  }

  /// What a run came to.
  public struct Outcome: Sendable {
    public let file: String
    public let unit: String?
    /// As a person reads it: `viability in percent`.
    public let scale: String
    public let notices: [String]
    /// How many curves there are.
    public let count: Int
    /// The first of them, at most 2,000; a folder and JSON hold them all.
    public let curves: [CurveDigest]
    /// How many curves gave which verdict, most first.
    public let verdicts: [(verdict: String, count: Int)]
    /// How the curves differ, where that was asked.
    public let comparison: CurveComparisonFinding?
    /// The folder that was written.
    public let folder: String?
    /// Whether an equation of one's own was fitted, so that there are parameters and no potencies.
    public var isFormula = false
  }

  /// Reads the table, then fits it.
  ///
  /// - Parameters:
  ///   - output: the folder for report and tables; nil for none.
  ///   - emit: takes `primed.fit/1` in pieces; nil where nobody wants it.
  /// - Throws: an `InputRefusal` for a table with faults or with something not stated, an
  ///   `OutputError` for a folder that may not be written, `CancellationError` if interrupted.
  public func run(
    output: String? = nil, replaces: Bool = false, listener: (any ProgressListener)? = nil,
    emit: ((String) -> Void)? = nil
  ) throws -> Outcome {
    if request.formula != nil {
      return try FormulaUseCase(request).run(output: output, replaces: replaces, emit: emit)
    }
    let table = try DoseTable(contentsOf: request.file, request.statement)
    try request.checkReference(in: table)
    let folder = try output.map { try ResultsFolder(at: $0, replace: replaces) }
    defer { folder?.discard() }
    let source = FitSource(request, table)
    var archive = try folder.map { try FitArchive($0, request, source) }
    var tally = FitTally()
    emit?(FitJSON.opening(request, source))
    let fits = TableFits(request, table, threads: threads, drawsBands: folder != nil)
    let comparison = try fits.run { curves in
      for curve in curves {
        emit?(FitJSON.curve(curve, isFirst: tally.count == 0))
        try archive?.add(curve)
        tally.add(curve)
      }
      listener?.hear(
        JobProgress(
          stage: "\(tally.count) curves", finished: min(tally.count, fits.curveEstimate),
          of: fits.curveEstimate))
    }
    emit?(FitJSON.closing(tally.counts, comparison))
    try archive?.finish(tally, comparison)
    try folder?.commit()
    return Outcome(
      file: table.file, unit: table.unit.symbol, scale: request.described(table.scale),
      notices: table.notices, count: tally.count, curves: tally.shown, verdicts: tally.counts,
      comparison: comparison,
      folder: folder?.destination)
  }
}

/// What a run of fits says of the table it came from.
struct FitSource: Sendable {
  var file: String
  /// The SHA-256 of the file.
  var hash: String
  var layout: String
  /// viability, inhibition or signal; nil for a person's own equation.
  var kind: String?
  var notation: String?
  /// What every response of the answer is in.
  var response = ResponseUnit()
  /// As a person reads it.
  var scale: String
  var unit: String?
  var notices: [String]
  /// The title of the horizontal axis.
  var abscissa = "Dose"
  /// Whether a person's own equation is fitted, which knows no doses.
  var isFormula = false
  /// What the responses are titled in the table of an equation.
  var ordinate: String?

  /// Whether curves of this kind have a metric.
  func tells(_ metric: String) -> Bool {
    switch kind {
    case "counts": metric == "deviance"
    case "growth-rate": metric.hasPrefix("g") || metric == "h_gr"
    case "signal": ["auc", "emax", "einf"].contains(metric)
    default: metric != "deviance" && !metric.hasPrefix("g") && metric != "h_gr"
    }
  }

  /// What stands beside the axis of responses.
  var responseTitle: String {
    switch kind {
    case "counts": "Share of successes"
    case "growth-rate": "Growth rate (GR)"
    default: ordinate ?? kind?.capitalized ?? "Response"
    }
  }

  init(_ request: FitRequest, _ table: DoseTable) {
    file = table.file
    hash = table.hash.hexadecimal
    layout = table.layout.rawValue
    kind =
      request.trials != nil
      ? "counts" : request.timeZero != nil ? "growth-rate" : table.scale.kind.rawValue
    notation = table.scale.notation?.rawValue
    response = ResponseUnit(request, table.scale)
    scale = request.described(table.scale)
    unit = table.unit.symbol
    notices = table.notices
  }
}

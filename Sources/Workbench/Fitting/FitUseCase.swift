import Dispatch
import DoseResponse
import FileFormats
import Foundation
import Quantities
import Synchronization

/// Fits every curve of a table, one batch after the other, and hands each on as it is done.
///
/// What comes out depends on the table and the options alone, not on threads.
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

  /// Curves that are fitted between two looks at the clock and the person's patience.
  private static let batchSize = 512

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
    if request.compares, let reference = request.reference {
      try Self.check(reference, in: table)
    }
    let folder = try output.map { try ResultsFolder(at: $0, replace: replaces) }
    defer { folder?.discard() }
    var archive = try folder.map { try FitArchive($0, request, FitSource(request, table)) }
    let analysis = CurveAnalysis(request, table, drawsBands: folder != nil)
    var tally = FitTally()
    var batch: [TableCurve] = []
    var compared: [TableCurve] = []
    emit?(FitJSON.opening(request, FitSource(request, table)))
    func finishBatch() throws {
      try Task.checkCancellation()
      for curve in fitted(batch, analysis) {
        emit?(FitJSON.curve(curve, isFirst: tally.count == 0))
        try archive?.add(curve)
        tally.add(curve)
      }
      if request.compares, compared.count <= Self.mostCompared { compared += batch }
      batch.removeAll(keepingCapacity: true)
      listener?.hear(
        JobProgress(
          stage: "\(tally.count) curves", finished: min(tally.count, table.curveEstimate),
          of: table.curveEstimate))
    }
    try table.forEachCurve { curve in
      batch.append(curve)
      if batch.count == Self.batchSize { try finishBatch() }
    }
    try finishBatch()
    let comparison = request.compares ? compare(compared, analysis) : nil
    emit?(FitJSON.closing(tally.counts, comparison))
    try archive?.finish(tally, comparison)
    try folder?.commit()
    return Outcome(
      file: table.file, unit: table.unit.symbol, scale: request.described(table.scale),
      notices: table.notices, count: tally.count, curves: tally.shown, verdicts: tally.counts,
      comparison: comparison,
      folder: folder?.destination)
  }

  /// A comparison of more curves than this is no question that one asks.
  private static let mostCompared = 50

  private func compare(
    _ curves: [TableCurve], _ analysis: CurveAnalysis
  ) -> CurveComparisonFinding {
    guard (2...Self.mostCompared).contains(curves.count) else {
      return CurveComparisonFinding(
        refused: "Not compared: a comparison takes 2 to \(Self.mostCompared) curves, and the table "
          + "has \(curves.count > Self.mostCompared ? "more" : "\(curves.count)").")
    }
    var curves = curves
    if let reference = request.reference,
      let place = curves.firstIndex(where: { $0.name == reference })
    {
      curves.insert(curves.remove(at: place), at: 0)
    }
    if request.trials != nil {
      var comparer = CountComparer()
      comparer.fitter = analysis.countFitter
      comparer.keepsReference = request.reference != nil
      comparer.sharing = request.sharing
      let comparison = comparer.compare(curves.map(analysis.countSeries))
      return CurveComparisonFinding(
        comparison, reference: comparison.ratios.first?.reference ?? curves[0].name,
        confidence: request.confidence, asked: request.shares != nil)
    }
    var comparer = CurveComparer(options: request.options)
    comparer.keepsReference = request.reference != nil
    comparer.sharing = request.sharing
    let comparison = comparer.compare(analysis.fits(curves))
    return CurveComparisonFinding(
      comparison, reference: comparison.ratios.first?.reference ?? curves[0].name,
      confidence: request.confidence, asked: request.shares != nil, in: analysis.responseUnit)
  }

  /// Refuses a reference that no curve of the table is named.
  private static func check(_ reference: String, in table: DoseTable) throws {
    var names: [String] = []
    var isFound = false
    try table.forEachCurve { curve in
      isFound = isFound || curve.name == reference
      if names.count < mostCompared { names.append(curve.name) }
    }
    guard !isFound else { return }
    throw InputRefusal(
      InputFault(
        file: table.file, found: "there is no curve \(reference.quotedForPeople)",
        needed: "--reference with a curve of the table",
        hint: "the curves are " + names.listed()))
  }

  /// The batch fitted, in its order.
  private func fitted(_ batch: [TableCurve], _ analysis: CurveAnalysis) -> [CurveFinding] {
    // Shares of whole lanes, so that no thread has lanes without a curve.
    let lanes = (batch.count + 7) / 8
    let workers = max(1, min(threads, lanes))
    let share = (lanes + workers - 1) / workers * 8
    let parts = Mutex([Int: [CurveFinding]]())
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      let curves = analysis.findings(batch.dropFirst(worker * share).prefix(share))
      parts.withLock { $0[worker] = curves }
    }
    return parts.withLock { parts in (0..<workers).flatMap { parts[$0] ?? [] } }
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

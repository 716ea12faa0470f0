import Dispatch
import DoseResponse
import FileFormats
import Foundation
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
    public let curves: [CurveDigest]
    /// How many curves gave which verdict, most first.
    public let verdicts: [(verdict: String, count: Int)]
    /// The folder that was written.
    public let folder: String?
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
    let table = try DoseTable(contentsOf: request.file, request.statement)
    let folder = try output.map { try ResultsFolder(at: $0, replace: replaces) }
    defer { folder?.discard() }
    var archive = try folder.map { try FitArchive($0, request, table) }
    var digests: [CurveDigest] = []
    var batch: [TableCurve] = []
    emit?(FitJSON.opening(request, table))
    func finishBatch() throws {
      try Task.checkCancellation()
      for curve in fitted(batch, table) {
        emit?(FitJSON.curve(curve, isFirst: digests.isEmpty))
        try archive?.add(curve)
        digests.append(curve.digest)
      }
      batch.removeAll(keepingCapacity: true)
      listener?.hear(
        JobProgress(
          stage: "\(digests.count) curves", finished: min(digests.count, table.curveEstimate),
          of: table.curveEstimate))
    }
    try table.forEachCurve { curve in
      batch.append(curve)
      if batch.count == Self.batchSize { try finishBatch() }
    }
    try finishBatch()
    let verdicts = Self.counts(of: digests)
    emit?(FitJSON.closing(verdicts))
    try archive?.finish(digests, verdicts)
    try folder?.commit()
    return Outcome(
      file: table.file, unit: table.unit.symbol, scale: table.scale.described,
      notices: table.notices, curves: digests, verdicts: verdicts,
      folder: folder?.destination)
  }

  static func counts(of curves: [CurveDigest]) -> [(verdict: String, count: Int)] {
    Dictionary(grouping: curves, by: \.verdict).map { ($0.key, $0.value.count) }
      .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
      .map { (verdict: $0.0, count: $0.1) }
  }

  /// The batch fitted, in its order.
  private func fitted(_ batch: [TableCurve], _ table: DoseTable) -> [CurveFinding] {
    let workers = min(threads, max(1, batch.count / 4))
    let share = (batch.count + workers - 1) / max(1, workers)
    let parts = Mutex([Int: [CurveFinding]]())
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      let own = batch.dropFirst(worker * share).prefix(share)
      let curves = Self.fit(own, table, request.options)
      parts.withLock { $0[worker] = curves }
    }
    return parts.withLock { parts in (0..<workers).flatMap { parts[$0] ?? [] } }
  }

  private static func fit(
    _ curves: ArraySlice<TableCurve>, _ table: DoseTable, _ options: DoseResponseFitOptions
  ) -> [CurveFinding] {
    var fitter = DoseResponseFitter(options: options)
    let unit = table.unit.symbol.map { DoseUnit(symbol: $0) }
    return curves.map { curve in
      let series = DoseResponseSeries(
        name: curve.name, unit: unit, scale: table.scale.asFitted,
        points: curve.points.map {
          DoseResponsePoint(dose: $0.dose, response: $0.response, weight: $0.weight)
        })
      return CurveFinding(
        fitter.fit(series), lines: curve.points.map(\.line), missingCount: curve.missingCount,
        unit: table.unit.symbol)
    }
  }
}

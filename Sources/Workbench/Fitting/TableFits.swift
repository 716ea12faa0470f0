import Dispatch
import DoseResponse
import FileFormats
import Quantities
import Synchronization

/// Every curve of a table fitted, one batch after the other: the one way, whether a command or a study
/// asks.
///
/// What comes out depends on the table and the request alone, not on threads; memory does not grow with
/// the number of curves.
struct TableFits {
  private let request: FitRequest
  private let table: DoseTable
  private let threads: Int
  private let analysis: CurveAnalysis

  /// Curves that are fitted between two looks at the clock and the person's patience.
  private static let batchSize = 512

  /// A comparison of more curves than this is no question that one asks.
  fileprivate static let mostCompared = 50

  init(_ request: FitRequest, _ table: DoseTable, threads: Int, drawsBands: Bool) {
    self.request = request
    self.table = table
    self.threads = threads
    analysis = CurveAnalysis(request, table, drawsBands: drawsBands)
  }

  /// How many curves there are; somewhat more where those of one name do not stand together.
  var curveEstimate: Int { min(table.curveEstimate, request.limit ?? .max) }

  /// Hands on the curves in the order of the table, batch by batch, and compares them where the request
  /// asks for it.
  ///
  /// - Throws: what `body` throws; `InputRefusal` if the file was changed; `CancellationError`.
  func run(_ body: ([CurveFinding]) throws -> Void) throws -> CurveComparisonFinding? {
    var batch: [TableCurve] = []
    var compared: [TableCurve] = []
    func finishBatch() throws {
      try Task.checkCancellation()
      try body(fitted(batch))
      if request.compares, compared.count <= Self.mostCompared { compared += batch }
      batch.removeAll(keepingCapacity: true)
    }
    try table.forEachCurve(atMost: request.limit ?? .max) { curve in
      batch.append(curve)
      if batch.count == Self.batchSize { try finishBatch() }
    }
    try finishBatch()
    return request.compares ? compare(compared) : nil
  }

  /// The batch fitted, in its order.
  private func fitted(_ batch: [TableCurve]) -> [CurveFinding] {
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

  // MARK: Comparison

  private func compare(_ curves: [TableCurve]) -> CurveComparisonFinding {
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
}

extension FitRequest {
  /// Refuses a reference that no curve of the table is named.
  func checkReference(in table: DoseTable) throws(InputRefusal) {
    guard compares, let reference else { return }
    var names: [String] = []
    var isFound = false
    do {
      try table.forEachCurve(atMost: limit ?? .max) { curve in
        isFound = isFound || curve.name == reference
        if names.count < TableFits.mostCompared { names.append(curve.name) }
      }
    } catch {
      // The file was changed since it was checked; nothing else is thrown here.
      if let refusal = error as? InputRefusal { throw refusal }
    }
    guard !isFound else { return }
    throw InputRefusal(
      InputFault(
        file: table.file, found: "there is no curve \(reference.quotedForPeople)",
        needed: "\(form.name("reference")) with a curve of the table",
        hint: "the curves are " + names.listed()))
  }
}

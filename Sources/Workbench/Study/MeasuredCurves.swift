import Citations
import FileFormats
import Foundation
import Quantities

/// A table of measured curves, read and checked, not yet fitted.
public struct MeasuredCurves: Sendable {
  public let part: Study.MeasuredPart
  private let table: DoseTable
  let source: FitSource

  /// Reads the table that a study names by the reader of `primed fit`; a relative path starts at the
  /// study's own folder.
  ///
  /// - Throws: every fault of the table, and everything that neither it nor the study says.
  init(reading part: Study.MeasuredPart, beside source: Study.Source) throws(InputRefusal) {
    let folder = URL(filePath: source.path).deletingLastPathComponent()
    let path = part.file.hasPrefix("/") ? part.file : folder.appending(path: part.file).path
    self.part = part
    table = try DoseTable(contentsOf: path, part.request.statement)
    try part.request.checkReference(in: table)
    var own = FitSource(part.request, table)
    // A results folder says what the study says, wherever the study lies.
    own.file = part.file
    self.source = own
  }

  /// How many curves there are to fit; somewhat more where those of one name do not stand together.
  var curveEstimate: Int { min(table.curveEstimate, part.request.limit ?? .max) }

  /// Fits every curve as `primed fit` does, into `tables` where there are any; `finished` is called with
  /// the number of curves of each batch.
  ///
  /// What is kept of a curve is what an overview needs, so that memory hardly grows with their number.
  ///
  /// - Throws: `InputRefusal` if the file was changed, an `OutputError`, `CancellationError`.
  func fitted(
    threads: Int, into tables: FitTables?, finished: (Int) -> Void
  ) throws -> Fitted {
    var tables = tables
    var tally = FitTally()
    var drawn = DrawnCurves()
    var kept: [KeptCurve] = []
    let fits = TableFits(part.request, table, threads: threads, drawsBands: true)
    let comparison = try fits.run { curves in
      for curve in curves {
        tables?.add(curve)
        tally.add(curve)
        drawn.add(curve)
        kept.append(KeptCurve(curve, level: part.request.confidence))
      }
      finished(curves.count)
    }
    try tables?.close(tally.counts, comparison)
    return Fitted(
      part: part, hash: table.hash, source: source, tally: tally, drawn: drawn.chosen,
      comparison: comparison, kept: kept)
  }

  /// The curves of a table with what their fits say.
  public struct Fitted: Sendable {
    public let part: Study.MeasuredPart
    public let hash: ContentHash
    let source: FitSource
    let tally: FitTally
    /// Those that a page draws, with their wells and bands.
    let drawn: [CurveFinding]
    let comparison: CurveComparisonFinding?
    let kept: [KeptCurve]

    public var count: Int { tally.count }

    /// The first curves, at most 2,000; the results folder holds them all.
    public var curves: [CurveDigest] { tally.shown }

    /// How many curves gave which verdict, most first.
    public var verdictCounts: [(verdict: String, count: Int)] { tally.counts }

    /// "Of 300 measured curves, 120 are complete, …": what the table came to.
    public var summarySentence: String {
      let counts = verdictCounts.map { "\($0.count) \($0.verdict)" }.joined(separator: ", ")
      let noun = count == 1 ? "curve" : "curves"
      // A few curves are told one by one; many are counted.
      let each = count > 3 ? "" : curves.map { " \($0.group): \($0.reason)" }.joined()
      return "\(part.name): \(count) measured \(noun), \(source.scale): \(counts).\(each)"
    }
  }
}

import DoseResponse
import Quantities

/// What a study found.
public struct StudyResults: Sendable {
  public let study: Study
  public let lines: [SimulatedLine]
  public let measured: [MeasuredCurves.Fitted]

  /// Items that gave no answer, with the reason: the run goes on without them and says so.
  public var failures: [ItemsFailed.Item] {
    lines.compactMap { line in
      guard let refusal = line.analysis.refusal else { return nil }
      return ItemsFailed.Item(name: line.line.name, reason: refusal)
    }
  }
}

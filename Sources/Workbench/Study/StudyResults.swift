import DoseResponse
import Quantities

/// What a study found.
public struct StudyResults: Sendable {
  public let study: Study
  public let lines: [SimulatedLine]
  public let measured: [MeasuredCurves.Fitted]
  /// An instrument's plates, judged and fitted.
  public internal(set) var plates: [StudyPlates] = []
  /// The mean cell of the first line under the drug, for the picture of the pathway; nil where nothing
  /// is simulated or that cell could not be followed.
  var pathway: StudyPathway?

  /// Items that gave no answer or not all of it, with the reason: the run goes on and says so.
  public var failures: [ItemsFailed.Item] {
    lines.flatMap { line -> [ItemsFailed.Item] in
      var items: [ItemsFailed.Item] = []
      if let refusal = line.analysis.refusal {
        items.append(.init(name: line.line.name, reason: refusal))
      }
      let endings = line.population.arms.flatMap(\.cells).compactMap { cell in
        if case .failed(let ending) = cell.ending { ending } else { nil }
      }
      if let first = endings.first {
        items.append(
          .init(
            name: line.line.name,
            reason: "\(endings.count) cells were not followed to the end; the first \(first)."))
      }
      return items
    }
  }
}

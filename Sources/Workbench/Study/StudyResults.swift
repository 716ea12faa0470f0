import DoseResponse
import Quantities

/// What a study found.
public struct StudyResults: Sendable {
  public let study: Study
  /// The lines that could be plated, in the order of the study.
  public let lines: [SimulatedLine]
  public let measured: [MeasuredCurves.Fitted]
  /// An instrument's plates, judged and fitted.
  public internal(set) var plates: [StudyPlates] = []
  /// The lines of which most cells died before any drug came, and which have no plate.
  var refused: [UnplatableCulture] = []
  /// The mean cell of the first line under the drug, for the picture of the pathway; nil where nothing
  /// is simulated or that cell could not be followed.
  var pathway: StudyPathway?

  /// Items that gave no answer or not all of it, with the reason: the run goes on and says so.
  public var failures: [ItemsFailed.Item] {
    refused.map { .init(name: $0.line, reason: $0.reason) }
      + lines.flatMap(Self.failures)
  }

  /// Whether there is nothing to report: every line was refused, and nothing was measured.
  var isEmpty: Bool { lines.isEmpty && measured.isEmpty && plates.isEmpty }

  private static func failures(of line: SimulatedLine) -> [ItemsFailed.Item] {
    var items: [ItemsFailed.Item] = line.controls.compactMap { outcome in
      outcome.refusal.map {
        .init(name: "\(line.line.name), \(outcome.control.name)", reason: "\($0).")
      }
    }
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

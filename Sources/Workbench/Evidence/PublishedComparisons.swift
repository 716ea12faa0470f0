import EvidenceBase
import ModelLibrary
import Quantities

/// Sets what a study found beside everything the guide states.
enum PublishedComparisons {
  /// One comparison an observation, in the guide's order. What the study did not simulate is "not yet
  /// computed", never a guess.
  static func comparisons(for results: StudyResults) -> [EvidenceComparison] {
    AZD4320Guide.observations.map { EvidenceComparison($0, with: finding(for: $0, in: results)) }
  }

  private static func finding(
    for observation: Observation, in results: StudyResults
  ) -> SimulatedFinding {
    guard observation.system == .caspasePotency, let plan = results.study.simulation,
      plan.drug.name == observation.drug, plan.caspase.exposure == observation.time
    else { return .notYetComputed }
    let name = observation.subject.name
    if let refusal = results.refused.first(where: { $0.line == name }) {
      return .notClaimed(because: refusal.reason)
    }
    guard let line = results.lines.first(where: { $0.line.name == name }) else {
      return .notYetComputed
    }
    guard let curve = line.analysis.curve else {
      return .notClaimed(because: line.analysis.refusal ?? "no curve was fitted")
    }
    guard let potency = curve.relativeEC50 else {
      switch curve.boundSide {
      case .aboveHighestDose?: return .above(plan.doses.last ?? .zero)
      case .belowLowestDose?: return .below(plan.doses.first ?? .zero)
      case nil: return .notClaimed(because: curve.sentence)
      }
    }
    let interval = potency.interval.map {
      Concentration.nanomolar($0.lowerBound)...Concentration.nanomolar($0.upperBound)
    }
    return .estimate(.nanomolar(potency.value), interval: interval)
  }
}

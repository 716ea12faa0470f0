import Quantities

/// A published finding beside a simulated one, with the verdict that follows.
public struct EvidenceComparison: Hashable, Sendable {
  public let observation: Observation
  public let simulated: SimulatedFinding
  public let factor: AgreementFactor

  /// Compares by `factor`, or by the factor of the observation's system.
  public init(
    _ observation: Observation, with simulated: SimulatedFinding, factor: AgreementFactor? = nil
  ) {
    self.observation = observation
    self.simulated = simulated
    self.factor = factor ?? observation.system.agreementFactor
  }

  /// Simulated over published; nil unless both are numbers above zero.
  public var ratio: Double? {
    guard case .estimate(let value, _) = simulated,
      let published = observation.finding.concentration,
      value.canonicalValue > 0, value.canonicalValue.isFinite, published.canonicalValue > 0
    else { return nil }
    return value / published
  }

  public var verdict: EvidenceVerdict {
    switch standing {
    case .matches: isUsed ? .usedInCalibration(.withinFactor) : .agrees
    case .differs: isUsed ? .usedInCalibration(.outsideFactor) : .disagrees
    case .open(let reason): .notClaimed(because: reason)
    case .pending: .notYetComputed
    }
  }

  /// One line for a person: `published 10 nM, simulated 14 nM (10 to 19 nM), ratio 1.4`.
  public var sentence: String {
    let published =
      observation.finding.concentration.map(\.description) ?? observation.finding.outcome ?? "–"
    let shown =
      switch simulated {
      case .estimate(let value, let interval):
        value.description
          + (interval.map { " (\($0.lowerBound) to \($0.upperBound))" } ?? "")
          + (ratio.map { ", ratio \($0.forPeople(digits: 2))" } ?? "")
      case .above(let dose): "above \(dose), the highest dose tested"
      case .below(let dose): "below \(dose), the lowest dose tested"
      case .outcome(_, let because): because
      case .notClaimed(let reason): "nothing claimed: \(reason)"
      case .notYetComputed: "not yet computed"
      }
    return "published \(published), simulated \(shown)"
  }

  private enum Standing {
    case matches
    case differs
    case open(String)
    case pending
  }

  private var isUsed: Bool {
    if case .usedInCalibration = observation.role { true } else { false }
  }

  private var standing: Standing {
    switch (simulated, observation.finding.concentration) {
    case (.notYetComputed, _): .pending
    case (.notClaimed(let reason), _): .open(reason)
    case (.estimate, .some):
      ratio.map { factor.contains(ratio: $0) ? .matches : .differs }
        ?? .open("the simulated value is no number above zero")
    case (.above(let dose), let published?):
      bounded(ratio: dose / published, isBeyond: { $0 > 1 && !factor.contains(ratio: $0) })
    case (.below(let dose), let published?):
      bounded(ratio: dose / published, isBeyond: { $0 < 1 && !factor.contains(ratio: $0) })
    case (.outcome(let holds, _), nil): holds ? .matches : .differs
    case (.estimate, nil), (.above, nil), (.below, nil):
      .open("the published finding is an outcome in words")
    case (.outcome, .some): .open("the published finding is a number")
    }
  }

  /// A bound decides only where everything beyond it lies outside the factor.
  private func bounded(ratio: Double, isBeyond: (Double) -> Bool) -> Standing {
    isBeyond(ratio)
      ? .differs : .open("the tested doses end before agreement could be told from disagreement")
  }
}

extension EvidenceComparison {
  /// Whether the simulated values stand in the same order as the published ones.
  ///
  /// A midpoint beyond the highest dose stands last, one below the lowest first. Nil where a value
  /// is missing, or where two stand beyond the same end; equal simulated values keep no order.
  public static func orderIsKept(in comparisons: [EvidenceComparison]) -> Bool? {
    let pairs = comparisons.compactMap { comparison -> (published: Double, simulated: Double)? in
      guard let published = comparison.observation.finding.concentration?.canonicalValue else {
        return nil
      }
      switch comparison.simulated {
      case .estimate(let value, _) where value.canonicalValue.isFinite:
        return (published, value.canonicalValue)
      case .above: return (published, .infinity)
      case .below: return (published, 0)
      default: return nil
      }
    }
    guard pairs.count == comparisons.count, pairs.count > 1 else { return nil }
    let sorted = pairs.sorted { $0.published < $1.published }
    let beyond = sorted.filter { $0.simulated == 0 || $0.simulated == .infinity }
    guard Set(beyond.map(\.simulated)).count == beyond.count else { return nil }
    return zip(sorted, sorted.dropFirst()).allSatisfy { lower, upper in
      lower.published == upper.published || lower.simulated < upper.simulated
    }
  }
}

import EvidenceBase

/// One thing that must come out of the trajectories if the mechanism is what the guides say it is.
///
/// The criterion stands here in words before any cell is simulated; the judge fills in what was found.
/// A claim is shown only if its negative control, where the mechanism is cut, no longer shows it.
public struct AcceptanceLine: Sendable {
  public let id: String
  public let system: BiologicalSystem
  /// What a guide states, or for a prediction what the model says unasked.
  public let stated: String
  /// What must be found for the line to hold.
  public let criterion: String
  public let kind: Kind
  let judge: @Sendable (ScienceBench) async throws -> Judgement

  public enum Kind: Hashable, Sendable {
    /// Nothing was chosen with this in view.
    case prediction
    /// Built in, or checked while the model was written: holding shows that it still works.
    case acceptance
    /// A parameter was chosen with these numbers in view: shown as used, never as agreeing.
    case usedInCalibration(how: String)
  }

  init(
    _ id: String, _ system: BiologicalSystem, _ kind: Kind = .acceptance, stated: String,
    criterion: String, judge: @escaping @Sendable (ScienceBench) async throws -> Judgement
  ) {
    self.id = id
    self.system = system
    self.stated = stated
    self.criterion = criterion
    self.kind = kind
    self.judge = judge
  }
}

extension AcceptanceLine {
  /// What may be said of the line after its judgement.
  func verdict(on judgement: Judgement) -> EvidenceVerdict {
    guard let holds = judgement.holds else { return .notClaimed(because: judgement.found) }
    if case .usedInCalibration = kind {
      return .usedInCalibration(holds ? .withinFactor : .outsideFactor)
    }
    guard holds else { return .disagrees }
    let idle = judgement.controls.filter(\.stillHolds).map(\.name)
    guard idle.isEmpty else {
      return .notClaimed(
        because: "it holds just as well with \(idle.joined(separator: ", and with "))")
    }
    return .agrees
  }
}

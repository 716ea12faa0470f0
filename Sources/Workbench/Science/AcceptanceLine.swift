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

/// What the cells said to a line.
public struct Judgement: Hashable, Sendable {
  /// The numbers, with units and spread.
  public let found: String
  /// Nil where no cell could show it; ``found`` says why.
  public let holds: Bool?
  /// Nil where the line is itself a statement about a control.
  public let control: Control?

  /// The same question put to cells in which the mechanism is cut.
  public struct Control: Hashable, Sendable {
    public let name: String
    public let found: String
    /// Whether the claim still holds there, which would say that the mechanism does not carry it.
    public let stillHolds: Bool

    public init(_ name: String, found: String, stillHolds: Bool) {
      self.name = name
      self.found = found
      self.stillHolds = stillHolds
    }
  }

  public init(_ found: String, holds: Bool?, control: Control? = nil) {
    self.found = found
    self.holds = holds
    self.control = control
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
    if let control = judgement.control, control.stillHolds {
      return .notClaimed(because: "it holds just as well with \(control.name)")
    }
    return .agrees
  }
}

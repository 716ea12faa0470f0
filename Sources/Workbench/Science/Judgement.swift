/// What the cells said to a line.
public struct Judgement: Hashable, Sendable {
  /// The numbers, with units and spread.
  public let found: String
  /// Nil where no cell could show it; ``found`` says why.
  public let holds: Bool?
  /// At least one: a verdict that no cut mechanism can flip says nothing of the mechanism.
  public let controls: [Control]

  /// Why the line fails, with the numbers that show it; nil where it holds.
  public let because: String?

  /// - Parameters:
  ///   - because: what is told where the line fails; nothing where it holds.
  ///   - controls: none only where `holds` is nil.
  public init(_ found: String, holds: Bool?, because: String? = nil, controls: [Control]) {
    precondition(!controls.isEmpty || holds == nil, "a verdict has a negative control")
    self.found = found
    self.holds = holds
    self.because = holds == false ? because : nil
    self.controls = controls
  }

  /// No cell could show anything, and why.
  static func untold(_ reason: String) -> Self { Self(reason, holds: nil, controls: []) }

  /// The same question put to cells in which the mechanism is cut.
  public struct Control: Hashable, Sendable {
    public let name: String
    /// Why this cut is the one that must flip the verdict, as was said before it was run.
    public let why: String
    public let found: String
    /// Whether the claim still holds there, which would say that the mechanism does not carry it.
    public let stillHolds: Bool
    /// Of a line that fails, and so has nothing to flip: whether the quantity that it asks for is
    /// another one in the control.
    public let moves: Bool

    public init(
      _ name: String, why: String, found: String, stillHolds: Bool, moves: Bool = false
    ) {
      self.name = name
      self.why = why
      self.found = found
      self.stillHolds = stillHolds
      self.moves = moves
    }
  }

  /// What a control came to.
  public enum ControlOutcome: String, Hashable, Sendable, CaseIterable {
    case flips
    case stillHolds = "does not flip: the claim holds here too"
    case moves = "nothing to flip, the line fails; here the quantity is another"
    case idle = "nothing to flip, the line fails; and the quantity stays"
  }

  public func outcome(of control: Control) -> ControlOutcome {
    guard holds == true else { return control.moves ? .moves : .idle }
    return control.stillHolds ? .stillHolds : .flips
  }
}

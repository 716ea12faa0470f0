import Expressions
import Quantities

/// One thing done to a running system.
public enum Change: Hashable, Sendable {
  /// Gives a variable or a parameter a new value, in the model's unit.
  case set(Symbol, Double)
  /// Adds to a variable, as a dose does.
  case add(Symbol, Double)

  public var target: Symbol {
    switch self {
    case .set(let symbol, _), .add(let symbol, _): symbol
    }
  }
}

/// What is done to a system, and when: doses, medium changes, stages of a protocol.
///
/// A step of the solver never crosses a moment of the schedule, and the step after one is chosen as
/// if at the start of a run.
public struct Schedule: Hashable, Sendable {
  public struct Moment: Hashable, Sendable {
    public let time: Time
    public let changes: [Change]

    public init(at time: Time, _ changes: [Change]) {
      self.time = time
      self.changes = changes
    }
  }

  /// Ascending in time; moments of equal time keep the order in which they were given.
  public let moments: [Moment]

  public init(_ moments: [Moment] = []) {
    self.moments = moments.enumerated().sorted {
      ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
    }.map(\.element)
  }

  public static let nothing = Schedule()
}

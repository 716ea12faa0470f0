import Quantities

/// What a run gave, however it ended.
public struct SimulationResult: Sendable {
  /// Everything reported before the run ended.
  public let trajectory: Trajectory
  /// When each landmark first came, in ``CompiledNetwork/landmarks`` order; nil if it did not.
  public let landmarkTimes: [Time?]
  /// The state where the run ended.
  public let finalState: [Double]
  public let ending: Ending
  /// All of the work, that of a run which had to be repeated included.
  public internal(set) var effort: Effort

  public init(
    trajectory: Trajectory, landmarkTimes: [Time?], finalState: [Double], ending: Ending,
    effort: Effort
  ) {
    self.trajectory = trajectory
    self.landmarkTimes = landmarkTimes
    self.finalState = finalState
    self.ending = ending
    self.effort = effort
  }

  /// How a run ended. Only the first has reached what was asked; each other keeps what it has.
  public enum Ending: Hashable, Sendable {
    case reachedEnd
    /// The step fell below what `Double` resolves: look for a blow-up or a tolerance too tight.
    case stepTooSmall(at: Time)
    /// The step limit was spent: raise it, or look for rates that are needlessly fast.
    case stepLimitReached(at: Time)
    /// Newton's iteration failed at the smallest step: look for a rate law that is not smooth.
    case convergenceFailure(at: Time)
    /// A rate was infinite or no number, or a species fell below −10 absolute tolerances, however
    /// small the step: look for a division by zero or a law that consumes what is not there.
    case invalidDerivative(at: Time)
    /// The linear system was singular.
    case singularJacobian(at: Time)
    /// An initial value or an input was left unset or not finite, so the run never began.
    case invalidStart
    /// The solver reported something else, by its own code.
    case solverFailure(code: Int, at: Time)
  }

  /// What the run cost.
  public struct Effort: Hashable, Sendable {
    public var steps = 0
    public var derivativeEvaluations = 0
    public var jacobianEvaluations = 0
    public var errorTestFailures = 0
    /// Runs that the lane engine gave up and CVODES ran again.
    public var fallbacks = 0

    public init() {}

    public static func + (left: Self, right: Self) -> Self {
      var sum = left
      sum.steps += right.steps
      sum.derivativeEvaluations += right.derivativeEvaluations
      sum.jacobianEvaluations += right.jacobianEvaluations
      sum.errorTestFailures += right.errorTestFailures
      sum.fallbacks += right.fallbacks
      return sum
    }
  }
}

/// Readouts over time, one row a time, in readout order.
public struct Trajectory: Sendable {
  public let readoutCount: Int
  public private(set) var times: [Time] = []
  /// Row after row.
  public private(set) var values: [Double] = []

  public init(readoutCount: Int, capacity: Int = 0) {
    self.readoutCount = readoutCount
    times.reserveCapacity(capacity)
    values.reserveCapacity(capacity * readoutCount)
  }

  public mutating func append(time: Time, row: some Sequence<Double>) {
    times.append(time)
    values.append(contentsOf: row)
    assert(values.count == times.count * readoutCount, "a row of the wrong width")
  }

  /// One readout at one time, by number.
  public func value(at time: Int, readout: Int) -> Double {
    values[time * readoutCount + readout]
  }

  /// One readout over all times.
  public func series(of readout: Int) -> [Double] {
    times.indices.map { value(at: $0, readout: readout) }
  }
}

extension SimulationResult.Ending: CustomStringConvertible {
  /// What happened and where to look, in a sentence.
  public var description: String {
    switch self {
    case .reachedEnd: "reached its end"
    case .stepTooSmall(let time):
      "the step became too small at \(time): look for a blow-up or a tolerance too tight"
    case .stepLimitReached(let time):
      "spent its steps at \(time): raise the limit, or look for rates that are needlessly fast"
    case .convergenceFailure(let time):
      "did not converge at \(time): look for a rate law that is not smooth"
    case .invalidDerivative(let time):
      "met a rate that is no number, or a negative amount, at \(time)"
    case .singularJacobian(let time): "met a singular linear system at \(time)"
    case .invalidStart: "never began: an initial value or an input is unset or not finite"
    case .solverFailure(let code, let time): "the solver failed with code \(code) at \(time)"
    }
  }
}

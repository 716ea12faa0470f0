import Expressions
import Quantities

/// One run: from where, until when, with which inputs, under which schedule.
public struct SimulationProblem: Sendable {
  public var start: Time
  public var end: Time
  /// The state at the start, in ``CompiledNetwork/stateSymbols`` order; nil for the network's own.
  public var initialState: [Double]?
  /// In ``CompiledNetwork/inputSymbols`` order.
  public var inputs: [Double]
  public var schedule: Schedule
  /// The times to report, ascending, within start and end.
  public var outputTimes: [Time]
  public var tolerances: Tolerances
  /// The run gives up after this many internal steps.
  public var stepLimit: Int

  public init(
    from start: Time = .zero, until end: Time, inputs: [Double], initialState: [Double]? = nil,
    schedule: Schedule = .nothing, outputTimes: [Time] = [], tolerances: Tolerances = .reference,
    stepLimit: Int = 200_000
  ) {
    precondition(start <= end, "a run that ends before it starts")
    precondition(
      zip(outputTimes, outputTimes.dropFirst()).allSatisfy { $0 <= $1 }
        && outputTimes.allSatisfy { $0 >= start && $0 <= end },
      "output times ascend within the run")
    self.start = start
    self.end = end
    self.initialState = initialState
    self.inputs = inputs
    self.schedule = schedule
    self.outputTimes = outputTimes
    self.tolerances = tolerances
    self.stepLimit = stepLimit
  }
}

/// How large a local error a step may make: `relative · |y| + absolute`, entry by entry.
public struct Tolerances: Hashable, Sendable {
  public var relative: Double
  /// In the unit of the state, nM for Primed's own models.
  public var absolute: Double

  public init(relative: Double, absolute: Double) {
    precondition(relative > 0 && absolute > 0, "tolerances are positive")
    self.relative = relative
    self.absolute = absolute
  }

  /// What single runs and references use.
  public static let reference = Tolerances(relative: 1e-7, absolute: 1e-9)
  /// What populations use; `Documentation/Performance.md` states the error it costs.
  public static let ensemble = Tolerances(relative: 1e-5, absolute: 1e-8)
}

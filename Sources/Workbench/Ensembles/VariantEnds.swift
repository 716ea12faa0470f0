import Simulation

/// Where the variants of a model ended, and what it cost.
public struct VariantEnds: Sendable {
  public let species: [String]
  public let names: [String]
  let ends: [VariantEnsemble.End]
  public let backend: String
  public let effort: SimulationResult.Effort
  public let laneUse: Double?
  public let compileSeconds: Double
  public let runSeconds: Double
  /// The largest error of the members checked; nil if none was.
  public let achievedError: Double?

  /// The members that did not reach their end, and why.
  public var unfinished: [(name: String, reason: String)] {
    zip(names, ends).filter { $0.1.ending != .reachedEnd }
      .map { (name: $0.0, reason: $0.1.ending.description) }
  }

  /// The amounts of one member in species order; NaN where it did not reach the end.
  public func amounts(of member: Int) -> [Double] { ends[member].amounts }

  /// `variant`, then one column a species; a member that did not reach its end has empty fields.
  /// Numbers round-trip.
  public var csv: String {
    var text = (["variant"] + species).joined(separator: ",") + "\n"
    for (name, end) in zip(names, ends) {
      text += name
      for amount in end.amounts { text += amount.isNaN ? "," : ",\(amount)" }
      text += "\n"
    }
    return text
  }

  /// What the run came to, for a program: the body of `primed.ensemble/1`.
  ///
  /// - Parameter loadSeconds: what reading and compiling the model took.
  public func summary(loadSeconds: Double) -> Summary {
    Summary(
      members: ends.count, unfinished: unfinished.count,
      readySeconds: loadSeconds + compileSeconds, runSeconds: runSeconds,
      runsPerSecond: runSeconds > 0 ? Double(ends.count) / runSeconds : nil, steps: effort.steps,
      rejectedSteps: effort.errorTestFailures, backEnd: backend, laneUse: laneUse,
      fallbacks: effort.fallbacks, achievedError: achievedError)
  }

  public struct Summary: Encodable, Sendable {
    public let members: Int
    public let unfinished: Int
    public let readySeconds: Double
    public let runSeconds: Double
    public let runsPerSecond: Double?
    public let steps: Int
    public let rejectedSteps: Int
    public let backEnd: String
    public let laneUse: Double?
    public let fallbacks: Int
    public let achievedError: Double?

    private enum CodingKeys: String, CodingKey {
      case members, unfinished, steps, fallbacks
      case readySeconds = "ready_seconds"
      case runSeconds = "run_seconds"
      case runsPerSecond = "runs_per_second"
      case rejectedSteps = "rejected_steps"
      case backEnd = "back_end"
      case laneUse = "lane_use"
      case achievedError = "achieved_error"
    }
  }
}

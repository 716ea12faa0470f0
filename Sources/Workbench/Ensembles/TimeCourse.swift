import Expressions
import NativeKernels
import Quantities
import Simulation

/// One run of a model, reported at evenly spaced times.
public struct TimeCourse: Sendable {
  public let model: RunnableModel
  public var start: Time
  public var end: Time
  /// How many intervals lie between start and end.
  public var steps: Int
  var setting = RunnableModel.Setting()
  public var tolerances: Tolerances
  public var engine: EnsembleEngine

  /// - Parameter engine: automatic is CVODES, which has a first result sooner: a plan for lanes takes
  ///   longer to make than one run of them saves.
  ///
  /// It is a caller's mistake to give a range without length or no step.
  public init(
    _ model: RunnableModel, from start: Time = .zero, until end: Time, steps: Int,
    tolerances: Tolerances = .reference, engine: EnsembleEngine = .automatic
  ) {
    precondition(end > start && steps >= 1, "a course has a length and steps")
    self.model = model
    self.start = start
    self.end = end
    self.steps = steps
    self.tolerances = tolerances
    self.engine = engine
  }

  /// What a time course gave, as far as it came.
  public struct Answer: Sendable {
    public let species: [String]
    public let times: [Time]
    /// Row after row, in amounts.
    public let rows: [[Double]]
    /// When each event first came, in the model's order; nil if it did not.
    public let eventTimes: [Time?]
    /// When the cell permeabilised before time 0, at rest and without drug; nil if it did not.
    public let permeabilisedAtRest: Time?
    public let ending: SimulationResult.Ending
    public let effort: SimulationResult.Effort
    public let backend: String

    /// `time`, then one column a species; numbers round-trip, and what is no number is left out.
    public var csv: String {
      var text = (["time"] + species).joined(separator: ",") + "\n"
      for (time, row) in zip(times, rows) {
        text += time.seconds.description
        for value in row {
          text += ","
          if value.isFinite { text += value.description }
        }
        text += "\n"
      }
      return text
    }
  }

  public func run() async throws -> Answer {
    let length = end.seconds - start.seconds
    let times = (0...steps).map { step in
      step == steps ? end : Time.seconds(start.seconds + length * Double(step) / Double(steps))
    }
    let problem = model.problem(
      model.start(setting, at: start), from: start, until: end, at: times, tolerances)
    let runner = EnsembleRunner(
      model.network, threads: 1, engine: engine == .automatic ? .cvodes : engine,
      kernels: NativeKernels(), expectedMembers: 1)
    let results = try await runner.run(count: 1, problem: { _ in problem }, reduce: { $1 })
    guard let result = results.first else { throw CancellationError() }
    return Answer(
      species: model.species.map(\.name), times: result.trajectory.times,
      rows: result.trajectory.times.indices.map { row in
        model.species.indices.map { result.trajectory.value(at: row, readout: $0) }
      }, eventTimes: Array(result.landmarkTimes.prefix(model.events.count)),
      permeabilisedAtRest: model.permeabilisedAtRest(result),
      ending: result.ending, effort: result.effort,
      backend: runner.backend?.rawValue ?? "cvodes")
  }
}

import Expressions
import Quantities
import Simulation

/// One run of a model from a file, reported at evenly spaced times.
public struct TimeCourse: Sendable {
  public let model: FileModel
  public var start: Time
  public var end: Time
  /// How many intervals lie between start and end.
  public var steps: Int
  /// Amounts and parameters that differ from the file's, by id.
  public var changes: [String: Double]
  /// The species reported, by id; nil for all.
  public var selected: [String]?
  public var tolerances: Tolerances
  public var engine: EnsembleEngine

  public init(
    _ model: FileModel, from start: Time = .zero, until end: Time, steps: Int,
    changes: [String: Double] = [:], selected: [String]? = nil,
    tolerances: Tolerances = .reference, engine: EnsembleEngine = .automatic
  ) {
    self.model = model
    self.start = start
    self.end = end
    self.steps = steps
    self.changes = changes
    self.selected = selected
    self.tolerances = tolerances
    self.engine = engine
  }

  /// What a time course gave, as far as it came.
  public struct Answer: Sendable {
    public let species: [String]
    public let times: [Time]
    /// Row after row, in amounts.
    public let rows: [[Double]]
    public let ending: SimulationResult.Ending
    public let effort: SimulationResult.Effort
    public let backend: String

    /// `time` in seconds, then one column a species; numbers round-trip.
    public var csv: String {
      var text = (["time"] + species).joined(separator: ",") + "\n"
      for (time, row) in zip(times, rows) {
        text += ([time.seconds] + row).map { "\($0)" }.joined(separator: ",") + "\n"
      }
      return text
    }
  }

  /// - Throws: ``EnsembleRefusal`` for a range without length or a name that the model lacks.
  public func run() async throws -> Answer {
    let (places, columns) = try resolve()
    let (inputs, state) = model.start(setting: places, at: start)
    let length = end.seconds - start.seconds
    let times = (0...steps).map { step in
      step == steps ? end : Time.seconds(start.seconds + length * Double(step) / Double(steps))
    }
    let problem = SimulationProblem(
      from: start, until: end, inputs: inputs, initialState: state, outputTimes: times,
      tolerances: tolerances)
    let runner = EnsembleRunner(model.network, threads: 1, engine: engine)
    let results = try await runner.run(count: 1, problem: { _ in problem }, reduce: { $1 })
    guard let result = results.first else { throw CancellationError() }
    return Answer(
      species: columns.map { model.species[$0].name }, times: result.trajectory.times,
      rows: result.trajectory.times.indices.map { row in
        columns.map { result.trajectory.value(at: row, readout: $0) }
      }, ending: result.ending, effort: result.effort,
      backend: runner.backend?.rawValue ?? "cvodes")
  }

  private func resolve() throws(EnsembleRefusal) -> (
    places: [(FileModel.Place, Double)], columns: [Int]
  ) {
    var faults: [EnsembleRefusal.Fault] = []
    if !(end > start) {
      faults.append(.init(line: nil, sentence: "the end is not after the start"))
    }
    if steps < 1 { faults.append(.init(line: nil, sentence: "there must be at least one step")) }
    let places: [(FileModel.Place, Double)] = changes.sorted { $0.key < $1.key }.compactMap {
      guard let place = model.place(of: $0.key) else {
        faults.append(.init(line: nil, sentence: "“\($0.key)” is nothing that can be set"))
        return nil
      }
      return (place, $0.value)
    }
    let names = selected ?? model.species.map(\.name)
    let columns = names.compactMap { name in
      guard let column = model.species.firstIndex(of: Symbol(name)) else {
        faults.append(.init(line: nil, sentence: "“\(name)” is no species of the model"))
        return nil as Int?
      }
      return column
    }
    guard faults.isEmpty else { throw EnsembleRefusal(faults: faults) }
    return (places, columns)
  }
}

import Expressions
import Quantities
import Simulation

/// Cells that differ, each brought to rest without drug: equilibrated once, then given every dose.
public struct FounderPopulation: Sendable {
  public let experiment: CellExperiment
  public let founders: [Founder]
  public let seed: UInt64
  public let variability: CellVariability
  public let effort: SimulationResult.Effort

  /// One cell at the moment before it is treated.
  public struct Founder: Sendable {
    /// The cell's own parameters, in the order of the compiled network's inputs.
    public let inputs: [Double]
    /// Its state at rest.
    public let state: [Double]
    public let ending: SimulationResult.Ending
    /// Whether it had permeabilised before any drug came.
    public let firedUntreated: Bool

    /// Whether the cell can be treated: it came to rest alive.
    public var isReady: Bool { ending == .reachedEnd && !firedUntreated }
  }

  /// Draws and equilibrates `size` cells.
  ///
  /// Cell i of a seed has the same factors at every dose, on every machine and thread count.
  public init(
    of experiment: CellExperiment, size: Int, seed: UInt64, variability: CellVariability,
    threads: Int, finished: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws {
    let model = experiment.model
    let resting = experiment.restingInputs
    let preparation = Preparation(experiment)
    let runner = EnsembleRunner(experiment.network, threads: threads)
    let levelIndices = model.abundances.map { level in
      guard let index = experiment.network.inputIndex(of: level) else {
        preconditionFailure("\(level) is no number that may differ between cells")
      }
      return index
    }
    @Sendable func inputs(of cell: Int) -> [Double] {
      var inputs = resting
      let factors = variability.factors(for: model.abundances, seed: seed, cell: cell)
      for (index, factor) in zip(levelIndices, factors) {
        inputs[index] *= factor
      }
      return inputs
    }
    let members = try await runner.run(
      count: size,
      problem: { preparation.problem(inputs: inputs(of: $0)) },
      reduce: { cell, result in
        (
          Founder(
            inputs: preparation.inputsAfterwards(inputs(of: cell)), state: result.finalState,
            ending: result.ending,
            firedUntreated: result.landmarkTimes[CellExperiment.Moment.permeabilisation.rawValue]
              != nil), result.effort
        )
      }, finished: finished)
    self.experiment = experiment
    self.seed = seed
    self.variability = variability
    founders = members.map(\.0)
    effort = members.reduce(SimulationResult.Effort()) { $0 + $1.1 }
  }

  /// The stages before time 0, as a schedule over negative times.
  struct Preparation: Sendable {
    private let experiment: CellExperiment
    private let start: Time

    init(_ experiment: CellExperiment) {
      self.experiment = experiment
      start = experiment.model.equilibration.reduce(.zero) { $0 - $1.duration }
    }

    func problem(inputs: [Double]) -> SimulationProblem {
      SimulationProblem(
        from: start, until: .zero, inputs: inputs, schedule: schedule(inputs: inputs),
        tolerances: experiment.tolerances)
    }

    private func schedule(inputs: [Double]) -> Schedule {
      var moments: [Schedule.Moment] = []
      var time = start
      for stage in experiment.model.equilibration {
        moments.append(
          .init(at: time, stage.changesAtStart.map { .set($0.target, value($0.value, inputs)) }))
        time = time + stage.duration
      }
      return Schedule(moments)
    }

    private func value(_ value: CellModel.StageChange.Value, _ inputs: [Double]) -> Double {
      switch value {
      case .number(let number): return number
      case .parameter(let symbol):
        guard let index = experiment.network.inputIndex(of: symbol) else {
          preconditionFailure("\(symbol) is no parameter of the cell")
        }
        return inputs[index]
      }
    }

    /// The inputs as the last stage leaves them.
    func inputsAfterwards(_ inputs: [Double]) -> [Double] {
      var after = inputs
      for stage in experiment.model.equilibration {
        for change in stage.changesAtStart {
          if let index = experiment.network.inputIndex(of: change.target) {
            after[index] = value(change.value, inputs)
          }
        }
      }
      return after
    }
  }
}

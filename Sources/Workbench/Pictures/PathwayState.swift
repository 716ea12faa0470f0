import Experiments
import Expressions
import ModelLibrary
import Quantities
import ReactionNetworks
import Simulation

/// The amounts in the mean cell of a line, at rest and some time after a treatment: what a picture of
/// the pathway is coloured by.
public struct PathwayState: Sendable {
  public let time: Time
  public let treatment: Treatment
  /// nM of whole-cell volume.
  public let resting: [Symbol: Double]
  public let amounts: [Symbol: Double]

  /// What a picture cannot be coloured by.
  public enum Failure: Error, Sendable {
    /// The mean cell dies, or the solver stops, before it is treated.
    case notAtRest
    case stopped(SimulationResult.Ending)
  }

  /// Runs the mean cell: no variability, so that the picture is of nobody in particular.
  public init(
    of model: ApoptosisModel, under treatment: Treatment, at time: Time
  ) async throws {
    let cell = model.cellModel
    let experiment = try CellExperiment(cell, tolerances: .reference)
    let population = try await FounderPopulation(
      of: experiment, size: 1, seed: 1, variability: .none, threads: 1)
    let founder = population.founders[0]
    guard founder.isReady else { throw Failure.notAtRest }
    let species = cell.network.species.map(\.symbol)
    let network = try CompiledNetwork(
      cell.network, readouts: species.map { Readout($0.name, unit: "nM", $0.expression) })
    let doses = treatment.doses.compactMap { dose in
      cell.media.first { $0.drug == dose.drug }.map {
        Change.set($0.symbol, cell.freeConcentration(of: dose).nanomolar)
      }
    }
    var integrator = CVODESIntegrator(network)
    let result = integrator.run(
      SimulationProblem(
        until: time, inputs: founder.inputs, initialState: founder.state,
        schedule: Schedule(doses.isEmpty ? [] : [.init(at: .zero, doses)]), outputTimes: [time]))
    guard result.ending == .reachedEnd, let last = result.trajectory.times.indices.last else {
      throw Failure.stopped(result.ending)
    }
    self.time = time
    self.treatment = treatment
    var (resting, amounts): ([Symbol: Double], [Symbol: Double]) = ([:], [:])
    for (index, symbol) in species.enumerated() {
      amounts[symbol] = result.trajectory.value(at: last, readout: index)
      resting[symbol] = network.stateIndex(of: symbol).map { founder.state[$0] } ?? .nan
    }
    for medium in cell.media { resting[medium.symbol] = 0 }
    self.resting = resting
    self.amounts = amounts
  }
}

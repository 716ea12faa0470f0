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
  /// Of each species and of each number with a law of its own, in its own unit: nM of whole-cell
  /// volume, unless the model is a file.
  public let resting: [Symbol: Double]
  public let amounts: [Symbol: Double]
  /// How often the cell has divided by then; nil for what does not divide.
  public var divisions: Int?
  /// What is looked at and when, for a title: "mean cell, untreated, after 4 h".
  public let title: String

  /// What a picture cannot be coloured by.
  public enum Failure: Error, Sendable {
    /// The mean cell dies, or the solver stops, before it is treated.
    case notAtRest
    case stopped(SimulationResult.Ending)
  }

  /// Runs the mean cell: no variability, so that the picture is of nobody in particular.
  ///
  /// A cell that can be given a cytidine analogue divides, once each `doublingTime` where nothing
  /// slows it, since methylation is lost at division alone; it is treated somewhere in its cycle.
  public init(
    of model: ApoptosisModel, under treatment: Treatment, at time: Time,
    doublingTime: Time = .hours(30)
  ) async throws {
    var cell = model.cellModel
    let shown = Self.shown(of: cell.network)
    cell.observables += shown.map { Readout("state of \($0.name)", unit: "", $0.expression) }
    let experiment = try CellExperiment(cell, tolerances: .reference)
    let population = try await FounderPopulation(
      of: experiment, size: 1, seed: 1, variability: .none, threads: 1)
    guard population.founders[0].isReady else { throw Failure.notAtRest }
    let growth = cell.cycle.map { _ in Proliferation(doublingTime: doublingTime, memory: nil) }
    let arm = try await population.treated(
      with: [treatment], until: time, reportedAt: [.zero, time], proliferation: growth, threads: 1
    ).arms[0]
    var (resting, amounts): ([Symbol: Double], [Symbol: Double]) = ([:], [:])
    for symbol in shown {
      guard let readout = experiment.observable("state of \(symbol.name)") else { continue }
      resting[symbol] = arm.cells.lazy.map { $0.value(ofReadout: readout, at: 0) }
        .first { !$0.isNaN }
      amounts[symbol] = arm.cells.lazy.map { $0.value(ofReadout: readout, at: 1) }
        .first { !$0.isNaN }
    }
    for course in arm.cells {
      if case .failed(let ending) = course.ending { throw Failure.stopped(ending) }
    }
    for medium in cell.media { resting[medium.symbol] = 0 }
    self.init(
      time: time, treatment: treatment, resting: resting, amounts: amounts,
      divisions: growth.map { _ in arm.cells.count { $0.divided.map { $0 <= time } ?? false } },
      permeabilised: arm.cells.lazy.compactMap(\.permeabilisation).first { $0 <= time })
  }

  /// Runs a model as it begins, without a cell that rests first.
  ///
  /// - Parameter words: the time as the person gave it, for a model whose unit of time is its own.
  public init(
    of network: ReactionNetwork, at time: Time, inWords words: String
  ) throws {
    let shown = Self.shown(of: network)
    let compiled = try CompiledNetwork(
      network, readouts: shown.map { Readout($0.name, unit: "", $0.expression) })
    var integrator = CVODESIntegrator(compiled)
    let result = integrator.run(
      SimulationProblem(
        until: time, inputs: compiled.inputs(), schedule: .nothing, outputTimes: [.zero, time]))
    guard result.ending == .reachedEnd else { throw Failure.stopped(result.ending) }
    let last = result.trajectory.times.count - 1
    func values(_ row: Int) -> [Symbol: Double] {
      Dictionary(
        uniqueKeysWithValues: shown.enumerated().map {
          ($1, result.trajectory.value(at: row, readout: $0))
        })
    }
    self.time = time
    treatment = .vehicle
    (resting, amounts) = (values(0), values(last))
    title = "after \(words)"
  }

  private init(
    time: Time, treatment: Treatment, resting: [Symbol: Double], amounts: [Symbol: Double],
    divisions: Int?, permeabilised: Time?
  ) {
    self.time = time
    self.treatment = treatment
    self.resting = resting
    self.amounts = amounts
    self.divisions = divisions
    let doses = treatment.doses.map { "\($0.drug) \($0.concentration) \($0.basis.rawValue)" }
    let given = doses.isEmpty ? "untreated" : doses.joined(separator: " and ")
    let age = divisions.map { $0 == 1 ? " and one division" : " and \($0) divisions" } ?? ""
    let fate =
      permeabilised.map { ", permeabilised after \($0.hours.forPeople(digits: 2)) h" } ?? ""
    title = "mean cell, \(given), after \(time.formatted(in: .hours))\(age)\(fate)"
  }

  /// What a picture shows of a network: species, and numbers that move or follow.
  private static func shown(of network: ReactionNetwork) -> [Symbol] {
    network.variables.map(\.symbol)
  }
}

import Experiments
import Expressions
import ModelLibrary
import Quantities
import Simulation

/// The mean cell of a model: no variability, brought to rest, then given one dose after another.
struct SingleCell {
  let population: FounderPopulation

  init(_ model: ApoptosisModel, tolerances: Tolerances = .reference) async throws {
    population = try await FounderPopulation(
      of: CellExperiment(model.cellModel, tolerances: tolerances), size: 1, seed: 1,
      variability: .none, threads: 1)
  }

  var rested: FounderPopulation.Founder { population.founders[0] }

  /// The amount of a species in the untreated cell, nM; NaN if there is no such species.
  func resting(_ species: Symbol) -> Double {
    population.experiment.network.stateIndex(of: species).map { rested.state[$0] } ?? .nan
  }

  /// What becomes of the cell under free concentrations of drugs.
  func course(
    _ doses: [(drug: String, nanomolar: Double)], until end: Time, reportedAt times: [Time] = []
  ) async throws -> CellCourse {
    let treatment = Treatment(doses.map { .init($0.drug, .nanomolar($0.nanomolar), .free) })
    return try await population.treated(
      with: [treatment], until: end, reportedAt: times, threads: 1
    ).arms[0].cells[0]
  }
}

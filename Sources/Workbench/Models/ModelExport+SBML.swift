import Experiments
import Expressions
import FileFormats
import ModelLibrary
import Quantities
import ReactionNetworks
import Simulation

extension ModelExport {
  /// The model as SBML: a cell at rest with its drugs around it, a whole model as it begins.
  func sbml(_ subject: Subject) async throws -> String {
    switch subject {
    case .whole(let source, _):
      return try written(
        source.network, unit: source.isFile ? "" : source.network.species.first?.unit ?? "",
        notes: [source.isFile ? "Read from \(source.name)." : "\(source.name) of Primed."])
    case .cell(let plan):
      let (network, notes) = try await rested(plan)
      return try written(network, unit: "nM", notes: notes)
    }
  }

  private func written(
    _ network: ReactionNetwork, unit: String, notes: [String]
  ) throws -> String {
    do {
      return try SBMLWriter(
        network, amountUnit: unit,
        notes: notes + [
          "Written by Primed \(PrimedVersion.current). Illustrative parameters, not for clinical use."
        ]
      ).text()
    } catch {
      throw InputRefusal(
        InputFault(
          file: "command line", found: "\(name) cannot be written as SBML: \(error)",
          needed: "a model of species, rules and reactions"))
    }
  }

  private func medium(of dose: Treatment.DrugDose, in cell: CellModel) -> Symbol {
    guard let medium = cell.media.first(where: { $0.drug == dose.drug }) else {
      preconditionFailure("the cell is not given \(dose.drug)")
    }
    return medium.symbol
  }

  /// The network of a mean cell with the state it rests in as its beginning, and the drugs given.
  private func rested(_ plan: CellPlan) async throws -> (ReactionNetwork, notes: [String]) {
    let cell = plan.model.cellModel
    let experiment: CellExperiment
    experiment = try CellExperiment(cell, tolerances: .reference)
    let founder = try await FounderPopulation(
      of: experiment, size: 1, seed: 1, variability: .none, threads: 1
    ).founders[0]
    guard founder.isReady else {
      throw InputRefusal(
        InputFault(
          file: "command line",
          found: "the mean cell of \(plan.model.name) permeabilises untreated "
            + "(topology \(plan.model.topology.rawValue))",
          needed: "a cell at rest"))
    }
    var network = cell.network
    let given = Dictionary(
      uniqueKeysWithValues: plan.doses.map { dose in
        (medium(of: dose, in: cell), cell.freeConcentration(of: dose).nanomolar)
      })
    let media = Set(cell.media.map(\.symbol))
    for index in network.variables.indices {
      let symbol = network.variables[index].symbol
      if media.contains(symbol) {
        network.variables[index].initial = .number(given[symbol] ?? 0)
      } else if let state = experiment.network.stateIndex(of: symbol) {
        network.variables[index].initial = .number(founder.state[state])
      } else if let input = experiment.network.inputIndex(of: symbol) {
        network.variables[index].initial = .number(founder.inputs[input])
      }
    }
    for index in network.parameters.indices {
      if let input = experiment.network.inputIndex(of: network.parameters[index].symbol) {
        network.parameters[index].value = founder.inputs[input]
      }
    }
    var notes = [
      "The mean cell of \(plan.model.name) at rest, with the drugs in the medium from time 0 on. "
        + "No level was measured."
    ]
    notes += plan.doses.map { dose in
      "\(dose.drug): \(dose.concentration) nominal, of which "
        + "\(cell.freeConcentration(of: dose)) is free in the medium "
        + "(\(medium(of: dose, in: cell)))."
    }
    if cell.cycle != nil {
      notes.append(
        "The cell of this file does not divide: methylation, which is lost at division, stays.")
    }
    return (network, notes)
  }
}

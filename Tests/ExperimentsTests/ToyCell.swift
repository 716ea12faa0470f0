import Citations
import Experiments
import Expressions
import Quantities
import ReactionNetworks
import Simulation

/// A cell small enough to be followed by hand: drug enters, wears down a guard, and once the guard is
/// nearly gone cytochrome c leaves and PARP is cut. The steeper the guard, the quieter an untreated cell.
func toyCell(guardLevel: Double = 10, steepness: Int = 4) -> CellModel {
  var network = NetworkBuilder(name: "toy cell")
  let cell = network.compartment("cell", name: "cell")
  func rate(_ symbol: Symbol, _ value: Double) {
    network.parameter(
      symbol, symbol.name, Sourced(FirstOrderRate.perSecond(value), .chosen(because: "toy")))
  }
  network.parameter(
    "level_guard", "guard", Sourced(Concentration.nanomolar(guardLevel), .chosen(because: "toy")),
    tags: [.abundance])
  rate("kill", 1e-5)
  rate("leak", 1e-2)
  rate("cut", 1e-4)
  network.species("drug", in: cell, initial: .number(0), behaviour: .heldConstant)
  network.species("guard", in: cell, initial: .formula(Symbol("level_guard").expression))
  network.species("inside", in: cell, initial: .number(1))
  network.species("outside", in: cell)
  network.species("whole", in: cell, initial: .number(1))
  network.species("cleaved", in: cell)
  network.reaction("wear", [.init("guard")], to: [], at: Symbol("kill") * "drug" * "guard")
  let open = Expression.constant(1) / (1 + Symbol("guard").expression.raised(to: steepness))
  network.release("inside", to: "outside", at: Symbol("leak") * open)
  network.reaction(
    "cutting", [.init("whole")], to: [.init("cleaved")], at: Symbol("cut") * "outside" * "whole")
  let marks = CellModel.Marks(
    cytochromeReleased: Symbol("outside").expression, apoptosome: Symbol("outside").expression,
    activeCaspase: 100 * Symbol("outside").expression, parpCleaved: Symbol("cleaved").expression)
  return CellModel(
    network: network.network, abundances: ["level_guard"],
    equilibration: [.init("rest", for: .hours(1))],
    media: [.init(drug: "poison", symbol: "drug", freeFraction: 0.5)], marks: marks,
    renewedAbundances: ["level_guard"],
    observables: [Readout("guard level", unit: "nM", Symbol("level_guard").expression)])
}

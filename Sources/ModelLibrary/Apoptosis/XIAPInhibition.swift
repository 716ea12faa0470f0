import Citations
import Expressions
import Quantities
import ReactionNetworks

/// R15. XIAP marks caspase-3/7 for destruction and blocks the apoptosome, until SMAC takes it away.
extension ApoptosisNetwork {
  mutating func inhibitByXIAP() {
    builder.mechanism = "R15 Inhibition by XIAP"
    let marked = builder.species(
      "C3_ubiquitinated", name: "caspase-3/7, ubiquitinated", in: CellCompartment.cytosol.symbol)
    let on = association("kon_XIAP", "association of XIAP with what it inhibits", 2e-3)
    let onSMAC = association("kon_SMAC", "association of SMAC with XIAP", 7e-3)
    let off = rate("koff_XIAP", "dissociation of XIAP", 1e-3)
    let marking = rate("kcat_XIAP", "ubiquitination of caspase-3/7 by XIAP", 0.1)
    let xiap = Protein.xiap.species
    builder.catalyse(
      xiap, on: Self.caspase3, to: marked, on: on.expression, off: off.expression,
      turnover: marking.expression)
    builder.bind(xiap, to: Self.apoptosome, on: on.expression, off: off.expression)
    builder.bind(
      xiap, to: Self.released(.smac), on: onSMAC.expression, off: off.expression,
      named: "XIAP:SMAC")
  }

  private mutating func association(_ symbol: Symbol, _ name: String, _ value: Double) -> Symbol {
    builder.parameter(
      symbol, name,
      Sourced(SecondOrderRate.perNanomolarSecond(value), .seen(.earmCode, at: "EARM 1.0")))
  }

  private mutating func rate(_ symbol: Symbol, _ name: String, _ value: Double) -> Symbol {
    builder.parameter(
      symbol, name, Sourced(FirstOrderRate.perSecond(value), .seen(.earmCode, at: "EARM 1.0")))
  }
}

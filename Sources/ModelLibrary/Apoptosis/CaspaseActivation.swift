import Citations
import Expressions
import Quantities
import ReactionNetworks

/// R14. The apoptosome cuts procaspase-3/7.
extension ApoptosisNetwork {
  /// Active caspase-3 and -7, lumped.
  static let caspase3: Symbol = "C3"

  mutating func activateCaspases() {
    builder.mechanism = "R14 Caspase-3/7 activation"
    builder.species(
      Self.caspase3, name: "caspase-3/7", in: CellCompartment.cytosol.symbol)
    let on = builder.parameter(
      "kon_apoptosome", "association of the apoptosome with procaspase-3/7",
      Sourced(
        SecondOrderRate.perNanomolarSecond(1e-4),
        .chosen(because: "EARM's 5e-6 is for APAF-1 lumped into one molecule, not seven")))
    let off = builder.parameter(
      "koff_apoptosome", "dissociation of the apoptosome from procaspase-3/7",
      Sourced(FirstOrderRate.perSecond(1e-3), .seen(.earmCode, at: "EARM 1.0")))
    let turnover = builder.parameter(
      "kcat_apoptosome", "cutting of procaspase-3/7 by the apoptosome",
      Sourced(FirstOrderRate.perSecond(1), .seen(.earmCode, at: "EARM 1.0")))
    builder.catalyse(
      Self.apoptosome, on: Protein.procaspase3.species, to: Self.caspase3, on: on.expression,
      off: off.expression, turnover: turnover.expression)
  }
}

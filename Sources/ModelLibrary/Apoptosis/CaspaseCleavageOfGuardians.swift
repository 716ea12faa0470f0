import Citations
import Expressions
import Quantities
import ReactionNetworks

/// R16b, an option: active caspase-3/7 cuts BCL-2 and MCL-1, which held it back.
///
/// Off by default. It comes after the decision, so that it moves the end of a cell and not its fate;
/// proteins in a complex are not cut.
extension ApoptosisNetwork {
  mutating func cleaveAntiApoptotics() {
    builder.mechanism = "R16b Cleavage of BCL-2 and MCL-1"
    let on = builder.parameter(
      "kon_cleavage", "association of caspase-3/7 with BCL-2 and MCL-1",
      Sourced(
        SecondOrderRate.perNanomolarSecond(1e-4),
        .chosen(because: "a tenth of PARP's: known to be cut, more slowly")))
    let off = builder.parameter(
      "koff_cleavage", "dissociation of caspase-3/7 from BCL-2 and MCL-1",
      Sourced(FirstOrderRate.perSecond(1e-3), .chosen(because: "as for its other substrates")))
    let turnover = builder.parameter(
      "kcat_cleavage", "cutting of BCL-2 and MCL-1",
      Sourced(FirstOrderRate.perSecond(1), .chosen(because: "as for its other substrates")))
    for guardian in [Protein.bcl2, .mcl1] {
      let piece = builder.species(
        Symbol("\(guardian.rawValue)_cut"), name: "\(guardian.name), cut",
        in: CellCompartment.cytosol.symbol)
      builder.catalyse(
        Self.caspase3, on: guardian.species, to: piece, on: on.expression, off: off.expression,
        turnover: turnover.expression)
    }
  }
}

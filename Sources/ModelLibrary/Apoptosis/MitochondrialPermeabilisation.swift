import Citations
import Expressions
import Quantities
import ReactionNetworks

/// R10. Once enough pores stand open, the intermembrane space empties: cytochrome c and SMAC leave.
extension ApoptosisNetwork {
  mutating func permeabiliseOuterMembrane() {
    builder.mechanism = "R10 Release from the intermembrane space"
    let fastest = builder.parameter(
      "k_release", "release through a fully open membrane",
      Sourced(
        FirstOrderRate.perSecond(1e-2), .chosen(because: "empties the space within minutes")))
    let half = builder.parameter(
      "pores_half", "pores that open the membrane halfway",
      Sourced(
        Concentration.nanomolar(1), .chosen(because: "several hundred pores in a cell of 1 pL"),
        range: 0.3...5))
    // The fourth power makes the opening a decision; it is a property of the law, not a number to fit.
    let pores = builder.assign(
      "pores", name: "open pores", unit: "nM",
      to: Self.effectors[0].pore + Self.effectors[1].pore)
    let power = pores.expression.raised(to: 4)
    let openness = builder.assign(
      "openness", name: "share of the fastest release", unit: "1",
      to: power / (power + half.expression.raised(to: 4)))
    for protein in [Protein.cytochromeC, .smac] {
      let released = Self.released(protein)
      builder.species(
        released, name: "\(protein.name), released", in: CellCompartment.cytosol.symbol)
      builder.release(protein.species, to: released, at: fastest * openness)
    }
  }

  /// Cytochrome c or SMAC in the cytosol.
  static func released(_ protein: Protein) -> Symbol { Symbol(protein.rawValue) }
}

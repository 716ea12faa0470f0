import Citations
import Expressions
import Quantities
import ReactionNetworks

/// R17. What should not be in a quiet cytosol is cleared: active caspases, stray cytochrome c and SMAC,
/// and the apoptosome with its parts.
extension ApoptosisNetwork {
  mutating func decayReleasedProteins() {
    builder.mechanism = "R17 Clearance"
    let reason = Provenance.chosen(because: "keeps the quiet state of the caspase loop stable")
    let caspases = builder.parameter(
      "k_caspaseDecay", "decay of active caspases",
      Sourced(FirstOrderRate.perSecond(1e-4), reason))
    let released = builder.parameter(
      "k_releasedDecay", "decay of released proteins and of the apoptosome",
      Sourced(FirstOrderRate.perSecond(5e-5), reason))
    for species in [Self.caspase3, Self.caspase6, Self.caspase8, Self.heldCaspase8] {
      builder.degrade(species, rate: caspases.expression)
    }
    for species in [
      Self.released(.cytochromeC), Self.released(.smac), Self.openAPAF(1), Self.heptamer,
      Self.apoptosome,
    ] {
      builder.degrade(species, rate: released.expression)
    }
  }
}

import Citations
import Expressions
import Quantities
import ReactionNetworks

/// R7, R8 and R9. Active BAX, and active BAK, pair up twice into pores; a pore activates more of its
/// kind; oligomers decay.
///
/// ## References
/// Assembly follows EARM 1.0 [Albeck2008]: the flux of `2 E* → E2` is `on·[E*]²` and consumes two. That
/// pores speed up activation is the idea of [Kushnareva2012].
///
/// ## Departures from the sources
/// The rate of R8 is ours. Without it, weak doses release cytochrome c over hours, which no cell was
/// seen to do.
extension ApoptosisNetwork {
  mutating func formPores() {
    assemble()
    activateByPores()
    decayOligomers()
  }

  private mutating func assemble() {
    builder.mechanism = "R7 Pore assembly"
    let on = builder.parameter(
      "kon_pore", "pairing of active effectors and of their dimers",
      Sourced(
        SecondOrderRate.perNanomolarSecond(1e-2), .seen(.earmCode, at: "EARM 1.0"),
        range: 1e-3...3e-2))
    let off = builder.parameter(
      "koff_pore", "falling apart of dimers and pores",
      Sourced(FirstOrderRate.perSecond(1e-3), .seen(.earmCode, at: "EARM 1.0")))
    for effector in Self.effectors {
      builder.assemblePore(
        of: effector.active, named: effector.protein.name, on: meeting(on), off: off.expression,
        dimer: effector.dimer, tetramer: effector.pore)
    }
  }

  private mutating func activateByPores() {
    builder.mechanism = "R8 Activation by pores"
    let on = builder.parameter(
      "k_poreActivation", "activation of an effector by a pore of its kind",
      Sourced(
        SecondOrderRate.perNanomolarSecond(2e-3),
        .chosen(
          because: "makes release sudden at weak doses too; the idea is Kushnareva et al. 2012"),
        range: 1e-3...5e-3))
    for effector in Self.effectors {
      builder.convert(
        [effector.pore, effector.inactive], to: [effector.pore, effector.active],
        at: meeting(on, inMembrane: effector.waitsInMembrane),
        named: Symbol("activate_\(effector.protein.rawValue)_by_pore"))
    }
  }

  private mutating func decayOligomers() {
    builder.mechanism = "R9 Decay of oligomers"
    let rate = builder.parameter(
      "k_poreDecay", "decay of dimers and pores",
      Sourced(FirstOrderRate.perSecond(1e-4), .chosen(because: "as EARM 1.3 lets pores decay")))
    for effector in Self.effectors {
      builder.degrade(effector.dimer, rate: rate.expression)
      builder.degrade(effector.pore, rate: rate.expression)
    }
  }
}

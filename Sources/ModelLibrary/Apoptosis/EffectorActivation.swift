import Citations
import Expressions
import Quantities
import ReactionNetworks

/// R3, R4 and R6. BAX and BAK turn active: touched by an activator, now and then by themselves, or
/// recruited by one that is active already.
///
/// ## References
/// Spontaneous activation is supported by [Chen2015]; recruitment follows the embedded topology of
/// [Lopez2013].
extension ApoptosisNetwork {
  mutating func activateEffectors() {
    if topology.activatorsTouchEffectors { activateByBH3() }
    activateSpontaneously()
    if topology.effectorsRecruit { recruit() }
  }

  private mutating func activateByBH3() {
    builder.mechanism = "R3 Activation by BH3-only proteins"
    let on = builder.parameter(
      "kon_activation", "association of an activator with BAX or BAK",
      Sourced(
        SecondOrderRate.perNanomolarSecond(3e-5),
        .chosen(because: "between EARM's default 1e-4 and its fitted 4e-6 per nM per s"),
        range: 4e-6...1e-4))
    let off = builder.parameter(
      "koff_activation", "dissociation of an activator without effect",
      Sourced(FirstOrderRate.perSecond(1e-3), .seen(.earmCode, at: "EARM 2.0")))
    let turnover = builder.parameter(
      "kcat_activation", "turning of a touched effector",
      Sourced(FirstOrderRate.perSecond(1), .seen(.earmCode, at: "EARM 2.0")))
    let weakness = builder.parameter(
      "weakness_PUMA", "how much more slowly PUMA finds an effector than BIM does",
      Sourced(0.3, .chosen(because: "PUMA activates weakly; the factor acts on association")))
    for effector in Self.effectors {
      let meeting = meeting(on, inMembrane: effector.waitsInMembrane)
      for activator in [Protein.bim.species, Self.tBID, Protein.puma.species] {
        let isPUMA = activator == Protein.puma.species
        builder.catalyse(
          activator, on: effector.inactive, to: effector.active,
          on: isPUMA ? weakness.expression * meeting : meeting, off: off.expression,
          turnover: turnover.expression)
      }
    }
  }

  private mutating func activateSpontaneously() {
    builder.mechanism = "R4 Spontaneous activation"
    let activation = spontaneousActivation.map {
      builder.parameter("k_spontaneous", "spontaneous activation of BAX or BAK", $0)
    }
    let relaxation = builder.parameter(
      "k_relaxation", "return of an active effector to rest", effectorRelaxation)
    for effector in Self.effectors {
      let symbol = Symbol("turn_\(effector.protein.rawValue)")
      guard let activation else {
        builder.convert(
          [effector.active], to: [effector.inactive], at: relaxation.expression, named: symbol)
        continue
      }
      builder.convert(
        [effector.inactive], to: [effector.active], at: activation.expression,
        back: relaxation.expression, named: symbol)
    }
  }

  /// How fast effectors turn by themselves; nil where only an activator turns them.
  private var spontaneousActivation: Sourced<FirstOrderRate>? {
    switch topology {
    case .embedded:
      Sourced(
        .perSecond(1e-6),
        .chosen(
          because:
            "known to happen (Chen et al. 2015); at 1e-5 RS4;11, alone of the lines, fires untreated"
        ),
        range: 0...3e-6)
    case .direct: nil
    case .indirect: Sourced(.perSecond(1e-2), Self.earmEquilibrium)
    }
  }

  private var effectorRelaxation: Sourced<FirstOrderRate> {
    switch topology {
    case .embedded, .direct:
      Sourced(.perSecond(1e-3), .chosen(because: "minutes, so that activation must persist"))
    case .indirect: Sourced(.perSecond(1e-2), Self.earmEquilibrium)
    }
  }

  private static let earmEquilibrium = Provenance.seen(
    .earmCode, at: "EARM 2.0, indirect: effectors turn and return at 0.01 per s")

  private mutating func recruit() {
    builder.mechanism = "R6 Recruitment by active effectors"
    let on = builder.parameter(
      "k_recruitment", "activation of an effector by an active one of its kind",
      Sourced(
        SecondOrderRate.perNanomolarSecond(1e-5),
        .chosen(because: "a tenth of what EARM 2.0's embedded topology has"), range: 0...1e-4))
    for effector in Self.effectors {
      builder.convert(
        [effector.active, effector.inactive], to: [effector.active, effector.active],
        at: meeting(on, inMembrane: effector.waitsInMembrane),
        named: Symbol("recruit_\(effector.protein.rawValue)"))
    }
  }
}

import Citations
import Expressions
import Quantities
import ReactionNetworks

/// R2. Proteins of the BCL-2 family are made and lost, also while they hold each other.
///
/// A complex of a BH3-only protein loses either partner at that partner's own rate, and frees the
/// other, so that this binding changes no total. A held effector keeps its own slow loss out of the
/// picture: only its guardian is lost, and it stands active and alone.
///
/// ## What does not turn over, by decision
/// Free BAX and BAK, inactive or active, are lost at their own rate; held by an activator for the
/// second before they turn, they are not. Oligomers decay by R9. Proteins without a half-life (BID, the
/// contents of the intermembrane space, the caspase machinery) keep their amounts over the days that
/// the model is run.
extension ApoptosisNetwork {
  mutating func turnProteinsOver() {
    builder.mechanism = "R2 Protein turnover"
    declareHalfLives()
    for protein in antiApoptotics + bh3Only {
      builder.synthesiseAndDegrade(
        protein.species, level: protein.level.expression, rate: lossRate(of: protein.species),
        synthesis: synthesisFactor(of: protein))
    }
    builder.degrade(Self.tBID, rate: lossRate(of: Self.tBID))
    turnEffectorsOver()
    for pair in guardedBH3 {
      builder.losePartner(
        pair.guardian.species, at: lossRate(of: pair.guardian.species), from: pair.complex,
        freeing: pair.bh3)
      builder.losePartner(
        pair.bh3, at: lossRate(of: pair.bh3), from: pair.complex, freeing: pair.guardian.species)
    }
    for pair in guardedEffectors {
      builder.losePartner(
        pair.guardian.species, at: lossRate(of: pair.guardian.species), from: pair.complex,
        freeing: pair.effector.active)
    }
  }

  /// The first-order loss of a species that turns over, 1/s.
  func lossRate(of species: Symbol) -> Expression {
    let ln2 = 0.693_147_180_559_945_3
    return .constant(ln2) / Self.halfLife(of: species).expression
  }

  private static func halfLife(of species: Symbol) -> Symbol { Symbol("halfLife_\(species)") }

  private mutating func declareHalfLives() {
    for protein in proteins {
      guard let halfLife = protein.halfLife else { continue }
      builder.parameter(
        Self.halfLife(of: protein.species), "\(protein.name) half-life", halfLife)
    }
    builder.parameter(
      Self.halfLife(of: Self.tBID), "tBID half-life",
      .hours(2, .chosen(because: "cut BID is cleared within hours")))
  }

  /// BAX and BAK are made inactive, unless the protocol holds them back until their guardians rest.
  private mutating func turnEffectorsOver() {
    builder.parameter(
      ApoptosisModel.effectorSynthesis, "synthesis of BAX and BAK, off (0) or on (1)",
      Sourced(1, .chosen(because: "off in the first stage of equilibration only")),
      tags: [.condition])
    for effector in Self.effectors {
      let loss = lossRate(of: effector.inactive)
      builder.synthesiseAndDegrade(
        effector.inactive, level: effector.protein.level.expression, rate: loss,
        synthesis: ApoptosisModel.effectorSynthesis.expression
          * synthesisFactor(of: effector.protein))
      builder.degrade(effector.active, rate: loss)
    }
  }
}

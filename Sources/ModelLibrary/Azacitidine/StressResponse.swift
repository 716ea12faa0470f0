import Citations
import Expressions
import Quantities
import ReactionNetworks

/// Azacitidine in RNA slows translation and raises the integrated stress response, which turns on
/// NOXA within hours. Decitabine does neither.
///
/// `τ = 1 − 0.5 R / (R + 1.5 µM)` multiplies every synthesis of R2. The response I follows
/// `dI/dt = 0.35 (R² / (R² + 0.16 µM²) − I)`, the NOXA message x `dx/dt = 0.69 (1 + 11 I − x)`, both
/// per hour; NOXA is made at its basal rate times x τ.
///
/// ## References
/// [Jin2020] (the guide's reference 3): NOXA induction mediates the synergy with venetoclax; dose and
/// time are chosen. [Hollenbach2010]: azacitidine, not decitabine, reduces protein synthesis.
///
/// ## What it cannot claim
/// Which kinase (HRI, PERK, GCN2) starts the response is unsettled; one variable stands for all.
extension NucleosideModule {
  static let translation: Symbol = "translation"
  static let noxaMessage: Symbol = "NOXA_mRNA"
  static let stress: Symbol = "stressResponse"

  mutating func slowTranslation() {
    builder.mechanism = "A6 Translation"
    let deepest = builder.parameter(
      "translationLoss", "translation lost at much azacitidine in RNA",
      Sourced(0.5, .chosen(because: "synthesis is reduced, not stopped")))
    let half = builder.parameter(
      "halfTranslation", "azacitidine in RNA that takes half of that",
      Sourced(Concentration.micromolar(1.5), .chosen(because: "an effect of higher concentrations"))
    )
    let isOn = builder.parameter(
      "translationInhibition", "inhibition of translation, off (0) or on (1)",
      Sourced(
        response.translationInhibition.factor, .chosen(because: "off in a control only")),
      tags: [.condition])
    builder.assign(
      Self.translation, name: "translation (τ)", unit: "fraction",
      to: 1 - isOn * deepest * Self.inRNA / (Self.inRNA + half))
  }

  mutating func respondToStress() {
    builder.mechanism = "A7 Integrated stress response and NOXA"
    let speed = rate(
      "stressRate", "speed of the stress response", perHour: 0.35,
      .chosen(because: "NOXA rises 4–24 h after azacitidine"))
    let half = builder.parameter(
      "halfStress", "azacitidine in RNA that half raises the stress response",
      Sourced(Concentration.micromolar(0.4), .chosen(because: "the square of it is 0.16 µM²")))
    let load = Self.inRNA.expression.raised(to: 2)
    builder.quantity(
      Self.stress, name: "integrated stress response", unit: "fraction",
      rate: speed
        * (load / (load + half.expression.raised(to: 2)) - Self.stress.expression))
    let decay = rate(
      "NOXA_mRNA_rate", "turnover of the NOXA message", perHour: 0.69,
      .chosen(because: "a half-life of 1 h"))
    let induction = builder.parameter(
      "NOXA_induction", "rise of the NOXA message at a full stress response",
      Sourced(11, .chosen(because: "up to twelvefold")))
    let isOn = builder.parameter(
      "noxaInduction", "induction of NOXA, off (0) or on (1)",
      Sourced(
        response.noxaInduction.factor, .chosen(because: "off in the negative control only")),
      tags: [.condition])
    builder.quantity(
      Self.noxaMessage, name: "NOXA message (x)", unit: "fold", initial: .number(1),
      rate: decay * (1 + isOn * induction * Self.stress - Self.noxaMessage.expression))
  }
}

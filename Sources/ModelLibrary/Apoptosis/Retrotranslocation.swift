import Citations
import Expressions
import Quantities
import ReactionNetworks

/// R5. An anti-apoptotic does not only hold an active effector: it turns it back and lets it go.
///
/// ## References
/// [Edlich2011], for BAX and BCL-xL; the model grants it to every pair.
extension ApoptosisNetwork {
  mutating func retrotranslocateEffectors() {
    guard !guardedEffectors.isEmpty else { return }
    builder.mechanism = "R5 Retrotranslocation"
    let rate = builder.parameter(
      "k_retrotranslocation", "return of a held effector to rest",
      Sourced(
        FirstOrderRate.perSecond(5e-3), .fromMemory(.edlich2011, note: "order of magnitude"),
        range: 1e-3...1e-2))
    for pair in guardedEffectors {
      builder.convert(
        [pair.complex], to: [pair.effector.inactive, pair.guardian.species], at: rate.expression,
        named: Symbol("retrotranslocate_\(pair.complex)"))
    }
  }
}

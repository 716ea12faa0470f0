import Citations
import Expressions
import Quantities
import ReactionNetworks

/// A promoter that has lost its methylation is read, and its protein follows.
///
/// The promoter's activity is `1 / (1 + (m / 0.35)⁴)`, the protein P follows it with a half-life of
/// 6 h, and ΔE is what it has gained on an untreated cell. ΔE slows growth by 0.6 ΔE, raises the
/// synthesis of BIM and PUMA by 0.5 ΔE, and takes cells out of the cycle at 0.02 ΔE per hour.
extension NucleosideModule {
  static let suppressor: Symbol = "TSG"
  /// ΔE.
  static let reactivation: Symbol = "reactivation"

  mutating func expressTumourSuppressors() {
    builder.mechanism = "A5 Expression of tumour suppressors"
    let half = builder.parameter(
      "halfMethylation", "promoter methylation at which a gene is half expressed",
      Sourced(0.35, .chosen(because: "half of a silenced promoter's")))
    func activity(_ methylation: Expression) -> Expression {
      1 / (1 + (methylation / half.expression).raised(to: 4))
    }
    let now = builder.assign(
      "promoterActivity", name: "activity of the promoter", unit: "fraction",
      to: activity(Self.promoter.expression))
    let untreated = activity(Symbol("\(Self.promoter)_initial").expression)
    let halfLife = builder.parameter(
      "halfLife_TSG", "half-life of the suppressor protein",
      Sourced(Time.hours(6), .chosen(because: "as BIM's")))
    builder.quantity(
      Self.suppressor, name: "tumour suppressor", unit: "fraction",
      initial: .formula(untreated),
      rate: .constant(0.693_147_180_559_945_3) / halfLife.expression
        * (now - Self.suppressor))
    builder.assign(
      Self.reactivation, name: "expression gained (ΔE)", unit: "fraction",
      to: Self.suppressor.expression - untreated)
    builder.parameter(
      "arrest", "growth lost at full expression",
      Sourced(
        0.6, .chosen(because: "arrest is partial; the rest leaves by death and differentiation")))
    builder.parameter(
      "priming", "synthesis of BIM and PUMA gained at full expression",
      Sourced(0.5, .chosen(because: "a moderate induction; no gene was measured")))
  }
}

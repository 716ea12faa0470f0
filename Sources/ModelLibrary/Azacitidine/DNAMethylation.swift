import Citations
import Experiments
import Expressions
import Quantities
import ReactionNetworks

/// Methylation is lost at division, and only there: new strands are bare, and DNMT1 copies what the
/// old ones carry.
///
/// At each division `m′ = [m + μ m + δ (1 − m)] / 2`, with `μ = 0.985 M̄`, M̄ the mean of DNMT1 over
/// the mother's cycle, and δ what DNMT3A and DNMT3B add anew. Between divisions m is constant. A
/// cell whose DNMT1 is wholly blocked halves it.
///
/// Untreated cells settle where `m = δ / (1 − 0.985 + δ)`, 0.57 with these numbers; from the start at
/// 0.70 they lose 0.002 a division, far below what a treatment does.
extension NucleosideModule {
  static let promoter: Symbol = "promoterMethylation"
  static let genome: Symbol = "genomeMethylation"
  private static let untreatedMethylation = 0.70

  mutating func keepMethylation() {
    builder.mechanism = "A4 Methylation"
    let start = Provenance.chosen(because: "a silenced promoter, densely methylated")
    let genome = Provenance.chosen(because: "a repeat element in leukaemia, as LINE-1")
    for (symbol, name, provenance) in [
      (Self.promoter, "promoter methylation", start),
      (Self.genome, "genome-wide methylation", genome),
    ] {
      builder.parameter(
        Symbol("\(symbol)_initial"), "\(name) of an untreated cell",
        Sourced(Self.untreatedMethylation, provenance))
      builder.quantity(
        symbol, name: name, unit: "fraction", initial: .number(Self.untreatedMethylation),
        behaviour: .heldConstant)
    }
    builder.parameter(
      "maintenance", "methylation copied at division by DNMT1",
      Sourced(0.985, .chosen(because: "maintenance in cells is all but complete")))
    builder.parameter(
      "deNovoMethylation", "methylation added anew at division",
      Sourced(0.02, .chosen(because: "DNMT3A and DNMT3B; recovery takes weeks")))
    let copied = builder.assign(
      "copiedMethylation", name: "share of methylation copied so far in this cycle",
      unit: "fraction",
      to: Symbol("maintenance").expression
        * (1 - Self.missedMaintenance.expression / safeAge))
    for symbol in [Self.promoter, Self.genome] {
      let (old, fresh) = (symbol.expression, 1 - symbol.expression)
      let added: Expression = Symbol("deNovoMethylation").expression * fresh
      let both: Expression = old + copied.expression * old + added
      builder.assign(
        Self.inherited(symbol), name: "\(symbol) of a daughter", unit: "fraction", to: 0.5 * both)
    }
  }

  /// What a daughter has of a methylation, were the cell to divide now.
  static func inherited(_ symbol: Symbol) -> Symbol { Symbol("\(symbol)_daughter") }

  /// At least a second, so that the share has a value at birth; it is read at division.
  private var safeAge: Expression { .maximum(Self.age.expression, 1) }

  /// What a division changes.
  static let inheritance: [CellCycle.Inheritance] =
    [promoter, genome].map { .init($0, from: inherited($0).expression) }
    + [.init(missedMaintenance, from: 0)]
}

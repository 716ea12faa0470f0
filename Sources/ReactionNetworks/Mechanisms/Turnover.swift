import Expressions

extension NetworkBuilder {
  /// A species is made and lost so that, alone, it rests at `level`: `∅ → X → ∅`.
  ///
  /// - Parameters:
  ///   - level: the resting level, nM.
  ///   - rate: the first-order loss, 1/s; synthesis is `synthesis · rate · level`.
  ///   - synthesis: a factor on synthesis alone, for translation blocks and knockouts.
  public mutating func synthesiseAndDegrade(
    _ species: Symbol, level: Expression, rate: Expression, synthesis: Expression = 1
  ) {
    reaction(
      Symbol("synthesise_\(species)"), [], to: [.init(species)], at: synthesis * rate * level)
    degrade(species, rate: rate)
  }

  /// A species is lost: `X → ∅`.
  public mutating func degrade(_ species: Symbol, rate: Expression) {
    convert([species], to: [], at: rate, named: Symbol("degrade_\(species)"))
  }

  /// A complex loses one partner and sets the other free: `A:B → B`.
  ///
  /// - Parameters:
  ///   - partner: what is lost; it only names the reaction.
  ///   - rate: the first-order loss, 1/s.
  public mutating func losePartner(
    _ partner: Symbol, at rate: Expression, from complex: Symbol, freeing survivor: Symbol
  ) {
    convert([complex], to: [survivor], at: rate, named: Symbol("lose_\(partner)_from_\(complex)"))
  }
}

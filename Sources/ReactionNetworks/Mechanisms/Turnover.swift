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

  /// A species is lost: `X → ∅`, or `A:B → B` where a partner survives the loss.
  public mutating func degrade(
    _ species: Symbol, rate: Expression, freeing survivor: Symbol? = nil, named name: Symbol? = nil
  ) {
    convert(
      [species], to: survivor.map { [$0] } ?? [], at: rate,
      named: name ?? Symbol("degrade_\(species)"))
  }
}

import Expressions

extension NetworkBuilder {
  /// Two species meet and part: `A + B ⇌ A:B`, by mass action.
  ///
  /// - Parameters:
  ///   - on: the association rate, 1/(nM·s).
  ///   - off: the dissociation rate, 1/s; with an affinity, `kd * on`.
  ///   - complex: the symbol of the complex, declared here, in the compartment of `second`.
  /// - Returns: the complex.
  @discardableResult
  public mutating func bind(
    _ first: Symbol, to second: Symbol, on: Expression, off: Expression,
    as complex: Symbol? = nil, named name: String? = nil
  ) -> Symbol {
    let complex = complex ?? Symbol("\(first)_\(second)")
    if !isDeclared(complex) {
      species(
        complex, name: name ?? "\(self.name(of: first)):\(self.name(of: second))",
        in: compartment(of: second))
    }
    convert(
      [first, second], to: [complex], at: on, back: off, named: Symbol("bind_\(first)_\(second)"))
    return complex
  }

  /// A newcomer takes the partner's place: `A:B + D ⇌ D:B + A`, both complexes declared before.
  ///
  /// Where association and dissociation are modelled one by one, displacement follows from them;
  /// this verb is for networks that lump the exchange into one step.
  public mutating func displace(
    _ partner: Symbol, from complex: Symbol, by newcomer: Symbol, forming newComplex: Symbol,
    forward: Expression, reverse: Expression? = nil
  ) {
    convert(
      [complex, newcomer], to: [newComplex, partner], at: forward, back: reverse,
      named: Symbol("displace_\(partner)_by_\(newcomer)"))
  }
}

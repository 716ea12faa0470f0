import Expressions

extension NetworkBuilder {
  /// An enzyme turns a substrate into a product: `E + S ⇌ E:S → E + P`.
  ///
  /// - Parameters:
  ///   - association: of enzyme and substrate, 1/(nM·s).
  ///   - off: dissociation, 1/s.
  ///   - turnover: catalysis, 1/s.
  /// - Returns: the enzyme–substrate complex, declared here in the enzyme's compartment.
  @discardableResult
  public mutating func catalyse(
    _ enzyme: Symbol, on substrate: Symbol, to product: Symbol, on association: Expression,
    off: Expression, turnover: Expression, as complex: Symbol? = nil
  ) -> Symbol {
    let complex = complex ?? Symbol("\(enzyme)_\(substrate)")
    species(
      complex, name: "\(name(of: enzyme)):\(name(of: substrate))", in: compartment(of: enzyme))
    convert(
      [enzyme, substrate], to: [complex], at: association, back: off,
      named: Symbol("bind_\(enzyme)_\(substrate)"))
    convert(
      [complex], to: [enzyme, product], at: turnover,
      named: Symbol("convert_\(substrate)_by_\(enzyme)"))
    return complex
  }
}

import Expressions

/// The oligomers of a pore-forming protein, from two subunits up.
public struct PoreOligomers: Sendable {
  public let dimer: Symbol
  public let tetramer: Symbol
}

extension NetworkBuilder {
  /// Active monomers pair, and pairs pair: `2 M ⇌ M2`, `2 M2 ⇌ M4`, the open pore being M4.
  ///
  /// The flux of each step is `on·[M]²`, consuming two: the convention of EARM 1.0, in which the
  /// rate constant already carries the factor for identical partners.
  ///
  /// - Parameters:
  ///   - on: association, 1/(nM·s).
  ///   - off: dissociation, 1/s.
  @discardableResult
  public mutating func assemblePore(
    of monomer: Symbol, named protein: String, on: Expression, off: Expression, dimer: Symbol,
    tetramer: Symbol
  ) -> PoreOligomers {
    let membrane = compartment(of: monomer)
    species(dimer, name: "\(protein) dimer", in: membrane)
    species(tetramer, name: "\(protein) pore", in: membrane)
    convert(
      [monomer, monomer], to: [dimer], at: on, back: off, named: Symbol("dimerise_\(monomer)"))
    convert(
      [dimer, dimer], to: [tetramer], at: on, back: off, named: Symbol("tetramerise_\(monomer)"))
    return PoreOligomers(dimer: dimer, tetramer: tetramer)
  }
}

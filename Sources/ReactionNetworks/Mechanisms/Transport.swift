import Expressions

extension NetworkBuilder {
  /// A species crosses from one compartment to another at a first-order rate that may depend on
  /// anything, such as how many pores are open.
  public mutating func release(_ inside: Symbol, to outside: Symbol, at rate: Expression) {
    convert([inside], to: [outside], at: rate, named: Symbol("release_\(inside)"))
  }

  /// A free drug crosses the cell's membrane until inside equals outside:
  /// `d[inside]/dt = permeability · (source − [inside])`.
  ///
  /// The medium is not depleted: a cell is a millionth of its well.
  ///
  /// - Parameters:
  ///   - permeability: permeability times area over volume, 1/s.
  ///   - source: the free concentration outside, nM.
  public mutating func equilibrate(
    _ inside: Symbol, with source: Expression, permeability: Expression
  ) {
    reaction(
      Symbol("uptake_\(inside)"), [], to: [.init(inside)], at: permeability * source)
    convert([inside], to: [], at: permeability, named: Symbol("efflux_\(inside)"))
  }
}

import Expressions
import ReactionNetworks
import Reports

/// How much of a protein's whole pool is in which form, read off a state.
struct PoolShares {
  let outline: NetworkOutline
  let state: PathwayState

  /// How much of the pool is this form and free, is this form and held by a drug, and is this form
  /// and held by another protein; nil for what has no pool.
  func bar(of symbol: Symbol) -> GraphPicture.Bar? {
    guard let own = outline.composition[symbol],
      let block = own.max(by: { ($0.value, $1.key.name) < ($1.value, $0.key.name) })?.key,
      let count = own[block]
    else { return nil }
    let pool = outline.composition.reduce(0.0) { sum, entry in
      sum + (entry.value[block] ?? 0) * (state.amounts[entry.key] ?? 0)
    }
    guard pool > 0 else { return nil }
    let drugs = Set(outline.nodes.filter { $0.role == .drug }.map(\.symbol))
    var shares: [GraphPicture.Bar.Part: Double] = [
      .free: count * (state.amounts[symbol] ?? 0) / pool
    ]
    for complex in outline.complexes where complex.partners.contains(symbol) {
      let isDrugged = !drugs.contains(symbol) && !drugs.isDisjoint(with: complex.partners)
      shares[isDrugged ? .drugged : .bound, default: 0] +=
        count * (state.amounts[complex.symbol] ?? 0) / pool
    }
    return GraphPicture.Bar(shares)
  }
}

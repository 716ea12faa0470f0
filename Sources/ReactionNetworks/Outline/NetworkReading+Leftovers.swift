import Expressions

/// What an outline makes of chains that only grow, and of reactions that fold into no edge.
extension NetworkReading {
  /// Folds what is assembled of one thing and only grows on: dimers into pores, chains into wheels.
  mutating func foldChains() {
    var counts: [Symbol: (part: Symbol, count: Double)] = [:]
    let assembled = network.species.map(\.symbol)
    for product in assembled {
      let ways = conversions.filter { $0.kind == .assembles && $0.to == product }
      let parts = Set(ways.map { counts[$0.from]?.part ?? $0.from })
      guard parts.count == 1, let part = parts.first, part != product else { continue }
      let sum = ways.reduce(0) { $0 + $1.count * (counts[$1.from]?.count ?? 1) }
      counts[product] = (part, sum)
    }
    let all = conversions
    let growing = Set(
      counts.keys.filter { product in
        all.contains { way in
          way.kind == .assembles && way.from == product
            && counts[way.to]?.part == counts[product]?.part
        }
      })
    // A chain of which a middle does something else keeps all its links.
    let kept = Set(growing.intersection(engaged(all, counts)).compactMap { counts[$0]?.part })
    folded.formUnion(growing.filter { !kept.contains(counts[$0]!.part) })
    for product in assembled {
      guard let whole = counts[product], !growing.contains(product), !kept.contains(whole.part)
      else { continue }
      let chain = all.filter { $0.kind == .assembles && counts[$0.to]?.part == whole.part }
      conversions.removeAll { $0.kind == .assembles && counts[$0.to]?.part == whole.part }
      conversions.append(
        .init(
          kind: .assembles, from: whole.part, to: product, count: whole.count, helpers: [],
          reactions: chain.flatMap(\.reactions),
          mechanisms: Array(Set(chain.flatMap(\.mechanisms))).sorted()))
    }
    conversions.sort { left, right in
      let order = [left, right].map { way in
        paired.reactions.firstIndex { way.reactions.contains($0.symbol) } ?? 0
      }
      return order[0] < order[1]
    }
  }

  /// Species that hold, are held, help, or become something other than a longer chain.
  private func engaged(
    _ ways: [NetworkOutline.Conversion], _ counts: [Symbol: (part: Symbol, count: Double)]
  ) -> Set<Symbol> {
    let leaving = ways.filter {
      $0.kind != .assembles || counts[$0.to]?.part != counts[$0.from]?.part
    }
    return Set(complexes.flatMap(\.partners)).union(ways.flatMap(\.helpers))
      .union(leaving.filter { $0.kind != .assembles }.map(\.from))
  }

  /// Finds what is left over, and gives the species that it needs a place of their own.
  mutating func findSteps() {
    let (hidden, drawn) = (
      conversions.filter { folded.contains($0.from) || folded.contains($0.to) },
      conversions.filter { !folded.contains($0.from) && !folded.contains($0.to) }
    )
    let edges = accountedFor.subtracting(hidden.flatMap(\.reactions))
      .union(drawn.flatMap(\.reactions))
    for reaction in paired.reactions where !edges.contains(reaction.symbol) {
      let net = reaction.netStoichiometry
      let used = reaction.reactants.map(\.species).filter { net[$0, default: 0] < 0 }
      let made = reaction.products.map(\.species).filter { net[$0, default: 0] > 0 }
      guard !used.isEmpty, !made.isEmpty, !isLossOfPartner(used, made) else { continue }
      let catalysts = Set(reaction.reactants.map(\.species).filter { net[$0] == nil })
      steps.append(
        .init(
          reaction: reaction.symbol, from: used.uniqued, to: made.uniqued,
          helpers: catalysts.union(modifiers(of: reaction)).sorted { $0.name < $1.name },
          runsBothWays: reaction.reverse != nil, mechanism: reaction.mechanism))
      folded.subtract(used + made)
    }
  }

  /// A complex of which one partner is lost, and the other goes free.
  private func isLossOfPartner(_ used: [Symbol], _ made: [Symbol]) -> Bool {
    guard used.count == 1, folded.contains(used[0]),
      let complex = complexes.first(where: { $0.symbol == used[0] })
    else { return false }
    return made.allSatisfy(complex.partners.contains)
  }
}

extension [Symbol] {
  /// Each symbol once, in order.
  fileprivate var uniqued: [Symbol] {
    var seen: Set<Symbol> = []
    return filter { seen.insert($0).inserted }
  }
}

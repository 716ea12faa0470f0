import Expressions

/// Reactions as a reader pairs them: two that undo each other are one that runs both ways, and so is
/// one whose law is already net.
///
/// Files of models write a binding and its parting in any of three ways; an outline must not depend
/// on which.
struct PairedReactions {
  let reactions: [Reaction]
  /// For a reaction that was taken into an earlier one: that one.
  private let keeper: [Symbol: Symbol]

  init(_ all: [Reaction]) {
    var kept: [Reaction] = []
    var waiting: [Sides: Int] = [:]
    var keeper: [Symbol: Symbol] = [:]
    for reaction in all {
      var reaction = reaction
      if reaction.reverse == nil, let back = Self.negativePart(of: reaction.forward) {
        reaction.reverse = back
      }
      let sides = Sides(reaction)
      if reaction.reverse == nil, !sides.isOpen, let place = waiting[sides.turned] {
        kept[place].reverse = reaction.forward
        keeper[reaction.symbol] = kept[place].symbol
        waiting[sides.turned] = nil
        continue
      }
      if reaction.reverse == nil { waiting[sides] = kept.count }
      kept.append(reaction)
    }
    reactions = kept
    self.keeper = keeper
  }

  /// The reaction that stands for one of the network's.
  func representative(of symbol: Symbol) -> Symbol { keeper[symbol] ?? symbol }

  /// What goes in and what comes out, in any order.
  private struct Sides: Hashable {
    var used: [Symbol: Double]
    var made: [Symbol: Double]

    init(_ reaction: Reaction) {
      used = Self.count(reaction.reactants)
      made = Self.count(reaction.products)
    }

    /// Whether something comes from nothing or becomes nothing.
    var isOpen: Bool { used.isEmpty || made.isEmpty }

    var turned: Sides {
      var other = self
      swap(&other.used, &other.made)
      return other
    }

    private static func count(_ side: [Reaction.Participant]) -> [Symbol: Double] {
      side.reduce(into: [:]) { $0[$1.species, default: 0] += $1.stoichiometry }
    }
  }

  /// The part of a net law that runs back, as a formula of its own; nil for a law of one direction.
  private static func negativePart(of law: Expression) -> Expression? {
    switch law {
    case .sum(let terms):
      let back = terms.filter(isNegative)
      guard !back.isEmpty, back.count < terms.count else { return nil }
      return .sum(back.map { .constant(-1) * $0 })
    case .product(let factors):
      // A volume or a factor in front of the difference.
      for (place, factor) in factors.enumerated() {
        guard let back = negativePart(of: factor), factors.count > 1 else { continue }
        // 1 − x and its like shape a rate; only a difference of two whole rates runs back.
        guard case .sum(let terms) = factor, terms.allSatisfy({ !$0.symbols.isEmpty }) else {
          continue
        }
        var rest = factors
        rest[place] = back
        return .product(rest)
      }
      return nil
    default: return nil
    }
  }

  private static func isNegative(_ term: Expression) -> Bool {
    switch term {
    case .constant(let value): value < 0
    case .product(let factors): factors.count(where: isNegative) % 2 == 1
    case .quotient(let above, let below): isNegative(above) != isNegative(below)
    default: false
    }
  }
}

import Expressions

/// A conversion of some species into others, at a rate given by a formula.
public struct Reaction: Sendable, Hashable {
  public let symbol: Symbol
  /// The mechanism it belongs to, such as "R7 BAX and BAK oligomerise".
  public var mechanism: String
  public var reactants: [Participant]
  public var products: [Participant]
  /// The rate from reactants to products, in amount per second.
  public var forward: Expression
  /// The rate back; nil for a reaction that runs one way, or whose law is already net.
  ///
  /// Both directions are kept apart since a stochastic run must draw them apart.
  public var reverse: Expression?

  public init(
    _ symbol: Symbol, mechanism: String, reactants: [Participant], products: [Participant],
    forward: Expression, reverse: Expression? = nil
  ) {
    self.symbol = symbol
    self.mechanism = mechanism
    self.reactants = reactants
    self.products = products
    self.forward = forward
    self.reverse = reverse
  }

  /// A species and how many of it take part.
  public struct Participant: Sendable, Hashable {
    public let species: Symbol
    public let stoichiometry: Double

    public init(_ species: Symbol, stoichiometry: Double = 1) {
      self.species = species
      self.stoichiometry = stoichiometry
    }
  }

  /// The net change of each species that one turn of the reaction makes, zero changes left out.
  public var netStoichiometry: [Symbol: Double] {
    var net: [Symbol: Double] = [:]
    for participant in reactants {
      net[participant.species, default: 0] -= participant.stoichiometry
    }
    for participant in products {
      net[participant.species, default: 0] += participant.stoichiometry
    }
    return net.filter { $0.value != 0 }
  }

  /// The rate of the whole reaction, forward less reverse.
  public var netRate: Expression {
    guard let reverse else { return forward }
    return forward - reverse
  }
}

extension Reaction: CustomStringConvertible {
  /// The reaction as an equation: `BIM + BCL2 ⇌ BIM_BCL2`.
  public var description: String {
    let arrow = reverse == nil ? "→" : "⇌"
    return "\(Self.side(reactants)) \(arrow) \(Self.side(products))"
  }

  private static func side(_ participants: [Participant]) -> String {
    guard !participants.isEmpty else { return "∅" }
    return participants.map { participant in
      let count = participant.stoichiometry
      if count == 1 { return participant.species.name }
      let number = count == count.rounded() ? "\(Int(count))" : "\(count)"
      return "\(number) \(participant.species.name)"
    }.joined(separator: " + ")
  }
}

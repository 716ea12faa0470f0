import Expressions

/// A network folded for a reader: who turns into whom, who helps, who holds whom back.
///
/// Everything is read off the reactions; no species and no arrow is known by name. Complexes in which
/// two partners merely hold each other become one inhibiting edge; an enzyme with its substrate becomes
/// a conversion with a helper; oligomers that only grow fold into their final form. Turnover is left
/// out, and what was left out is counted.
///
/// ## Who inhibits whom
/// A species *acts* if it is an enzyme, shapes the rate of a conversion, is a part of something that
/// is assembled, or can turn into one that acts. Of two that hold each other, the one that does not
/// act inhibits the one that does; where neither acts, the one that inhibits nothing that acts blocks
/// the other. So BCL-2 inhibits BIM where BIM activates BAX, and BIM blocks BCL-2 where it does not.
public struct NetworkOutline: Sendable {
  public let nodes: [Node]
  public let conversions: [Conversion]
  public let inhibitions: [Inhibition]
  /// Reactions that fold into no edge, as they are: two that become two others, say.
  public let steps: [Step]
  /// The reactions that no edge stands for: synthesis, loss, decay.
  public let unshown: [Symbol]
  /// Every pair's complex, folded into an edge: the complex, and its two partners.
  public let complexes: [Complex]
  /// How many of each building block a species holds; a building block is a species that is there from
  /// the start, or enters from outside.
  public let composition: [Symbol: [Symbol: Double]]

  /// A species that stands for itself.
  public struct Node: Hashable, Sendable {
    public let symbol: Symbol
    public let name: String
    public let compartment: Symbol?
    public let role: Role
    /// The mechanism of the first reaction that makes the species, or that it takes part in.
    public let mechanism: String
  }

  public enum Role: String, Hashable, Sendable, CaseIterable {
    /// Helps or takes part in a conversion.
    case acts
    /// Holds back what acts.
    case inhibits
    /// Holds back what inhibits.
    case blocks
    /// Held by the protocol, outside the cell.
    case source
    /// Comes from a source.
    case drug
    /// Is turned into or out of, and does nothing.
    case readout
  }

  /// One species, or several together, become another.
  public struct Conversion: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable { case turns, assembles, enters, moves }

    public let kind: Kind
    public let from: Symbol
    public let to: Symbol
    /// How many of `from` one of `to` holds.
    public let count: Double
    /// Species that make it happen and are not used up.
    public var helpers: [Symbol]
    public var reactions: [Symbol]
    public var mechanisms: [String]
  }

  /// One species holds another back by binding it.
  public struct Inhibition: Hashable, Sendable {
    public let from: Symbol
    public let to: Symbol
    /// Nil where the inhibitor destroys instead of holding.
    public let complex: Symbol?
    public let reaction: Symbol
    public let mechanism: String
  }

  /// A reaction that stands for itself.
  public struct Step: Hashable, Sendable {
    public let reaction: Symbol
    public let from: [Symbol]
    public let to: [Symbol]
    /// Species that shape its rate and are not used up.
    public let helpers: [Symbol]
    public let runsBothWays: Bool
    public let mechanism: String
  }

  /// A complex and the two that form it.
  public struct Complex: Hashable, Sendable {
    public let symbol: Symbol
    public let partners: [Symbol]
  }

  public init(of network: ReactionNetwork) {
    var reading = NetworkReading(network)
    reading.read()
    let roles = reading.roles()
    inhibitions = reading.inhibitions()
    conversions = reading.conversions.filter { !reading.folded.contains($0.from) }
      .filter { !reading.folded.contains($0.to) }
    complexes = reading.complexes
    composition = reading.composition
    steps = reading.steps
    let shown = Set(
      conversions.flatMap(\.reactions) + inhibitions.map(\.reaction) + steps.map(\.reaction)
    ).union(reading.accountedFor)
    unshown = network.reactions.map(\.symbol).filter {
      !shown.contains(reading.representative(of: $0))
    }
    var linked: Set<Symbol> = []
    for way in conversions { linked.formUnion([way.from, way.to] + way.helpers) }
    for edge in inhibitions { linked.formUnion([edge.from, edge.to]) }
    for step in steps { linked.formUnion(step.from + step.to + step.helpers) }
    nodes = network.species.filter { linked.contains($0.symbol) }.map { species in
      Node(
        symbol: species.symbol, name: species.name, compartment: species.compartment,
        role: roles[species.symbol] ?? .readout,
        mechanism: reading.firstMechanism[species.symbol] ?? "")
    }
  }
}

import Expressions
import ReactionNetworks
import Reports

/// What drives what, as a picture made from a network of laws of change, with the proteins that it
/// reaches and those that they bind.
struct InfluencePicture {
  private let network: ReactionNetwork
  private let outline: NetworkOutline
  private let influences: [InfluenceReading.Influence]

  init(of network: ReactionNetwork, divisions: [(target: Symbol, value: Expression)] = []) {
    self.network = network
    outline = NetworkOutline(of: network)
    influences = InfluenceReading(network, divisions: divisions).influences
  }

  var picture: GraphPicture {
    var picture = GraphPicture(title: network.name)
    picture.clusters = network.compartments.map { .init($0.symbol.name, title: $0.name) }
    let folded = folded
    let inhibitions = outline.inhibitions.filter { isShown($0, beside: folded) }
    let shown =
      Set(influences.flatMap { [$0.from, $0.to] }).subtracting(folded)
      .union(inhibitions.flatMap { [$0.from, $0.to] })
    let order = network.variables.map(\.symbol).filter(shown.contains)
    picture.nodes = order.map { node($0) }
    if !folded.isEmpty { picture.nodes.append(group(folded)) }
    for influence in influences where shown.contains(influence.to) {
      picture.edges.append(edge(influence, to: influence.to.name))
    }
    for source in Set(influences.filter { folded.contains($0.to) }.map(\.from))
      .sorted(by: { $0.name < $1.name })
    {
      picture.edges.append(
        edge(.init(from: source, to: source, trend: .raises, isAtDivision: false), to: Self.group))
    }
    for inhibition in inhibitions {
      picture.edges.append(
        .init(
          "\(inhibition.from)-holds-\(inhibition.to)", from: inhibition.from.name,
          to: inhibition.to.name, .inhibits, tone: tone(of: inhibition.from),
          description: "\(name(inhibition.from)) holds \(name(inhibition.to))"))
    }
    picture.legend = [
      .init(.tone(.drug), "drug, and what the cell makes of it"),
      .init(.tone(.neutral), "follows a law of change"),
      .init(.tone(.acts), "drives towards death"),
      .init(.tone(.inhibits), "holds back what drives"),
      .init(.tone(.blocks), "blocks what holds back"),
      .init(.edge(.follows), "raises"), .init(.edge(.helps), "raises when the cell divides"),
      .init(.edge(.inhibits), "lowers, or binds and holds back"),
    ]
    picture.notes = [
      "Made from the network's rates and formulas; loss and decay are left out.",
      "Illustrative parameters, not for clinical use.",
    ]
    return picture
  }

  // MARK: What is shown

  private static let group = "others"

  /// Proteins that only one thing drives, as it drives all others: one node stands for them.
  private var folded: [Symbol] {
    let drivers = Dictionary(grouping: influences, by: \.to)
    let alone = drivers.filter { $0.value.count == 1 && isProtein($0.key) }.map(\.key)
    let special = Set(drivers.filter { $0.value.count > 1 }.map(\.key))
    let bound = outline.inhibitions.reduce(into: Set<Symbol>()) { found, edge in
      if special.contains(edge.from) { found.insert(edge.to) }
      if special.contains(edge.to) { found.insert(edge.from) }
    }
    return network.variables.map(\.symbol).filter { alone.contains($0) && !bound.contains($0) }
  }

  /// A species that has a level of its own from the start, as proteins do.
  private func isProtein(_ symbol: Symbol) -> Bool {
    guard let variable = network.variable(symbol), variable.isSpecies else { return false }
    if case .formula = variable.initial { return true }
    return false
  }

  private func isShown(_ edge: NetworkOutline.Inhibition, beside folded: [Symbol]) -> Bool {
    let driven = Set(influences.map(\.to)).subtracting(folded)
    let drugs = Set(outline.nodes.filter { $0.role == .drug }.map(\.symbol))
    return driven.contains(edge.to) && (driven.contains(edge.from) || drugs.contains(edge.from))
  }

  // MARK: Nodes and edges

  private func name(_ symbol: Symbol) -> String { network.variable(symbol)?.name ?? symbol.name }

  private func tone(of symbol: Symbol) -> GraphPicture.Tone {
    switch outline.nodes.first(where: { $0.symbol == symbol })?.role {
    case .acts: return isProtein(symbol) ? .acts : .neutral
    case .inhibits: return .inhibits
    case .blocks: return .blocks
    case .source, .drug: return .drug
    case .readout, nil: return isDerivedOfDrug(symbol) ? .drug : .neutral
    }
  }

  /// What comes from the medium, step by step, as long as it stays matter.
  private func isDerivedOfDrug(_ symbol: Symbol) -> Bool {
    guard let variable = network.variable(symbol), variable.isSpecies, !isProtein(symbol) else {
      return false
    }
    return true
  }

  private func node(_ symbol: Symbol) -> GraphPicture.Node {
    var node = GraphPicture.Node(
      symbol.name, ProtocolFlow.lines(of: name(symbol), width: 24).joined(separator: "\n"),
      tone: tone(of: symbol), description: name(symbol))
    node.cluster = network.variable(symbol)?.compartment?.name
    return node
  }

  private func group(_ members: [Symbol]) -> GraphPicture.Node {
    let names = members.map { name($0) }.joined(separator: ", ")
    return GraphPicture.Node(
      Self.group, "made with them:\n\(names)", tone: .neutral, description: "also made: \(names)")
  }

  private func edge(
    _ influence: InfluenceReading.Influence, to target: String
  ) -> GraphPicture.Edge {
    let lowers = influence.trend == .lowers
    let verb = lowers ? "lowers" : influence.trend == .raises ? "raises" : "changes"
    let goal = target == Self.group ? "all other synthesis" : name(influence.to)
    let kind: GraphPicture.Edge.Kind =
      lowers ? .inhibits : influence.isAtDivision ? .helps : .follows
    var edge = GraphPicture.Edge(
      "\(influence.from)-to-\(target)", from: influence.from.name, to: target, kind,
      tone: .neutral,
      description: "\(name(influence.from)) \(verb) \(goal)"
        + (influence.isAtDivision ? " when the cell divides" : ""))
    if influence.isAtDivision { edge.label = "at division" }
    // Which way it goes depends on the rest: no head claims a direction.
    if influence.trend == .either { edge.hasHead = false }
    return edge
  }
}

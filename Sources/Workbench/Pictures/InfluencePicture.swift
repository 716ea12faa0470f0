import Expressions
import ModelLibrary
import Quantities
import ReactionNetworks
import Reports

/// What drives what, as a picture made from a network of laws of change, with the proteins that it
/// reaches and those that they bind.
struct InfluencePicture {
  /// What follows a law of change stands in no space, so that the cell's inside is not drawn as one.
  private static let drawnSpaces = [CellCompartment.medium, .outerMembrane].map(\.symbol)

  private let network: ReactionNetwork
  private let outline: NetworkOutline
  private let influences: [InfluenceReading.Influence]
  private let state: PathwayState?

  init(
    of network: ReactionNetwork, divisions: [(target: Symbol, value: Expression)] = [],
    state: PathwayState? = nil
  ) {
    self.network = network
    self.state = state
    outline = NetworkOutline(of: network)
    influences = InfluenceReading(network, divisions: divisions).influences
  }

  var picture: GraphPicture {
    var picture = GraphPicture(
      title: state.map { "\(network.name), \($0.title)" } ?? network.name)
    picture.clusters = network.compartments.filter { Self.drawnSpaces.contains($0.symbol) }.map {
      var space = GraphPicture.Cluster($0.symbol.name, title: $0.name)
      space.isFirstRow = $0.symbol == CellCompartment.medium.symbol
      return space
    }
    let common = common
    let inhibitions = outline.inhibitions.filter { isShown($0) }
    // What moves everything alike is drawn once.
    let own = influences.filter { !(common.contains($0.from) && isProtein($0.to)) }
    let shown = Set(own.flatMap { [$0.from, $0.to] })
      .union(inhibitions.flatMap { [$0.from, $0.to] }).union(common)
    picture.nodes = network.variables.map(\.symbol).filter(shown.contains).map { node($0) }
    for influence in own { picture.edges.append(edge(influence, to: influence.to.name)) }
    for driver in common.sorted(by: { $0.name < $1.name }) {
      let moved = influences.filter { $0.from == driver && isProtein($0.to) }
      picture.nodes.append(group(moved.map(\.to), of: driver))
      picture.edges.append(edge(moved[0], to: groupName(driver)))
    }
    for inhibition in inhibitions {
      picture.edges.append(
        .init(
          "\(inhibition.from)-holds-\(inhibition.to)", from: inhibition.from.name,
          to: inhibition.to.name, .inhibits, tone: tone(of: inhibition.from),
          description: "\(name(inhibition.from)) holds \(name(inhibition.to))"))
    }
    picture.legend = legend
    picture.notes = [
      "Made from the network's rates and formulas; loss and decay are left out.",
      "Illustrative parameters, not for clinical use.",
    ]
    return picture
  }

  private var legend: [GraphPicture.LegendEntry] {
    var entries: [GraphPicture.LegendEntry] = [
      .init(.tone(.drug), "drug, and what the cell makes of it"),
      .init(.tone(.neutral), "follows a law of change"),
      .init(.tone(.acts), "drives towards death"),
      .init(.tone(.inhibits), "holds back what drives"),
      .init(.tone(.blocks), "blocks what holds back"),
      .init(.edge(.follows), "raises"), .init(.edge(.helps), "raises when the cell divides"),
      .init(.edge(.inhibits), "lowers, or binds and holds back"),
    ]
    if state != nil {
      entries += [
        .init(.part(.free), "a fraction, or the free share of a protein's whole"),
        .init(.part(.bound), "held by another protein"), .init(.part(.drugged), "held by a drug"),
      ]
    }
    return entries
  }

  // MARK: What is shown

  /// What moves the synthesis of many proteins alike.
  private var common: Set<Symbol> {
    let many = 4
    let drivers = Dictionary(grouping: influences.filter { isProtein($0.to) }, by: \.from)
    return Set(drivers.filter { $0.value.count > many }.keys)
  }

  /// A species that has a level of its own from the start, as proteins do.
  private func isProtein(_ symbol: Symbol) -> Bool {
    guard let variable = network.variable(symbol), variable.isSpecies else { return false }
    if case .formula = variable.initial { return true }
    return false
  }

  /// A hold between things that the picture is about: what is driven more than all else is, a drug,
  /// and what they hold.
  private func isShown(_ edge: NetworkOutline.Inhibition) -> Bool {
    let drivers = Dictionary(grouping: influences, by: \.to)
    let special = Set(drivers.filter { $0.value.count > 1 || !isProtein($0.key) }.keys)
    let drugs = Set(outline.nodes.filter { $0.role == .drug }.map(\.symbol))
    let bound = outline.inhibitions.reduce(into: Set<Symbol>()) { found, edge in
      if special.contains(edge.from) { found.insert(edge.to) }
      if special.contains(edge.to) { found.insert(edge.from) }
    }
    let about = special.union(bound)
    return drivers[edge.to] != nil && about.contains(edge.to)
      && (about.contains(edge.from) && drivers[edge.from] != nil || drugs.contains(edge.from))
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
      symbol.name, GraphPicture.lines(of: name(symbol), width: 24).joined(separator: "\n"),
      tone: tone(of: symbol), description: name(symbol))
    node.cluster = network.variable(symbol)?.compartment.flatMap {
      Self.drawnSpaces.contains($0) ? $0.name : nil
    }
    if let state, let variable = network.variable(symbol) {
      var (before, now) = (state.resting[symbol] ?? .nan, state.amounts[symbol] ?? .nan)
      var unit = ["fraction", "1"].contains(variable.unit) ? "" : " \(variable.unit)"
      if variable.unit == "s" {
        (before, now, unit) = (Time.seconds(before).hours, Time.seconds(now).hours, " h")
      }
      let digits = variable.isSpecies ? nil : 2
      node.details = [PathwayPicture.change(from: before, to: now, digits: digits) + unit]
      node.description +=
        ": \(PathwayPicture.shown(before, digits: digits))\(unit) at rest, "
        + "\(PathwayPicture.shown(now, digits: digits))\(unit) now"
      if variable.isSpecies {
        node.bar =
          isProtein(symbol) ? PoolShares(outline: outline, state: state).bar(of: symbol) : nil
      } else if variable.unit == "fraction", (0...1).contains(now) {
        node.bar = GraphPicture.Bar([.free: now])
      }
    }
    return node
  }

  private func groupName(_ driver: Symbol) -> String { "all_by_\(driver)" }

  private func group(_ members: [Symbol], of driver: Symbol) -> GraphPicture.Node {
    let names = members.map { name($0) }.joined(separator: ", ")
    var node = GraphPicture.Node(
      groupName(driver), "synthesis of every protein", tone: .neutral,
      description: "synthesis of \(names)")
    node.details = GraphPicture.lines(of: names, width: 30)
    return node
  }

  private func edge(
    _ influence: InfluenceReading.Influence, to target: String
  ) -> GraphPicture.Edge {
    let lowers = influence.trend == .lowers
    let verb = lowers ? "lowers" : influence.trend == .raises ? "raises" : "changes"
    let goal = target == influence.to.name ? name(influence.to) : "the synthesis of every protein"
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

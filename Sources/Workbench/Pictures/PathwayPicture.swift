import Expressions
import ModelLibrary
import Quantities
import ReactionNetworks
import Reports

/// The pathway as a picture made from a network: its outline, in the spaces of the cell, coloured by
/// what acts on what, and by a state where one is given.
public struct PathwayPicture: Sendable {
  private let network: ReactionNetwork
  private let outline: NetworkOutline
  private let state: PathwayState?
  private let unit: String

  public init(of network: ReactionNetwork, unit: String = "nM", state: PathwayState? = nil) {
    self.network = network
    self.unit = unit
    self.state = state
    outline = NetworkOutline(of: network)
  }

  /// Parts of a space that a reader looks for by name, by the mechanisms that make them.
  private static let stages: [(id: String, title: String, mechanisms: Set<Substring>)] = [
    ("released", "cytosol, after release", ["R10"]),
    ("apoptosome", "cytosol, apoptosome", ["R11", "R12", "R13"]),
    ("caspases", "cytosol, caspases", ["R14", "R15", "R16", "R16b"]),
  ]

  public var picture: GraphPicture {
    var picture = GraphPicture(title: title)
    picture.clusters = clusters
    picture.nodes = outline.nodes.map(node)
    addConversions(to: &picture)
    addInhibitions(to: &picture)
    addSteps(to: &picture)
    picture.legend = legend(of: picture)
    picture.notes = notes
    return picture
  }

  private var title: String {
    guard let state else { return network.name }
    return "\(network.name), \(state.title)"
  }

  private var notes: [String] {
    let all = network.oneWayReactionCount
    let left = outline.unshown.count
    return [
      "Made from the network: \(network.species.count) species, \(all) one-way reactions.",
      left == 0
        ? "Every reaction is shown."
        : "Turnover is left out: \(left) reactions make, lose or clear what is shown.",
      "Illustrative parameters, not for clinical use.",
    ]
  }

  // MARK: Spaces

  private var clusters: [GraphPicture.Cluster] {
    // One space for everything says nothing.
    guard network.compartments.count > 1 else { return [] }
    let spaces = network.compartments.map {
      var space = GraphPicture.Cluster($0.symbol.name, title: $0.name)
      space.isFirstRow = $0.symbol == CellCompartment.medium.symbol
      return space
    }
    let cytosol = CellCompartment.cytosol.symbol
    guard network.compartments.contains(where: { $0.symbol == cytosol }) else { return spaces }
    return spaces + Self.stages.map { .init($0.id, title: $0.title) }
  }

  private func cluster(of node: NetworkOutline.Node) -> String? {
    guard let compartment = node.compartment, network.compartments.count > 1 else { return nil }
    guard compartment == CellCompartment.cytosol.symbol,
      let number = node.mechanism.split(separator: " ").first,
      let stage = Self.stages.first(where: { $0.mechanisms.contains(number) })
    else { return compartment.name }
    return stage.id
  }

  // MARK: Nodes

  private func node(_ node: NetworkOutline.Node) -> GraphPicture.Node {
    var drawn = GraphPicture.Node(
      node.symbol.name, Self.shortName(node.name), tone: Self.tone(of: node.role),
      description: node.name)
    drawn.cluster = cluster(of: node)
    if let state {
      let now = state.amounts[node.symbol] ?? .nan
      let before = state.resting[node.symbol] ?? .nan
      drawn.details = [Self.change(from: before, to: now) + spacedUnit]
      drawn.bar =
        node.role == .source
        ? nil : PoolShares(outline: outline, state: state).bar(of: node.symbol)
      drawn.description +=
        ": \(Self.shown(before))\(spacedUnit) at rest, \(Self.shown(now))\(spacedUnit) now"
    } else if let level = restingLevel(of: node.symbol) {
      drawn.details = ["\(level.forPeople())\(spacedUnit)"]
      drawn.description += ", \(level.forPeople())\(spacedUnit) at the start"
    }
    return drawn
  }

  /// What the space says already need not stand in the name.
  private static func shortName(_ name: String) -> String {
    // Generated names run long: four lines tell them apart.
    let lines = GraphPicture.lines(
      of: name.replacing(", free in the medium", with: "").replacing(", released", with: ""),
      width: 26)
    return (lines.prefix(4) + (lines.count > 4 ? ["…"] : [])).joined(separator: "\n")
  }

  private static func tone(of role: NetworkOutline.Role) -> GraphPicture.Tone {
    switch role {
    case .acts: .acts
    case .inhibits: .inhibits
    case .blocks: .blocks
    case .source, .drug: .drug
    case .readout: .neutral
    }
  }

  private func restingLevel(of symbol: Symbol) -> Double? {
    switch network.variable(symbol)?.initial {
    case .formula(.symbol(let level)): network.parameter(level)?.value
    case .number(let value) where value != 0: value
    default: nil
    }
  }

  private var spacedUnit: String { unit.isEmpty ? "" : " \(unit)" }

  /// `118 → 3`, or one number where nothing moved.
  static func change(from before: Double, to now: Double, digits: Int? = nil) -> String {
    let (old, new) = (shown(before, digits: digits), shown(now, digits: digits))
    return old == new ? new : "\(old) → \(new)"
  }

  /// Amounts below a molecule in a cell are none.
  static func shown(_ amount: Double, digits: Int? = nil) -> String {
    if amount.isNaN { return "–" }
    return amount.magnitude < 1e-3
      ? "0" : amount.forPeople(digits: digits ?? (amount.magnitude < 1 ? 1 : 2))
  }

  // MARK: Edges

  private func name(_ symbol: Symbol) -> String { network.variable(symbol)?.name ?? symbol.name }

  private func addConversions(to picture: inout GraphPicture) {
    for way in outline.conversions {
      let helpers = way.helpers.map { name($0) }.joined(separator: ", ")
      let words =
        way.mechanisms.joined(separator: "; ") + ": \(name(way.from)) → \(name(way.to))"
        + (helpers.isEmpty ? "" : ", by \(helpers)")
      let id = "\(way.from)-\(way.to)"
      let kind: GraphPicture.Edge.Kind = way.kind == .enters ? .enters : .turns
      let tone = picture.nodes.first { $0.id == way.from.name }?.tone ?? .neutral
      guard !way.helpers.isEmpty else {
        var edge = GraphPicture.Edge(
          id, from: way.from.name, to: way.to.name, kind, tone: tone, description: words)
        if way.count > 1 { edge.label = "\(way.count.forPeople()) ×" }
        picture.edges.append(edge)
        continue
      }
      let joint = "joint_\(way.from)_\(way.to)"
      var middle = GraphPicture.Node(joint, "", tone: tone, description: words)
      middle.shape = .joint
      middle.cluster = jointCluster(way, picture)
      picture.nodes.append(middle)
      var first = GraphPicture.Edge(
        "\(id)-in", from: way.from.name, to: joint, kind, tone: tone, description: words)
      first.hasHead = false
      picture.edges.append(first)
      var second = GraphPicture.Edge(
        "\(id)-out", from: joint, to: way.to.name, kind, tone: tone, description: words)
      second.shapesLayout = !feedsBack(way)
      picture.edges.append(second)
      for helper in way.helpers {
        var edge = GraphPicture.Edge(
          "\(helper)-helps-\(id)", from: helper.name, to: joint, .helps, tone: .acts,
          description: "\(name(helper)) makes \(name(way.from)) into \(name(way.to))")
        edge.shapesLayout = !isFeedback(helper, on: way)
        picture.edges.append(edge)
      }
    }
  }

  /// A joint stands with what comes out of it, unless that lies back up the flow.
  private func jointCluster(
    _ way: NetworkOutline.Conversion, _ picture: GraphPicture
  ) -> String? {
    let place = feedsBack(way) ? way.from : way.to
    return picture.nodes.first { $0.id == place.name }?.cluster
  }

  /// The place of a conversion in the network's own order, which follows the pathway.
  private func order(of way: NetworkOutline.Conversion) -> Int {
    network.reactions.firstIndex { way.reactions.contains($0.symbol) } ?? 0
  }

  /// Whether a helper is made later than what it helps: such an arrow runs against the flow, and must
  /// not turn the layout upside down.
  private func isFeedback(_ helper: Symbol, on way: NetworkOutline.Conversion) -> Bool {
    guard let birth = outline.conversions.filter({ $0.to == helper }).map({ order(of: $0) }).min()
    else { return false }
    return helper == way.to || birth > order(of: way)
  }

  /// Whether what a conversion makes leaves its space to help something earlier in the flow.
  private func feedsBack(_ way: NetworkOutline.Conversion) -> Bool {
    guard network.variable(way.from)?.compartment != network.variable(way.to)?.compartment else {
      return false
    }
    return outline.conversions.contains { earlier in
      earlier.helpers.contains(way.to) && earlier.to != way.to
        && order(of: earlier) < order(of: way)
    }
  }

  private func addInhibitions(to picture: inout GraphPicture) {
    for edge in outline.inhibitions {
      let tone = picture.nodes.first { $0.id == edge.from.name }?.tone ?? .neutral
      let verb = edge.complex == nil ? "marks and removes" : "holds"
      let drawn = GraphPicture.Edge(
        "\(edge.from)-holds-\(edge.to)", from: edge.from.name, to: edge.to.name, .inhibits,
        tone: tone,
        description: "\(edge.mechanism): \(name(edge.from)) \(verb) \(name(edge.to))")
      picture.edges.append(drawn)
    }
  }

  /// Reactions that fold into nothing, as they are: what goes in meets in a joint, from which comes
  /// what is made.
  private func addSteps(to picture: inout GraphPicture) {
    for step in outline.steps {
      let joint = "joint_\(step.reaction)"
      let (used, made) = (step.from.map { name($0) }, step.to.map { name($0) })
      let words =
        (step.mechanism.isEmpty ? "" : "\(step.mechanism): ")
        + used.joined(separator: " + ") + (step.runsBothWays ? " ⇌ " : " → ")
        + made.joined(separator: " + ")
      var middle = GraphPicture.Node(joint, "", tone: .neutral, description: words)
      middle.shape = .joint
      middle.cluster = picture.nodes.first { $0.id == step.to[0].name }?.cluster
      picture.nodes.append(middle)
      for part in step.from {
        var edge = GraphPicture.Edge(
          "\(part)-in-\(step.reaction)", from: part.name, to: joint, .turns, description: words)
        edge.hasHead = false
        edge.hasTail = step.runsBothWays
        picture.edges.append(edge)
      }
      for part in step.to {
        picture.edges.append(
          .init(
            "\(step.reaction)-out-\(part)", from: joint, to: part.name, .turns, description: words))
      }
      for helper in step.helpers {
        picture.edges.append(
          .init(
            "\(helper)-helps-\(step.reaction)", from: helper.name, to: joint, .helps,
            description: "\(name(helper)) shapes \(words)"))
      }
    }
  }

  // MARK: Legend

  private func legend(of picture: GraphPicture) -> [GraphPicture.LegendEntry] {
    let tones = Set(picture.nodes.map(\.tone))
    var entries: [GraphPicture.LegendEntry] = [
      .init(.tone(.acts), "drives towards death"),
      .init(.tone(.inhibits), "holds back what drives"),
      .init(.tone(.blocks), "blocks what holds back"), .init(.tone(.drug), "drug"),
      .init(.tone(.neutral), "is read, and does nothing"),
    ].filter { entry in
      if case .tone(let tone) = entry.sign { tones.contains(tone) } else { true }
    }
    entries += [
      .init(.edge(.turns), "turns into, or is assembled to"),
      .init(.edge(.helps), "makes it happen"),
      .init(.edge(.inhibits), "binds and holds back"),
    ]
    if state != nil {
      entries += [
        .init(.part(.free), "free share of the protein's whole"),
        .init(.part(.bound), "held by another protein"),
      ]
      if tones.contains(.drug) { entries.append(.init(.part(.drugged), "held by the drug")) }
    }
    return entries
  }
}

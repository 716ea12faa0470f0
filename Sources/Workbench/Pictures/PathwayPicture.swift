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
    picture.legend = legend(of: picture)
    picture.notes = notes
    return picture
  }

  private var title: String {
    guard let state else { return network.name }
    let doses = state.treatment.doses.map { "\($0.drug) \($0.concentration) \($0.basis.rawValue)" }
    let given = doses.isEmpty ? "untreated" : doses.joined(separator: " and ")
    return "\(network.name), mean cell, \(given), after \(state.time.formatted(in: .hours))"
  }

  private var notes: [String] {
    let all = network.oneWayReactionCount
    return [
      "Made from the network: \(network.species.count) species, \(all) one-way reactions.",
      "Turnover is left out: \(outline.unshown.count) reactions make, lose or clear what is shown.",
      "Illustrative parameters, not for clinical use.",
    ]
  }

  // MARK: Spaces

  private var clusters: [GraphPicture.Cluster] {
    let spaces = network.compartments.map {
      GraphPicture.Cluster($0.symbol.name, title: $0.name)
    }
    let cytosol = CellCompartment.cytosol.symbol
    guard network.compartments.contains(where: { $0.symbol == cytosol }) else { return spaces }
    return spaces + Self.stages.map { .init($0.id, title: $0.title) }
  }

  private func cluster(of node: NetworkOutline.Node) -> String? {
    guard let compartment = node.compartment else { return nil }
    guard compartment == CellCompartment.cytosol.symbol,
      let number = node.mechanism.split(separator: " ").first,
      let stage = Self.stages.first(where: { $0.mechanisms.contains(number) })
    else { return compartment.name }
    return stage.id
  }

  // MARK: Nodes

  private func node(_ node: NetworkOutline.Node) -> GraphPicture.Node {
    var drawn = GraphPicture.Node(
      node.symbol.name, Self.shortName(node.name), tone: Self.tone(of: node.role))
    drawn.cluster = cluster(of: node)
    drawn.description = node.name
    if let state {
      let now = state.amounts[node.symbol] ?? .nan
      let before = state.resting[node.symbol] ?? .nan
      drawn.details = [Self.change(from: before, to: now, unit: unit)]
      drawn.bar = node.role == .source ? nil : bar(of: node.symbol, in: state)
      drawn.description += ": \(Self.shown(before)) \(unit) at rest, \(Self.shown(now)) \(unit) now"
    } else if let level = restingLevel(of: node.symbol) {
      drawn.details = ["\(level.forPeople()) \(unit)"]
      drawn.description += ", \(level.forPeople()) \(unit) in the line"
    }
    return drawn
  }

  /// What the space says already need not stand in the name.
  private static func shortName(_ name: String) -> String {
    name.replacing(", free in the medium", with: "").replacing(", released", with: "")
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
    guard case .formula(.symbol(let level))? = network.variable(symbol)?.initial else { return nil }
    return network.parameter(level)?.value
  }

  /// `118 → 3 nM`, or one number where nothing moved.
  private static func change(from before: Double, to now: Double, unit: String) -> String {
    let (old, new) = (shown(before), shown(now))
    return old == new ? "\(new) \(unit)" : "\(old) → \(new) \(unit)"
  }

  /// Amounts below a molecule in a cell are none.
  private static func shown(_ amount: Double) -> String {
    if amount.isNaN { return "–" }
    return amount.magnitude < 1e-3 ? "0" : amount.forPeople(digits: amount < 1 ? 1 : 2)
  }

  // MARK: State

  /// How much of the protein's whole pool is this form and free, is this form and held by a drug, and
  /// is this form and held by another protein.
  private func bar(of symbol: Symbol, in state: PathwayState) -> GraphPicture.Bar? {
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
        .init(.part(.bound), "held by another protein"), .init(.part(.drugged), "held by the drug"),
      ]
    }
    return entries
  }
}

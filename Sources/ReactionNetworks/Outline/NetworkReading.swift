import Expressions

/// The reading behind ``NetworkOutline``: reactions sorted by what they do.
struct NetworkReading {
  let network: ReactionNetwork
  let paired: PairedReactions
  private let species: Set<Symbol>
  /// Species that a cell has from the start.
  private let resting: Set<Symbol>
  private let held: Set<Symbol>

  var conversions: [NetworkOutline.Conversion] = []
  private(set) var complexes: [NetworkOutline.Complex] = []
  private(set) var firstMechanism: [Symbol: String] = [:]
  private(set) var composition: [Symbol: [Symbol: Double]] = [:]
  /// Species that no node stands for.
  var folded: Set<Symbol> = []
  /// Reactions that belong to an edge without making one.
  private(set) var accountedFor: Set<Symbol> = []
  /// Reactions that neither an edge nor turnover stands for, drawn as they are.
  var steps: [NetworkOutline.Step] = []

  private var bindings: [Symbol: Reaction] = [:]
  private var holding: [Symbol] = []
  private var removals: [(enzyme: Symbol, substrate: Symbol, reaction: Reaction)] = []
  private var acting: Set<Symbol> = []
  private let assigned: [Symbol: Expression]

  init(_ network: ReactionNetwork) {
    self.network = network
    paired = PairedReactions(network.reactions)
    species = Set(network.species.map(\.symbol))
    held = Set(network.species.filter { $0.behaviour == .heldConstant }.map(\.symbol))
    resting = Set(
      network.species.filter { variable in
        switch variable.initial {
        case .number(let value): value != 0
        case .formula: true
        case .unset: false
        }
      }.map(\.symbol))
    assigned = Dictionary(
      network.variables.compactMap { variable in
        if case .assignment(let formula) = variable.behaviour {
          (variable.symbol, formula)
        } else {
          nil
        }
      }, uniquingKeysWith: { first, _ in first })
    for reaction in paired.reactions {
      for participant in reaction.products + reaction.reactants
      where firstMechanism[participant.species] == nil {
        firstMechanism[participant.species] = reaction.mechanism
      }
    }
  }

  mutating func read() {
    findBindings()
    sortComplexes()
    for reaction in paired.reactions { addConversion(reaction) }
    foldChains()
    findSteps()
    findActing()
    compose()
  }

  // MARK: Complexes

  /// Two different species that meet and part again as one.
  private mutating func findBindings() {
    for reaction in paired.reactions
    where reaction.reactants.count == 2 && reaction.products.count == 1 && reaction.reverse != nil {
      let stoichiometry = (reaction.reactants + reaction.products).map(\.stoichiometry)
      guard stoichiometry.allSatisfy({ $0 == 1 }) else { continue }
      bindings[reaction.products[0].species] = reaction
    }
  }

  /// Tells enzymes with their substrates from partners that hold each other, and both from things
  /// that are assembled to do something.
  private mutating func sortComplexes() {
    for complex in network.species.map(\.symbol) {
      guard let binding = bindings[complex] else { continue }
      let partners = binding.reactants.map(\.species)
      let isUsed = paired.reactions.contains { reaction in
        reaction.symbol != binding.symbol
          && (reaction.reactants.contains { $0.species == complex } && reaction.reverse != nil
            || modifiers(of: reaction).contains(complex))
      }
      if isUsed { continue }
      complexes.append(.init(symbol: complex, partners: partners))
      folded.insert(complex)
      accountedFor.insert(binding.symbol)
      let turns = paired.reactions.filter { reaction in
        reaction.reverse == nil && reaction.reactants.map(\.species) == [complex]
          && reaction.products.count == 2
          && reaction.products.count(where: { partners.contains($0.species) }) == 1
      }
      guard let turn = turns.first else {
        if !turnsToItself(complex, of: partners), !join(complex, of: partners) {
          holding.append(complex)
        }
        continue
      }
      let enzyme = turn.products.first { partners.contains($0.species) }!.species
      let product = turn.products.first { !partners.contains($0.species) }!.species
      let substrate = partners.first { $0 != enzyme }!
      accountedFor.insert(turn.symbol)
      if resting.contains(product) {
        // Back to what the cell rests with: a hold that also undoes.
        holding.append(complex)
      } else if isSink(product), !resting.contains(substrate) {
        removals.append((enzyme, substrate, turn))
        folded.insert(product)
      } else {
        add(.turns, from: substrate, to: product, helpers: [enzyme], turn)
      }
    }
  }

  /// A partner that makes the other into its own kind.
  private mutating func turnsToItself(_ complex: Symbol, of partners: [Symbol]) -> Bool {
    for (enzyme, substrate) in [(partners[0], partners[1]), (partners[1], partners[0])] {
      guard
        let turn = paired.reactions.first(where: { reaction in
          reaction.reverse == nil && reaction.reactants.map(\.species) == [complex]
            && reaction.products.allSatisfy { $0.species == enzyme }
            && reaction.products.reduce(0) { $0 + $1.stoichiometry } == 2
        })
      else { continue }
      add(.turns, from: substrate, to: enzyme, helpers: [enzyme], turn)
      return true
    }
    return false
  }

  /// Partners that meet to become one new thing for good: their complex is a step on the way.
  private mutating func join(_ complex: Symbol, of partners: [Symbol]) -> Bool {
    let ways = paired.reactions.filter { reaction in
      reaction.reverse == nil && reaction.reactants.map(\.species) == [complex]
        && reaction.products.count == 1 && !partners.contains(reaction.products[0].species)
    }
    guard ways.count == 1, let way = ways.first else { return false }
    accountedFor.insert(way.symbol)
    for partner in partners {
      add(.assembles, from: partner, to: way.products[0].species, helpers: [], way)
    }
    return true
  }

  private func isSink(_ symbol: Symbol) -> Bool {
    !paired.reactions.contains { reaction in
      (reaction.reactants.contains { $0.species == symbol } && !reaction.products.isEmpty)
        || modifiers(of: reaction).contains(symbol)
    }
  }

  // MARK: Conversions

  private mutating func addConversion(_ reaction: Reaction) {
    let net = reaction.netStoichiometry
    let used = reaction.reactants.map(\.species).filter { net[$0, default: 0] < 0 }
    let made = reaction.products.map(\.species).filter { net[$0, default: 0] > 0 }
    guard !accountedFor.contains(reaction.symbol), !used.contains(where: folded.contains),
      made.count == 1, let product = made.first
    else { return }
    let catalysts = reaction.reactants.map(\.species).filter { net[$0] == nil }
    let helpers =
      catalysts + modifiers(of: reaction).subtracting(catalysts).sorted { $0.name < $1.name }
    switch Set(used).count {
    case 0:
      // Made from nothing: entry of what is held outside, or synthesis that something drives.
      for helper in helpers where held.contains(helper) {
        add(.enters, from: helper, to: product, helpers: [], reaction)
      }
    case 1 where net[used[0]] == -1 && net[product] == 1:
      let moves = compartment(of: used[0]) != compartment(of: product) && reaction.reverse == nil
      add(moves ? .moves : .turns, from: used[0], to: product, helpers: helpers, reaction)
    default:
      for part in Set(used).sorted(by: { $0.name < $1.name }) {
        let count = -(net[part] ?? -1) / (net[product] ?? 1)
        add(.assembles, from: part, to: product, count: count, helpers: helpers, reaction)
      }
    }
  }

  private mutating func add(
    _ kind: NetworkOutline.Conversion.Kind, from: Symbol, to: Symbol, count: Double = 1,
    helpers: [Symbol], _ reaction: Reaction
  ) {
    accountedFor.insert(reaction.symbol)
    guard
      let known = conversions.firstIndex(where: { $0.from == from && $0.to == to })
    else {
      conversions.append(
        .init(
          kind: kind, from: from, to: to, count: count, helpers: helpers,
          reactions: [reaction.symbol], mechanisms: [reaction.mechanism]))
      return
    }
    conversions[known].reactions.append(reaction.symbol)
    for helper in helpers where !conversions[known].helpers.contains(helper) {
      conversions[known].helpers.append(helper)
    }
    if !conversions[known].mechanisms.contains(reaction.mechanism) {
      conversions[known].mechanisms.append(reaction.mechanism)
    }
  }

  /// The species that shape a rate without being used up, also through assignments.
  func modifiers(of reaction: Reaction) -> Set<Symbol> {
    let used = Set(reaction.reactants.map(\.species) + reaction.products.map(\.species))
    return species(in: reaction.forward).subtracting(used)
  }

  private func species(in formula: Expression) -> Set<Symbol> {
    var found: Set<Symbol> = []
    for symbol in formula.symbols {
      if let inner = assigned[symbol] {
        found.formUnion(species(in: inner))
      } else if species.contains(symbol) {
        found.insert(symbol)
      }
    }
    return found
  }

  private func compartment(of symbol: Symbol) -> Symbol? { network.variable(symbol)?.compartment }

  // MARK: Roles

  private mutating func findActing() {
    for step in steps { acting.formUnion(step.helpers) }
    for way in conversions {
      acting.formUnion(way.helpers)
      if way.kind == .assembles { acting.formUnion([way.from, way.to]) }
    }
    acting.subtract(held)
    var grew = true
    while grew {
      grew = false
      for way in conversions where way.kind == .turns || way.kind == .moves {
        if acting.contains(way.to), acting.insert(way.from).inserted { grew = true }
      }
    }
  }

  /// The reaction that stands for one of the network's, which may be its own way back.
  func representative(of symbol: Symbol) -> Symbol { paired.representative(of: symbol) }

  func roles() -> [Symbol: NetworkOutline.Role] {
    var roles: [Symbol: NetworkOutline.Role] = [:]
    let edges = inhibitions()
    for edge in edges { roles[edge.from] = acting.contains(edge.to) ? .inhibits : .blocks }
    for edge in edges where acting.contains(edge.to) { roles[edge.from] = .inhibits }
    // What turns into a blocker blocks, waiting.
    for way in conversions where way.kind == .moves || way.kind == .turns {
      if roles[way.from] == nil, let role = roles[way.to] { roles[way.from] = role }
    }
    for symbol in acting { roles[symbol] = .acts }
    for way in conversions where way.kind == .enters {
      roles[way.from] = .source
      roles[way.to] = .drug
    }
    return roles
  }

  func inhibitions() -> [NetworkOutline.Inhibition] {
    let pairs = holding.compactMap { complex -> (Symbol, Symbol, Symbol, Reaction)? in
      guard let binding = bindings[complex] else { return nil }
      return (binding.reactants[0].species, binding.reactants[1].species, complex, binding)
    }
    var inhibitors = Set(removals.map(\.enzyme))
    for (first, second, _, _) in pairs {
      if acting.contains(first), !acting.contains(second) { inhibitors.insert(second) }
      if acting.contains(second), !acting.contains(first) { inhibitors.insert(first) }
    }
    var edges = pairs.map { first, second, complex, binding -> NetworkOutline.Inhibition in
      let secondInhibits =
        acting.contains(first) && !acting.contains(second)
        || !acting.contains(first) && !acting.contains(second) && inhibitors.contains(first)
          && !inhibitors.contains(second)
      return .init(
        from: secondInhibits ? second : first, to: secondInhibits ? first : second,
        complex: complex, reaction: binding.symbol, mechanism: binding.mechanism)
    }
    edges += removals.map {
      .init(
        from: $0.enzyme, to: $0.substrate, complex: nil, reaction: $0.reaction.symbol,
        mechanism: $0.reaction.mechanism)
    }
    return edges
  }

  // MARK: Composition

  /// Follows matter from the building blocks on, until nothing new is known.
  private mutating func compose() {
    for symbol in resting.union(held) { composition[symbol] = [symbol: 1] }
    for way in conversions where way.kind == .enters { composition[way.to] = [way.to: 1] }
    var grew = true
    while grew {
      grew = false
      for reaction in paired.reactions where reaction.products.count <= 2 {
        let unknown = reaction.products.filter { composition[$0.species] == nil }
        guard unknown.count == 1, let product = unknown.first, !reaction.reactants.isEmpty,
          let sum = content(of: reaction.reactants)
        else { continue }
        let others = reaction.products.filter { $0.species != product.species }
        guard let rest = content(of: others) else { continue }
        // A lost partner leaves less than went in; such reactions tell nothing of what is left.
        let left = sum.merging(rest.mapValues { -$0 }, uniquingKeysWith: +).filter { $0.value != 0 }
        guard left.values.allSatisfy({ $0 > 0 }), !left.isEmpty else { continue }
        composition[product.species] = left.mapValues { $0 / product.stoichiometry }
        grew = true
      }
    }
  }

  private func content(of participants: [Reaction.Participant]) -> [Symbol: Double]? {
    var content: [Symbol: Double] = [:]
    for participant in participants {
      guard let own = composition[participant.species] else { return nil }
      for (block, count) in own { content[block, default: 0] += count * participant.stoichiometry }
    }
    return content
  }
}

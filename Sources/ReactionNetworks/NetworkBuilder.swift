import Citations
import Expressions
import Quantities

/// Writes a network mechanism by mechanism.
///
/// The verbs (`bind`, `catalyse`, `displace`, `assemblePore`, `synthesiseAndDegrade`, …) live one a
/// file in `Mechanisms/`. Each takes the species and parameters by symbol, so that the same number
/// used twice is one parameter, and marks its reactions with ``mechanism``.
public struct NetworkBuilder: Sendable {
  public private(set) var network: ReactionNetwork
  /// What the reactions that follow belong to, such as "R1 Binding".
  public var mechanism = ""

  private var declared: Set<Symbol> = []

  public init(name: String) { network = ReactionNetwork(name: name) }

  @discardableResult
  public mutating func compartment(_ symbol: Symbol, name: String) -> Symbol {
    declare(symbol)
    network.compartments.append(Compartment(symbol, name: name))
    return symbol
  }

  /// A species whose symbol reads as a concentration in nM of the reference volume.
  @discardableResult
  public mutating func species(
    _ symbol: Symbol, name: String? = nil, in compartment: Symbol,
    initial: Variable.InitialValue = .number(0), behaviour: Variable.Behaviour = .reactions
  ) -> Symbol {
    declare(symbol)
    network.variables.append(
      Variable(
        symbol, name: name ?? symbol.name,
        kind: .species(in: compartment, measure: .concentration), initial: initial,
        behaviour: behaviour))
    return symbol
  }

  /// A number that is no species and moves at a rate of its own, in its unit per second.
  @discardableResult
  public mutating func quantity(
    _ symbol: Symbol, name: String? = nil, unit: String,
    initial: Variable.InitialValue = .number(0), rate: Expression
  ) -> Symbol {
    quantity(symbol, name: name, unit: unit, initial: initial, behaviour: .rate(rate))
  }

  /// A number that is no species.
  @discardableResult
  public mutating func quantity(
    _ symbol: Symbol, name: String? = nil, unit: String,
    initial: Variable.InitialValue = .number(0), behaviour: Variable.Behaviour
  ) -> Symbol {
    declare(symbol)
    network.variables.append(
      Variable(
        symbol, name: name ?? symbol.name, kind: .quantity, initial: initial,
        behaviour: behaviour, unit: unit))
    return symbol
  }

  /// A number that always equals a formula.
  @discardableResult
  public mutating func assign(
    _ symbol: Symbol, name: String? = nil, unit: String, to formula: Expression
  ) -> Symbol {
    declare(symbol)
    network.variables.append(
      Variable(
        symbol, name: name ?? symbol.name, kind: .quantity, behaviour: .assignment(formula),
        unit: unit))
    return symbol
  }

  /// A parameter with dimension; its unit is the dimension's canonical one.
  @discardableResult
  public mutating func parameter<D: Dimension>(
    _ symbol: Symbol, _ name: String, _ value: Sourced<Quantity<D>>,
    tags: Set<Parameter.Tag> = []
  ) -> Symbol {
    declare(symbol)
    network.parameters.append(
      Parameter(
        symbol, name: name, value: value.value.canonicalValue, unit: D.canonicalUnit.symbol,
        provenance: value.provenance, range: value.range, tags: tags))
    return symbol
  }

  /// A bare number: a factor, a fraction, an exponent.
  @discardableResult
  public mutating func parameter(
    _ symbol: Symbol, _ name: String, _ value: Sourced<Double>, tags: Set<Parameter.Tag> = []
  ) -> Symbol {
    declare(symbol)
    network.parameters.append(
      Parameter(
        symbol, name: name, value: value.value, unit: "1", provenance: value.provenance,
        range: value.range, tags: tags))
    return symbol
  }

  /// A reaction with any rate law; the verbs of `Mechanisms/` say most things better.
  public mutating func reaction(
    _ symbol: Symbol, _ reactants: [Reaction.Participant], to products: [Reaction.Participant],
    at forward: Expression, back reverse: Expression? = nil
  ) {
    declare(symbol)
    network.reactions.append(
      Reaction(
        symbol, mechanism: mechanism, reactants: reactants, products: products, forward: forward,
        reverse: reverse))
  }

  /// A first-order or higher conversion by mass action.
  public mutating func convert(
    _ reactants: [Symbol], to products: [Symbol], at rate: Expression, back: Expression? = nil,
    named symbol: Symbol
  ) {
    func flux(_ rate: Expression, _ species: [Symbol]) -> Expression {
      species.reduce(rate) { $0 * $1 }
    }
    reaction(
      symbol, Self.participants(reactants), to: Self.participants(products),
      at: flux(rate, reactants), back: back.map { flux($0, products) })
  }

  public mutating func event(_ event: Event) {
    declare(event.symbol)
    network.events.append(event)
  }

  public func isDeclared(_ symbol: Symbol) -> Bool { declared.contains(symbol) }

  /// The compartment of a species that was declared before.
  func compartment(of species: Symbol) -> Symbol {
    guard let compartment = network.variable(species)?.compartment else {
      preconditionFailure("\(species) is not a species of \(network.name)")
    }
    return compartment
  }

  /// What people call a species that was declared before.
  func name(of species: Symbol) -> String { network.variable(species)?.name ?? species.name }

  private mutating func declare(_ symbol: Symbol) {
    precondition(symbol.isIdentifier, "\(symbol) is no identifier")
    precondition(declared.insert(symbol).inserted, "\(symbol) is declared twice")
  }

  /// The same species named n times takes part n times.
  private static func participants(_ species: [Symbol]) -> [Reaction.Participant] {
    var order: [Symbol] = []
    var counts: [Symbol: Double] = [:]
    for symbol in species {
      if counts[symbol] == nil { order.append(symbol) }
      counts[symbol, default: 0] += 1
    }
    return order.map { Reaction.Participant($0, stoichiometry: counts[$0] ?? 1) }
  }
}

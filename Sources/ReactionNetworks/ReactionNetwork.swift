import Expressions
import Quantities

/// A model in its intermediate form: everything that a solver, a printer or an exporter needs, and
/// nothing that only one of them does.
///
/// The form is as wide as SBML's: variables whose rate is given by reactions, by a formula or by a
/// constraint; an assignment graph; events that may reset variables *and* parameters; compartments
/// whose volume varies; delays. A solver refuses in words what it does not support; nothing is
/// dropped in silence.
///
/// Inside Primed's own models, concentrations are in nM of whole-cell volume and time in seconds.
public struct ReactionNetwork: Sendable {
  public var name: String
  public var compartments: [Compartment] = []
  /// Everything that may change during a run, in state order.
  public var variables: [Variable] = []
  /// Everything that only an event may change.
  public var parameters: [Parameter] = []
  public var reactions: [Reaction] = []
  /// Formulas that must be 0 at all times; each determines one variable of ``Variable/Behaviour/algebraic``.
  public var constraints: [Expression] = []
  public var events: [Event] = []

  public init(name: String) { self.name = name }

  public func variable(_ symbol: Symbol) -> Variable? {
    variables.first { $0.symbol == symbol }
  }

  public func parameter(_ symbol: Symbol) -> Parameter? {
    parameters.first { $0.symbol == symbol }
  }

  /// The volume of a compartment at the start, in the model's own volume unit; a network without
  /// ``faults()`` has every compartment that its species name.
  public func volume(of compartment: Symbol) -> Double {
    guard let found = compartments.first(where: { $0.symbol == compartment }) else {
      preconditionFailure("no compartment \(compartment)")
    }
    return found.volume
  }

  /// The species, in state order.
  public var species: [Variable] { variables.filter(\.isSpecies) }

  /// The number of one-way reactions: a reversible one counts twice.
  public var oneWayReactionCount: Int {
    reactions.reduce(0) { $0 + ($1.reverse == nil ? 1 : 2) }
  }
}

/// A space that species live in.
public struct Compartment: Sendable, Hashable {
  public let symbol: Symbol
  public let name: String
  /// The volume at the start, in the model's own volume unit.
  ///
  /// A compartment whose volume varies is also a ``Variable`` of the same symbol.
  public let volume: Double

  public init(_ symbol: Symbol, name: String, volume: Double = 1) {
    self.symbol = symbol
    self.name = name
    self.volume = volume
  }
}

/// Something that may change during a run: a species, a volume, a number with a rate of its own.
public struct Variable: Sendable, Hashable {
  public let symbol: Symbol
  /// What a person calls it, such as "BIM:BCL-2".
  public var name: String
  public var kind: Kind
  public var initial: InitialValue
  public var behaviour: Behaviour
  /// The unit of the symbol's value, as text for people.
  public var unit: String

  public init(
    _ symbol: Symbol, name: String, kind: Kind, initial: InitialValue = .number(0),
    behaviour: Behaviour = .reactions, unit: String = "nM"
  ) {
    self.symbol = symbol
    self.name = name
    self.kind = kind
    self.initial = initial
    self.behaviour = behaviour
    self.unit = unit
  }

  public enum Kind: Sendable, Hashable {
    /// A species, and whether its symbol reads as a concentration or as an amount.
    case species(in: Symbol, measure: Measure)
    /// Any other varying number, a compartment's volume included.
    case quantity
  }

  public enum Measure: Sendable, Hashable { case concentration, amount }

  /// What moves the variable.
  public enum Behaviour: Sendable, Hashable {
    /// The reactions that name it.
    case reactions
    /// A rate, in the variable's unit per second.
    case rate(Expression)
    /// Always equal to a formula; no state of its own.
    case assignment(Expression)
    /// Determined by the network's constraints.
    case algebraic
    /// Nothing but events and doses; reactions may read it (a clamped or boundary species).
    case heldConstant
  }

  public enum InitialValue: Sendable, Hashable {
    case number(Double)
    /// A formula of parameters and other initial values.
    case formula(Expression)
    /// Left to the person who runs the model.
    case unset
  }

  public var isSpecies: Bool {
    if case .species = kind { return true }
    return false
  }

  public var compartment: Symbol? {
    if case .species(let compartment, _) = kind { return compartment }
    return nil
  }

  /// Whether the variable has a place in the integrated state.
  public var isState: Bool {
    switch behaviour {
    case .reactions, .rate, .heldConstant, .algebraic: true
    case .assignment: false
    }
  }
}

/// A change that happens when a condition turns true.
public struct Event: Sendable, Hashable {
  public let symbol: Symbol
  public var trigger: Expression
  /// Seconds from the trigger to the execution; nil is at once.
  public var delay: Expression?
  /// The higher goes first among events of one moment.
  public var priority: Expression?
  /// Whether the event still happens if the trigger turns false during the delay.
  public var isPersistent = true
  /// New values, all computed before any is set. The targets may be variables and parameters.
  public var resets: [Reset]

  public init(_ symbol: Symbol, when trigger: Expression, resets: [Reset]) {
    self.symbol = symbol
    self.trigger = trigger
    self.resets = resets
  }

  public struct Reset: Sendable, Hashable {
    public let target: Symbol
    public let value: Expression

    public init(_ target: Symbol, to value: Expression) {
      self.target = target
      self.value = value
    }
  }
}

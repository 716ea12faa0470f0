import Citations
import Expressions
import ReactionNetworks

/// A model as tables: what `models show` prints.
public struct ModelListing: Hashable, Sendable, Codable {
  public let name: String
  public let mechanisms: [MechanismRow]
  public let species: [SpeciesRow]
  public let assignments: [AssignmentRow]
  public let reactions: [ReactionRow]
  public let parameters: [ParameterRow]

  public struct SpeciesRow: Hashable, Sendable, Codable {
    public let symbol: String
    public let name: String
    public let compartment: String
    /// The amount at the start; nil where it is left to the person who runs the model.
    public let initial: Double?
    /// The formula that the initial amount comes from, if it is no bare number.
    public let initialFormula: String?
    public let unit: String
  }

  /// A group of reactions that belong together, such as "R7 Pore assembly", in the network's order.
  public struct MechanismRow: Hashable, Sendable, Codable {
    public let name: String
    /// A reversible reaction counts twice.
    public let oneWayReactions: Int
    /// The parameters that its rates read, by symbol, in the network's order.
    public let constants: [String]

    /// `R7` of "R7 Pore assembly"; the whole name where it has no number.
    public var number: String { name.split(separator: " ").first.map(String.init) ?? name }
  }

  /// A number that always equals a formula.
  public struct AssignmentRow: Hashable, Sendable, Codable {
    public let symbol: String
    public let name: String
    public let formula: String
    public let unit: String
  }

  public struct ReactionRow: Hashable, Sendable, Codable {
    public let symbol: String
    public let mechanism: String
    public let equation: String
    public let forward: String
    /// nil for a reaction that runs one way.
    public let reverse: String?
  }

  public struct ParameterRow: Hashable, Sendable, Codable {
    public let symbol: String
    public let name: String
    public let value: Double
    public let unit: String
    public let lowest: Double?
    public let highest: Double?
    /// One word: guide, seen, from memory, chosen, fitted; nil where a file does not say.
    public let provenance: String?
    /// The place or the reason.
    public let detail: String?
    /// The citation's key in `Documentation/References.bib`.
    public let citation: String?
  }

  public init(of network: ReactionNetwork) {
    name = network.name
    let spaces = Dictionary(
      network.compartments.map { ($0.symbol, $0.name) }, uniquingKeysWith: { first, _ in first })
    species = network.species.map { variable in
      SpeciesRow(
        symbol: variable.symbol.name, name: variable.name,
        compartment: variable.compartment.flatMap { spaces[$0] } ?? "",
        initial: network.initialNumber(of: variable),
        initialFormula: variable.initial.formula?.description, unit: variable.unit)
    }
    assignments = network.variables.compactMap { variable in
      guard case .assignment(let formula) = variable.behaviour else { return nil }
      return AssignmentRow(
        symbol: variable.symbol.name, name: variable.name, formula: "\(formula)",
        unit: variable.unit)
    }
    mechanisms = network.mechanismRows
    reactions = network.reactions.map { reaction in
      ReactionRow(
        symbol: reaction.symbol.name, mechanism: reaction.mechanism, equation: "\(reaction)",
        forward: "\(reaction.forward)", reverse: reaction.reverse.map { "\($0)" })
    }
    parameters = network.parameters.map { parameter in
      ParameterRow(
        symbol: parameter.symbol.name, name: parameter.name, value: parameter.value,
        unit: parameter.unit, lowest: parameter.range?.lowerBound,
        highest: parameter.range?.upperBound, provenance: parameter.provenance?.label,
        detail: parameter.provenance?.detail, citation: parameter.provenance?.citation?.key)
    }
  }
}

extension Variable.InitialValue {
  fileprivate var formula: Expression? {
    if case .formula(let formula) = self { return formula }
    return nil
  }
}

extension ReactionNetwork {
  /// The initial amount as a number, where it is one or is one parameter's value.
  fileprivate func initialNumber(of variable: Variable) -> Double? {
    switch variable.initial {
    case .number(let value): value
    case .formula(.symbol(let symbol)): parameter(symbol)?.value
    case .formula, .unset: nil
    }
  }
}

extension ReactionNetwork {
  /// The mechanisms in order, each with what its rates read.
  fileprivate var mechanismRows: [ModelListing.MechanismRow] {
    var names: [String] = []
    for reaction in reactions where !names.contains(reaction.mechanism) {
      names.append(reaction.mechanism)
    }
    let assigned = Dictionary(
      variables.compactMap { variable in
        if case .assignment(let formula) = variable.behaviour {
          (variable.symbol, formula)
        } else {
          nil
        }
      }, uniquingKeysWith: { first, _ in first })
    func read(_ formula: Expression) -> Set<Symbol> {
      formula.symbols.reduce(into: []) { found, symbol in
        if let inner = assigned[symbol] {
          found.formUnion(read(inner))
        } else {
          found.insert(symbol)
        }
      }
    }
    return names.map { name in
      let own = reactions.filter { $0.mechanism == name }
      let symbols = own.reduce(into: Set<Symbol>()) { found, reaction in
        found.formUnion(read(reaction.forward))
        if let reverse = reaction.reverse { found.formUnion(read(reverse)) }
      }
      return ModelListing.MechanismRow(
        name: name, oneWayReactions: own.reduce(0) { $0 + ($1.reverse == nil ? 1 : 2) },
        constants: parameters.map(\.symbol).filter(symbols.contains).map(\.name))
    }
  }
}

import Expressions

/// A fault in how a network is put together.
public enum NetworkFault: Hashable, Sendable {
  case unknownSymbol(Symbol, in: Symbol)
  case duplicateSymbol(Symbol)
  case assignmentCycle([Symbol])
  case reactionOnNonSpecies(Symbol, reaction: Symbol)
  case nonFiniteParameter(Symbol)
  /// A species in a compartment that the network does not have.
  case unknownCompartment(Symbol, of: Symbol)
}

extension ReactionNetwork {
  /// Every fault found, in the order of the network; empty for a network that can be compiled.
  public func faults() -> [NetworkFault] {
    var faults: [NetworkFault] = []
    var known: Set<Symbol> = []
    let ownVariables = Set(variables.map(\.symbol))
    let declared =
      variables.map(\.symbol) + parameters.map(\.symbol)
      + compartments.map(\.symbol).filter { !ownVariables.contains($0) }
    for symbol in declared where !known.insert(symbol).inserted {
      faults.append(.duplicateSymbol(symbol))
    }
    func check(_ expression: Expression, in owner: Symbol) {
      for symbol in expression.symbols.sorted() where !known.contains(symbol) {
        faults.append(.unknownSymbol(symbol, in: owner))
      }
    }
    for parameter in parameters where !parameter.value.isFinite {
      faults.append(.nonFiniteParameter(parameter.symbol))
    }
    for variable in variables {
      if case .species(let compartment, _) = variable.kind,
        !compartments.contains(where: { $0.symbol == compartment })
      {
        faults.append(.unknownCompartment(compartment, of: variable.symbol))
      }
      switch variable.behaviour {
      case .rate(let formula), .assignment(let formula): check(formula, in: variable.symbol)
      case .reactions, .algebraic, .heldConstant: break
      }
      if case .formula(let formula) = variable.initial { check(formula, in: variable.symbol) }
    }
    for reaction in reactions {
      check(reaction.netRate, in: reaction.symbol)
      for participant in reaction.reactants + reaction.products
      where variable(participant.species)?.isSpecies != true {
        faults.append(.reactionOnNonSpecies(participant.species, reaction: reaction.symbol))
      }
    }
    for (number, constraint) in constraints.enumerated() {
      check(constraint, in: Symbol("constraint \(number + 1)"))
    }
    for event in events {
      for formula in [event.trigger, event.delay, event.priority].compactMap(\.self) {
        check(formula, in: event.symbol)
      }
      for reset in event.resets { check(reset.value + reset.target.expression, in: event.symbol) }
    }
    if let cycle = assignmentCycle() { faults.append(.assignmentCycle(cycle)) }
    return faults
  }

  /// The assigned variables, each after those that it reads.
  ///
  /// - Returns: nil if they form a cycle.
  public func assignmentsInOrder() -> [(symbol: Symbol, formula: Expression)]? {
    let formulas = assignmentFormulas
    var order: [(Symbol, Expression)] = []
    var finished: Set<Symbol> = []
    var open: Set<Symbol> = []
    func visit(_ symbol: Symbol) -> Bool {
      guard let formula = formulas[symbol], !finished.contains(symbol) else { return true }
      guard open.insert(symbol).inserted else { return false }
      for next in formula.symbols.sorted() where !visit(next) { return false }
      open.remove(symbol)
      finished.insert(symbol)
      order.append((symbol, formula))
      return true
    }
    for variable in variables where !visit(variable.symbol) { return nil }
    return order.map { (symbol: $0.0, formula: $0.1) }
  }

  private var assignmentFormulas: [Symbol: Expression] {
    var formulas: [Symbol: Expression] = [:]
    for variable in variables {
      if case .assignment(let formula) = variable.behaviour { formulas[variable.symbol] = formula }
    }
    return formulas
  }

  /// The symbols of one cycle of assignments, if there is one.
  private func assignmentCycle() -> [Symbol]? {
    guard assignmentsInOrder() == nil else { return nil }
    let formulas = assignmentFormulas
    // What no assignment outside a cycle can shorten: drop the ones that read no other, repeatedly.
    var remaining = Set(formulas.keys)
    while let leaf = remaining.sorted().first(where: {
      formulas[$0]?.symbols.isDisjoint(with: remaining) ?? true
    }) {
      remaining.remove(leaf)
    }
    return remaining.sorted()
  }
}

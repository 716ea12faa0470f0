import Expressions
import ReactionNetworks

/// Which changing number drives which, read off rates and formulas: for the parts of a network that
/// are laws of change rather than reactions.
struct InfluenceReading {
  struct Influence: Hashable {
    let from: Symbol
    let to: Symbol
    let trend: Trend
    /// Whether it acts when a cell divides, and not in between.
    let isAtDivision: Bool
  }

  enum Trend: Hashable { case raises, lowers, either }

  private let network: ReactionNetwork
  private let divisions: [(target: Symbol, value: Expression)]
  /// The formulas of assignments, and those of them that stand as nodes of their own.
  private let assigned: [Symbol: Expression]
  private(set) var named: Set<Symbol> = []
  private let states: Set<Symbol>

  /// - Parameter divisions: what a division gives a daughter, where the network does not say it.
  init(_ network: ReactionNetwork, divisions: [(target: Symbol, value: Expression)] = []) {
    self.network = network
    self.divisions = divisions
    var formulas: [Symbol: Expression] = [:]
    var moving: Set<Symbol> = []
    for variable in network.variables {
      switch variable.behaviour {
      case .assignment(let formula): formulas[variable.symbol] = formula
      case .rate(let rate) where rate.symbols.isEmpty: break  // a clock, which everything shares
      default: moving.insert(variable.symbol)
      }
    }
    assigned = formulas
    states = moving
    // A formula that three or more others read is something that people have a word for.
    let readers =
      network.reactions.map(\.forward) + formulas.values
      + network.variables.compactMap {
        if case .rate(let rate) = $0.behaviour { rate } else { nil }
      }
    for symbol in formulas.keys
    where readers.count(where: { $0.symbols.contains(symbol) }) >= 3
      && !reads(.symbol(symbol)).isEmpty
    {
      named.insert(symbol)
    }
  }

  var influences: [Influence] {
    var found: [Influence] = []
    func add(_ formula: Expression, to target: Symbol, atDivision: Bool = false) {
      for source in reads(formula).sorted(by: { $0.name < $1.name }) where source != target {
        guard let trend = trend(of: formula, in: source) else { continue }
        let influence = Influence(
          from: source, to: target, trend: trend, isAtDivision: atDivision)
        if !found.contains(influence) { found.append(influence) }
      }
    }
    for variable in network.variables {
      switch variable.behaviour {
      case .rate(let rate): add(rate, to: variable.symbol)
      case .assignment(let formula) where named.contains(variable.symbol):
        add(formula, to: variable.symbol)
      default: break
      }
    }
    for reaction in network.reactions where reaction.reactants.isEmpty {
      for product in reaction.products { add(reaction.forward, to: product.species) }
    }
    for division in divisions { add(division.value, to: division.target, atDivision: true) }
    return found
  }

  /// The states and named formulas that a formula reads.
  private func reads(_ formula: Expression) -> Set<Symbol> {
    formula.symbols.reduce(into: []) { found, symbol in
      if states.contains(symbol) || named.contains(symbol) {
        found.insert(symbol)
      } else if let inner = assigned[symbol] {
        found.formUnion(reads(inner))
      }
    }
  }

  /// Which way a formula moves as a symbol grows from a tenth to a thousand, everything else at its
  /// start, or at 1 where it starts from nothing; nil where it does not move.
  private func trend(of formula: Expression, in symbol: Symbol) -> Trend? {
    let values = [0.1, 1, 10, 100, 1000].map { value(of: formula, with: symbol, at: $0) }
    let steps = zip(values.dropFirst(), values).map { $0 - $1 }
    guard steps.allSatisfy(\.isFinite) else { return .either }
    if steps.allSatisfy({ $0 == 0 }) { return nil }
    if steps.allSatisfy({ $0 >= 0 }) { return .raises }
    return steps.allSatisfy { $0 <= 0 } ? .lowers : .either
  }

  /// The value of a formula; NaN for what is no plain arithmetic.
  private func value(of formula: Expression, with symbol: Symbol, at point: Double) -> Double {
    func value(_ formula: Expression) -> Double {
      self.value(of: formula, with: symbol, at: point)
    }
    switch formula {
    case .constant(let number): return number
    case .symbol(let own): return own == symbol ? point : start(of: own, with: symbol, at: point)
    case .sum(let terms): return terms.reduce(0) { $0 + value($1) }
    case .product(let factors): return factors.reduce(1) { $0 * value($1) }
    case .quotient(let above, let below): return value(above) / value(below)
    case .power(let base, .constant(let exponent))
    where (1...9).contains(exponent) && exponent == exponent.rounded():
      let base = value(base)
      return (0..<Int(exponent)).reduce(1) { product, _ in product * base }
    case .minimum(let first, let second): return min(value(first), value(second))
    case .maximum(let first, let second): return max(value(first), value(second))
    default: return .nan
    }
  }

  private func start(of own: Symbol, with symbol: Symbol, at point: Double) -> Double {
    if let parameter = network.parameter(own) { return parameter.value }
    if !named.contains(own), let inner = assigned[own] {
      return value(of: inner, with: symbol, at: point)
    }
    if case .number(let start)? = network.variable(own)?.initial, start != 0 { return start }
    return 1
  }
}

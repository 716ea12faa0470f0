/// A formula over named quantities: what a rate law, an assignment or a trigger says.
///
/// An expression is a value and carries no meaning for its symbols; a network gives them one when it
/// is compiled. Truth values are numbers, as in the solvers that run them: 1 is true, 0 is false.
public indirect enum Expression: Hashable, Sendable {
  case constant(Double)
  case symbol(Symbol)
  /// The simulated time, in seconds.
  case time
  case sum([Expression])
  case product([Expression])
  case quotient(Expression, Expression)
  case power(Expression, Expression)
  case function(ElementaryFunction, Expression)
  case minimum(Expression, Expression)
  case maximum(Expression, Expression)
  case comparison(Comparison, Expression, Expression)
  /// True where both are; `1 −` gives a negation.
  case conjunction(Expression, Expression)
  case disjunction(Expression, Expression)
  /// The value of the first branch whose condition holds, or `otherwise`.
  case piecewise([Branch], otherwise: Expression)
  /// What `of` was, `by` seconds ago.
  case delayed(of: Expression, by: Expression)

  /// One case of a piecewise expression.
  public struct Branch: Hashable, Sendable {
    public let condition: Expression
    public let value: Expression

    public init(when condition: Expression, then value: Expression) {
      self.condition = condition
      self.value = value
    }
  }

  /// An order relation between two numbers.
  public enum Comparison: String, Hashable, Sendable {
    case less = "<"
    case lessOrEqual = "≤"
    case greater = ">"
    case greaterOrEqual = "≥"
    case equal = "="
    case notEqual = "≠"
  }
}

/// A function of one number with a derivative that is known in closed form.
public enum ElementaryFunction: String, Hashable, Sendable, CaseIterable {
  case exp, log, sqrt
  case sin, cos, tan
  case sinh, cosh, tanh
  case arcsin, arccos, arctan
  /// The magnitude; its derivative at 0 is taken as 0.
  case absolute
  /// Steps: their derivative is taken as 0 everywhere.
  case floor, ceiling
}

extension Expression: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  public init(floatLiteral value: Double) { self = .constant(value) }
  public init(integerLiteral value: Int) { self = .constant(Double(value)) }
}

extension Expression {
  public static func + (left: Self, right: Self) -> Self {
    switch (left, right) {
    case (.constant(0), _): right
    case (_, .constant(0)): left
    case (.sum(let a), .sum(let b)): .sum(a + b)
    case (.sum(let a), _): .sum(a + [right])
    case (_, .sum(let b)): .sum([left] + b)
    default: .sum([left, right])
    }
  }

  public static func - (left: Self, right: Self) -> Self { left + -right }

  public static prefix func - (operand: Self) -> Self {
    if case .constant(let value) = operand { return .constant(-value) }
    return .constant(-1) * operand
  }

  public static func * (left: Self, right: Self) -> Self {
    switch (left, right) {
    case (.constant(1), _): right
    case (_, .constant(1)): left
    case (.product(let a), .product(let b)): .product(a + b)
    case (.product(let a), _): .product(a + [right])
    case (_, .product(let b)): .product([left] + b)
    default: .product([left, right])
    }
  }

  public static func / (left: Self, right: Self) -> Self {
    if case .constant(1) = right { return left }
    return .quotient(left, right)
  }

  /// This expression raised to a whole power.
  public func raised(to exponent: Int) -> Self {
    exponent == 1 ? self : .power(self, .constant(Double(exponent)))
  }
}

extension Symbol {
  /// The expression that reads this symbol.
  public var expression: Expression { .symbol(self) }

  public static func * (left: Symbol, right: Symbol) -> Expression {
    left.expression * right.expression
  }

  public static func * (left: Symbol, right: Expression) -> Expression { left.expression * right }

  public static func * (left: Expression, right: Symbol) -> Expression { left * right.expression }

  public static func + (left: Symbol, right: Symbol) -> Expression {
    left.expression + right.expression
  }

  public static func - (left: Symbol, right: Symbol) -> Expression {
    left.expression - right.expression
  }
}

extension Expression {
  /// Every symbol that the expression reads.
  public var symbols: Set<Symbol> {
    var found: Set<Symbol> = []
    forEachNode { if case .symbol(let symbol) = $0 { found.insert(symbol) } }
    return found
  }

  /// Visits this node, then all below it.
  private func forEachNode(_ visit: (Expression) -> Void) {
    visit(self)
    for child in children { child.forEachNode(visit) }
  }

  private var children: [Expression] {
    switch self {
    case .constant, .symbol, .time: []
    case .sum(let terms): terms
    case .product(let factors): factors
    case .quotient(let a, let b), .power(let a, let b), .minimum(let a, let b),
      .maximum(let a, let b), .comparison(_, let a, let b), .conjunction(let a, let b),
      .disjunction(let a, let b), .delayed(let a, let b):
      [a, b]
    case .function(_, let operand): [operand]
    case .piecewise(let branches, let otherwise):
      branches.flatMap { [$0.condition, $0.value] } + [otherwise]
    }
  }
}

/// Expressions with their common parts shared: each distinct value is one node, computed once.
///
/// Nodes are made through the graph alone, which folds constants and removes the identities of
/// addition and multiplication. A node only ever refers to earlier nodes, so node order is an order
/// of evaluation.
public struct ExpressionGraph {
  /// A node's place in the graph.
  public typealias Node = Int

  /// What a node computes from earlier ones.
  public enum Operation: Hashable, Sendable {
    case constant(UInt64)
    case input(Int)
    case add(Node, Node)
    case subtract(Node, Node)
    case multiply(Node, Node)
    case divide(Node, Node)
    case power(Node, Node)
    case function(ElementaryFunction, Node)
    case minimum(Node, Node)
    case maximum(Node, Node)
    case compare(Expression.Comparison, Node, Node)
    /// The second node where the first is not 0, else the third.
    case select(Node, Node, Node)
  }

  public private(set) var operations: [Operation] = []
  private var nodes: [Operation: Node] = [:]
  private var derivatives: [DerivativeKey: Node] = [:]
  /// Which inputs each node depends on, ascending.
  private var dependencies: [[Int]] = []

  struct DerivativeKey: Hashable {
    let node: Node
    let input: Int
  }

  public init() {}

  /// The inputs (by number, ascending) that a node's value depends on.
  public func inputs(of node: Node) -> [Int] { dependencies[node] }

  public mutating func constant(_ value: Double) -> Node {
    insert(.constant(value.bitPattern))
  }

  public mutating func input(_ index: Int) -> Node { insert(.input(index)) }

  /// The node's value if no input can change it.
  public func constantValue(_ node: Node) -> Double? {
    if case .constant(let bits) = operations[node] { return Double(bitPattern: bits) }
    return nil
  }

  public mutating func add(_ a: Node, _ b: Node) -> Node {
    switch (constantValue(a), constantValue(b)) {
    case (let x?, let y?): return constant(x + y)
    case (0, _): return b
    case (_, 0): return a
    default: break
    }
    if let positive = negated(b) { return subtract(a, positive) }
    if let positive = negated(a) { return subtract(b, positive) }
    return insert(.add(min(a, b), max(a, b)))
  }

  public mutating func subtract(_ a: Node, _ b: Node) -> Node {
    if let x = constantValue(a), let y = constantValue(b) { return constant(x - y) }
    if constantValue(b) == 0 { return a }
    if a == b { return constant(0) }
    return insert(.subtract(a, b))
  }

  public mutating func multiply(_ a: Node, _ b: Node) -> Node {
    switch (constantValue(a), constantValue(b)) {
    case (let x?, let y?): return constant(x * y)
    case (0, _), (_, 0): return constant(0)
    case (1, _): return b
    case (_, 1): return a
    default: return insert(.multiply(min(a, b), max(a, b)))
    }
  }

  public mutating func divide(_ a: Node, _ b: Node) -> Node {
    if let x = constantValue(a), let y = constantValue(b), y != 0 { return constant(x / y) }
    if constantValue(b) == 1 { return a }
    if constantValue(a) == 0 { return a }
    return insert(.divide(a, b))
  }

  /// A power; small whole exponents become products, which cost less and have no bad points.
  public mutating func power(_ base: Node, _ exponent: Node) -> Node {
    if let n = constantValue(exponent) {
      if n == 0 { return constant(1) }
      if n == 0.5 { return function(.sqrt, base) }
      if n == n.rounded(), n.magnitude <= 8 {
        let whole = wholePower(base, Int(n.magnitude))
        return n > 0 ? whole : divide(constant(1), whole)
      }
      if let x = constantValue(base) { return constant(Elementary.power(x, n)) }
    }
    return insert(.power(base, exponent))
  }

  public mutating func function(_ function: ElementaryFunction, _ operand: Node) -> Node {
    if let x = constantValue(operand) { return constant(Elementary.apply(function, x)) }
    return insert(.function(function, operand))
  }

  public mutating func minimum(_ a: Node, _ b: Node) -> Node {
    a == b ? a : insert(.minimum(a, b))
  }

  public mutating func maximum(_ a: Node, _ b: Node) -> Node {
    a == b ? a : insert(.maximum(a, b))
  }

  public mutating func compare(_ comparison: Expression.Comparison, _ a: Node, _ b: Node) -> Node {
    insert(.compare(comparison, a, b))
  }

  public mutating func select(_ condition: Node, _ a: Node, _ b: Node) -> Node {
    if let truth = constantValue(condition) { return truth != 0 ? a : b }
    return a == b ? a : insert(.select(condition, a, b))
  }

  public mutating func negate(_ a: Node) -> Node { multiply(constant(-1), a) }

  /// What `node` is the negation of, if it is one.
  private func negated(_ node: Node) -> Node? {
    guard case .multiply(let a, let b) = operations[node] else { return nil }
    if constantValue(a) == -1 { return b }
    return constantValue(b) == -1 ? a : nil
  }

  private mutating func wholePower(_ base: Node, _ exponent: Int) -> Node {
    if exponent == 1 { return base }
    let half = wholePower(base, exponent / 2)
    let square = multiply(half, half)
    return exponent.isMultiple(of: 2) ? square : multiply(square, base)
  }

  private mutating func insert(_ operation: Operation) -> Node {
    if let node = nodes[operation] { return node }
    let node = operations.count
    operations.append(operation)
    nodes[operation] = node
    dependencies.append(dependencies(of: operation))
    return node
  }

  private func dependencies(of operation: Operation) -> [Int] {
    if case .input(let index) = operation { return [index] }
    let operands = operation.operands
    if operands.count == 1 { return dependencies[operands[0]] }
    return Set(operands.flatMap { dependencies[$0] }).sorted()
  }

  func derivative(for key: DerivativeKey) -> Node? { derivatives[key] }

  mutating func remember(_ derivative: Node, for key: DerivativeKey) {
    derivatives[key] = derivative
  }
}

extension ExpressionGraph.Operation {
  /// The earlier nodes that the operation reads.
  public var operands: [ExpressionGraph.Node] {
    switch self {
    case .constant, .input: []
    case .add(let a, let b), .subtract(let a, let b), .multiply(let a, let b),
      .divide(let a, let b), .power(let a, let b), .minimum(let a, let b), .maximum(let a, let b),
      .compare(_, let a, let b):
      [a, b]
    case .function(_, let a): [a]
    case .select(let a, let b, let c): [a, b, c]
    }
  }
}

/// Why an expression cannot become part of a graph.
public enum ExpressionLoweringError: Error, Hashable, Sendable {
  /// A symbol that the network does not define.
  case unknownSymbol(Symbol)
  /// A delay: the value depends on the past, which a graph of present values cannot say.
  case delay
}

extension ExpressionGraph {
  /// Adds an expression, with each symbol's node given by `node` and time as an input of its own.
  public mutating func lower(
    _ expression: Expression, time: Node,
    symbol node: (Symbol, inout ExpressionGraph) throws(ExpressionLoweringError) -> Node
  ) throws(ExpressionLoweringError) -> Node {
    func lower(_ expression: Expression, in graph: inout ExpressionGraph)
      throws(ExpressionLoweringError) -> Node
    {
      switch expression {
      case .constant(let value):
        return graph.constant(value)
      case .symbol(let symbol):
        return try node(symbol, &graph)
      case .time:
        return time
      case .sum(let terms):
        var total = graph.constant(0)
        for term in terms { total = graph.add(total, try lower(term, in: &graph)) }
        return total
      case .product(let factors):
        var product = graph.constant(1)
        for factor in factors { product = graph.multiply(product, try lower(factor, in: &graph)) }
        return product
      case .quotient(let a, let b):
        return graph.divide(try lower(a, in: &graph), try lower(b, in: &graph))
      case .power(let a, let b):
        return graph.power(try lower(a, in: &graph), try lower(b, in: &graph))
      case .function(let function, let operand):
        return graph.function(function, try lower(operand, in: &graph))
      case .minimum(let a, let b):
        return graph.minimum(try lower(a, in: &graph), try lower(b, in: &graph))
      case .maximum(let a, let b):
        return graph.maximum(try lower(a, in: &graph), try lower(b, in: &graph))
      case .comparison(let comparison, let a, let b):
        return graph.compare(comparison, try lower(a, in: &graph), try lower(b, in: &graph))
      case .conjunction(let a, let b):
        let zero = graph.constant(0)
        return graph.select(try lower(a, in: &graph), try lower(b, in: &graph), zero)
      case .disjunction(let a, let b):
        let one = graph.constant(1)
        return graph.select(try lower(a, in: &graph), one, try lower(b, in: &graph))
      case .piecewise(let branches, let otherwise):
        var value = try lower(otherwise, in: &graph)
        for branch in branches.reversed() {
          value = graph.select(
            try lower(branch.condition, in: &graph), try lower(branch.value, in: &graph), value)
        }
        return value
      case .delayed:
        throw .delay
      }
    }
    return try lower(expression, in: &self)
  }
}

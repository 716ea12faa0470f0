extension ExpressionGraph {
  /// The derivative of a node's value with respect to one input, as a node of the same graph.
  ///
  /// Each pair of node and input is differentiated once, so a shared subexpression has a shared
  /// derivative. Comparisons and steps have derivative 0: a solver must stop at their jumps.
  public mutating func derivative(of node: Node, withRespectTo input: Int) -> Node {
    guard inputs(of: node).contains(input) else { return constant(0) }
    let key = DerivativeKey(node: node, input: input)
    if let known = derivative(for: key) { return known }
    let result = differentiate(node, input)
    remember(result, for: key)
    return result
  }

  private mutating func differentiate(_ node: Node, _ input: Int) -> Node {
    switch operations[node] {
    case .constant:
      return constant(0)
    case .input(let index):
      return constant(index == input ? 1 : 0)
    case .add(let a, let b):
      return add(derivative(of: a, withRespectTo: input), derivative(of: b, withRespectTo: input))
    case .subtract(let a, let b):
      return subtract(
        derivative(of: a, withRespectTo: input), derivative(of: b, withRespectTo: input))
    case .multiply(let a, let b):
      let left = multiply(derivative(of: a, withRespectTo: input), b)
      let right = multiply(a, derivative(of: b, withRespectTo: input))
      return add(left, right)
    case .divide(let a, let b):
      // (a/b)' = (a' − (a/b) b') / b
      let slope = multiply(node, derivative(of: b, withRespectTo: input))
      return divide(subtract(derivative(of: a, withRespectTo: input), slope), b)
    case .power(let base, let exponent):
      return derivativeOfPower(node, base, exponent, input)
    case .function(let function, let operand):
      let inner = derivative(of: operand, withRespectTo: input)
      return multiply(slope(of: function, at: operand, value: node), inner)
    case .minimum(let a, let b):
      let first = derivative(of: a, withRespectTo: input)
      let second = derivative(of: b, withRespectTo: input)
      return select(compare(.lessOrEqual, a, b), first, second)
    case .maximum(let a, let b):
      let first = derivative(of: a, withRespectTo: input)
      let second = derivative(of: b, withRespectTo: input)
      return select(compare(.greaterOrEqual, a, b), first, second)
    case .compare:
      return constant(0)
    case .select(let condition, let a, let b):
      return select(
        condition, derivative(of: a, withRespectTo: input),
        derivative(of: b, withRespectTo: input))
    }
  }

  private mutating func derivativeOfPower(
    _ node: Node, _ base: Node, _ exponent: Node, _ input: Int
  ) -> Node {
    let one = constant(1)
    let lowered = power(base, subtract(exponent, one))
    let fromBase = multiply(
      multiply(exponent, lowered), derivative(of: base, withRespectTo: input))
    guard inputs(of: exponent).contains(input) else { return fromBase }
    let fromExponent = multiply(
      multiply(node, function(.log, base)), derivative(of: exponent, withRespectTo: input))
    return add(fromBase, fromExponent)
  }

  /// The derivative of an elementary function at `operand`, where its value is `value`.
  private mutating func slope(
    of function: ElementaryFunction, at operand: Node, value: Node
  ) -> Node {
    let one = constant(1)
    switch function {
    case .exp: return value
    case .log: return divide(one, operand)
    case .sqrt: return divide(constant(0.5), value)
    case .sin: return self.function(.cos, operand)
    case .cos: return negate(self.function(.sin, operand))
    case .tan: return add(one, multiply(value, value))
    case .sinh: return self.function(.cosh, operand)
    case .cosh: return self.function(.sinh, operand)
    case .tanh: return subtract(one, multiply(value, value))
    case .arcsin:
      return divide(one, self.function(.sqrt, subtract(one, multiply(operand, operand))))
    case .arccos:
      return divide(constant(-1), self.function(.sqrt, subtract(one, multiply(operand, operand))))
    case .arctan: return divide(one, add(one, multiply(operand, operand)))
    case .absolute:
      let zero = constant(0)
      let falling = select(compare(.less, operand, zero), constant(-1), zero)
      return select(compare(.greater, operand, zero), one, falling)
    case .floor, .ceiling: return constant(0)
    }
  }
}

import CSBML
import Expressions

/// Turns an expression into a formula of SBML level 3, version 1.
enum SBMLFormulaWriter {
  /// The tree of a formula, which the caller frees; nil for a formula that the language cannot say.
  static func tree(_ formula: Expression) -> OpaquePointer? {
    switch formula {
    case .constant(let value):
      guard let node = ASTNode_createWithType(AST_REAL) else { return nil }
      ASTNode_setReal(node, value)
      return node
    case .symbol(let symbol):
      guard let node = ASTNode_createWithType(AST_NAME) else { return nil }
      ASTNode_setName(node, symbol.name)
      return node
    case .time:
      guard let node = ASTNode_createWithType(AST_NAME_TIME) else { return nil }
      ASTNode_setName(node, "time")
      return node
    case .sum(let terms): return node(AST_PLUS, terms)
    case .product(let factors): return node(AST_TIMES, factors)
    case .quotient(let above, let below): return node(AST_DIVIDE, [above, below])
    case .power(let base, let exponent): return node(AST_POWER, [base, exponent])
    case .function(let function, let operand):
      return functions[function].flatMap { node($0, [operand]) }
    // The language has neither before version 2.
    case .minimum(let a, let b):
      return tree(.piecewise([.init(when: .comparison(.lessOrEqual, a, b), then: a)], otherwise: b))
    case .maximum(let a, let b):
      return tree(
        .piecewise([.init(when: .comparison(.greaterOrEqual, a, b), then: a)], otherwise: b))
    case .comparison(let comparison, let a, let b): return node(relation(comparison), [a, b])
    case .conjunction(let a, let b): return node(AST_LOGICAL_AND, [a, b])
    case .disjunction(let a, let b): return node(AST_LOGICAL_OR, [a, b])
    case .piecewise(let branches, let otherwise):
      return node(
        AST_FUNCTION_PIECEWISE, branches.flatMap { [$0.value, $0.condition] } + [otherwise])
    case .delayed: return nil
    }
  }

  private static func node(_ type: ASTNodeType_t, _ operands: [Expression]) -> OpaquePointer? {
    guard let node = ASTNode_createWithType(type) else { return nil }
    for operand in operands {
      guard let child = tree(operand) else {
        ASTNode_free(node)
        return nil
      }
      ASTNode_addChild(node, child)
    }
    return node
  }

  private static func relation(_ comparison: Expression.Comparison) -> ASTNodeType_t {
    switch comparison {
    case .less: AST_RELATIONAL_LT
    case .lessOrEqual: AST_RELATIONAL_LEQ
    case .greater: AST_RELATIONAL_GT
    case .greaterOrEqual: AST_RELATIONAL_GEQ
    case .equal: AST_RELATIONAL_EQ
    case .notEqual: AST_RELATIONAL_NEQ
    }
  }

  private static let functions: [ElementaryFunction: ASTNodeType_t] = [
    .exp: AST_FUNCTION_EXP, .log: AST_FUNCTION_LN, .sqrt: AST_FUNCTION_ROOT,
    .sin: AST_FUNCTION_SIN, .cos: AST_FUNCTION_COS, .tan: AST_FUNCTION_TAN,
    .sinh: AST_FUNCTION_SINH, .cosh: AST_FUNCTION_COSH, .tanh: AST_FUNCTION_TANH,
    .arcsin: AST_FUNCTION_ARCSIN, .arccos: AST_FUNCTION_ARCCOS, .arctan: AST_FUNCTION_ARCTAN,
    .absolute: AST_FUNCTION_ABS, .floor: AST_FUNCTION_FLOOR, .ceiling: AST_FUNCTION_CEILING,
  ]
}

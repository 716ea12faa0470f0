import CSBML
import Expressions

/// Turns a formula of SBML into an expression.
struct SBMLFormula {
  /// The numbers that hide symbols of the same name.
  let local: [String: Double]

  struct Unread: Error {
    let sentence: String
  }

  func expression(_ node: OpaquePointer?) throws(Unread) -> Expression {
    guard let node else { throw Unread(sentence: "a formula is missing") }
    let type = ASTNode_getType(node)
    switch type {
    case AST_INTEGER: return .constant(Double(ASTNode_getInteger(node)))
    case AST_REAL, AST_REAL_E, AST_RATIONAL: return .constant(ASTNode_getReal(node))
    case AST_CONSTANT_E: return .constant(2.718_281_828_459_045)
    case AST_CONSTANT_PI: return .constant(.pi)
    case AST_CONSTANT_TRUE: return 1
    case AST_CONSTANT_FALSE: return 0
    case AST_NAME_AVOGADRO: return .constant(6.022_140_76e23)
    case AST_NAME_TIME: return .time
    case AST_NAME: return try symbol(node)
    case AST_PLUS: return .sum(try operands(node))
    case AST_TIMES: return .product(try operands(node))
    case AST_MINUS: return try difference(node)
    case AST_DIVIDE: return try binary(node) { $0 / $1 }
    case AST_POWER, AST_FUNCTION_POWER: return try binary(node) { .power($0, $1) }
    case AST_FUNCTION_ROOT: return try root(node)
    case AST_FUNCTION_LN: return .function(.log, try single(node))
    case AST_FUNCTION_LOG: return try logarithm(node)
    case AST_FUNCTION_PIECEWISE: return try piecewise(node)
    case AST_FUNCTION_MIN: return try folded(node) { .minimum($0, $1) }
    case AST_FUNCTION_MAX: return try folded(node) { .maximum($0, $1) }
    case AST_RELATIONAL_LT: return try binary(node) { .comparison(.less, $0, $1) }
    case AST_RELATIONAL_LEQ: return try binary(node) { .comparison(.lessOrEqual, $0, $1) }
    case AST_RELATIONAL_GT: return try binary(node) { .comparison(.greater, $0, $1) }
    case AST_RELATIONAL_GEQ: return try binary(node) { .comparison(.greaterOrEqual, $0, $1) }
    case AST_RELATIONAL_EQ: return try binary(node) { .comparison(.equal, $0, $1) }
    case AST_RELATIONAL_NEQ: return try binary(node) { .comparison(.notEqual, $0, $1) }
    case AST_LOGICAL_AND: return try folded(node) { .conjunction($0, $1) }
    case AST_LOGICAL_OR: return try folded(node) { .disjunction($0, $1) }
    case AST_LOGICAL_NOT: return 1 - (try single(node))
    default:
      guard let function = Self.functions[type.rawValue] else {
        let name = SBMLReader.text(ASTNode_getName(node)) ?? "number \(type.rawValue)"
        throw Unread(sentence: "the formula element \(name) is not read")
      }
      return .function(function, try single(node))
    }
  }

  private static let functions: [UInt32: ElementaryFunction] = [
    AST_FUNCTION_EXP.rawValue: .exp, AST_FUNCTION_ABS.rawValue: .absolute,
    AST_FUNCTION_FLOOR.rawValue: .floor, AST_FUNCTION_CEILING.rawValue: .ceiling,
    AST_FUNCTION_SIN.rawValue: .sin, AST_FUNCTION_COS.rawValue: .cos,
    AST_FUNCTION_TAN.rawValue: .tan, AST_FUNCTION_SINH.rawValue: .sinh,
    AST_FUNCTION_COSH.rawValue: .cosh, AST_FUNCTION_TANH.rawValue: .tanh,
    AST_FUNCTION_ARCSIN.rawValue: .arcsin, AST_FUNCTION_ARCCOS.rawValue: .arccos,
    AST_FUNCTION_ARCTAN.rawValue: .arctan,
  ]

  private func symbol(_ node: OpaquePointer) throws(Unread) -> Expression {
    guard let name = SBMLReader.text(ASTNode_getName(node)) else {
      throw Unread(sentence: "a formula names nothing")
    }
    return local[name].map { .constant($0) } ?? .symbol(Symbol(name))
  }

  private func operands(_ node: OpaquePointer) throws(Unread) -> [Expression] {
    var result: [Expression] = []
    for index in 0..<ASTNode_getNumChildren(node) {
      result.append(try expression(ASTNode_getChild(node, index)))
    }
    return result
  }

  private func single(_ node: OpaquePointer) throws(Unread) -> Expression {
    let all = try operands(node)
    guard all.count == 1 else {
      throw Unread(sentence: "a function of one number is given \(all.count)")
    }
    return all[0]
  }

  private func binary(
    _ node: OpaquePointer, _ make: (Expression, Expression) -> Expression
  ) throws(Unread) -> Expression {
    let all = try operands(node)
    guard all.count == 2 else {
      throw Unread(sentence: "an operation on two numbers is given \(all.count)")
    }
    return make(all[0], all[1])
  }

  private func folded(
    _ node: OpaquePointer, _ make: (Expression, Expression) -> Expression
  ) throws(Unread) -> Expression {
    let all = try operands(node)
    guard let first = all.first else { throw Unread(sentence: "an operation on nothing") }
    return all.dropFirst().reduce(first, make)
  }

  private func difference(_ node: OpaquePointer) throws(Unread) -> Expression {
    let all = try operands(node)
    switch all.count {
    case 1: return -all[0]
    case 2: return all[0] - all[1]
    default: throw Unread(sentence: "a difference of \(all.count) numbers")
    }
  }

  private func root(_ node: OpaquePointer) throws(Unread) -> Expression {
    let all = try operands(node)
    switch all.count {
    case 1: return .function(.sqrt, all[0])
    case 2 where all[0] == 2: return .function(.sqrt, all[1])
    case 2: return .power(all[1], 1 / all[0])
    default: throw Unread(sentence: "a root of \(all.count) numbers")
    }
  }

  private func logarithm(_ node: OpaquePointer) throws(Unread) -> Expression {
    let all = try operands(node)
    switch all.count {
    case 1: return .function(.log, all[0]) / .function(.log, 10)
    case 2: return .function(.log, all[1]) / .function(.log, all[0])
    default: throw Unread(sentence: "a logarithm of \(all.count) numbers")
    }
  }

  private func piecewise(_ node: OpaquePointer) throws(Unread) -> Expression {
    let all = try operands(node)
    guard all.count % 2 == 1, let otherwise = all.last else {
      throw Unread(sentence: "a piecewise formula without an otherwise is not read")
    }
    let branches = stride(from: 0, to: all.count - 1, by: 2).map {
      Expression.Branch(when: all[$0 + 1], then: all[$0])
    }
    return .piecewise(branches, otherwise: otherwise)
  }
}

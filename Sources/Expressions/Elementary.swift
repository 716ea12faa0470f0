import Foundation

/// The arithmetic that expressions and their programs share, so that folding a constant and
/// computing it give the same bits.
enum Elementary {
  static func apply(_ function: ElementaryFunction, _ x: Double) -> Double {
    switch function {
    case .exp: Foundation.exp(x)
    case .log: Foundation.log(x)
    case .sqrt: x.squareRoot()
    case .sin: Foundation.sin(x)
    case .cos: Foundation.cos(x)
    case .tan: Foundation.tan(x)
    case .sinh: Foundation.sinh(x)
    case .cosh: Foundation.cosh(x)
    case .tanh: Foundation.tanh(x)
    case .arcsin: Foundation.asin(x)
    case .arccos: Foundation.acos(x)
    case .arctan: Foundation.atan(x)
    case .absolute: x.magnitude
    case .floor: x.rounded(.down)
    case .ceiling: x.rounded(.up)
    }
  }

  static func power(_ base: Double, _ exponent: Double) -> Double { Foundation.pow(base, exponent) }

  static func compare(_ comparison: Expression.Comparison, _ a: Double, _ b: Double) -> Double {
    let holds =
      switch comparison {
      case .less: a < b
      case .lessOrEqual: a <= b
      case .greater: a > b
      case .greaterOrEqual: a >= b
      case .equal: a == b
      case .notEqual: a != b
      }
    return holds ? 1 : 0
  }
}

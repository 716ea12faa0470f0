extension Expression: CustomStringConvertible {
  /// The formula as a person would write it on one line: `k * A * B^2`.
  public var description: String { written(inside: .sum) }

  /// How tightly an operator holds its operands; a looser one inside a tighter needs brackets.
  private enum Binding: Int, Comparable {
    case truth, comparison, sum, product, power, atom

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  private func written(inside context: Binding) -> String {
    let (text, binding) = written
    return binding < context ? "(\(text))" : text
  }

  private var written: (text: String, binding: Binding) {
    switch self {
    case .constant(let value):
      return (Self.number(value), value < 0 ? .sum : .atom)
    case .symbol(let symbol):
      return (symbol.name, .atom)
    case .time:
      return ("time", .atom)
    case .sum(let terms):
      return (Self.sum(terms), .sum)
    case .product(let factors):
      if factors.count == 2, factors[0] == .constant(-1) {
        return ("-" + factors[1].written(inside: .product), .sum)
      }
      return (factors.map { $0.written(inside: .product) }.joined(separator: " * "), .product)
    case .quotient(let a, let b):
      return ("\(a.written(inside: .product)) / \(b.written(inside: .power))", .product)
    case .power(let a, let b):
      return ("\(a.written(inside: .atom))^\(b.written(inside: .atom))", .power)
    case .function(let function, let operand):
      return ("\(function.rawValue)(\(operand))", .atom)
    case .minimum(let a, let b): return ("min(\(a), \(b))", .atom)
    case .maximum(let a, let b): return ("max(\(a), \(b))", .atom)
    case .comparison(let comparison, let a, let b):
      return (
        "\(a.written(inside: .sum)) \(comparison.rawValue) \(b.written(inside: .sum))", .comparison
      )
    case .conjunction(let a, let b):
      return ("\(a.written(inside: .comparison)) and \(b.written(inside: .comparison))", .truth)
    case .disjunction(let a, let b):
      return ("\(a.written(inside: .comparison)) or \(b.written(inside: .comparison))", .truth)
    case .piecewise(let branches, let otherwise):
      let cases = branches.map { "\($0.value) if \($0.condition)" }
      return ("piecewise(\((cases + ["\(otherwise) otherwise"]).joined(separator: "; ")))", .atom)
    case .delayed(let operand, let delay): return ("delay(\(operand), \(delay))", .atom)
    }
  }

  private static func sum(_ terms: [Expression]) -> String {
    var text = ""
    for (index, term) in terms.enumerated() {
      let written = term.written(inside: index == 0 ? .sum : .product)
      if index == 0 {
        text = written
      } else if case .product(let factors) = term, factors.first == .constant(-1) {
        let rest = factors.count == 2 ? factors[1] : .product(Array(factors.dropFirst()))
        text += " - " + rest.written(inside: .product)
      } else {
        text += " + " + written
      }
    }
    return text
  }

  private static func number(_ value: Double) -> String {
    if value == value.rounded(), value.magnitude < 1e15 { return String(Int(value)) }
    return "\(value)"
  }
}

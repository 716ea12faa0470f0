import Expressions
import Testing

/// Evaluates an expression and its derivatives in two variables, x (input 0) and y (input 1);
/// time is input 2.
private struct Evaluation {
  let value: Double
  let derivatives: [Double]

  init(_ expression: Expression, x: Double, y: Double) throws {
    var graph = ExpressionGraph()
    let inputs = (0..<3).map { graph.input($0) }
    let node = try graph.lower(expression, time: inputs[2]) {
      symbol, _ throws(ExpressionLoweringError) in
      switch symbol.name {
      case "x": inputs[0]
      case "y": inputs[1]
      default: throw .unknownSymbol(symbol)
      }
    }
    let nodes = [node] + (0..<2).map { graph.derivative(of: node, withRespectTo: $0) }
    var builder = ProgramBuilder(graph: graph, inputCount: 3)
    let program = builder.program(for: nodes, isShared: true)
    let layout = builder.layout
    let slots = UnsafeMutablePointer<Double>.allocate(capacity: layout.slotCount)
    defer { slots.deallocate() }
    layout.prepare(slots)
    (slots[0], slots[1], slots[2]) = (x, y, 0)
    program.run(on: slots)
    value = slots[Int(program.outputs[0])]
    derivatives = program.outputs.dropFirst().map { slots[Int($0)] }
  }
}

private let x = Symbol("x").expression
private let y = Symbol("y").expression

@Suite struct DifferentiationTests {
  static let formulas: [Expression] = [
    3 * x * y, x * x * x + y, x / (x + y), x.raised(to: 4) / (x.raised(to: 4) + 2),
    .power(x, y), .power(x, -2), .power(x, 0.5), .function(.exp, x * y), .function(.log, x + y),
    .function(.sqrt, x), .function(.sin, x) + .function(.cos, y), .function(.tan, x),
    .function(.sinh, x), .function(.cosh, x), .function(.tanh, x * y),
    .function(.arcsin, x / 4), .function(.arccos, x / 4), .function(.arctan, x),
    .function(.absolute, x - y), .minimum(x, y), .maximum(x, y * y),
    .piecewise([.init(when: .comparison(.less, x, y), then: x * x)], otherwise: y * x),
    x - y - 2, -x,
  ]

  @Test(arguments: formulas)
  func `a symbolic derivative agrees with a central difference`(formula: Expression) throws {
    let (atX, atY, step) = (0.8, 1.3, 1e-6)
    let exact = try Evaluation(formula, x: atX, y: atY).derivatives
    let alongX =
      try
      (Evaluation(formula, x: atX + step, y: atY).value
      - Evaluation(formula, x: atX - step, y: atY).value) / (2 * step)
    let alongY =
      try
      (Evaluation(formula, x: atX, y: atY + step).value
      - Evaluation(formula, x: atX, y: atY - step).value) / (2 * step)
    // A central difference of step h errs by about h² + ε/h ≈ 1e-10 of the scale of these formulas.
    #expect(abs(exact[0] - alongX) <= 1e-8 * max(1, abs(alongX)))
    #expect(abs(exact[1] - alongY) <= 1e-8 * max(1, abs(alongY)))
  }

  @Test func `a shared part is computed once`() throws {
    var graph = ExpressionGraph()
    let a = graph.input(0)
    let b = graph.input(1)
    let first = graph.multiply(a, b)
    #expect(graph.multiply(b, a) == first)
    let count = graph.operations.count
    _ = graph.multiply(a, b)
    #expect(graph.operations.count == count)
  }

  @Test func `adding nothing and multiplying by one leave a node as it is`() {
    var graph = ExpressionGraph()
    let a = graph.input(0)
    let (zero, one) = (graph.constant(0), graph.constant(1))
    #expect(graph.add(a, zero) == a)
    #expect(graph.multiply(one, a) == a)
    #expect(graph.multiply(zero, a) == zero)
    #expect(graph.subtract(a, a) == zero)
  }

  @Test func `an unknown symbol and a delay are refused by name`() {
    var graph = ExpressionGraph()
    let time = graph.input(0)
    #expect(throws: ExpressionLoweringError.unknownSymbol("z")) {
      try graph.lower(.symbol("z"), time: time) {
        symbol, _ throws(ExpressionLoweringError) in throw .unknownSymbol(symbol)
      }
    }
    #expect(throws: ExpressionLoweringError.delay) {
      try graph.lower(.delayed(of: 1, by: 2), time: time) {
        symbol, _ throws(ExpressionLoweringError) in throw .unknownSymbol(symbol)
      }
    }
  }

  @Test func `a formula reads as a person would write it`() {
    let k = Symbol("k").expression
    #expect((k * x * y).description == "k * x * y")
    #expect((k * x - Symbol("r") * Symbol("y")).description.contains("k * x"))
    #expect((x / (x + y)).description == "x / (x + y)")
    #expect(x.raised(to: 2).description == "x^2")
    #expect((x - y).description == "x - y")
  }
}

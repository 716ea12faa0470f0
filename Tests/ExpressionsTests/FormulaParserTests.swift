import Expressions
import Foundation
import Testing

@Suite struct FormulaParserTests {
  /// The value of a formula at x = 3, y = 2.
  private func value(_ text: String) throws -> Double {
    let expression = try FormulaParser.parse(text)
    var graph = ExpressionGraph()
    let time = graph.constant(.nan)
    let node = try graph.lower(expression, time: time) {
      (symbol, graph) throws(ExpressionLoweringError) in
      switch symbol.name {
      case "x": return graph.input(0)
      case "y": return graph.input(1)
      default: throw .unknownSymbol(symbol)
      }
    }
    var builder = ProgramBuilder(graph: graph, inputCount: 2)
    let program = builder.program(for: [node], isShared: true)
    let slots = UnsafeMutablePointer<Double>.allocate(capacity: max(builder.layout.slotCount, 2))
    defer { slots.deallocate() }
    builder.layout.prepare(slots)
    slots[0] = 3
    slots[1] = 2
    program.run(on: slots)
    return slots[Int(program.outputs[0])]
  }

  @Test(arguments: [
    ("1 + 2 * 3", 7.0), ("(1 + 2) * 3", 9), ("2 - 3 - 4", -5), ("24 / 4 / 2", 3),
    ("2 ^ 3 ^ 2", 512), ("2 ** 3", 8), ("-x^2", -9), ("(-x)^2", 9), ("2^-1", 0.5), ("2 * -x", -6),
    ("--x", 3), ("+x - -y", 5), ("1e-3 * 1E3", 1), (".5 + 5.", 5.5), ("exp(0)", 1),
    ("log10(1000) / log2(8)", 1), ("ln(exp(y))", 2), ("pow(x, y)", 9), ("min(x, y) + max(x, y)", 5),
    ("sqrt(x * x)", 3), ("abs(-x)", 3), ("sin(pi / 2)", 1), ("2*(1-exp(-0*x))", 0),
    ("x−y·y", -1), ("atan(0) + acos(1) + ceil(1.2)", 2),
  ])
  func `formulas mean what they say`(text: String, expected: Double) throws {
    #expect(abs(try value(text) - expected) < 1e-14 * max(1, abs(expected)))
  }

  @Test(arguments: [
    ("", FormulaSyntaxError.Reason.empty, 0), ("  ", .empty, 0), ("a +", .endsEarly, 3),
    ("a b", .unexpected("b"), 2), ("(a", .bracketLeftOpen, 2), ("a)", .unexpected(")"), 1),
    ("f(a)", .unknownFunction("f"), 0),
    ("pow(a)", .wrongArgumentCount("pow", found: 1, needed: 2), 0),
    ("1.2.3", .notANumber("1.2.3"), 0), ("a * / b", .unexpected("/"), 4),
    ("a $ b", .unexpected("$"), 2),
    ("exp()", .wrongArgumentCount("exp", found: 0, needed: 1), 0),
  ])
  func `what is no formula is refused with its place`(
    text: String, reason: FormulaSyntaxError.Reason, place: Int
  ) {
    #expect(throws: FormulaSyntaxError.self) { try FormulaParser.parse(text) }
    do {
      _ = try FormulaParser.parse(text)
    } catch {
      #expect(error.reason == reason && error.place == place, "\(text): \(error)")
    }
  }

  @Test func `no depth of brackets exhausts the stack`() {
    let deep = String(repeating: "(", count: 10_000) + "x" + String(repeating: ")", count: 10_000)
    #expect(throws: FormulaSyntaxError.self) { try FormulaParser.parse(deep) }
    let tower = String(repeating: "x^", count: 10_000) + "x"
    #expect(throws: FormulaSyntaxError.self) { try FormulaParser.parse(tower) }
  }

  @Test(arguments: ["a * (1 - exp(-b * x))", "x^2 / (y + 1) - 3 * x", "min(x, y) + log(x)"])
  func `a written formula reads back as itself`(text: String) throws {
    let once = try FormulaParser.parse(text)
    #expect(try FormulaParser.parse(once.description) == once)
  }
}

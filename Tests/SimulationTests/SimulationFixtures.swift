import Citations
import Expressions
import Foundation
import Quantities
import ReactionNetworks
import Testing

extension Tag {
  @Tag static var reference: Self
}

func exponential(_ x: Double) -> Double { exp(x) }
func pow10(_ x: Double) -> Double { pow(10, x) }

/// Robertson's chemical kinetics: `A → B`, `2 B → B + C`, `B + C → A + C`.
func robertson() -> ReactionNetwork {
  var builder = NetworkBuilder(name: "Robertson")
  let cell = builder.compartment("vessel", name: "vessel")
  builder.species("A", in: cell, initial: .number(1))
  builder.species("B", in: cell)
  builder.species("C", in: cell)
  func rate(_ symbol: Symbol, _ value: Double) {
    builder.parameter(
      symbol, symbol.name, Sourced(value, .seen(Citation(key: "Robertson1966", short: ""), at: "")))
  }
  rate("k1", 0.04)
  rate("k2", 3e7)
  rate("k3", 1e4)
  builder.convert(["A"], to: ["B"], at: Symbol("k1").expression, named: "r1")
  builder.reaction(
    "r2", [.init("B", stoichiometry: 2)], to: [.init("B"), .init("C")], at: Symbol("k2") * "B" * "B"
  )
  builder.convert(["B", "C"], to: ["A", "C"], at: Symbol("k3").expression, named: "r3")
  return builder.network
}

/// Eight species with what a lane list can hold: a Hill function, a Michaelis–Menten rate, a choice, a
/// fill-in, a cycle that conserves its sum, a species that nothing changes and, if asked, time.
func circuit(withTime: Bool) -> ReactionNetwork {
  var builder = NetworkBuilder(name: "circuit")
  let cell = builder.compartment("cell", name: "cell")
  for (index, name) in ["S", "T", "U", "V", "W", "X", "Y", "Z"].enumerated() {
    builder.species(Symbol(name), in: cell, initial: .number(index < 2 ? 3 : 0.1 * Double(index)))
  }
  builder.parameter("k", "rate", Sourced(0.7, .chosen(because: "a number for a test")))
  let k = Expressions.Expression.symbol("k")
  let hill = Expressions.Expression.power(.symbol("S"), 2.5) / (1 + .power(.symbol("S"), 2.5))
  builder.convert(["S"], to: ["T"], at: k * hill, named: "r1")
  builder.convert(["T"], to: ["S"], at: 0.3 * .symbol("T") / (0.5 + .symbol("T")), named: "r2")
  builder.reaction(
    "r3", [.init("S"), .init("U")], to: [.init("V")],
    at: 40 * .symbol("S") * .symbol("U") - 2 * .symbol("V"))
  builder.convert(["V"], to: ["W"], at: k * .symbol("V"), named: "r4")
  builder.reaction(
    "r5", [.init("W", stoichiometry: 2)], to: [.init("X")],
    at: 1e3 * .symbol("W") * .symbol("W") - 5 * .symbol("X"))
  let drive: Expressions.Expression = withTime ? .function(.exp, -.time) : 0.4
  builder.reaction("r6", [], to: [.init("U")], at: drive)
  let late = Expressions.Expression.piecewise(
    [.init(when: .comparison(.less, .symbol("X"), 0.2), then: .symbol("X"))],
    otherwise: .function(.sqrt, .symbol("X")))
  builder.convert(["X"], to: ["Y"], at: k * late, named: "r7")
  builder.reaction("r8", [.init("Y")], to: [], at: 0.1 * .symbol("Y") * .symbol("T"))
  return builder.network
}

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

import Citations
import Expressions
import Quantities
import ReactionNetworks
import Testing

/// A builder with one compartment, two proteins and a few numbers, for the verbs to work on.
func smallBuilder() -> NetworkBuilder {
  var builder = NetworkBuilder(name: "small")
  let cell = builder.compartment("cell", name: "cell")
  let membrane = builder.compartment("membrane", name: "membrane")
  builder.species("A", name: "protein A", in: cell, initial: .number(10))
  builder.species("B", name: "protein B", in: membrane, initial: .number(20))
  let source = Provenance.chosen(because: "a test")
  builder.parameter("on", "association", Sourced(SecondOrderRate.perNanomolarSecond(1e-3), source))
  builder.parameter("off", "dissociation", Sourced(FirstOrderRate.perSecond(1e-2), source))
  builder.parameter("level", "resting level", Sourced(Concentration.nanomolar(5), source))
  return builder
}

@Suite struct MechanismVerbTests {
  private let on = Symbol("on").expression
  private let off = Symbol("off").expression

  private func reaction(_ symbol: Symbol, in builder: NetworkBuilder) throws -> Reaction {
    try #require(builder.network.reactions.first { $0.symbol == symbol })
  }

  @Test func `binding declares the complex where the second partner is`() throws {
    var builder = smallBuilder()
    builder.mechanism = "Binding"
    let complex = builder.bind("A", to: "B", on: on, off: off)
    let variable = try #require(builder.network.variable(complex))
    #expect(complex == "A_B" && variable.name == "protein A:protein B")
    #expect(variable.compartment == "membrane" && variable.initial == .number(0))
    let binding = try reaction("bind_A_B", in: builder)
    #expect("\(binding)" == "A + B ⇌ A_B")
    #expect("\(binding.forward)" == "on * A * B")
    #expect(binding.reverse.map { "\($0)" } == "off * A_B")
    #expect(binding.mechanism == "Binding")
  }

  @Test func `catalysis gives the enzyme back`() throws {
    var builder = smallBuilder()
    builder.species("P", in: "cell")
    let complex = builder.catalyse("A", on: "B", to: "P", on: on, off: off, turnover: 2)
    #expect(builder.network.variable(complex)?.compartment == "cell")
    #expect("\(try reaction("convert_B_by_A", in: builder))" == "A_B → A + P")
    #expect(builder.network.oneWayReactionCount == 3)
    // Enzyme in all its forms, and substrate in all its forms.
    let conserved: [[Symbol: Double]] = [["A": 1, "A_B": 1], ["B": 1, "A_B": 1, "P": 1]]
    for reaction in builder.network.reactions {
      for sum in conserved {
        #expect(reaction.netStoichiometry.reduce(0) { $0 + $1.value * (sum[$1.key] ?? 0) } == 0)
      }
    }
    #expect(builder.network.conservationLaws().count == conserved.count)
  }

  @Test func `displacement swaps the partners of a complex`() throws {
    var builder = smallBuilder()
    builder.species("D", in: "cell")
    builder.bind("A", to: "B", on: on, off: off)
    builder.species("D_B", in: "membrane")
    builder.displace("A", from: "A_B", by: "D", forming: "D_B", forward: on)
    #expect("\(try reaction("displace_A_by_D", in: builder))" == "A_B + D → D_B + A")
  }

  @Test func `a pore takes two, then two of two, at the flux of on times the square`() throws {
    var builder = smallBuilder()
    let pore = builder.assemblePore(
      of: "B", named: "B", on: on, off: off, dimer: "B2", tetramer: "B4")
    #expect(pore.dimer == "B2" && pore.tetramer == "B4")
    let pairing = try reaction("dimerise_B", in: builder)
    #expect("\(pairing)" == "2 B ⇌ B2" && "\(pairing.forward)" == "on * B * B")
    #expect(pairing.netStoichiometry == ["B": -2, "B2": 1])
    #expect(
      builder.network.conservationLaws().map(\.description) == [
        "B + 2 B2 + 4 B4 = constant"
      ])
  }

  @Test func `synthesis balances degradation at the level`() throws {
    var builder = smallBuilder()
    builder.synthesiseAndDegrade("A", level: Symbol("level").expression, rate: off)
    let made = try reaction("synthesise_A", in: builder)
    #expect("\(made)" == "∅ → A" && "\(made.forward)" == "off * level")
    #expect("\(try reaction("degrade_A", in: builder))" == "A → ∅")
    #expect(builder.network.conservationLaws().isEmpty)
  }

  @Test func `a complex that loses one partner frees the other`() throws {
    var builder = smallBuilder()
    builder.bind("A", to: "B", on: on, off: off)
    builder.losePartner("B", at: off, from: "A_B", freeing: "A")
    #expect("\(try reaction("lose_B_from_A_B", in: builder))" == "A_B → A")
    // B alone is lost; A only changes its form.
    #expect(builder.network.conservationLaws().map(\.description) == ["A + A_B = constant"])
  }

  @Test func `a drug comes and goes at one permeability`() throws {
    var builder = smallBuilder()
    builder.species("medium", in: "cell", behaviour: .heldConstant)
    builder.equilibrate("A", with: Symbol("medium").expression, permeability: off)
    #expect("\(try reaction("uptake_A", in: builder).forward)" == "off * medium")
    #expect("\(try reaction("efflux_A", in: builder).forward)" == "off * A")
  }

  @Test func `release moves a species at any rate`() throws {
    var builder = smallBuilder()
    builder.species("outside", in: "cell")
    builder.release("B", to: "outside", at: off)
    #expect("\(try reaction("release_B", in: builder))" == "B → outside")
  }
}

import Citations
import Expressions
import Quantities
import ReactionNetworks
import Testing

/// A guard holds an activator, which turns a resting effector, of which four make a pore; a blocker
/// takes the guard; a drug comes in from outside.
private func small(activatorActs: Bool) -> ReactionNetwork {
  var builder = NetworkBuilder(name: "small")
  for space in ["medium", "cell"] as [Symbol] { builder.compartment(space, name: space.name) }
  for symbol in ["guard", "activator", "blocker", "effector"] as [Symbol] {
    builder.species(symbol, in: "cell", initial: .number(1))
  }
  for symbol in ["active", "drug"] as [Symbol] { builder.species(symbol, in: "cell") }
  builder.species("outside", in: "medium", behaviour: .heldConstant)
  builder.mechanism = "R1 Binding"
  for partner in ["activator", "blocker", "active", "drug"] as [Symbol] {
    builder.bind(partner, to: "guard", on: 1, off: 1)
  }
  builder.mechanism = "R2 Turnover"
  builder.synthesiseAndDegrade("guard", level: 1, rate: 1)
  builder.losePartner("guard", at: 1, from: "activator_guard", freeing: "activator")
  builder.mechanism = "R3 Turning"
  if activatorActs {
    builder.catalyse("activator", on: "effector", to: "active", on: 1, off: 1, turnover: 1)
  }
  builder.convert(["effector"], to: ["active"], at: 1, back: 1, named: "turn")
  builder.assemblePore(
    of: "active", named: "E", on: 1, off: 1, dimer: "pair", tetramer: "pore")
  builder.equilibrate("drug", with: Symbol("outside").expression, permeability: 1)
  return builder.network
}

@Suite struct NetworkOutlineTests {
  private func words(_ outline: NetworkOutline) -> Set<String> {
    Set(
      outline.conversions.map {
        "\($0.from) \($0.kind.rawValue) \($0.to) ×\($0.count) by \($0.helpers.map(\.name))"
      } + outline.inhibitions.map { "\($0.from) holds \($0.to)" })
  }

  @Test func `who acts, who holds back and who blocks is read off the reactions`() {
    let outline = NetworkOutline(of: small(activatorActs: true))
    #expect(
      words(outline) == [
        "effector turns active ×1.0 by [\"activator\"]", "active assembles pore ×4.0 by []",
        "outside enters drug ×1.0 by []", "guard holds activator", "guard holds active",
        "blocker holds guard", "drug holds guard",
      ])
    let roles = Dictionary(uniqueKeysWithValues: outline.nodes.map { ($0.symbol, $0.role) })
    #expect(roles["guard"] == .inhibits)
    #expect(roles["activator"] == .acts)
    #expect(roles["blocker"] == .blocks)
    #expect(roles["drug"] == .drug)
    #expect(roles["pair"] == nil)
  }

  @Test func `an activator that activates nothing blocks`() {
    let outline = NetworkOutline(of: small(activatorActs: false))
    #expect(words(outline).contains("activator holds guard"))
    #expect(!words(outline).contains("guard holds activator"))
  }

  @Test func `every reaction is shown, or told of as turnover`() {
    let network = small(activatorActs: true)
    let unshown = NetworkOutline(of: network).unshown.map(\.name)
    #expect(
      unshown == [
        "synthesise_guard", "degrade_guard", "lose_guard_from_activator_guard", "efflux_drug",
      ])
  }

  @Test func `a species holds what went into it`() {
    let outline = NetworkOutline(of: small(activatorActs: true))
    #expect(outline.composition["pore"] == ["effector": 4])
    #expect(outline.composition["active_guard"] == ["effector": 1, "guard": 1])
    #expect(outline.composition["drug_guard"] == ["drug": 1, "guard": 1])
  }

  @Test func `the same network gives the same outline`() {
    let first = NetworkOutline(of: small(activatorActs: true))
    for _ in 0..<5 {
      let again = NetworkOutline(of: small(activatorActs: true))
      #expect(again.conversions == first.conversions && again.nodes == first.nodes)
    }
  }
}

import Citations
import Expressions
import Quantities
import ReactionNetworks
import Testing

@Suite struct NetworkTests {
  @Test func `a parameter keeps its canonical unit, its source and its range`() throws {
    var builder = smallBuilder()
    builder.parameter(
      "halfLife", "half-life",
      Sourced(Time.hours(2), .seen(.albeck2008, at: "Table 1"), range: 3600...36_000))
    let parameter = try #require(builder.network.parameter("halfLife"))
    #expect(parameter.value == 7200 && parameter.unit == "s")
    #expect(parameter.range == 3600...36_000)
    #expect(parameter.provenance?.detail == "Albeck et al. 2008, Table 1")
  }

  @Test func `a sound network has no fault`() {
    var builder = smallBuilder()
    builder.bind("A", to: "B", on: 1, off: 1)
    builder.assign("total", unit: "nM", to: Symbol("A") + Symbol("A_B"))
    #expect(builder.network.faults().isEmpty)
  }

  @Test func `every fault is found at once`() {
    var network = smallBuilder().network
    network.parameters.append(Parameter("broken", name: "broken", value: .nan, unit: "1"))
    network.parameters.append(Parameter("A", name: "A again", value: 1, unit: "1"))
    network.reactions.append(
      Reaction(
        "odd", mechanism: "", reactants: [.init("on")], products: [.init("A")],
        forward: Symbol("missing").expression))
    network.variables.append(
      Variable("adrift", name: "adrift", kind: .species(in: "nowhere", measure: .concentration)))
    network.constraints.append(Symbol("absent").expression)
    #expect(
      Set(network.faults()) == [
        .duplicateSymbol("A"), .nonFiniteParameter("broken"),
        .unknownCompartment("nowhere", of: "adrift"),
        .unknownSymbol("absent", in: "constraint 1"),
        .unknownSymbol("missing", in: "odd"), .reactionOnNonSpecies("on", reaction: "odd"),
      ])
  }

  @Test func `assignments are ordered by what they read, and a cycle is named`() throws {
    var builder = smallBuilder()
    builder.assign("second", unit: "1", to: Symbol("first") * "A")
    builder.assign("first", unit: "1", to: Symbol("A") + Symbol("B"))
    let order = try #require(builder.network.assignmentsInOrder())
    #expect(order.map(\.symbol) == ["first", "second"])
    builder.assign("x", unit: "1", to: Symbol("y").expression)
    builder.assign("y", unit: "1", to: Symbol("x") + Symbol("first"))
    builder.assign("outside", unit: "1", to: Symbol("y").expression)
    #expect(builder.network.assignmentsInOrder() == nil)
    let cycles = builder.network.faults().compactMap { fault -> [Symbol]? in
      if case .assignmentCycle(let symbols) = fault { symbols } else { nil }
    }
    #expect(cycles.count == 1 && cycles[0].contains("x") && cycles[0].contains("y"))
  }

  @Test func `equations read as a person writes them`() {
    func text(_ reactants: [Reaction.Participant], _ products: [Reaction.Participant]) -> String {
      "\(Reaction("r", mechanism: "", reactants: reactants, products: products, forward: 1))"
    }
    #expect(text([], [.init("A")]) == "∅ → A")
    #expect(text([.init("A", stoichiometry: 2)], [.init("B")]) == "2 A → B")
    #expect(text([.init("A", stoichiometry: 0.5)], []) == "0.5 A → ∅")
  }

  @Test func `a catalyst has no net change`() {
    let reaction = Reaction(
      "r", mechanism: "", reactants: [.init("E"), .init("S")], products: [.init("E"), .init("P")],
      forward: 1)
    #expect(reaction.netStoichiometry == ["S": -1, "P": 1])
  }

  @Test func `a conserved sum of a state is its weighted total, and NaN if a part is missing`()
    throws
  {
    var builder = smallBuilder()
    builder.assemblePore(of: "A", named: "A", on: 1, off: 1, dimer: "A2", tetramer: "A4")
    let law = try #require(builder.network.conservationLaws().first)
    let state: [Symbol: Double] = ["A": 1, "A2": 2, "A4": 3]
    #expect(law.total { state[$0] } == 17)
    #expect(law.total { $0 == "A" ? 1 : nil }.isNaN)
  }

  @Test func `every law of a random network is kept by every reaction`() {
    // Thirty conversions of up to three species into up to three, from a fixed linear congruence.
    var seed: UInt64 = 7
    func next(_ bound: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % bound
    }
    for _ in 0..<20 {
      var builder = NetworkBuilder(name: "random")
      let cell = builder.compartment("cell", name: "cell")
      let species = (0..<12).map { builder.species(Symbol("S\($0)"), in: cell) }
      for index in 0..<(3 + next(9)) {
        let sides = (0..<2).map { _ in (0...next(3)).map { _ in species[next(12)] } }
        builder.convert(sides[0], to: sides[1], at: 1, named: Symbol("r\(index)"))
      }
      for law in builder.network.conservationLaws() {
        let weights = Dictionary(uniqueKeysWithValues: law.terms.map { ($0.species, $0.weight) })
        for reaction in builder.network.reactions {
          let change = reaction.netStoichiometry.reduce(0) {
            $0 + $1.value * (weights[$1.key] ?? 0)
          }
          #expect(change.magnitude < 1e-9, "\(law) is broken by \(reaction)")
        }
      }
    }
  }
}

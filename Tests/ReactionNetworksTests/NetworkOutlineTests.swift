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

  @Test func `how a file spells a reaction that runs both ways does not matter`() {
    var apart = small(activatorActs: true)
    apart.reactions = apart.reactions.flatMap { reaction -> [Reaction] in
      guard let reverse = reaction.reverse else { return [reaction] }
      var there = reaction
      there.reverse = nil
      return [
        there,
        Reaction(
          Symbol("\(reaction.symbol)_back"), mechanism: reaction.mechanism,
          reactants: reaction.products, products: reaction.reactants, forward: reverse),
      ]
    }
    var net = small(activatorActs: true)
    for index in net.reactions.indices {
      net.reactions[index].forward = net.reactions[index].netRate
      net.reactions[index].reverse = nil
    }
    let outline = NetworkOutline(of: small(activatorActs: true))
    for other in [apart, net].map(NetworkOutline.init) {
      #expect(words(other) == words(outline))
      #expect(other.steps.isEmpty)
    }
  }

  /// Reactions over species of one space, each `A + B → C`.
  private func network(_ equations: [String], both: Set<Int> = []) -> ReactionNetwork {
    var network = ReactionNetwork(name: "made")
    var known: Set<Symbol> = []
    for (index, equation) in equations.enumerated() {
      let sides = equation.split(separator: "→").map { side in
        side.split(separator: "+").map { word in
          Reaction.Participant(Symbol(word.filter { $0 != " " }.description))
        }
      }
      for symbol in (sides[0] + sides[1]).map(\.species) where known.insert(symbol).inserted {
        network.variables.append(
          Variable(
            symbol, name: symbol.name, kind: .species(in: "cell", measure: .amount),
            initial: .number(symbol.name.count == 1 ? 1 : 0)))
      }
      func rate(_ side: [Reaction.Participant]) -> Expression {
        side.reduce(1) { $0 * $1.species.expression }
      }
      network.reactions.append(
        Reaction(
          Symbol("r\(index)"), mechanism: "", reactants: sides[0], products: sides[1],
          forward: rate(sides[0]), reverse: both.contains(index) ? rate(sides[1]) : nil))
    }
    return network
  }

  @Test func `two that meet for good are assembled to what they become`() {
    let outline = NetworkOutline(of: network(["L + R → LR", "LR → DISC"], both: [0]))
    #expect(
      words(outline) == ["L assembles DISC ×1.0 by []", "R assembles DISC ×1.0 by []"])
    #expect(outline.unshown.isEmpty && outline.steps.isEmpty)
  }

  @Test func `what makes others into its kind helps itself`() {
    let outline = NetworkOutline(of: network(["AA + B → AAB", "AAB → AA + AA"], both: [0]))
    #expect(words(outline) == ["B turns AA ×1.0 by [\"AA\"]"])
  }

  @Test func `a chain whose middle is held keeps its links`() {
    let outline = NetworkOutline(
      of: network(
        ["M + M → MM", "MM + MM → MMMM", "G + MM → GMM", "MMMM + X → MMMM + YY"], both: [0, 1, 2]))
    #expect(words(outline).contains("M assembles MM ×2.0 by []"))
    #expect(words(outline).contains("MM assembles MMMM ×2.0 by []"))
    #expect(words(outline).contains("G holds MM"))
  }

  @Test func `a reaction that folds into nothing stands for itself`() {
    let outline = NetworkOutline(of: network(["A + B → CC + DD", "CC → A"]))
    #expect(outline.steps.map(\.from) == [["A", "B"]] && outline.steps.map(\.to) == [["CC", "DD"]])
    #expect(outline.unshown.isEmpty)
    #expect(Set(outline.nodes.map(\.symbol)) == ["A", "B", "CC", "DD"])
  }
}

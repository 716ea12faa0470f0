import Citations
import Expressions
import FileFormats
import Quantities
import ReactionNetworks
import Simulation
import Testing

@Suite struct SBMLWriterTests {
  /// Everything that is written and read back: rules of both kinds, a net law, a held species, a
  /// choice between formulas, amounts that come from a formula.
  private static var network: ReactionNetwork {
    var builder = NetworkBuilder(name: "two spaces & more")
    builder.compartment("outside", name: "outside")
    builder.compartment("cell", name: "the cell")
    builder.mechanism = "R1 In and out"
    let level = builder.parameter(
      "level", "level <of> A",
      Sourced(Concentration.nanomolar(4), .chosen(because: "a < b & c")))
    builder.species("A", name: "A", in: "cell", initial: .formula(level.expression))
    builder.species("B", in: "cell")
    builder.species("D", in: "outside", initial: .number(3), behaviour: .heldConstant)
    builder.quantity("clock", unit: "s", rate: 1)
    builder.quantity(
      "switch", unit: "fraction", initial: .number(0.25),
      rate: 0.1 * (.minimum("A".expression, 1) - "switch"))
    builder.assign(
      "shape", unit: "fraction",
      to: .piecewise(
        [.init(when: .comparison(.less, "clock".expression, 5), then: 0.5)],
        otherwise: .maximum("switch".expression, 0.2)))
    builder.reaction(
      "binding", [.init("A", stoichiometry: 2)], to: [.init("B")],
      at: 0.05 * "A".expression.raised(to: 2), back: 0.02 * "B".expression)
    builder.reaction(
      "entry", [], to: [.init("A")],
      at: .product([0.3, "shape".expression, "D".expression, .function(.exp, -0.1 * .time)]))
    return builder.network
  }

  private func course(of network: ReactionNetwork, _ names: [Symbol]) throws -> [[Double]] {
    let compiled = try CompiledNetwork(
      network, readouts: names.map { Readout($0.name, unit: "", $0.expression) })
    var integrator = CVODESIntegrator(compiled)
    let times = [0, 1, 4, 7, 20].map { Time.seconds($0) }
    let result = integrator.run(
      SimulationProblem(
        until: .seconds(20), inputs: compiled.inputs(), outputTimes: times,
        tolerances: Tolerances(relative: 1e-9, absolute: 1e-12)))
    #expect(result.ending == .reachedEnd)
    return times.indices.map { row in
      names.indices.map { result.trajectory.value(at: row, readout: $0) }
    }
  }

  @Test func `what is written reads back to the same course`() throws {
    let text = try SBMLWriter(Self.network, amountUnit: "nM", notes: ["of <this> & that"]).text()
    let back = try SBMLReader.network(from: text)
    let names: [Symbol] = ["A", "B", "switch", "shape"]
    let (first, second) = (
      try course(of: Self.network, names), try course(of: back, names)
    )
    for (left, right) in zip(first.joined(), second.joined()) {
      // Both run at 1e-9 a step; the switch of the choice at 5 s is stepped over by either.
      #expect(abs(left - right) <= 1e-6 * max(1, abs(left)))
    }
  }

  @Test func `names, units and sources are in the file, and writing it again gives the same`() throws {
    let text = try SBMLWriter(Self.network, amountUnit: "nM", notes: ["of <this> & that"]).text()
    #expect(text.contains("of &lt;this&gt; &amp; that"))
    #expect(text.contains("name=\"level &lt;of&gt; A\" value=\"4\" units=\"nM\""))
    #expect(text.contains("Source: chosen: a &lt; b &amp; c"))
    #expect(text.contains("reversible=\"true\"") && text.contains("boundaryCondition=\"true\""))
    #expect(text == (try SBMLWriter(Self.network, amountUnit: "nM", notes: ["of <this> & that"]).text()))
  }

  @Test func `events are written, and what SBML cannot say is refused`() throws {
    var network = Self.network
    network.events = [
      Event(
        "dose", when: .comparison(.greater, .time, 3), resets: [.init("A", to: "A".expression + 1)])
    ]
    let text = try SBMLWriter(network, amountUnit: "nM").text()
    #expect(text.contains("<event id=\"dose\"") && text.contains("<eventAssignment variable=\"A\""))
    network.variables.append(
      Variable(
        "late", name: "late", kind: .quantity,
        behaviour: .assignment(.delayed(of: "A".expression, by: 2))))
    #expect {
      _ = try SBMLWriter(network, amountUnit: "nM").text()
    } throws: { "\($0)".contains("late: the formula") }
  }
}

extension Symbol {
  fileprivate static func - (left: Expression, right: Symbol) -> Expression {
    left - right.expression
  }
}

import Citations
import Expressions
import Foundation
import Quantities
import ReactionNetworks
import Simulation
import Testing

/// Runs problems on the lane engine; results in order of the problems.
func laneResults(
  _ problems: [SimulationProblem], of network: CompiledNetwork,
  on execution: LaneExecution = .interpreter(width: 8), plan: LanePlan? = nil
) throws -> [SimulationResult] {
  var engine = LaneEngine(network, plan: try plan ?? network.lanePlan(), execution)
  var queue = problems.enumerated().map { ($0, $1) }[...]
  var found: [Int: SimulationResult] = [:]
  engine.run(next: { queue.popFirst() }, finish: { found[$0] = $1 })
  #expect(found.count == problems.count)
  return problems.indices.compactMap { found[$0] }
}

@Suite struct LaneEngineTests {
  @Test(.tags(.reference))
  func `Robertson's problem agrees with the published end state`() throws {
    let network = try CompiledNetwork(robertson())
    let problem = SimulationProblem(
      until: .seconds(1e11), inputs: network.inputs(), outputTimes: [.seconds(1e11)],
      tolerances: Tolerances(relative: 1e-9, absolute: 1e-18))
    let result = try laneResults([problem], of: network)[0]
    #expect(result.ending == .reachedEnd)
    #expect(result.effort.fallbacks == 0)
    let expected = [0.208_334_014_970_125_5e-7, 0.833_336_077_033_471_3e-13, 0.999_999_979_166_505]
    for (index, value) in expected.enumerated() {
      // A tolerance of 1e-9 a step over about 1,000 steps leaves six digits.
      #expect(abs(result.finalState[index] / value - 1) < 1e-6)
    }
  }

  @Test func `what is conserved stays conserved`() throws {
    let network = try CompiledNetwork(robertson())
    let times = (0...10).map { Time.seconds(pow10(Double($0) - 3)) }
    let result = try laneResults(
      [SimulationProblem(until: times[10], inputs: network.inputs(), outputTimes: times)],
      of: network)[0]
    #expect(result.trajectory.times == times)
    for row in times.indices {
      let total = (0..<3).reduce(0) { $0 + result.trajectory.value(at: row, readout: $1) }
      // Linear invariants survive a Rosenbrock step up to the round-off of its linear systems.
      #expect(abs(total - 1) < 1e-10)
    }
  }

  @Test func `lanes and CVODES agree where powers, choices and time enter`() throws {
    let network = try CompiledNetwork(circuit(withTime: true))
    let problem = SimulationProblem(
      until: .seconds(20), inputs: network.inputs(),
      tolerances: Tolerances(relative: 1e-9, absolute: 1e-12))
    let lanes = try laneResults([problem], of: network)[0]
    var oracle = CVODESIntegrator(network)
    let expected = oracle.run(problem)
    #expect(lanes.effort.fallbacks == 0)
    for (ours, theirs) in zip(lanes.finalState, expected.finalState) {
      // CVODES keeps 1e-9 a step; its error builds up over a few hundred.
      #expect(abs(ours - theirs) <= 1e-6 * abs(theirs) + 1e-10)
    }
  }

  @Test func `lanes and CVODES agree at the times asked for`() throws {
    let network = try CompiledNetwork(robertson())
    let times = [0, 0.1, 1, 7, 40, 400].map { Time.seconds($0) }
    let problem = SimulationProblem(
      until: times[5], inputs: network.inputs(), outputTimes: times,
      tolerances: Tolerances(relative: 1e-8, absolute: 1e-12))
    let lanes = try laneResults([problem], of: network)[0]
    var oracle = CVODESIntegrator(network)
    let expected = oracle.run(problem)
    #expect(lanes.trajectory.times == times)
    for (ours, theirs) in zip(lanes.trajectory.values, expected.trajectory.values) {
      // CVODES keeps 1e-8 a step; its error builds up over a few hundred.
      #expect(abs(ours - theirs) <= 3e-6 * abs(theirs) + 1e-12)
    }
  }

  @Test func `doses are never crossed, and an output at a dose shows what follows it`() throws {
    let network = try CompiledNetwork(laneDecay())
    let k = 0.3
    let problem = SimulationProblem(
      until: .seconds(6), inputs: network.inputs(setting: ["k": k]),
      schedule: Schedule([
        .init(at: .seconds(2), [.add("A", 5)]), .init(at: .seconds(4), [.set("k", 1)]),
      ]), outputTimes: [0, 1, 2, 3, 4, 5, 6].map { .seconds($0) },
      tolerances: Tolerances(relative: 1e-9, absolute: 1e-12))
    let result = try laneResults([problem], of: network)[0]
    let atTwo = exponential(-2 * k) + 5
    let atFour = atTwo * exponential(-2 * k)
    let expected = [
      1, exponential(-k), atTwo, atTwo * exponential(-k), atFour, atFour * exponential(-1),
      atFour * exponential(-2),
    ]
    for (index, value) in expected.enumerated() {
      #expect(abs(result.trajectory.value(at: index, readout: 0) / value - 1) < 1e-8)
    }
  }

  @Test func `a landmark is located, not rounded to a step`() throws {
    let network = try CompiledNetwork(
      laneDecay(),
      landmarks: [
        Landmark("half", whenRisesThroughZero: 0.5 - Symbol("A").expression),
        Landmark("from the start", whenRisesThroughZero: 2 - Symbol("A").expression),
        Landmark("never", whenRisesThroughZero: Symbol("A").expression - 2),
      ])
    let problem = SimulationProblem(
      until: .seconds(10), inputs: network.inputs(setting: ["k": 0.7]),
      tolerances: Tolerances(relative: 1e-8, absolute: 1e-10))
    let times = try laneResults([problem], of: network)[0].landmarkTimes
    // log 2 / 0.7, within what the tolerance leaves.
    #expect(abs((times[0]?.seconds ?? .nan) - 0.990_210_257_942_779) < 1e-6)
    #expect(times[1] == .zero)
    #expect(times[2] == nil)
  }

  @Test func `members that lanes cannot carry run in CVODES and say so`() throws {
    var builder = NetworkBuilder(name: "blow-up")
    let cell = builder.compartment("cell", name: "cell")
    builder.species("A", in: cell, initial: .number(1))
    builder.reaction("grow", [], to: [.init("A")], at: Symbol("A") * "A")
    let network = try CompiledNetwork(builder.network)
    let result = try laneResults(
      [
        SimulationProblem(
          until: .seconds(2), inputs: network.inputs(),
          outputTimes: [.seconds(0), .seconds(0.5), .seconds(2)])
      ], of: network)[0]
    #expect(result.ending != .reachedEnd)
    #expect(result.effort.fallbacks == 1)
    #expect(result.trajectory.times == [.seconds(0), .seconds(0.5)])
    #expect(abs(result.trajectory.value(at: 1, readout: 0) - 2) < 1e-4)
  }

  @Test func `a stiff network that breaks elimination without pivoting falls back and says so`()
    throws
  {
    // x and y turn about each other at 1e12 per second and have no decay of their own: at any step
    // that z allows, the second pivot is the first one's square and all its digits are lost.
    var network = laneDecay()
    func turning(_ symbol: Symbol, _ rate: Expressions.Expression) -> Variable {
      Variable(
        symbol, name: symbol.name, kind: .quantity, behaviour: .rate(rate), unit: "1")
    }
    network.variables += [
      turning("x", -1e12 * Expressions.Expression.symbol("y")),
      turning("y", 1e12 * Expressions.Expression.symbol("x")),
    ]
    let compiled = try CompiledNetwork(network)
    let result = try laneResults(
      [SimulationProblem(until: .seconds(10), inputs: compiled.inputs(setting: ["k": 0.1]))],
      of: compiled)[0]
    #expect(result.ending == .reachedEnd)
    #expect(result.effort.fallbacks == 1)
    #expect(abs(result.finalState[0] - exponential(-1)) < 1e-5)
  }

  @Test func `a spent step limit is an ending with a partial result`() throws {
    let network = try CompiledNetwork(robertson())
    let result = try laneResults(
      [
        SimulationProblem(
          until: .seconds(1e11), inputs: network.inputs(), outputTimes: [.zero, .seconds(1e11)],
          stepLimit: 20)
      ], of: network)[0]
    guard case .stepLimitReached(let time) = result.ending else {
      Issue.record("ended with \(result.ending)")
      return
    }
    #expect(time > .zero)
    #expect(result.trajectory.times == [.zero])
  }

  @Test func `an unset input is no run at all`() throws {
    let network = try CompiledNetwork(laneDecay())
    let result = try laneResults(
      [SimulationProblem(until: .seconds(1), inputs: network.inputs(setting: ["k": .nan]))],
      of: network)[0]
    #expect(result.ending == .invalidStart)
    #expect(result.trajectory.times.isEmpty)
  }

  @Test func `a network with a function that lanes do not compute runs in CVODES`() async throws {
    var builder = NetworkBuilder(name: "swing")
    let cell = builder.compartment("cell", name: "cell")
    builder.species("A", in: cell, initial: .number(1))
    builder.reaction("r", [.init("A")], to: [], at: .function(.arctan, .symbol("A")))
    let network = try CompiledNetwork(builder.network)
    let runner = EnsembleRunner(network, threads: 1)
    #expect(runner.refusal == .function("arctan"))
    let ends = try await runner.run(
      count: 3, problem: { _ in SimulationProblem(until: .seconds(1), inputs: network.inputs()) },
      reduce: { $1.ending })
    #expect(ends == [.reachedEnd, .reachedEnd, .reachedEnd])
  }
}

/// `A → ∅` at rate k·A, with A = 1 at the start.
func laneDecay() -> ReactionNetwork {
  var builder = NetworkBuilder(name: "decay")
  let cell = builder.compartment("cell", name: "cell")
  builder.species("A", in: cell, initial: .number(1))
  builder.parameter("k", "rate", Sourced(1.0, .chosen(because: "a number for a test")))
  builder.convert(["A"], to: [], at: Symbol("k").expression, named: "r")
  return builder.network
}

import Citations
import Expressions
import Quantities
import ReactionNetworks
import Simulation
import Testing

/// `A → B` at rate k, with a landmark where half has gone.
private func decay(rate: Double = 0.1, start: Double = 8) throws -> CompiledNetwork {
  var builder = NetworkBuilder(name: "decay")
  let cell = builder.compartment("cell", name: "cell")
  let k = builder.parameter(
    "k", "decay rate", Sourced(FirstOrderRate.perSecond(rate), .chosen(because: "test")))
  builder.species("A", in: cell, initial: .number(start))
  builder.species("B", in: cell)
  builder.convert(["A"], to: ["B"], at: k.expression, named: "turn")
  let half = Landmark("half gone", whenRisesThroughZero: Symbol("B") - Symbol("A"))
  return try CompiledNetwork(builder.network, landmarks: [half])
}

@Suite struct CVODESIntegratorTests {
  @Test func `first-order decay is exponential at every asked time`() throws {
    let network = try decay()
    var integrator = CVODESIntegrator(network)
    let times = stride(from: 0.0, through: 40, by: 5).map { Time.seconds($0) }
    let result = integrator.run(
      SimulationProblem(until: .seconds(40), inputs: network.inputs(), outputTimes: times))
    #expect(result.ending == .reachedEnd)
    #expect(result.trajectory.times == times)
    for (row, time) in times.enumerated() {
      let exact = 8 * exponential(-0.1 * time.seconds)
      // The tolerance is 1e-7 a step; global error grows with the number of steps.
      #expect(abs(result.trajectory.value(at: row, readout: 0) - exact) < 2e-5)
    }
  }

  @Test func `a landmark is a root, not a grid point`() throws {
    let network = try decay()
    var integrator = CVODESIntegrator(network)
    let result = integrator.run(SimulationProblem(until: .seconds(40), inputs: network.inputs()))
    let half = try #require(result.landmarkTimes[0])
    #expect(abs(half.seconds - 6.931_471_805_599_453) < 1e-4)
  }

  @Test func `a dose is felt at its moment and output there shows it`() throws {
    let network = try decay()
    var integrator = CVODESIntegrator(network)
    let result = integrator.run(
      SimulationProblem(
        until: .seconds(20), inputs: network.inputs(),
        schedule: Schedule([
          .init(at: .seconds(10), [.set("A", 5)]), .init(at: .seconds(10), [.add("A", 3)]),
          .init(at: .seconds(15), [.set("k", 0)]),
        ]), outputTimes: [.seconds(10), .seconds(15), .seconds(20)]))
    #expect(result.trajectory.value(at: 0, readout: 0) == 8)
    let atStop = 8 * exponential(-0.5)
    #expect(abs(result.trajectory.value(at: 1, readout: 0) - atStop) < 1e-5)
    #expect(
      result.trajectory.value(at: 2, readout: 0) == result.trajectory.value(at: 1, readout: 0))
  }

  /// The Test Set for IVP Solvers (Mazzia & Magherini 2008), Robertson's problem at t = 1e11.
  @Test(.tags(.reference))
  func `Robertson's problem agrees with the published end state`() throws {
    let network = try CompiledNetwork(robertson())
    var integrator = CVODESIntegrator(network)
    let result = integrator.run(
      SimulationProblem(
        until: .seconds(1e11), inputs: network.inputs(), outputTimes: [.seconds(1e11)],
        tolerances: Tolerances(relative: 1e-9, absolute: 1e-18)))
    #expect(result.ending == .reachedEnd)
    let expected = [0.208_334_014_970_125_5e-7, 0.833_336_077_033_471_3e-13, 0.999_999_979_166_505]
    for (index, value) in expected.enumerated() {
      // A tolerance of 1e-9 a step over about 1,000 steps leaves six digits.
      #expect(abs(result.finalState[index] / value - 1) < 1e-6)
    }
  }

  @Test func `what is conserved stays conserved`() throws {
    let network = try CompiledNetwork(robertson())
    #expect(network.network.conservationLaws().map(\.description) == ["A + B + C = constant"])
    var integrator = CVODESIntegrator(network)
    let times = (0...10).map { Time.seconds(pow10(Double($0) - 3)) }
    let result = integrator.run(
      SimulationProblem(until: times[10], inputs: network.inputs(), outputTimes: times))
    for row in times.indices {
      let total = (0..<3).reduce(0) { $0 + result.trajectory.value(at: row, readout: $1) }
      // Linear invariants survive backward differentiation up to round-off and Newton's residual.
      #expect(abs(total - 1) < 1e-8)
    }
  }

  @Test func `a run does not depend on what the integrator ran before`() throws {
    let network = try CompiledNetwork(robertson())
    let problem = SimulationProblem(until: .seconds(1e4), inputs: network.inputs())
    var fresh = CVODESIntegrator(network)
    let expected = fresh.run(problem).finalState
    var used = CVODESIntegrator(network)
    _ = used.run(
      SimulationProblem(
        until: .seconds(3), inputs: network.inputs(setting: ["k1": 4, "k2": 1e3]),
        tolerances: .ensemble))
    #expect(used.run(problem).finalState == expected)
  }

  @Test func `a blow-up keeps what came before it and says where`() throws {
    var builder = NetworkBuilder(name: "blow-up")
    let cell = builder.compartment("cell", name: "cell")
    builder.species("A", in: cell, initial: .number(1))
    builder.reaction("grow", [], to: [.init("A")], at: Symbol("A") * "A")
    let network = try CompiledNetwork(builder.network)
    var integrator = CVODESIntegrator(network)
    let result = integrator.run(
      SimulationProblem(
        until: .seconds(2), inputs: network.inputs(),
        outputTimes: [.seconds(0), .seconds(0.5), .seconds(2)]))
    #expect(result.ending != .reachedEnd)
    #expect(result.trajectory.times == [.seconds(0), .seconds(0.5)])
    #expect(abs(result.trajectory.value(at: 1, readout: 0) - 2) < 1e-4)
  }

  @Test func `a spent step limit is an ending with a partial result`() throws {
    let network = try CompiledNetwork(robertson())
    var integrator = CVODESIntegrator(network)
    let result = integrator.run(
      SimulationProblem(
        until: .seconds(1e11), inputs: network.inputs(), outputTimes: [.zero, .seconds(1e11)],
        stepLimit: 20))
    guard case .stepLimitReached(let time) = result.ending else {
      Issue.record("ended with \(result.ending)")
      return
    }
    #expect(time > .zero)
    #expect(result.trajectory.times == [.zero])
  }

  @Test func `an unset input is no run at all`() throws {
    let network = try decay()
    var integrator = CVODESIntegrator(network)
    let result = integrator.run(
      SimulationProblem(until: .seconds(1), inputs: network.inputs(setting: ["k": .nan])))
    #expect(result.ending == .invalidStart)
    #expect(result.trajectory.times.isEmpty)
  }

  @Test func `what no engine runs yet is refused by name`() {
    var builder = NetworkBuilder(name: "with an event")
    builder.event(Event("dose", when: .comparison(.greater, .time, 3), resets: []))
    #expect(throws: CompilationError.unsupported(.event, in: "dose")) {
      try CompiledNetwork(builder.network)
    }
  }
}

@Suite struct JacobianTests {
  @Test func `the symbolic Jacobian agrees with differences`() throws {
    let network = try CompiledNetwork(robertson())
    let state = [0.7, 2e-5, 0.3]
    let exact = network.denseJacobian(at: state, inputs: network.inputs())
    for column in 0..<3 {
      let step = 1e-6 * max(state[column], 1e-6)
      var (high, low) = (state, state)
      high[column] += step
      low[column] -= step
      let above = network.derivative(at: high, inputs: network.inputs())
      let below = network.derivative(at: low, inputs: network.inputs())
      for row in 0..<3 {
        let slope = (above[row] - below[row]) / (2 * step)
        #expect(abs(exact[row][column] - slope) <= 1e-5 * max(1, abs(slope)))
      }
    }
  }
}

import NumericalMethods
import Quantities
import Simulation
import Synchronization
import Testing

@Suite struct LaneReproducibilityTests {
  /// Members whose rates differ by orders, so that lanes finish at very different moments.
  private func problems(_ network: CompiledNetwork) -> [SimulationProblem] {
    (0..<37).map { member in
      let factor = pow10(Double(member % 7) - 3)
      return SimulationProblem(
        until: .seconds(1 + 40 * Double(member % 5)),
        inputs: network.inputs(setting: ["k1": 0.04 * factor, "k3": 1e4 * (1 + Double(member))]),
        outputTimes: [.seconds(0.5), .seconds(1)], tolerances: .ensemble)
    }
  }

  private func bits(_ results: [SimulationResult]) -> [[UInt64]] {
    results.map { result in
      (result.finalState + result.trajectory.values + [Double(result.effort.steps)]).map(
        \.bitPattern)
    }
  }

  @Test func `every back end and width gives the same bits`() throws {
    let network = try CompiledNetwork(robertson())
    let problems = problems(network)
    let expected = bits(try laneResults(problems, of: network, on: .swift))
    for width in [4, 8, 16] {
      #expect(
        try bits(laneResults(problems, of: network, on: .interpreter(width: width))) == expected)
    }
  }

  /// Members of a network with powers, a choice and time.
  private func driven(_ network: CompiledNetwork) -> [SimulationProblem] {
    (0..<29).map { member in
      SimulationProblem(
        until: .seconds(0.5 + Double(member % 6)),
        inputs: network.inputs(setting: ["k": 0.05 * Double(1 + member)]),
        outputTimes: [.seconds(0.2), .seconds(0.3)], tolerances: .ensemble)
    }
  }

  @Test(arguments: [false, true])
  func `every kind of operation gives the same bits on every back end`(withTime: Bool) throws {
    let network = try CompiledNetwork(circuit(withTime: withTime))
    #expect(network.stateCount == 8)
    let problems = driven(network)
    let results = try laneResults(problems, of: network, on: .swift)
    #expect(results.allSatisfy { $0.ending == .reachedEnd && $0.effort.fallbacks == 0 })
    let expected = bits(results)
    for width in [4, 8, 16] {
      #expect(
        try bits(laneResults(problems, of: network, on: .interpreter(width: width))) == expected)
    }
  }

  @Test(arguments: [false, true])
  func `the order of a list's operations changes nothing`(withTime: Bool) throws {
    let network = try CompiledNetwork(circuit(withTime: withTime))
    let problems = driven(network)
    let written = try LanePlan(network, order: .asWritten)
    #expect(
      try bits(laneResults(problems, of: network, plan: written))
        == bits(laneResults(problems, of: network)))
  }

  @Test func `the order of members changes nothing`() throws {
    let network = try CompiledNetwork(robertson())
    let problems = problems(network)
    let expected = bits(try laneResults(problems, of: network))
    let backwards = bits(try laneResults(problems.reversed(), of: network))
    #expect(Array(backwards.reversed()) == expected)
    let alone = bits(try problems.flatMap { try laneResults([$0], of: network) })
    #expect(alone == expected)
  }

  @Test(arguments: [1, 2, 5])
  func `threads change nothing`(threads: Int) async throws {
    let network = try CompiledNetwork(robertson())
    let problems = problems(network)
    let expected = bits(try laneResults(problems, of: network))
    let runner = EnsembleRunner(network, threads: threads)
    #expect(runner.backend == .interpreter)
    let done = Mutex<[Int]>([])
    let found = try await runner.run(
      count: problems.count, problem: { problems[$0] }, reduce: { $1 },
      finished: { count in done.withLock { $0.append(count) } })
    #expect(bits(found) == expected)
    #expect(done.withLock { $0.sorted() } == Array(1...problems.count))
  }
}

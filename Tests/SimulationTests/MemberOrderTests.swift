import Quantities
import Simulation
import Synchronization
import Testing

@Suite struct MemberOrderTests {
  private struct Full: Error {}

  /// Members that take very different times.
  private func problems(_ network: CompiledNetwork) -> [SimulationProblem] {
    (0..<60).map { member in
      SimulationProblem(
        until: .seconds(pow(10, Double(member * 7 % 5))),
        inputs: network.inputs(setting: ["k1": 0.04 * Double(1 + member % 3)]),
        tolerances: .ensemble)
    }
  }

  private func pow(_ base: Double, _ exponent: Double) -> Double {
    (0..<Int(exponent)).reduce(1) { value, _ in value * base }
  }

  @Test(arguments: [1, 2, 7, 1000], [EnsembleEngine.automatic, .cvodes])
  func `members come in order whatever the window`(window: Int, engine: EnsembleEngine) async throws
  {
    let network = try CompiledNetwork(robertson())
    let problems = problems(network)
    let expected = try await EnsembleRunner(network, threads: 1, engine: engine).run(
      count: 60, problem: { problems[$0] }, reduce: { $1.finalState })
    for threads in [1, 3] {
      let found = Mutex<[(Int, [Double])]>([])
      let begun = Mutex(0)
      let delivered = Mutex(0)
      try await EnsembleRunner(network, threads: threads, engine: engine).stream(
        count: 60, window: window,
        problem: { member in
          begun.withLock { $0 = max($0, member + 1) }
          #expect(member < delivered.withLock { $0 } + window)
          return problems[member]
        }, reduce: { $1.finalState },
        deliver: { member, state in
          found.withLock { $0.append((member, state)) }
          delivered.withLock { $0 = member + 1 }
        })
      #expect(found.withLock { $0.map(\.0) } == Array(0..<60))
      #expect(found.withLock { $0.map(\.1) } == expected)
      #expect(begun.withLock { $0 } == 60)
    }
  }

  @Test(arguments: [1, 3])
  func `what delivery throws ends the run`(threads: Int) async throws {
    let network = try CompiledNetwork(robertson())
    let problems = problems(network)
    let delivered = Mutex(0)
    await #expect(throws: Full.self) {
      try await EnsembleRunner(network, threads: threads).stream(
        count: 60, window: 4, problem: { problems[$0] }, reduce: { member, _ in member },
        deliver: { member, _ in
          if member == 20 { throw Full() }
          delivered.withLock { $0 += 1 }
        })
    }
    #expect(delivered.withLock { $0 } == 20)
  }

  @Test func `an ensemble of none is done`() async throws {
    let network = try CompiledNetwork(robertson())
    let problems = problems(network)
    let asked = Mutex(0)
    let found = try await EnsembleRunner(network, threads: 2).run(
      count: 0,
      problem: { _ in
        asked.withLock { $0 += 1 }
        return problems[0]
      }, reduce: { member, _ in member })
    #expect(found.isEmpty)
    #expect(asked.withLock { $0 } == 0)
  }

  @Test func `the break-even is where automatic changes its mind`() throws {
    let network = try CompiledNetwork(robertson())
    let runner = EnsembleRunner(network, threads: 1)
    let members = try #require(runner.breakEvenMembers)
    let plan = try network.lanePlan()
    #expect(LaneBackend.thatRepays(members: members, operations: plan.operationCount) == .native)
    #expect(
      LaneBackend.thatRepays(members: members - 1, operations: plan.operationCount) == .interpreter)
    #expect(EnsembleRunner(network, threads: 1, engine: .cvodes).breakEvenMembers == nil)
  }
}

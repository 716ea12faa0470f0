import Citations
import Expressions
import Foundation
import NativeKernels
import Quantities
import ReactionNetworks
import Simulation
import Testing

@Suite(.enabled(if: NativeKernels() != nil, "needs a C compiler")) struct NativeKernelsTests {
  /// A network in which powers, logarithms, a choice and time all enter.
  private func network() throws -> CompiledNetwork {
    var builder = NetworkBuilder(name: "switch")
    let cell = builder.compartment("cell", name: "cell")
    builder.species("A", in: cell, initial: .number(1))
    builder.species("B", in: cell)
    builder.parameter("n", "exponent", Sourced(2.5, .chosen(because: "a number for a test")))
    let a = Expression.symbol("A")
    let hill = Expression.power(a, .symbol("n")) / (1 + .power(a, .symbol("n")))
    builder.reaction("turn", [.init("A")], to: [.init("B")], at: 3 * hill)
    let late = Expression.piecewise(
      [.init(when: .comparison(.less, .symbol("B"), 0.25), then: .function(.sqrt, 1 + a))],
      otherwise: .function(.exp, -a) + .function(.floor, 2 * a) + .function(.log, 2 + .time))
    builder.reaction("back", [.init("B")], to: [.init("A")], at: 0.2 * .symbol("B") * late)
    return try CompiledNetwork(builder.network)
  }

  private func ends(
    _ network: CompiledNetwork, _ engine: EnsembleEngine, _ kernels: (any LaneKernelProvider)?
  ) async throws -> [[UInt64]] {
    let runner = EnsembleRunner(network, threads: 2, engine: engine, kernels: kernels)
    return try await runner.run(
      count: 23,
      problem: { member in
        SimulationProblem(
          until: .seconds(2 + Double(member)),
          inputs: network.inputs(setting: ["n": 0.5 + 0.1 * Double(member)]),
          outputTimes: [.seconds(0.7), .seconds(1.3)], tolerances: .ensemble)
      },
      reduce: { ($1.finalState + $1.trajectory.values).map(\.bitPattern) })
  }

  private func withFolder<Value>(
    _ body: (URL) async throws -> Value
  ) async throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder)
  }

  @Test func `machine code and interpreters give the same bits`() async throws {
    let network = try network()
    try await withFolder { folder in
      let kernels = NativeKernels(folder: folder)
      let runner = EnsembleRunner(
        network, threads: 1, engine: .lanes(.native), kernels: kernels)
      #expect(runner.backend == .native)
      let native = try await ends(network, .lanes(.native), kernels)
      #expect(try await ends(network, .lanes(.interpreter), nil) == native)
      #expect(try await ends(network, .lanes(.swift), nil) == native)
    }
  }

  @Test func `what was compiled is found again, and kept private`() async throws {
    let network = try network()
    try await withFolder { folder in
      let kernels = try #require(NativeKernels(folder: folder))
      let first = try #require(kernels.kernel(for: network))
      #expect(first.secondsToCompile > 0)
      let second = try #require(kernels.kernel(for: network))
      #expect(second.secondsToCompile == 0)
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.path)
      #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o700)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
    }
  }

  @Test func `without a compiler that works the interpreter runs the members`() async throws {
    #expect(NativeKernels(searchPath: "/nowhere") == nil)
    let network = try network()
    let runner = EnsembleRunner(network, threads: 1, engine: .lanes(.native), kernels: nil)
    #expect(runner.backend == .interpreter)
  }

  @Test func `machine code is chosen where it repays and a compiler is there`() async throws {
    let network = try network()
    try await withFolder { folder in
      let kernels = NativeKernels(folder: folder)
      func backend(_ members: Int, _ kernels: NativeKernels?) -> LaneBackend? {
        EnsembleRunner(network, threads: 1, kernels: kernels, expectedMembers: members).backend
      }
      #expect(backend(100, kernels) == .interpreter)
      #expect(backend(1_000_000, nil) == .interpreter)
      #expect(backend(1_000_000, kernels) == .native)
    }
    #expect(LaneBackend.thatRepays(members: 10_000, operations: 1_000) == .native)
    #expect(LaneBackend.thatRepays(members: 10_000, operations: 15_000) == .interpreter)
  }
}

import Expressions
import FileFormats
import Foundation
import Quantities
import ReactionNetworks
import Simulation
import Testing

/// Models and tight reference end states that may not be committed; see PRIMED_REFERENCE_DATA.
private let modelFolder = ProcessInfo.processInfo.environment["PRIMED_REFERENCE_DATA"]
  .map { URL(filePath: $0).appending(path: "models") }

private let hasModels =
  modelFolder.map { FileManager.default.fileExists(atPath: $0.path) } ?? false

@Suite(.enabled(if: hasModels, "needs PRIMED_REFERENCE_DATA")) struct PublishedModelTests {
  private func table(_ name: String) throws -> (columns: [Symbol], rows: [[Double]]) {
    let folder = try #require(modelFolder)
    let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map { $0.split(separator: ",") }
    return (
      lines[0].map { Symbol(String($0)) },
      lines.dropFirst().map { $0.map { Double($0) ?? .nan } }
    )
  }

  private func network(_ name: String) throws -> CompiledNetwork {
    let folder = try #require(modelFolder)
    let text = try String(contentsOf: folder.appending(path: "\(name).xml"), encoding: .utf8)
    return try CompiledNetwork(SBMLReader.network(from: text), readouts: [])
  }

  @Test(arguments: [
    ("earm_1_0", 58, 40), ("earm2_lopez_embedded", 74, 40), ("big_bcl2", 351, 8),
  ])
  func `variants end where CVODE at 1e-10 ends`(name: String, species: Int, count: Int) throws {
    let network = try network(name)
    #expect(network.stateCount == species)
    let variants = try table("\(name).variants.csv")
    let reference = try table("\(name).reference.csv")
    let base = network.initialState(inputs: network.inputs())
    var engine = LaneEngine(network, plan: try network.lanePlan(), .interpreter(width: 8))
    var next = 0
    var worst = 0.0
    var fallbacks = 0
    engine.run(
      next: {
        guard next < count else { return nil }
        defer { next += 1 }
        var state = base
        for (symbol, value) in zip(variants.columns, variants.rows[next]) {
          if let index = network.stateIndex(of: symbol) { state[index] = value }
        }
        return (
          next,
          SimulationProblem(
            until: .seconds(20_000), inputs: network.inputs(), initialState: state,
            tolerances: Tolerances(relative: 1e-6, absolute: 1e-9))
        )
      },
      finish: { member, result in
        fallbacks += result.effort.fallbacks
        for (symbol, value) in zip(reference.columns, reference.rows[member]) {
          guard let index = network.stateIndex(of: symbol) else { continue }
          let error = abs(result.finalState[index] - value) / max(abs(value), 1)
          worst = error <= worst ? worst : error
        }
      })
    #expect(fallbacks == 0)
    // A tolerance of 1e-6 a step; errors before permeabilisation grow with the switch it is.
    #expect(worst < 1e-5, "worst error \(worst)")
  }
}

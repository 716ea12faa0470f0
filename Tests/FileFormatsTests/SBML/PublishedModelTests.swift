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

  @Test(arguments: ["earm_1_0", "earm2_lopez_embedded"])
  func `what the reactions conserve is conserved`(name: String) throws {
    let folder = try #require(modelFolder)
    let model = try SBMLReader.network(
      from: String(contentsOf: folder.appending(path: "\(name).xml"), encoding: .utf8))
    let laws = model.conservationLaws()
    #expect(laws.count > 10)
    let network = try CompiledNetwork(model, readouts: [])
    let start = network.initialState(inputs: network.inputs())
    var engine = LaneEngine(network, plan: try network.lanePlan(), .interpreter(width: 8))
    var queue = [(0, SimulationProblem(until: .seconds(20_000), inputs: network.inputs()))][...]
    var end: [Double] = []
    engine.run(next: { queue.popFirst() }, finish: { end = $1.finalState })
    for law in laws {
      func total(_ state: [Double]) -> Double {
        law.total { network.stateIndex(of: $0).map { state[$0] } }
      }
      // Round-off of the stages' linear systems is all that a step adds.
      let size = law.terms.reduce(0) { sum, term in
        sum + abs(term.weight * (network.stateIndex(of: term.species).map { start[$0] } ?? 0))
      }
      #expect(abs(total(end) - total(start)) <= 1e-9 * max(size, 1), "\(law)")
    }
  }

  @Test(arguments: ["earm_1_0", "earm2_lopez_embedded", "big_bcl2"])
  func `the symbolic Jacobian agrees with differences`(name: String) throws {
    let network = try network(name)
    let inputs = network.inputs()
    // No entry is 0, so that every term of every rate shows.
    let state = network.initialState(inputs: inputs).map { $0 + 10 }
    let exact = network.denseJacobian(at: state, inputs: inputs)
    for column in state.indices {
      let step = 1e-3 * state[column]
      var (high, low) = (state, state)
      high[column] += step
      low[column] -= step
      let above = network.derivative(at: high, inputs: inputs)
      let below = network.derivative(at: low, inputs: inputs)
      for row in state.indices {
        // Differences are exact for rates of the second order; what is left is cancellation.
        let slope = (above[row] - below[row]) / (high[column] - low[column])
        let lost = 1e-13 * max(abs(above[row]), abs(below[row])) / step
        #expect(abs(exact[row][column] - slope) <= 1e-8 * abs(slope) + 1e3 * lost)
      }
    }
  }
}

import Foundation
import Testing
import Workbench

/// Every simulated number carries its spread over cells and repeats, and says what it is not.
@Suite struct SpreadTests {
  private func results() async throws -> [VirtualAssayResult] {
    let cells = 4
    return [
      try await PlateExperiment(request(cells: cells), kind: .caspase).run(),
      try await PlateExperiment(
        request(cells: cells) { $0.times = ["12h"] }, kind: .viabilityByMTT
      ).run(),
      try await AnnexinExperiment(request(cells: cells) { $0.times = ["6h"] }).run(),
      try await CoIPExperiment(
        request(line: "pc9-bcl2", drugs: ["azd4320=100nM"], cells: cells)
      ).run(),
      try await MethylationExperiment(
        request(line: "aml", drugs: ["azacitidine=1uM"], cells: cells) { $0.times = ["36h"] },
        regions: [.line1], depth: 200
      ).run(),
    ]
  }

  @Test func `in the companion and below the terminal's table`() async throws {
    for result in try await results() {
      #expect(!result.conditions.isEmpty, "\(result.kind)")
      for condition in result.conditions where condition.mean != nil {
        #expect(condition.deviationOverCells != nil, "\(result.kind), \(condition.quantity)")
      }
      #expect(result.conditions.contains { $0.deviationOverRepeats != nil }, "\(result.kind)")
      let words = result.words()
      #expect(words.contains { $0.contains("SD over 4 cells") }, "\(result.kind)")
      #expect(words.contains { $0.contains("repeats") }, "\(result.kind)")
      let last = try #require(words.last)
      #expect(last.contains(VirtualAssayResult.caveat))
      #expect(last.contains("illustrative vector"))
      let json = try result.json()
      #expect(json["caveat"] as? String == VirtualAssayResult.caveat)
      let provenance = try #require(json["provenance"] as? [String: String])
      #expect(provenance["vector"] == VirtualAssayResult.vectorNote)
    }
  }

  @Test func `many conditions are told by the first, and the rest are pointed to`() async throws {
    let result = try await PlateExperiment(request(cells: 3), kind: .caspase).run()
    let words = result.words(most: 2)
    #expect(words.count == 4)
    #expect(words[2] == "2 more conditions, each with its spread, in the companion.")
  }
}

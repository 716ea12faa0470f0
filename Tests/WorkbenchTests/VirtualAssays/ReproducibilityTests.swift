import Testing
import Workbench

/// A file is a function of what was asked, and of nothing else.
@Suite struct VirtualAssayReproducibilityTests {
  /// The kinds by name, each with few cells and what it needs.
  private static func run(
    _ kind: String, seed: Int, threads: Int
  ) async throws -> VirtualAssayResult {
    func asked(_ line: String, _ drugs: [String]) -> VirtualAssayRequest {
      request(line: line, drugs: drugs, cells: 6, seed: seed) { $0.threads = threads }
    }
    switch kind {
    case "annexin":
      return try await AnnexinExperiment(asked("aml", ["azacitidine=1uM"])).run()
    case "coip":
      return try await CoIPExperiment(asked("pc9-bcl2", ["AZD4320=1uM"])).run()
    case "bh3profile":
      return try await BH3ProfileExperiment(asked("rs4-11", []), peptides: ["BAD=1uM"]).run()
    case "methylation":
      return try await MethylationExperiment(
        asked("aml", ["decitabine=1uM"]), regions: [.line1], depth: 100
      ).run()
    default:
      return try await PlateExperiment(
        asked("rs4-11", ["AZD4320=10nM", "S63845=10nM"]), kind: .viabilityByATP
      ).run()
    }
  }

  @Test(arguments: ["annexin", "coip", "bh3profile", "methylation", "viability"])
  func `threads change nothing, the seed does`(kind: String) async throws {
    let one = try await Self.run(kind, seed: 2, threads: 1)
    let two = try await Self.run(kind, seed: 2, threads: 2)
    #expect(one.csv == two.csv)
    #expect(one.derived?.table.csv == two.derived?.table.csv)
    #expect(try await Self.run(kind, seed: 3, threads: 2).csv != one.csv)
    #expect(one.csv.split(separator: "\n").dropFirst().allSatisfy { $0.hasPrefix("simulated,") })
    #expect(one.provenance["vector"]?.contains("illustrative") == true)
    #expect(one.conditions.allSatisfy { $0.mean != nil })
  }
}

import Testing
import Workbench

/// Cells that die before any drug.
@Suite struct CultureTests {
  @Test func `most cells dead at rest is no culture: refused in words, without a row`() async throws
  {
    let asked = request(drugs: ["AZD4320=3,10nM"], cells: 20) { $0.knockouts = ["MCL1"] }
    let plate = try await PlateExperiment(asked, kind: .viabilityByATP).run()
    let tubes = try await AnnexinExperiment(asked).run()
    for result in [plate, tubes] {
      #expect(result.table.rows.isEmpty)
      let failure = try #require(result.failures.first)
      #expect(result.failures.count == 1)
      #expect(failure.name == "RS4;11 (MCL-1 knockout)")
      #expect(
        failure.reason.hasPrefix("only ")
          && failure.reason.contains(" of 20 cells came to rest alive without drug")
          && failure.reason.hasSuffix("no culture that could be plated, so it has no rows."))
      #expect(result.cultures.map(\.treated) == [0])
      #expect(result.provenance["cells_treated"] == "none")
    }
  }

  @Test func `a line that can be plated is, beside one that cannot`() async throws {
    let result = try await PlateExperiment(
      request(drugs: ["AZD4320=10nM"], cells: 12) {
        $0.lines = ["rs4-11", "oci-m1"]
        $0.knockouts = ["MCL1"]
      }, kind: .viabilityByATP
    ).run()
    #expect(result.failures.map(\.name) == ["RS4;11 (MCL-1 knockout)"])
    #expect(Set(result.records.compactMap { $0["line"] }).subtracting([""]) == ["OCI-M1"])
    #expect(result.provenance["line"] == "OCI-M1")
  }

  @Test func `how many cells were treated stands in rows, companion and summary`() async throws {
    let whole = try await PlateExperiment(request(cells: 8), kind: .caspase).run()
    #expect(whole.provenance["cells_treated"] == "RS4;11: 8 of 8 drawn")
    #expect(whole.summary.hasSuffix("Cells treated: RS4;11: 8 of 8 drawn."))
    #expect(whole.numbers("cells_treated") == Array(repeating: 8, count: 6))
    #expect(whole.records.filter { $0["role"] == "blank" }.allSatisfy { $0["cells_treated"] == "" })

    let losing = try await PlateExperiment(
      request(cells: 60) { $0.scales = ["BIM=1.4"] }, kind: .viabilityByATP
    ).run()
    let culture = try #require(losing.cultures.first)
    let lost = culture.permeabilisedAtRest
    #expect(culture.drawn == 60 && lost > 0 && culture.treated == 60 - lost)
    let sentence = "\(culture.treated) of 60 drawn; \(lost) permeabilised at rest and were left out"
    #expect(losing.findings.contains("RS4;11: cells treated: \(sentence)."))
    #expect(Set(losing.numbers("cells_treated")) == [Double(culture.treated)])
    let json = try losing.json()
    #expect(
      (json["cultures"] as? [[String: Any]])?.first?["treated"] as? Int == culture.treated)
  }

  @Test func `the companion says whether levels drift`() async throws {
    func drift(_ change: @escaping (inout VirtualAssayRequest) -> Void) async throws -> String {
      try await AnnexinExperiment(request(drugs: ["AZD4320=3nM"], cells: 4, change)).run()
        .provenance["level_drift"] ?? ""
    }
    #expect(try await drift { _ in }.hasPrefix("protein levels stay as each cell was drawn"))
    #expect(try await drift { $0.drift = true }.hasPrefix("protein levels drift"))
    #expect(try await drift { $0.doubling = "30h" }.hasPrefix("protein levels drift"))
    #expect(
      try await drift {
        $0.doubling = "30h"
        $0.drift = false
      }.hasPrefix("protein levels stay"))
  }

  @Test func `drift without division changes late fates and no early one`() async throws {
    func dead(_ drift: Bool, at time: String) async throws -> String {
      try await AnnexinExperiment(
        request(drugs: ["AZD4320=3nM"], cells: 40) {
          $0.times = [time]
          $0.doubling = "none"
          $0.drift = drift
        }
      ).run().csv
    }
    #expect(try await dead(true, at: "6h") == dead(false, at: "6h"))
    #expect(try await dead(true, at: "60h") != dead(false, at: "60h"))
  }
}

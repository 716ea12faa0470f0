import Foundation
import Testing
import Workbench

/// The hazard that an experiment writes for a tumour, read as that tumour would read it.
@Suite struct HazardTableTests {
  private func annexin(_ doses: String = "azd4320=1,10,1000nM") async throws -> VirtualAssayResult {
    try await AnnexinExperiment(
      request(drugs: [doses], cells: 40) {
        $0.times = ["12h"]
        $0.asksHazard = true
      }
    ).run()
  }

  @Test func `the integral of the hazard gives the fraction of cells that Annexin leaves`()
    async throws
  {
    let result = try await annexin()
    let hazard = try #require(result.hazards.first)
    for condition in result.conditions {
      let rows = hazard.records.filter {
        Double($0["nominal_nM"] ?? "") == (condition.given.first?.nominalNanomolar ?? 0)
      }
      #expect(rows.count == 12)
      var (integral, isKnown) = (0.0, true)
      for row in rows {
        guard let rate = Double(row["hazard_per_h"] ?? "") else {
          // Absent, never 0, and so are its error and what is left.
          #expect(row["hazard_per_h"] == "" && row["surviving"] == "" && row["cell_hours"] == "0.0")
          isKnown = false
          continue
        }
        #expect(isKnown)
        integral +=
          rate * ((Double(row["to_h"] ?? "") ?? .nan) - (Double(row["from_h"] ?? "") ?? .nan))
        let surviving = try #require(Double(row["surviving"] ?? ""))
        #expect(abs(surviving - exp(-integral)) < 1e-9)
      }
      let deaths = rows.reduce(0) { $0 + (Double($1["deaths"] ?? "") ?? .nan) }
      let survived = 1 - deaths / Double(condition.cells)
      #expect(abs(exp(-integral) - survived) < 1 / Double(condition.cells))
    }
    // 1 µM nominal kills every cell within hours: past that nothing is told.
    #expect(hazard.records.last?["hazard_per_h"] == "")
  }

  @Test func `the companion tells units, seed and the parameters it was made with`() async throws {
    let hazard = try #require(try await annexin("azd4320=10nM").hazards.first)
    #expect(hazard.provenance["parameters"]?.hasPrefix("SHA-256 ") == true)
    #expect(hazard.provenance["seed"] == "1")
    #expect(hazard.provenance["caveat"] == VirtualAssayResult.caveat)
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = try hazard.write(to: folder.appending(path: "hazard.csv").path)
    #expect(files.map { URL(filePath: $0).lastPathComponent } == ["hazard.csv", "hazard.json"])
    let data = try Data(contentsOf: folder.appending(path: "hazard.json"))
    let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(json["schema"] as? String == "primed.table/1")
    let columns = try #require(json["columns"] as? [[String: Any]])
    #expect(columns.first { $0["name"] as? String == "hazard_per_h" }?["unit"] as? String == "1/h")
  }

  @Test func `cells that divide have a hazard too, and a plate that is not asked has none`()
    async throws
  {
    let asked = try await PlateExperiment(
      request(drugs: ["azd4320=30nM"]) {
        $0.times = ["36h"]
        $0.asksHazard = true
      }, kind: .viabilityByATP
    ).run()
    let records = try #require(asked.hazards.first).records
    #expect(records.count == 72)
    let vehicle = records.filter { $0["role"] == "vehicle" }.compactMap {
      Double($0["cell_hours"] ?? "")
    }
    // Living cells become more.
    #expect(try #require(vehicle.last) > 1.5 * (try #require(vehicle.first)))
    let plain = try await PlateExperiment(request(drugs: ["azd4320=30nM"]), kind: .caspase).run()
    #expect(plain.hazards.isEmpty)
  }
}

import FileFormats
import Testing
import Workbench

@Suite struct CombinationTests {
  private func combined(seed: Int = 1) async throws -> VirtualAssayResult {
    try await AnnexinExperiment(
      request(
        line: "aml", drugs: ["venetoclax=3,10nM", "S63845=3,10nM"], cells: 24, seed: seed
      ) { $0.times = ["24h"] }
    ).run()
  }

  @Test func `two drugs make a full grid with the single agents`() async throws {
    let result = try await combined()
    let doses = Set(
      result.records.filter { $0["role"] == "sample" }.map {
        [$0["nominal_nM"] ?? "", $0["nominal_2_nM"] ?? ""]
      })
    #expect(doses.count == 8)
    #expect(doses.isSuperset(of: [["3.0", "0.0"], ["0.0", "3.0"], ["10.0", "10.0"]]))
    let derived = try #require(result.derived)
    #expect(derived.suffix == "combination" && derived.table.rows.count == 4)
    #expect(result.findings.contains { $0.hasPrefix("AML, 24 h: mean Bliss excess over 4 pairs") })
  }

  @Test func `the excess is what was observed less what independence expects`() async throws {
    let table = try #require(await combined().derived?.table)
    func number(_ row: [TidyValue], _ name: String) -> Double {
      guard let column = table.columns.firstIndex(where: { $0.name == name }),
        case .number(let value) = row[column]
      else { return .nan }
      return value
    }
    for row in table.rows {
      let (first, second) = (number(row, "dead_1"), number(row, "dead_2"))
      // Vehicle kills nobody here, so no correction stands between.
      let expected = 1 - (1 - first) * (1 - second)
      #expect(abs(number(row, "bliss_expected") - expected) < 1e-12)
      let excess = number(row, "dead_both") - expected
      #expect(abs(number(row, "bliss_excess") - excess) < 1e-12)
      #expect(number(row, "excess_low") <= excess + 1e-12)
      #expect(number(row, "excess_high") >= excess - 1e-12)
    }
  }

  @Test func `in cells that divide, lineages stand beside cells, and it is said`() async throws {
    let result = try await AnnexinExperiment(
      request(line: "aml", drugs: ["venetoclax=3nM", "S63845=3nM"], cells: 24) {
        $0.times = ["12,60h"]
        $0.doubling = "20h"
      }
    ).run()
    let table = try #require(result.derived?.table)
    let column = { (name: String) in table.columns.firstIndex { $0.name == name } }
    for row in table.rows {
      guard let both = column("surviving_both"), let expected = column("surviving_expected"),
        let excess = column("survival_excess"), case .number(let seen) = row[both],
        case .number(let thought) = row[expected], case .number(let value) = row[excess]
      else {
        Issue.record("a column is missing")
        continue
      }
      #expect(abs(value - (thought - seen)) < 1e-12)
      #expect((0...1).contains(seen))
    }
    let told = result.findings.filter { $0.contains("dilute early deaths among later daughters") }
    #expect(told.count == 1 && told[0].hasPrefix("AML, 60 h: cells double every 20 h"))
    #expect(
      try await combined().findings.allSatisfy { !$0.contains("dilute early deaths") })
  }

  @Test func `the same seed gives the same intervals`() async throws {
    let (one, two) = (try await combined(), try await combined())
    #expect(one.derived?.table.csv == two.derived?.table.csv)
    #expect(try await combined(seed: 2).derived?.table.csv != one.derived?.table.csv)
  }
}

import Testing
import Workbench

@Suite struct MethylationExperimentTests {
  private func reading(
    drugs: [String] = ["azacitidine=0.3,1uM"], doubling: String? = nil,
    regions: [MethylationRegion] = [.line1], depth: Int = 500
  ) -> MethylationExperiment {
    MethylationExperiment(
      request(line: "aml", drugs: drugs, cells: 12) {
        $0.times = ["24h", "96h"]
        $0.doubling = doubling
      }, regions: regions, depth: depth)
  }

  @Test func `methylation falls with dose and time where cells divide`() async throws {
    let result = try await reading().run()
    func mean(_ role: String, _ hours: Double, _ dose: Double?) throws -> Double {
      try #require(
        result.conditions.first {
          $0.role == role && $0.timeHours == hours && $0.given.first?.nominalNanomolar == dose
        }?.mean)
    }
    let vehicle = try mean("vehicle", 96, nil)
    #expect(abs(vehicle - 0.70) < 0.02)
    #expect(try mean("sample", 96, 300) < vehicle - 0.1)
    #expect(try mean("sample", 96, 1000) < mean("sample", 96, 300))
    #expect(try mean("sample", 96, 1000) < mean("sample", 24, 1000))
  }

  @Test func `without division nothing is lost, whatever the drug`() async throws {
    let result = try await reading(doubling: "none").run()
    #expect(result.conditions.compactMap(\.mean).allSatisfy { abs($0 - 0.70) < 1e-9 })
    #expect(result.findings.contains { $0.hasPrefix("The cells do not divide") })
  }

  @Test func `reads scatter as counts, and more reads scatter less`() async throws {
    func spread(_ depth: Int) async throws -> Double {
      let deviations = try await reading(regions: [.line1, .promoter], depth: depth).run()
        .conditions.compactMap(\.deviationOverRepeats)
      return deviations.reduce(0, +) / Double(deviations.count)
    }
    // √(0.7·0.3/20) is 0.10; at 10,000 reads the cultures' own 0.01 remains.
    #expect(try await spread(20) > 0.05)
    #expect(try await spread(10_000) < 0.02)
  }

  @Test func `a drug that changes no methylation is refused`() async {
    #expect(
      await refusal { try await reading(drugs: ["venetoclax=1nM"], depth: 1).run() } == """
        command line: --depth 1; needed: 10 to 10000
        command line: --drug without azacitidine or decitabine; needed: one of them, since nothing else changes methylation here
        2 faults found; nothing was run.
        """)
  }
}

@Suite struct NucleosideAssayTests {
  @Test
  func `azacitidine with venetoclax makes a grid, and ATP of the living falls with translation`()
    async throws
  {
    let pair = request(
      line: "aml", drugs: ["azacitidine=1uM", "venetoclax=3,30nM"], cells: 12
    ) { $0.times = ["24h"] }
    let grid = try await AnnexinExperiment(pair).run()
    #expect(grid.derived?.table.rows.count == 2)
    #expect(grid.provenance["growth"] == "AML doubles every 30 h")
    let alone = request(line: "aml", drugs: ["azacitidine=3uM"], cells: 12) { $0.times = ["6h"] }
    func mean(_ kind: PlateExperiment.Kind) async throws -> Double {
      try #require(try await PlateExperiment(alone, kind: kind).run().conditions.last?.mean)
    }
    #expect(try await mean(.viabilityByATP) < mean(.viabilityByMTT))
  }

  @Test func `experiments on grooves refuse a drug that fills none`() async {
    #expect(
      await refusal {
        try await CoIPExperiment(request(line: "aml", drugs: ["azacitidine=1uM"])).run()
      } == """
        command line: --drug azacitidine; needed: a drug that fills BH3 grooves
        """)
  }
}

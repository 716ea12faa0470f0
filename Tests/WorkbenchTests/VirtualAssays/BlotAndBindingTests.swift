import Testing
import Workbench

@Suite struct CoIPExperimentTests {
  private func blot(_ change: (inout VirtualAssayRequest) -> Void = { _ in }) async throws
    -> VirtualAssayResult
  {
    var asked = request(drugs: ["AZD4320=100,1000,3000nM"], cells: 24)
    asked.lines = []
    change(&asked)
    return try await CoIPExperiment(asked).run()
  }

  private func bands(_ result: VirtualAssayResult, _ lane: String, _ blot: String) -> [Double] {
    let doses = ["0.0", "100.0", "1000.0", "3000.0"]
    return doses.map { dose in
      let values = result.records.filter {
        $0["lane"] == lane && $0["blot"] == blot && $0["nominal_nM"] == dose
      }.compactMap { Double($0["band_AU"] ?? "") }
      return values.reduce(0, +) / Double(values.count)
    }
  }

  @Test func `beads and inputs are loaded alike, the control beads are empty, BIM leaves`()
    async throws
  {
    let result = try await blot()
    #expect(result.provenance["line"] == "PC9+BCL-2")
    // Blots scatter by 15 %, means of three by 9 %.
    for lane in ["IP", "input"] {
      let loaded = bands(result, lane, "BCL-2")
      #expect(loaded.allSatisfy { abs($0 / loaded[0] - 1) < 0.4 })
    }
    let bim = bands(result, "IP", "BIM")
    #expect(bim[3] < 0.5 * bim[0])
    #expect(bands(result, "input", "BIM").allSatisfy { abs($0 / 100 - 1) < 0.4 })
    let control = result.records.filter { $0["lane"] == "IgG" }
    #expect(control.count == 48 && control.allSatisfy { $0["visible"] == "no" })
  }

  @Test func `with each dose less BIM and less BAD is with BCL-2, and more BIM with MCL-1`()
    async throws
  {
    let result = try await blot()
    func means(_ name: String) -> [Double] {
      result.conditions.filter { $0.quantity == "\(name) in the cells, nM" }.compactMap(\.mean)
    }
    for falling in ["BIM:BCL-2", "BAD:BCL-2", "BIM:BCL-xL", "BAD:BCL-xL"] {
      let values = means(falling)
      #expect(values.count == 4)
      #expect(zip(values, values.dropFirst()).allSatisfy { $0 > $1 }, "\(falling) \(values)")
    }
    let caught = means("BIM:MCL-1")
    #expect(zip(caught, caught.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func `what cannot be seen to fall is told of`() async throws {
    let result = try await blot()
    #expect(result.findings.contains { $0.hasPrefix("PC9+BCL-2: BAK shows no band on the beads") })
    #expect(result.findings.contains { $0.contains("had died before lysis") })
    // Without effectors nobody dies, and the flag goes.
    let alive = try await blot { $0.knockouts = ["BAX,BAK"] }
    #expect(!alive.findings.contains { $0.contains("had died before lysis") })
  }

  @Test func `antibody without antigen is refused`() async {
    #expect(
      await refusal { try await blot { $0.knockouts = ["bcl2"] } }
        == """
        command line: --knockout BCL-2; needed: BCL-2, which the antibody is to hold
        """)
  }
}

@Suite struct FRETExperimentTests {
  private func competition(
    drug: String = "AZD4320=0.3,1,3,10,30,100nM", targets: [String] = [], protein: String = "5nM",
    tracer: String = "5nM", affinity: String = "5nM"
  ) -> FRETExperiment {
    FRETExperiment(
      drug: drug, targets: targets, protein: protein, tracer: tracer,
      tracerDissociation: affinity, repeats: nil, seed: 1)
  }

  @Test func `free drug is what protein leaves of the total`() throws {
    let result = try competition().run()
    let pairs = zip(result.numbers("nominal_nM"), result.numbers("free_nM"))
    #expect(pairs.allSatisfy { $1 > 0 && $1 < $0 })
    #expect(try competition().run().csv == result.csv)
  }

  @Test func `no drug reads below half the protein, however tight`() throws {
    for drug in ["AZD4320", "venetoclax", "A-1331852", "S63845"] {
      let result = try competition(drug: "\(drug)=1,10nM", protein: "20nM").run()
      let table = try #require(result.derived?.table)
      let ic50 = try #require(table.columns.firstIndex { $0.name == "ic50_nM" })
      let floor = try #require(table.columns.firstIndex { $0.name == "floor_nM" })
      for row in table.rows {
        guard case .number(let value) = row[ic50], case .number(let least) = row[floor] else {
          Issue.record("no number")
          continue
        }
        #expect(value > least && least >= 10)
      }
    }
  }

  @Test func `only half the protein says that a published assay held less`() throws {
    // 9 nM of protein: 5 and 4 nM lie at or below the floor, and only 4 nM below its half.
    let tight = try competition(protein: "9nM", tracer: "1nM", affinity: "0.1nM").run().findings
    #expect(
      tight.contains {
        $0.contains("BCL-xL: the published IC50 of 4 nM lies below half of the protein")
          && $0.hasSuffix("the published assay held less protein.")
      })
    #expect(
      tight.contains {
        $0.contains("BCL-2: the published IC50 of 5 nM lies at or below this floor")
          && $0.hasSuffix(
            "the published assay held less protein, or its tracer filled fewer sites.")
      })
  }

  @Test func `an affinity that is published as a bound is told as one`() throws {
    let findings = try competition(drug: "venetoclax=1,10nM").run().findings
    #expect(
      findings.contains {
        $0.hasPrefix(
          "venetoclax, MCL-1: a Ki of 444 nM (published only as a bound, Ki > 444 nM; the model "
            + "stands at it) reads as an IC50 of ")
      })
  }

  @Test func `every wrong word is refused at once`() async {
    let told = await refusal {
      try competition(
        drug: "AZD4320=1", targets: ["mcl-1"], protein: "5", tracer: "0nM", affinity: "5h"
      ).run()
    }
    #expect(
      told == """
        command line: --drug: “1” has no unit: write one of pM, nM, µM, mM, M, like 10nM; needed: a dose with its unit
        command line: --protein: “5” has no unit: write one of pM, nM, µM, mM, M, like 10nM; needed: a concentration with its unit
        command line: --tracer 0 nM; needed: a concentration above zero
        command line: --tracer-kd: “h” is no unit of concentration: write one of pM, nM, µM, mM, M, like 10nM; needed: a concentration with its unit
        4 faults found; nothing was run.
        """)
    #expect(
      await refusal { try competition(targets: ["mcl-1"]).run() } == """
        command line: --target: AZD4320 has no affinity for “mcl-1” here; needed: one of BCL-2, BCL-xL
        """)
  }
}

@Suite struct BH3ProfileExperimentTests {
  @Test func `a profile has solvent, full release and every peptide, and its noise is kept`()
    async throws
  {
    let result = try await BH3ProfileExperiment(
      request(drugs: [], cells: 8), peptides: ["BAD=1,10uM", "noxa=10uM"]
    ).run()
    let names = Set(result.records.compactMap { $0["peptide"] })
    #expect(names == ["", "BAD", "NOXA"])
    #expect(result.numbers("cytochrome_c_lost_pct", role: "vehicle").count == 6)
    #expect(result.numbers("cytochrome_c_lost_pct", role: "positive").allSatisfy { $0 > 85 })
    #expect(result.numbers("cytochrome_c_lost_pct").count == 9)
  }

  @Test func `wrong words are refused`() async {
    let told = await refusal {
      try await BH3ProfileExperiment(
        request(drugs: []), peptides: ["BADD=1uM", "NOXA=1", "HRK", "hrk=1uM"]
      ).run()
    }
    #expect(
      told == """
        command line: --peptide: HRK twice; needed: each peptide once
        command line: --peptide: “1” has no unit: write one of pM, nM, µM, mM, M, like 10nM; needed: a concentration with its unit
        command line: --peptide: “BADD” is no known peptide; needed: one of BIM, BID, PUMA, BAD, NOXA, HRK
          hint: did you mean BAD?
        3 faults found; nothing was run.
        """)
  }
}

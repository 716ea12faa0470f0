import Testing
import Workbench

@Suite struct VirtualAssayRequestTests {
  @Test func `wrong words are refused, all of them at once`() async {
    let told = await refusal {
      try await PlateExperiment(
        request(line: "RS4;12", drugs: ["AZD4320=1,3", "venetoclaxx=1nM"], cells: 0) {
          $0.times = ["6"]
          $0.knockouts = ["BAXX,BAK"]
          $0.scales = ["MCL1=0", "BAX"]
          $0.repeats = 99
        }, kind: .caspase
      ).run()
    }
    #expect(
      told == """
        command line: --at: “6” has no unit: write one of s, min, h, d, like 6h; needed: a time with its unit
        command line: --drug: “1” has no unit: write one of pM, nM, µM, mM, M, like 10nM; needed: a dose with its unit
        command line: --drug: “3” has no unit: write one of pM, nM, µM, mM, M, like 10nM; needed: a dose with its unit
        command line: --drug: “venetoclaxx” is no known drug; needed: a known drug, or the path of a YAML file
          hint: did you mean venetoclax?
        command line: --knockout: “BAXX” is no known protein; needed: a known protein
          hint: did you mean BAX?
        command line: --line: “RS4;12” is no known cell line; needed: a known cell line, or the path of a YAML file
          hint: did you mean RS4;11?
        command line: --population 0; needed: 1 to 100000
        command line: --repeats 99; needed: 1 to 24
        command line: --scale “BAX”; needed: a protein, =, and a factor above 0 and of at most 1000
          hint: as in --scale MCL1=3; for none of a protein use --knockout
        command line: --scale “MCL1=0”; needed: a protein, =, and a factor above 0 and of at most 1000
          hint: as in --scale MCL1=3; for none of a protein use --knockout
        10 faults found; nothing was run.
        """)
  }

  @Test func `a schedule is refused step by step`() async {
    let told = await refusal {
      try await PlateExperiment(
        request(drugs: []) {
          $0.schedule = "AZD4320@7h=10nM,wash@0h,water@1h,AZD4320,venetoclax@1h"
        }, kind: .caspase
      ).run()
    }
    #expect(
      told == """
        command line: --schedule: a step at 7 h; needed: a time from 0 h to before the last reading, 6 h
        command line: --schedule: “AZD4320”; needed: steps such as AZD4320@0h=100nM or wash@4h
          hint: as in --schedule AZD4320@0h=100nM,wash@4h
        command line: --schedule: “wash@0h”; needed: a wash after 0 h, without a dose
          hint: as in wash@4h
        command line: --schedule: “water” is no known drug; needed: a known drug, or wash
          hint: known are A-1331852, ABT-737, AZD4320, AZD5991, S63845, azacitidine, decitabine, navitoclax, venetoclax, wash
        command line: no --drug; needed: 1 to 2 drugs with their doses
          hint: as in --drug AZD4320=1,3,10nM
        5 faults found; nothing was run.
        """)
  }

  @Test func `a step that stands twice is refused, whatever unit its time has`() async {
    let told = await refusal {
      try await PlateExperiment(
        request(drugs: ["AZD4320=10nM"]) {
          $0.schedule = "AZD4320@0h,wash@1h,AZD4320@2h,wash@60min,AZD4320@2h"
        }, kind: .caspase
      ).run()
    }
    #expect(
      told == """
        command line: --schedule: AZD4320@2 h twice; needed: each step once
          hint: write the whole dose of that time in one step
        command line: --schedule: wash@1 h twice; needed: each step once
        2 faults found; nothing was run.
        """)
  }

  @Test func `a schedule's dose that --drug contradicts is refused`() async throws {
    let told = await refusal {
      try await PlateExperiment(
        request(drugs: ["AZD4320=100nM", "S63845=1,10nM"]) {
          $0.schedule = "AZD4320@0h=3nM,S63845@1h=10nM,AZD4320@2h=0.1uM"
        }, kind: .caspase
      ).run()
    }
    #expect(
      told == """
        command line: --schedule: AZD4320@0 h gives 3 nM, --drug gives 100 nM; needed: a dose in one of the two, or the same single dose in both
          hint: without its dose the step gives those of --drug
        command line: --schedule: S63845@1 h gives 10 nM, --drug gives 1 nM, 10 nM; needed: a dose in one of the two, or the same single dose in both
          hint: without its dose the step gives those of --drug
        2 faults found; nothing was run.
        """)
    let documented = try await PlateExperiment(
      request(drugs: ["AZD4320=100nM"]) { $0.schedule = "AZD4320@0h=100nM,wash@4h" },
      kind: .caspase
    ).run()
    #expect(documented.numbers("nominal_nM") == [100, 100, 100])
  }

  @Test func `how cells keep a nucleoside is scaled by name, and TP53 is knocked out`() async throws
  {
    let told = await refusal {
      try await PlateExperiment(
        request(drugs: ["AZD4320=10nM"]) { $0.scales = ["UCK2=0.1,CDA=0.5"] }, kind: .caspase
      ).run()
    }
    #expect(
      told == """
        command line: --scale “CDA=0.5”; needed: CDA, =, and a factor 1 to 10
        command line: --scale: UCK2 without azacitidine or decitabine; needed: one of them in --drug, since nothing else meets it
        2 faults found; nothing was run.
        """)
    let result = try await PlateExperiment(
      request(drugs: ["azacitidine=1uM"], cells: 2) {
        $0.scales = ["uck2=0.1"]
        $0.knockouts = ["TP53"]
      }, kind: .caspase
    ).run()
    #expect(result.provenance.values.contains("UCK2 at 0.1, TP53 lost"))
  }

  @Test func `a kinase can be gone, by either name, and pyrimidine compensation is reached`()
    async throws
  {
    func run(_ change: @escaping (inout VirtualAssayRequest) -> Void) async throws
      -> VirtualAssayResult
    {
      try await AnnexinExperiment(
        request(line: "aml", drugs: ["azacitidine=3uM"], cells: 3, change)
      ).run()
    }
    let scaled = try await run { $0.scales = ["UCK2=0"] }
    let knockedOut = try await run { $0.knockouts = ["uck2"] }
    #expect(scaled.provenance["change"] == "UCK2 lost")
    #expect(scaled.csv == knockedOut.csv)
    // Nothing takes the drug up: vehicle and sample are the same cells.
    let means = scaled.conditions.compactMap(\.mean)
    #expect(means.count == 2 && abs(means[0] - means[1]) < 1e-12)
    #expect(
      try await run { $0.scales = ["RRM2=3"] }.provenance["change"]
        == "pyrimidine compensation 2")
    #expect(
      await refusal {
        try await run {
          $0.knockouts = ["CDA"]
          $0.scales = ["RRM2=0.5"]
        }
      } == """
        command line: --knockout CDA; needed: --scale CDA= with a factor of 1 to 10, for which the model is stated
        command line: --scale “RRM2=0.5”; needed: RRM2, =, and a factor 1 to 10
        2 faults found; nothing was run.
        """)
  }

  @Test(arguments: [
    (
      "AZD4320@0h=5nM,AZD4320@4h=100nM", "AZD4320 5 nM at 0 h, AZD4320 100 nM at 4 h",
      [5.0, 100.0]
    ),
    ("AZD4320@0h=3nM,AZD4320@1h=3nM", "AZD4320 3 nM at 0 h, AZD4320 3 nM at 1 h", [3.0, 3.0]),
  ])
  func `a well of several doses in turn has no nominal dose, and says its schedule`(
    schedule: String, told: String, doses: [Double]
  ) async throws {
    let result = try await PlateExperiment(
      request(drugs: []) { $0.schedule = schedule }, kind: .caspase
    ).run()
    let samples = result.records.filter { $0["role"] == "sample" }
    #expect(samples.count == 3)
    for row in samples {
      #expect(row["nominal_nM"] == "" && row["free_nM"] == "" && row["schedule"] == told)
      #expect(row["drug"] == "AZD4320")
    }
    #expect(result.numbers("nominal_nM", role: "vehicle").allSatisfy { $0 == 0 })
    #expect(result.observations.filter { $0.role == .sample }.allSatisfy { $0.dose == nil })
    let given = try #require(result.conditions.last?.given)
    #expect(given.map(\.nominalNanomolar) == doses)
    #expect(given.allSatisfy { $0.atHours != nil })
  }

  @Test func `one dose washed out keeps its name, and says when`() async throws {
    let result = try await PlateExperiment(
      request(drugs: ["AZD4320=10,30nM"]) {
        $0.schedule = "AZD4320@0h,wash@1h,AZD4320@4h"
      }, kind: .caspase
    ).run()
    let samples = result.records.filter { $0["role"] == "sample" }
    #expect(Set(samples.compactMap { $0["nominal_nM"] }) == ["10.0", "30.0"])
    #expect(
      samples.contains {
        $0["schedule"] == "AZD4320 10 nM at 0 h, wash at 1 h, AZD4320 10 nM at 4 h"
      })
  }

  @Test func `a dose of 0 is vehicle, which is there already`() async throws {
    let with = try await PlateExperiment(
      request(drugs: ["AZD4320=0,10nM"]), kind: .caspase
    ).run()
    let without = try await PlateExperiment(
      request(drugs: ["AZD4320=10nM"]), kind: .caspase
    ).run()
    #expect(with.csv == without.csv)
    #expect(
      await refusal {
        try await PlateExperiment(request(drugs: ["AZD4320=0nM"]), kind: .caspase).run()
      } == """
        command line: --drug AZD4320=0nM with no dose above zero; needed: a dose above zero
          hint: vehicle is always run beside the doses
        """)
  }

  @Test func `a schedule that gives everything at once is the plain experiment`() async throws {
    let plain = try await PlateExperiment(
      request(drugs: ["AZD4320=10,100nM"]), kind: .caspase
    ).run()
    let scheduled = try await PlateExperiment(
      request(drugs: ["AZD4320=10,100nM"]) { $0.schedule = "azd4320@0h" }, kind: .caspase
    ).run()
    #expect(plain.csv == scheduled.csv)
    #expect(scheduled.provenance["schedule"] == "azd4320@0h")
    // Without --drug the schedule's own dose is the condition.
    let alone = try await PlateExperiment(
      request(drugs: []) { $0.schedule = "AZD4320@0h=10nM" }, kind: .caspase
    ).run()
    #expect(alone.numbers("nominal_nM") == [10, 10, 10])
  }

  @Test func `drug washed out early does less`() async throws {
    func dead(_ schedule: String) async throws -> Double {
      let result = try await AnnexinExperiment(
        request(drugs: ["AZD4320=30nM"], cells: 24) {
          $0.times = ["24h"]
          $0.schedule = schedule
        }
      ).run()
      return try #require(result.conditions.last?.mean)
    }
    let kept = try await dead("AZD4320@0h")
    let washed = try await dead("AZD4320@0h,wash@10min")
    #expect(kept > 0.8)
    #expect(washed < kept)
  }
}

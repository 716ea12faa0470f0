import Foundation
import Testing
import Workbench

@Suite struct PlateExperimentTests {
  @Test func `a simulated plate says so in every row, and why in its companion`() async throws {
    let result = try await PlateExperiment(
      request { $0.repeats = 2 }, kind: .caspase
    ).run()
    let rows = result.csv.split(separator: "\n").dropFirst()
    #expect(rows.count == 28)  // 12 vehicle, 6 positive, 6 blank, 2 doses twice
    #expect(rows.allSatisfy { $0.hasPrefix("simulated,") })
    let json = try result.json()
    #expect(json["caveat"] as? String == "illustrative parameters, not for clinical use")
    let sheet = try #require(json["protocol"] as? [String: Any])
    let cautions = try #require(sheet["cautions"] as? [String])
    #expect(cautions.contains { $0.contains("“fluorometric”") && $0.contains("luminescence") })
    let steps = try #require(sheet["steps"] as? [[String: String]])
    #expect(steps.allSatisfy { $0["standing"]?.isEmpty == false && $0["source"] != nil })
    let conditions = try #require(json["conditions"] as? [[String: Any]])
    #expect(conditions.count == 4)
    #expect(conditions.allSatisfy { $0["sd_over_cells"] != nil && $0["sd_over_repeats"] != nil })
  }

  @Test func `nominal and free doses stand side by side`() async throws {
    let result = try await PlateExperiment(request(), kind: .caspase).run()
    let pairs = zip(result.numbers("nominal_nM"), result.numbers("free_nM"))
    #expect(pairs.allSatisfy { abs($1 / $0 - 0.11) < 1e-12 })
    #expect(result.provenance["free_fraction"]?.hasPrefix("AZD4320 0.11, fitted:") == true)
  }

  @Test(arguments: [PlateExperiment.Kind.caspase, .viabilityByATP, .viabilityByMTT])
  func `a seed gives the same file on any number of threads, another seed another`(
    kind: PlateExperiment.Kind
  ) async throws {
    func csv(seed: Int, threads: Int) async throws -> String {
      try await PlateExperiment(
        request(seed: seed) {
          $0.threads = threads
          $0.times = ["12h"]
        }, kind: kind
      ).run().csv
    }
    let one = try await csv(seed: 3, threads: 1)
    #expect(try await csv(seed: 3, threads: 2) == one)
    #expect(try await csv(seed: 4, threads: 2) != one)
  }

  @Test(arguments: [PlateExperiment.Kind.viabilityByATP, .viabilityByMTT])
  func `vehicle is the full signal, and what lives falls with dose`(
    kind: PlateExperiment.Kind
  ) async throws {
    let result = try await PlateExperiment(
      request(drugs: ["AZD4320=1,3,10,30,100,1000nM"], cells: 24), kind: kind
    ).run()
    let means = result.conditions.compactMap(\.mean)
    #expect(abs(try #require(means.first) - 1) < 1e-12)
    #expect(zip(means, means.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(try #require(means.last) < 0.05)
    // The wells say the same: vehicle 100 % of itself, blank nearly nothing of it.
    let vehicle = result.numbers(
      kind == .viabilityByMTT ? "absorbance" : "signal_RLU", role: "vehicle")
    let blank = result.numbers(kind == .viabilityByMTT ? "absorbance" : "signal_RLU", role: "blank")
    #expect(vehicle.count == 12 && blank.count == 6)
    #expect(blank.max() ?? 1 < 0.15 * (vehicle.min() ?? 0))
  }

  @Test func `dead cells fade more slowly from MTT than from ATP`() async throws {
    func left(_ kind: PlateExperiment.Kind) async throws -> Double {
      let result = try await PlateExperiment(
        request(drugs: ["AZD4320=1uM"], cells: 16) { $0.times = ["6h"] }, kind: kind
      ).run()
      return try #require(result.conditions.last?.mean)
    }
    let atp = try await left(.viabilityByATP)
    let mtt = try await left(.viabilityByMTT)
    #expect(atp < mtt && mtt < 1)
  }

  @Test func `the caspase signal of a dose rises and then falls`() async throws {
    let result = try await PlateExperiment(
      request(drugs: ["AZD4320=100nM"], cells: 16) { $0.times = ["1,6,24h", "48h"] },
      kind: .caspase
    ).run()
    let signals = result.conditions.filter { $0.role == "sample" }.compactMap(\.mean)
    let times = result.conditions.filter { $0.role == "sample" }.compactMap(\.timeHours)
    #expect(times == [1, 6, 24, 48])
    // One full scale for all times, so that samples and control fade together and visibly.
    #expect(signals.count == 4)
    #expect(signals[0] < signals[1])
    #expect(signals[2] < 0.6 * signals[1])
    #expect(signals[3] < 0.6 * signals[2])
    let positive = result.conditions.filter { $0.role == "positive" }.compactMap(\.mean)
    #expect(positive[1] == 1)
    #expect(positive[3] < 0.6 * positive[2])
    let plates = Set(result.records.compactMap { $0["plate"] })
    #expect(plates.count == 4)
  }

  @Test func `a single late plate is its own full scale, and says so`() async throws {
    let result = try await PlateExperiment(
      request(cells: 8) { $0.times = ["24h"] }, kind: .caspase
    ).run()
    #expect(result.conditions.first { $0.role == "positive" }?.mean == 1)
    #expect(
      result.sheet.steps.contains {
        $0.stage == "full scale" && $0.text.contains("the positive control's signal after 24 h")
      })
  }

  @Test func `cells are watched for no less than they are read, and for no more than two months`()
    async
  {
    let told = await refusal {
      try await PlateExperiment(
        request {
          $0.watch = "3h"
          $0.variation = 3
        }, kind: .caspase
      ).run()
    }
    #expect(
      told == """
        command line: --variation 3.0; needed: 0 to 2
        command line: --watch 3 h with a reading at 6 h; needed: a time from the last reading to 60 d
        2 faults found; nothing was run.
        """)
  }

  @Test func `viability over several times shows growth, on one scale`() async throws {
    func means(_ times: String, _ kind: PlateExperiment.Kind = .viabilityByATP) async throws
      -> [Double]
    {
      try await PlateExperiment(
        request(line: "kpum-uh1", drugs: ["AZD4320=3nM"], cells: 12) {
          $0.times = [times]
          $0.doubling = "24h"
        }, kind: kind
      ).run().conditions.filter { $0.role == "vehicle" }.compactMap(\.mean)
    }
    let grown = try await means("1,25,49h")
    // Two doublings of 24 h up to the last reading, which is the scale.
    #expect(abs(grown[2] - 1) < 1e-12)
    #expect(abs(grown[1] / grown[0] - 2) < 0.35 && abs(grown[2] / grown[1] - 2) < 0.35)
    // Beyond 72 h the scale is vehicle at 72 h; a single time is its own.
    let late = try await means("72,96h")
    #expect(abs(late[0] - 1) < 1e-12 && abs(late[1] - 2) < 0.35)
    #expect(try await means("96h").allSatisfy { abs($0 - 1) < 1e-12 })
  }

  @Test func `read literally, caspase is gone by the time that a strong dose is read`() async throws
  {
    func plate(_ reading: CaspaseReading) async throws -> VirtualAssayResult {
      try await PlateExperiment(
        request(drugs: ["AZD4320=10,1000nM"], cells: 16) { $0.times = ["6h"] }, kind: .caspase,
        reading: reading
      ).run()
    }
    let (held, literal) = (try await plate(.held), try await plate(.instantaneous))
    func signals(_ result: VirtualAssayResult) -> [Double] {
      result.conditions.filter { $0.role == "sample" }.compactMap(\.mean)
    }
    #expect(signals(held)[1] > 0.5)
    #expect(signals(literal)[1] < 0.1)
    let cautions = try #require(
      (try literal.json()["protocol"] as? [String: Any])?["cautions"] as? [String])
    #expect(cautions.contains { $0.contains("no EC50 describes it") })
    #expect(literal.conditions.allSatisfy { ($0.mean ?? 2) <= 1 })
  }

  @Test func `wells above the positive control are told of`() async throws {
    let result = try await PlateExperiment(
      request(drugs: ["AZD4320=1,30,60nM"], cells: 24), kind: .caspase
    ).run()
    let highest = result.conditions.filter { $0.role == "sample" }.compactMap(\.mean).max() ?? 0
    let told = result.findings.filter { $0.contains("read above the positive control") }
    #expect(highest > 1 && told.count == 1)
    #expect(told.first?.hasPrefix("RS4;11 AZD4320: ") == true)
    let weak = try await PlateExperiment(
      request(drugs: ["AZD4320=0.1nM"]), kind: .caspase
    ).run()
    #expect(weak.findings.allSatisfy { !$0.contains("read above the positive control") })
  }

  @Test func `plates of two drugs or lines share no control well`() async throws {
    func controls(_ lines: [String], _ drug: String) async throws -> [String: [Double]] {
      let result = try await PlateExperiment(
        request(drugs: ["\(drug)=10nM"], cells: 4) { $0.lines = lines }, kind: .caspase
      ).run()
      let rows = result.records.filter { $0["role"] == "blank" }
      return Dictionary(grouping: rows) { $0["plate"] ?? "" }
        .mapValues { $0.compactMap { Double($0["signal_RLU"] ?? "") } }
    }
    let one = try await controls(["rs4-11", "ri-1"], "AZD4320")
    let turned = try await controls(["ri-1", "rs4-11"], "AZD4320")
    #expect(one == turned)
    let other = try await controls(["rs4-11"], "venetoclax")
    let all = Array(one.values) + Array(other.values)
    #expect(all.count == 3 && Set(all).count == 3)
  }

  @Test func `without BAX and BAK nothing happens at any dose`() async throws {
    let result = try await PlateExperiment(
      request(drugs: ["AZD4320=10nM,1uM"], cells: 16) { $0.knockouts = ["BAX,BAK"] },
      kind: .caspase
    ).run()
    let samples = result.conditions.filter { $0.role == "sample" }.compactMap(\.mean)
    #expect(samples.allSatisfy { $0 < 1e-6 })
    #expect(result.provenance["change"] == "BAX/BAK knockout")
    // Full scale comes from the unchanged line.
    #expect(result.conditions.first { $0.role == "positive" }?.mean == 1)
  }

  @Test func `three times the MCL-1 protects`() async throws {
    func signal(_ scale: [String]) async throws -> Double {
      let result = try await PlateExperiment(
        request(drugs: ["AZD4320=30nM"], cells: 24) { $0.scales = scale }, kind: .caspase
      ).run()
      return try #require(result.conditions.last?.mean)
    }
    #expect(try await signal(["MCL1=3"]) < signal([]))
  }

  @Test func `conditions beyond one plate go on the next, with controls of its own`() async throws {
    let doses = (1...30).map(String.init).joined(separator: ",")
    let result = try await PlateExperiment(
      request(drugs: ["AZD4320=\(doses)nM"], cells: 2), kind: .caspase
    ).run()
    let plates = Dictionary(grouping: result.records) { $0["plate"] ?? "" }
    #expect(plates.keys.sorted() == ["RS4;11 AZD4320, 1 of 2", "RS4;11 AZD4320, 2 of 2"])
    for rows in plates.values { #expect(rows.count { $0["role"] == "vehicle" } == 12) }
    #expect(result.numbers("nominal_nM").count == 90)
  }

  @Test func `files are written with a companion that names its table`() async throws {
    let result = try await PlateExperiment(request(cells: 2), kind: .caspase).run()
    try inTemporaryFolder { folder in
      let path = folder.appending(path: "plate.csv").path
      #expect(try result.write(to: path).count == 2)
      let text = try String(contentsOf: folder.appending(path: "plate.json"), encoding: .utf8)
      let json = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
      #expect(json?["schema"] as? String == "primed.table/1")
      #expect(json?["table"] as? String == "plate.csv")
      #expect(json?["observations"] == nil)
    }
  }
}

import EvidenceBase
import Experiments
import FileFormats
import Foundation
import Quantities
import Testing
import Workbench

@Suite struct StudyRunTests {
  @Test func `threads change no bit of a study`() async throws {
    let study = try study(small)
    let one = try await StudyRunner(study, threads: 1).run().lines[0]
    let two = try await StudyRunner(study, threads: 2).run().lines[0]
    #expect(one.observations == two.observations)
    for (left, right) in zip(one.population.arms, two.population.arms) {
      #expect(left.cells.map(\.death) == right.cells.map(\.death))
    }
  }

  @Test func `the mechanism holds on trajectories, and every control turns the outcome`()
    async throws
  {
    let line = try await StudyRunner(try study(smallCurve), threads: 2).run().lines[0]
    let checks = line.mechanismChecks()
    #expect(checks.filter { $0.verdict == .fails } == [])
    #expect(Set(checks.map(\.system)) == ["S3", "S4", "S5", "control"])
    for outcome in line.controls {
      let unchanged = try #require(outcome.unchangedFraction)
      let responding = try #require(outcome.respondingFraction)
      #expect(unchanged == 1)
      if outcome.control == .drugBindingOff || outcome.control == .knockout(["BAX", "BAK"]) {
        #expect(responding == 0)
      }
    }
  }

  @Test func `without BAX and BAK the same plate gives no potency, so the verdict turns`()
    async throws
  {
    func analysis(knockout: String?) async throws -> PlateAnalysis {
      var request = VirtualAssayRequest()
      request.lines = ["RS4;11"]
      request.drugs = ["AZD4320=1,3,5,7,9,11,13,16,25,100,1000nM"]
      request.knockouts = [knockout].compactMap(\.self)
      request.cells = 16
      request.seed = 5
      request.threads = 2
      let plate = try await PlateExperiment(request, kind: .caspase).run()
      return PlateAnalysis(of: plate.observations)
    }
    let unchanged = try await analysis(knockout: nil)
    #expect(unchanged.curve?.verdict == "complete")
    let potency = try #require(unchanged.curve?.relativeEC50)
    #expect((5...20).contains(potency.value))
    #expect((unchanged.curve?.hillSlope?.value ?? 0) > 1.5)
    let knockedOut = try await analysis(knockout: "BAX,BAK")
    #expect(knockedOut.curve?.verdict == "flat")
    #expect(knockedOut.curve?.relativeEC50 == nil)
  }

  @Test func `a table may serve two parts of a study, and stands among its inputs once`()
    async throws
  {
    try await inTemporaryFolder { folder in
      let rows = (0...8).flatMap { dose in
        (0..<3).map { "x,\(pow(3.0, Double(dose))),\(1 / (1 + pow(3.0, Double(dose - 4)))),\($0)" }
      }
      try Data((["drug,dose,response,replicate"] + rows).joined(separator: "\n").utf8)
        .write(to: folder.appending(path: "table.csv"))
      let part = """
          - name: NAME
            file: table.csv
            curve: drug
            dose: dose
            dose-unit: nM
            response: response
            scale: viability
            notation: fraction
        """
      let text =
        "schema: primed.study/1\ntitle: One table\nmeasured:\n"
        + ["first", "second"].map { part.replacing("NAME", with: $0) }.joined(separator: "\n")
      let file = folder.appending(path: "study.yaml")
      try Data(text.utf8).write(to: file)
      let outcome = try await StudyUseCase(
        path: file.path, output: folder.appending(path: "results").path, replaces: false,
        threads: 1
      ).run()
      #expect(outcome.failures.isEmpty)
    }
  }

  @Test func `a run writes a folder that tells all, and replaces only what it may`() async throws {
    try await inTemporaryFolder { folder in
      let file = folder.appending(path: "study.yaml")
      try Data(smallCurve.utf8).write(to: file)
      let output = folder.appending(path: "results").path
      let outcome = try await StudyUseCase(
        path: file.path, output: output, replaces: false, threads: 2
      )
      .run()
      #expect(outcome.failures.isEmpty)
      for name in [
        "report.html", "report.json", "plates.csv", "cells.csv", "curves.csv", "study.yaml",
      ] {
        #expect(FileManager.default.fileExists(atPath: "\(output)/\(name)"), "\(name)")
      }
      #expect(
        try String(contentsOfFile: "\(output)/plates.csv", encoding: .utf8).contains("\nsimulated,")
      )
      let report = try String(contentsOfFile: "\(output)/report.json", encoding: .utf8)
      // The words for where a number comes from are explained where they are used.
      #expect(report.contains("Chosen, marked [C] in the program's own comments"))
      // Only what was run is claimed.
      #expect(
        report.contains(
          "(controls: BAX/BAK knockout, BAX knockout, BAK knockout, drug binding off)"))
      let database = try StudyDatabase(reading: "\(output)/study.sqlite")
      #expect(try database.rows(of: StudyRecord.self).map(\.yaml) == [smallCurve])
      #expect(try database.rows(of: CellRow.self).count == 16 * 8)
      let verdicts = try database.rows(of: VerdictRow.self)
      #expect(verdicts.allSatisfy { $0.verdict != "agrees" })
      await #expect(throws: OutputError.self) {
        try await StudyUseCase(path: file.path, output: output, replaces: false, threads: 2).run()
      }
    }
  }

  @Test func `an interrupted run leaves nothing behind`() async throws {
    try await inTemporaryFolder { folder in
      let file = folder.appending(path: "study.yaml")
      try Data(smallCurve.replacing("cells: 16", with: "cells: 4000").utf8).write(to: file)
      let output = folder.appending(path: "results").path
      let path = file.path
      let run = Task {
        try await StudyUseCase(path: path, output: output, replaces: false, threads: 2).run()
      }
      try await Task.sleep(for: .milliseconds(300))
      run.cancel()
      await #expect(throws: CancellationError.self) { _ = try await run.value }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["study.yaml"])
    }
  }

  @Test(arguments: [
    ("dose (nM)", "viability (%)", "viability"), ("dose (uM)", "viability (%)", "inhibition"),
  ])
  func `a table whose titles speak against the study is refused`(
    dose: String, response: String, scale: String
  ) async throws {
    try await inTemporaryFolder { folder in
      let rows = [(0.1, 99), (1, 90), (10, 50), (100, 12), (1000, 3)]
      try Data(
        ("\(dose),\(response)\n" + rows.map { "\($0.0),\($0.1)\n" }.joined()).utf8
      ).write(to: folder.appending(path: "curves.csv"))
      let file = folder.appending(path: "study.yaml")
      try Data(
        """
        schema: primed.study/1
        title: Measured
        measured:
          - file: curves.csv
            dose: \(dose)
            response: \(response)
            dose-unit: uM
            scale: \(scale)
            notation: percent
        """.utf8
      ).write(to: file)
      await #expect(throws: InputRefusal.self) {
        try await StudyUseCase(
          path: file.path, output: folder.appending(path: "out").path, replaces: false, threads: 1
        ).run()
      }
    }
  }

  @Test func `a faulty table is refused before anything runs`() async throws {
    try await inTemporaryFolder { folder in
      try Data("line,dose,viability\nA,1,0.9\nA,x,0.5\n".utf8).write(
        to: folder.appending(path: "curves.csv"))
      let file = folder.appending(path: "study.yaml")
      try Data(
        """
        schema: primed.study/1
        title: Measured
        measured:
          - {file: curves.csv, curve: line, dose: dose, response: viability, dose-unit: uM, scale: viability, notation: fraction}
        """.utf8
      ).write(to: file)
      await #expect(throws: InputRefusal.self) {
        try await StudyUseCase(
          path: file.path, output: folder.appending(path: "out").path, replaces: false, threads: 1
        ).run()
      }
      #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "out").path))
    }
  }
}

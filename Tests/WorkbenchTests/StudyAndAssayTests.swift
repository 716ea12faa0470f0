import Assays
import FileFormats
import Foundation
import Testing
import Workbench

/// A study is a virtual assay with something added: what both say must be the same to the bit.
@Suite struct StudyAndAssayTests {
  /// The same evaluation, once as a study file and once in the words of the command line.
  struct Evaluation: Sendable, CustomTestStringConvertible {
    let study: String
    let change: @Sendable (inout VirtualAssayRequest) -> Void

    var testDescription: String { study.replacing("\n", with: "; ") }

    var file: String {
      "schema: primed.study/1\ntitle: The same\nsimulate:\n  lines: [RS4;11, OCI-M1]\n"
        + "  cells: 12\n  seed: 5\n" + study
    }

    func request() -> VirtualAssayRequest {
      var request = VirtualAssayRequest()
      request.lines = ["oci-m1", "rs4-11"]
      request.cells = 12
      request.seed = 5
      request.threads = 2
      change(&request)
      return request
    }
  }

  static let evaluations = [
    Evaluation(study: "  drug: AZD4320\n  doses: 3, 30, 100, 1000 nM") {
      $0.drugs = ["AZD4320=3,30,100,1000nM"]
    },
    Evaluation(
      study: "  drug: venetoclax\n  doses: 10 nM, 10 uM\nassay:\n  kind: caspase\n  replicates: 5"
    ) {
      $0.drugs = ["venetoclax=0.01,10uM"]
      $0.repeats = 5
    },
    // What a study may say besides: a later reading, a longer watch, cells that differ more.
    Evaluation(
      study: "  drug: S63845\n  doses: 30, 300 nM\n  watch: 24 h\n  variation: 0.4\n"
        + "assay:\n  kind: caspase\n  exposure: 12 h"
    ) {
      $0.drugs = ["S63845=30,300nM"]
      $0.times = ["12h"]
      $0.watch = "24h"
      $0.variation = 0.4
    },
  ]

  @Test(arguments: evaluations)
  func `a study's plates are the virtual assay's, well by well`(_ evaluation: Evaluation)
    async throws
  {
    let lines = try await StudyRunner(study(evaluation.file), threads: 1).run().lines
    let assay = try await PlateExperiment(evaluation.request(), kind: .caspase).run()
    let plates = Dictionary(grouping: assay.observations, by: \.plate)
    #expect(lines.count == 2 && plates.count == 2)
    for line in lines {
      let wells = try #require(plates[line.observations[0].plate])
      #expect(line.observations == wells)
      #expect(
        PlateAnalysis(of: wells).points.map(\.response) == line.analysis.points.map(\.response))
    }
  }

  @Test func `what a study writes of its wells is what the virtual assay writes`() async throws {
    let evaluation = Self.evaluations[0]
    try await inTemporaryFolder { folder in
      let file = folder.appending(path: "study.yaml")
      try Data(evaluation.file.utf8).write(to: file)
      let output = folder.appending(path: "results").path
      _ = try await StudyUseCase(path: file.path, output: output, replaces: false, threads: 2).run()
      var request = evaluation.request()
      request.lines.reverse()
      let assay = try await PlateExperiment(request, kind: .caspase).run()
      let place = try #require(assay.table.columns.firstIndex { $0.name == "cells_treated" })
      let rows = assay.csv.split(separator: "\n").map { row in
        var cells = row.split(separator: ",", omittingEmptySubsequences: false)
        cells.remove(at: place)
        return cells.joined(separator: ",")
      }
      let written = try String(contentsOfFile: "\(output)/plates.csv", encoding: .utf8)
      #expect(written.split(separator: "\n").map(String.init) == rows)
    }
  }

  @Test func `a line that dies at rest is refused by both, in the same words`() async throws {
    let text = """
      schema: primed.study/1
      title: Without BCL-2 and MCL-1
      simulate:
        lines: [dying.yaml, RS4;11]
        drug: AZD4320
        doses: 3, 30 nM
        cells: 12
        seed: 5
      controls:
        knockouts: [[MCL1]]
      """
    try await inTemporaryFolder { folder in
      let line = folder.appending(path: "dying.yaml")
      try Data(PartFixtures.dyingLine.utf8).write(to: line)
      let file = folder.appending(path: "study.yaml")
      try Data(text.utf8).write(to: file)
      let results = try await StudyRunner(
        StudyFile.read(contentsOf: file.path), threads: 2
      ).run()
      #expect(results.lines.map(\.line.name) == ["RS4;11"])
      var asked = request(drugs: ["AZD4320=3,30nM"], cells: 12, seed: 5)
      asked.lines = [line.path]
      let assay = try await PlateExperiment(asked, kind: .caspase).run()
      let refusal = try #require(assay.failures.first)
      #expect(refusal.reason.hasPrefix("only ") && refusal.reason.hasSuffix("so it has no rows."))
      #expect(results.failures.first?.name == refusal.name)
      #expect(results.failures.first?.reason == refusal.reason)
      // A control whose cells die at rest says nothing of the mechanism.
      let control = try #require(results.lines.first?.controls.first)
      #expect(control.respondingFraction == nil && control.cells == 0)
      #expect(results.failures.map(\.name).last == "RS4;11, MCL-1 knockout")
      let checks = try #require(results.lines.first).mechanismChecks()
      let check = try #require(checks.first { $0.claim.hasPrefix("MCL-1 knockout") })
      #expect(check.verdict == .notTested && check.found.hasPrefix("only "))
      // Nor is one without MCL-1 a witness of what happens without BAX or without BAK.
      #expect(!checks.contains { $0.claim.hasPrefix("without BAX alone") })
    }
  }

  @Test func `a study of which no line is left writes no folder`() async throws {
    let text = """
      schema: primed.study/1
      title: Nothing left
      simulate:
        lines: [dying.yaml]
        drug: AZD4320
        doses: 3, 30 nM
        cells: 8
        seed: 5
      """
    try await inTemporaryFolder { folder in
      try Data(PartFixtures.dyingLine.utf8).write(to: folder.appending(path: "dying.yaml"))
      let file = folder.appending(path: "study.yaml")
      try Data(text.utf8).write(to: file)
      let output = folder.appending(path: "results").path
      let failed = await #expect(throws: ItemsFailed.self) {
        try await StudyUseCase(path: file.path, output: output, replaces: false, threads: 1).run()
      }
      #expect(failed?.items.map(\.name) == ["without MCL-1"])
      #expect(!FileManager.default.fileExists(atPath: output))
    }
  }
}

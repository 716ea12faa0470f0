import EvidenceBase
import FileFormats
import Foundation
import Testing
import Workbench

@Suite struct MeasuredTableTests {
  /// A table as `primed fit` and as a study are asked for it, in the same words.
  struct Asked: Sendable, CustomTestStringConvertible {
    var name: String
    var table: String
    var keys: String
    var file = "t.csv"
    var fill: @Sendable (inout FitRequest) -> Void

    var testDescription: String { name }
  }

  static let prism = """
    <?xml version="1.0" encoding="UTF-8"?>
    <GraphPadPrismFile xmlns="http://graphpad.com/prism/Prism.htm" PrismXMLVersion="5.00">
    <Table ID="T0" XFormat="numbers" YFormat="replicates" Replicates="2" TableType="XY">\
    <Title>Data</Title><XColumn Subcolumns="1"><Title>dose (nM)</Title>\
    \(values([1, 3, 10, 30, 100, 300]))</XColumn>\
    <YColumn Subcolumns="2"><Title>A</Title>\(values([99, 95, 70, 35, 12, 6]))\
    \(values([97, 91, 72, 33, 14, 5]))</YColumn></Table></GraphPadPrismFile>
    """

  private static func values(_ values: [Int]) -> String {
    "<Subcolumn>" + values.map { "<d>\($0)</d>" }.joined() + "</Subcolumn>"
  }

  static let asked = [
    Asked(name: "tidy, titles say the rest", table: MeasuredTables.tidy, keys: "group: compound") {
      $0.groups = ["compound"]
    },
    Asked(
      name: "everything stated", table: MeasuredTables.tidy,
      keys: """
        group: [compound]
        dose: dose (nM)
        response: viability (%)
        dose-unit: nM
        scale: viability
        notation: percent
        model: ll3
        loss: least-squares
        interval: wald
        noise: constant
        confidence: 0.9
        """
    ) {
      $0.groups = ["compound"]
      $0.dose = "dose (nM)"
      $0.response = "viability (%)"
      $0.doseUnit = "nM"
      $0.scale = .viability
      $0.notation = .percent
      $0.model = "ll3"
      $0.loss = .leastSquares
      $0.interval = .wald
      $0.noise = .constant
      $0.confidence = 0.9
    },
    Asked(
      name: "columns, a signal, compared", table: MeasuredTables.columns,
      keys: "scale: signal\ncompare: true\nreference: resistant"
    ) {
      $0.scale = .signal
      $0.compares = true
      $0.reference = "resistant"
    },
    Asked(
      name: "rows, decimal commas",
      table: "name;a;b;c;d;e;f\n" + "X;1,0;0,97;0,7;0,31;0,12;0,06\nY;1;1;0,99;0,98;1,01;0,97\n",
      keys: "curve: name\ndoses: 0, 1, 10, 30, 100, 300 nM\nscale: viability\ndecimal: comma"
    ) {
      $0.groups = ["name"]
      $0.doses = ["0", "1", "10", "30", "100", "300 nM"]
      $0.scale = .viability
      $0.decimalSign = .comma
    },
    Asked(
      name: "successes among trials",
      table: "dose (mg/L),dead,total\n"
        + [(1, 1), (2, 4), (4, 11), (8, 25), (16, 39), (32, 46), (64, 49)]
        .map { "\($0.0),\($0.1),50\n" }.joined(),
      keys: "successes: dead\ntrials: total"
    ) {
      $0.response = "dead"
      $0.trials = "total"
    },
    Asked(
      name: "a bootstrap with its seed", table: MeasuredTables.tidy,
      keys: "group: compound\ninterval: bootstrap\nseed: 3\nresamples: 40"
    ) {
      $0.groups = ["compound"]
      $0.interval = .bootstrap
      $0.seed = 3
      $0.resamples = 40
    },
    Asked(
      name: "a Prism table by its number", table: prism, keys: "sheet: 1\nscale: viability",
      file: "p.pzfx"
    ) {
      $0.sheet = "1"
      $0.scale = .viability
    },
  ]

  /// Everything that `primed fit` tells of a curve (verdict, potencies with their intervals, parameters,
  /// warnings, wells set aside) a study tells in the same words and digits.
  @Test(arguments: asked)
  func `a study gives the answer of primed fit, to the last digit`(asked: Asked) async throws {
    try await inTemporaryFolder { folder in
      let outcome = try await MeasuredTables.run(
        MeasuredTables.write(asked.table, named: asked.file, keys: asked.keys, in: folder))
      var request = FitRequest(file: folder.appending(path: asked.file).path)
      asked.fill(&request)
      var json = ""
      let fit = try FitUseCase(request, threads: 1).run { json += $0 }
      #expect(!fit.curves.isEmpty)
      let studied = try MeasuredTables.text(outcome, "measured-1-curves.json")
      // What is not of the curves is where the file lies, and in which form it would be mended.
      func told(_ json: String) -> [Substring] {
        json.split(separator: "\n").filter {
          !$0.hasPrefix("\"file\":") && !$0.hasPrefix("\"notices\":")
        }
      }
      #expect(told(studied) == told(json))
      #expect(outcome.findings[0].contains("\(fit.count) measured curve"))
      for curve in fit.curves where fit.count <= 3 {
        #expect(outcome.findings[0].contains("\(curve.group): \(curve.reason)"))
      }
    }
  }

  @Test func `threads change nothing`() async throws {
    try await inTemporaryFolder { folder in
      let table =
        "compound,dose (nM),replicate,viability (%)\n"
        + (0..<20).map { MeasuredTables.rows("c\($0)", ec50: 5 + Double($0) * 7) }.joined()
      let path = try MeasuredTables.write(table, keys: "group: compound", in: folder)
      var files: [[String]] = []
      for threads in [1, 3] {
        let outcome = try await MeasuredTables.run(path, threads: threads)
        files.append(
          try ["measured-1-curves.json", "curves.csv", "measured-1-points.csv"].map {
            try MeasuredTables.text(outcome, $0)
          })
      }
      #expect(files[0] == files[1])
    }
  }

  @Test func `the report shows what the report of fits shows`() async throws {
    try await inTemporaryFolder { folder in
      let outcome = try await MeasuredTables.run(
        MeasuredTables.write(MeasuredTables.tidy, keys: "name: Monday\ngroup: compound", in: folder)
      )
      let html = try MeasuredTables.text(outcome, "report.html")
      for title in [
        "Measured: Monday", "Monday: Potencies", "Monday: Curves", "Monday: Residuals",
        "Monday: Every curve in numbers", "Monday: Wells set aside",
        "How to read the measured curves",
      ] {
        #expect(html.contains(title), "\(title)")
      }
      #expect(html.contains("The band is the pointwise 95 % interval of the curve."))
      #expect(html.contains("Why it has no EC50"))
      // The outlying well: its line, its replicate, and why.
      #expect(html.contains("replicate 2"))
      #expect(html.contains("lies far from the curve that the others make"))
      let points = try MeasuredTables.text(outcome, "measured-1-points.csv").split(separator: "\n")
      #expect(
        points[0] == "curve,line,dose,response,fitted,residual,weight,left_out,well")
      let outlier = try #require(points.first { $0.hasPrefix("C,60,10.0,300.0,") })
      #expect(outlier.hasSuffix(",0.0,,replicate 2"))
      let json = try MeasuredTables.text(outcome, "measured-1-curves.json")
      #expect(json.contains("{\"line\": 60, \"name\": \"replicate 2\", \"dose\": 10.0"))
      for name in [
        "measured-1-fits.csv", "measured-1-parameters.csv", "measured-1-predictions.csv",
        "curves.csv",
      ] {
        #expect(FileManager.default.fileExists(atPath: "\(outcome.folder)/\(name)"), "\(name)")
      }
      let database = try StudyDatabase(reading: "\(outcome.folder)/study.sqlite")
      #expect(try database.rows(of: CurveRow.self).map(\.verdict).count == 3)
    }
  }

  @Test func `the first curves alone are fitted where a study asks for so many`() async throws {
    try await inTemporaryFolder { folder in
      let outcome = try await MeasuredTables.run(
        MeasuredTables.write(MeasuredTables.tidy, keys: "group: compound\ncurves: 2", in: folder))
      #expect(outcome.findings[0].contains("2 measured curves"))
      #expect(
        try MeasuredTables.text(outcome, "measured-1-fits.csv").split(separator: "\n").count == 3)
    }
  }

  static let referenceData = ProcessInfo.processInfo.environment["PRIMED_REFERENCE_DATA"]

  /// CTRP viability, 1,246 curves of 17 doses (Basu et al. 2013, as distributed with CurveCurator).
  @Test(.enabled(if: referenceData != nil, "PRIMED_REFERENCE_DATA names no folder"))
  func `a study of the CTRP table is the fit of the CTRP table`() async throws {
    let folder = try #require(Self.referenceData)
    let table = try String(
      contentsOfFile: "\(folder)/ctrp-viability/dose_responses_40.0.tsv", encoding: .utf8)
    let doses =
      "0, 0.0012, 0.0024, 0.0049, 0.0097, 0.019, 0.039, 0.078, 0.16, 0.31, 0.62, 1.2, 2.5, 5, 10, "
      + "20, 40 uM"
    try await inTemporaryFolder { folder in
      let outcome = try await MeasuredTables.run(
        MeasuredTables.write(
          table, named: "ctrp.tsv", keys: "group: Name\nscale: viability\ndoses: \(doses)",
          in: folder))
      var request = FitRequest(file: folder.appending(path: "ctrp.tsv").path)
      request.groups = ["Name"]
      request.scale = .viability
      request.doses = doses.split(separator: ",").map(String.init)
      var json = ""
      let fit = try FitUseCase(request, threads: 2).run { json += $0 }
      #expect(fit.count == 1246)
      let curves = json.split(separator: "\n").filter { $0.hasPrefix("{\"group\"") }
      let studied = try MeasuredTables.text(outcome, "measured-1-curves.json").split(
        separator: "\n"
      )
      .filter { $0.hasPrefix("{\"group\"") }
      #expect(studied == curves)
      #expect(curves.count == 1246)
    }
  }
}

import EvidenceBase
import FileFormats
import Foundation
import Testing
import Workbench

/// Curves with a little that is not noise, and where asked one well far off.
private func rows(
  _ name: String, ec50: Double, full: Double = 100, outlier: Bool = false
) -> String {
  [0, 1, 3, 10, 30, 100, 300, 1000].enumerated().map { number, dose in
    let fraction = 0.1 + 0.9 / (1 + pow(Double(dose) / ec50, 1.3))
    return [0.012, -0.017, 0.009].enumerated().map { replicate, error in
      let value =
        outlier && number == 3 && replicate == 1
        ? 3 : fraction + error * (number.isMultiple(of: 2) ? 1 : -1)
      return "\(name),\(dose),\(replicate + 1),\(((value * full) * 1e4).rounded() / 1e4)\n"
    }.joined()
  }.joined()
}

private let tidy =
  "compound,dose (nM),replicate,viability (%)\n" + rows("A", ec50: 20)
  + rows("B", ec50: 3000) + rows("C", ec50: 60, outlier: true)

private let columns = """
  dose (µM),parental,,resistant,
  0,55734,52926,54336,51877
  0.003,50608,50924,54119,52963
  0.01,47130,48793,51092,52772
  0.03,41310,42550,51020,50330
  0.1,24310,23900,46700,47800
  0.3,9800,10500,35900,34800
  1,4100,4500,19800,18700
  3,3000,3200,8200,8900
  10,2800,2750,4000,3900

  """

/// Writes a study of one measured table, each key on its line.
private func write(_ table: String, named file: String = "t.csv", keys: String, in folder: URL)
  throws
  -> String
{
  try Data(table.utf8).write(to: folder.appending(path: file))
  let study = folder.appending(path: "study.yaml")
  let lines = (["file: \(file)"] + keys.split(separator: "\n").map(String.init)).enumerated()
    .map { ($0.offset == 0 ? "  - " : "    ") + $0.element }
  try Data(
    ("schema: primed.study/1\ntitle: Measured\nmeasured:\n" + lines.joined(separator: "\n") + "\n")
      .utf8
  ).write(to: study)
  return study.path
}

private func run(_ path: String, threads: Int = 2) async throws -> StudyUseCase.Outcome {
  try await StudyUseCase(
    path: path,
    output: URL(filePath: path).deletingLastPathComponent().appending(path: "out").path,
    replaces: true, threads: threads
  ).run()
}

private func text(_ outcome: StudyUseCase.Outcome, _ name: String) throws -> String {
  try String(contentsOfFile: "\(outcome.folder)/\(name)", encoding: .utf8)
}

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
    Asked(name: "tidy, titles say the rest", table: tidy, keys: "group: compound") {
      $0.groups = ["compound"]
    },
    Asked(
      name: "everything stated", table: tidy,
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
      name: "columns, a signal, compared", table: columns,
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
      name: "a bootstrap with its seed", table: tidy,
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
      let outcome = try await run(
        write(asked.table, named: asked.file, keys: asked.keys, in: folder))
      var request = FitRequest(file: folder.appending(path: asked.file).path)
      asked.fill(&request)
      var json = ""
      let fit = try FitUseCase(request, threads: 1).run { json += $0 }
      #expect(!fit.curves.isEmpty)
      let studied = try text(outcome, "measured-1-curves.json")
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
        + (0..<20).map { rows("c\($0)", ec50: 5 + Double($0) * 7) }.joined()
      let path = try write(table, keys: "group: compound", in: folder)
      var files: [[String]] = []
      for threads in [1, 3] {
        let outcome = try await run(path, threads: threads)
        files.append(
          try ["measured-1-curves.json", "curves.csv", "measured-1-points.csv"].map {
            try text(outcome, $0)
          })
      }
      #expect(files[0] == files[1])
    }
  }

  @Test func `the report shows what the report of fits shows`() async throws {
    try await inTemporaryFolder { folder in
      let outcome = try await run(
        write(tidy, keys: "name: Monday\ngroup: compound", in: folder))
      let html = try text(outcome, "report.html")
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
      let points = try text(outcome, "measured-1-points.csv").split(separator: "\n")
      #expect(
        points[0] == "curve,line,dose,response,fitted,residual,weight,left_out,well")
      let outlier = try #require(points.first { $0.hasPrefix("C,60,10.0,300.0,") })
      #expect(outlier.hasSuffix(",0.0,,replicate 2"))
      let json = try text(outcome, "measured-1-curves.json")
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

  @Test func `what nobody says is asked for in the words of a study`() async throws {
    try await inTemporaryFolder { folder in
      func refusal(_ table: String, _ keys: String) async throws -> String {
        let path = try write(table, keys: keys, in: folder)
        let error = await #expect(throws: InputRefusal.self) { try await run(path) }
        #expect(throws: InputRefusal.self) { try StudyOutline(checking: path) }
        let text = error?.text ?? ""
        #expect(!text.contains("--"), "\(text)")
        return text
      }
      let bare = try await refusal("curve,dose,response\nA,1,0.5\n", "name: x")
      #expect(bare.contains("needed: “dose-unit” with one of pM, nM"))
      #expect(bare.contains("needed: “scale: viability” (full without drug)"))
      #expect(bare.contains("hint: “group: curve”, or “group: none” if all rows are one curve"))
      let doubtful = try await refusal(
        "dose,r\n1,3\n2,5\n3,7\n", "response: r\ndose-unit: uM\nscale: viability")
      #expect(doubtful.contains("needed: “notation: percent” or “notation: fraction”"))
      let sheet = try await refusal(tidy, "group: compound\nsheet: 2")
      #expect(sheet.contains("needed: an XLSX or Prism file for “sheet”"))
      let mistaken = try await refusal(tidy, "group: compound\nscale: inhibition")
      #expect(mistaken.contains("add “scale-is-right: true” if “scale” is what is meant"))
      let reference = try await refusal(tidy, "group: compound\ncompare: true\nreference: Z")
      #expect(reference.contains("needed: “reference” with a curve of the table"))
      let layout = try await refusal(columns, "layout: columns\nscale: signal\nweight: w")
      #expect(layout.contains("“weight” names a column, but in this layout"))
    }
  }

  @Test(arguments: [
    ("curve: a\ngroup: b", "“curve” beside “group”"),
    ("scale: signal\nnotation: percent", "a signal with a notation"),
    ("dose-unit: MM", "“MM” is no unit of doses"),
    ("interval: bootstrap", "a bootstrap without a seed"),
    ("trials: n", "“trials” without “successes”"),
    ("successes: s\ntrials: n\nresponse: r", "“successes” beside “response”"),
    ("reference: A", "a “reference” to compare with"),
    ("successes: s\ntrials: n\nnoise: proportional", "“noise” with successes among trials"),
    ("group: [none, b]", "“none” among columns"),
    ("confidence: 2", "“confidence” is 2"),
    ("formula: a*x", "a measured table has no key “formula”"),
  ])
  func `what a study says of a table is refused where it cannot be`(
    keys: String, found: String
  ) throws {
    try inTemporaryFolder { folder in
      let path = try write(tidy, keys: keys, in: folder)
      let error = #expect(throws: InputRefusal.self) { try StudyFile.read(contentsOf: path) }
      #expect(error?.faults.map(\.found) == [found])
    }
  }

  @Test func `the first curves alone are fitted where a study asks for so many`() async throws {
    try await inTemporaryFolder { folder in
      let outcome = try await run(write(tidy, keys: "group: compound\ncurves: 2", in: folder))
      #expect(outcome.findings[0].contains("2 measured curves"))
      #expect(try text(outcome, "measured-1-fits.csv").split(separator: "\n").count == 3)
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
      let outcome = try await run(
        write(
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
      let studied = try text(outcome, "measured-1-curves.json").split(separator: "\n")
        .filter { $0.hasPrefix("{\"group\"") }
      #expect(studied == curves)
      #expect(curves.count == 1246)
    }
  }
}

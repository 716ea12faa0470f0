import Foundation
import Testing

@Suite struct FitCommandTests {
  private static let examples = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Examples/fitting")

  private static let viability = examples.appending(path: "viability.csv").path

  @Test func `the shipped table is fitted to a verdict for each compound`() throws {
    let run = try BuiltCommand.run("fit", Self.viability, "--group", "compound")
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.first?.hasPrefix("curve       verdict     EC50 (nM)") == true)
    #expect(lines.contains { $0.hasPrefix("compound A  complete") })
    #expect(lines.contains { $0.hasPrefix("compound C  incomplete") && $0.contains("> ") })
    #expect(lines.contains { $0.hasPrefix("compound D: Flat: no effect of dose") })
    #expect(lines.last == "4 curves of viability in percent: 2 complete, 1 flat, 1 incomplete.")
    #expect(run.messages.isEmpty)
  }

  @Test func `a file that is no table is named in one sentence, whatever it holds`() throws {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "odd-\(UUID().uuidString).csv").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    for (text, found) in [
      ("%PDF-1.7\n\u{1B}[2J", "the file is a PDF"), ("\u{0}\u{1}\u{2}\u{0}", "the file is binary"),
    ] {
      try Data(text.utf8).write(to: URL(filePath: path))
      let run = try BuiltCommand.run("fit", path, "--group", "none")
      #expect(run.status == 3)
      #expect(run.messages.contains(found))
      #expect(!run.messages.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    }
  }

  @Test func `a highest dose that alone departs is warned of, and marked in the list`() throws {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "departs-\(UUID().uuidString).csv").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let rows = zip([1, 3, 10, 30, 100, 300, 1000, 3000], [100, 95, 104, 98, 102, 97, 101, 35])
      .map { "A,\($0),\($1)\n" }.joined()
    try Data(("drug,dose (nM),viability (%)\n" + rows).utf8).write(to: URL(filePath: path))
    let run = try BuiltCommand.run("fit", path, "--group", "drug")
    #expect(run.status == 0)
    #expect(run.output.contains("flat (!)"))
    #expect(run.output.contains("A: Warning: the highest dose alone departs: 3000 nM gives 35 %"))
  }

  @Test func `JSON is one object on standard output, with every curve`() throws {
    let run = try BuiltCommand.run("fit", Self.viability, "--group", "compound", "--json")
    #expect(run.status == 0)
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(object["schema"] as? String == "primed.fit/1")
    #expect((object["curves"] as? [Any])?.count == 4)
  }

  @Test func `doses down the first column are compared with the parental line`() throws {
    let run = try BuiltCommand.run(
      "fit", Self.examples.appending(path: "luminescence-columns.csv").path, "--scale", "signal",
      "--compare")
    #expect(run.status == 0)
    #expect(run.output.contains("times the dose of parental"))
    #expect(run.output.contains("one curve for all: F("))
  }

  @Test func `what compared curves share is asked for, and each step is tested`() throws {
    let file = Self.examples.appending(path: "luminescence-columns.csv").path
    let run = try BuiltCommand.run(
      "fit", file, "--scale", "signal", "--compare", "--share", "limits,slope")
    #expect(run.status == 0)
    #expect(run.output.contains("Step by step:\n  sharing nothing\n    EC50 of "))
    #expect(run.output.contains("  sharing the slope too, beside both limits: F("))
    #expect(run.output.contains("sharing the EC50 too, beside both limits and the slope: F("))
    for odd in [["--share", "limits"], ["--compare", "--share", "limits,top"]] {
      #expect(try BuiltCommand.run(["fit", file, "--scale", "signal"] + odd).status == 2)
    }
  }

  @Test func `what the file does not say is asked for at once, with status 3`() throws {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "bare-\(UUID().uuidString).csv").path
    try Data("curve,dose,response\nA,1,0.5\n".utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let run = try BuiltCommand.run("fit", path)
    #expect(run.status == 3)
    #expect(run.output.isEmpty)
    #expect(run.messages.contains("--dose-unit with one of pM, nM"))
    #expect(run.messages.contains("--scale viability"))
    #expect(run.messages.contains("hint: --group curve, or --group none"))
    #expect(run.messages.contains("3 faults found; nothing was run."))
    let json = try BuiltCommand.run("fit", path, "--json")
    #expect(json.status == 3)
    #expect(json.output.contains("\"primed.refusal/1\""))
  }

  @Test func `the first curves alone are fitted on request`() throws {
    let run = try BuiltCommand.run("fit", Self.viability, "--group", "compound", "--curves", "1")
    #expect(run.status == 0)
    #expect(run.output.hasSuffix("1 curve of viability in percent: 1 complete.\n"))
  }

  @Test func `columns of responses are named in the order of their doses`() throws {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "rows-\(UUID().uuidString).csv").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let responses = ["a", "b", "c", "d", "e", "f"]
    try Data("name,note,f,e,d,c,b,a\nX,7,0.05,0.1,0.3,0.7,0.95,1\n".utf8)
      .write(to: URL(filePath: path))
    let run = try BuiltCommand.run(
      ["fit", path, "--group", "name", "--scale", "viability", "--doses", "0,1,10,30,100,300nM"]
        + responses.flatMap { ["--responses", $0] })
    #expect(run.status == 0, "\(run.messages)")
    #expect(run.output.contains("EC50 (nM)"))
  }

  @Test func `every key of a study's measured table is an option of the same name`() throws {
    let page = try String(
      contentsOf: Self.examples.appending(path: "../../Documentation/StudyFiles.md"),
      encoding: .utf8)
    let section = try #require(
      page.components(separatedBy: "\n## ").first {
        $0.hasPrefix("Measured tables")
      })
    let keys = section.split(separator: "\n").filter { $0.hasPrefix("| `") }
      .map { $0.dropFirst(3).prefix { $0 != "`" } }
    #expect(keys.count > 30)
    let help = try BuiltCommand.run("fit", "--help").output
    for key in keys where !["name", "file"].contains(key) {
      #expect(help.contains("--\(key)"), "\(key)")
    }
  }

  @Test func `a table as the bench has it is read with what it says, and nothing in silence`()
    throws
  {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "bench-\(UUID().uuidString).csv").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let doses = [1, 3, 10, 30, 100, 300, 1000]
    let responses = [(99, 98), (96, 97), (88, 85), (62, 66), (31, 28), (12, 13), (5, 6)]
    let rows = zip(doses, responses).flatMap { dose, pair in
      [("A", "\(dose)", "nM"), ("B", "\(Double(dose) / 1000)", "uM")].map { drug, dose, unit in
        "\(drug),\(dose),\(unit),\(pair.0),\(drug == "A" && pair.0 == 96 ? "OVRFLW" : "\(pair.1)"),3\n"
      }
    }
    let text = "Read by J.\n\ndrug,dose,dose_unit,rep1,rep2,SD\n" + rows.joined()
    try Data(text.utf8).write(to: URL(filePath: path))
    let run = try BuiltCommand.run("fit", path, "--group", "drug", "--scale", "viability", "--json")
    #expect(run.status == 0)
    for notice in [
      "Passed over what stands above the table: “Read by J.”.",
      "By the column “dose_unit” doses stand in more than one unit",
      "The columns “rep1”, “rep2” were read as replicates of each row.",
      "Left out 1 well whose response is no number", "Left out “SD”",
    ] {
      #expect(run.messages.contains(notice))
    }
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let curves = try #require(object["curves"] as? [[String: Any]])
    let potencies = curves.compactMap {
      ($0["ic50_relative"] as? [String: Any])?["estimate"] as? Double
    }
    try #require(potencies.count == 2)
    #expect(abs(potencies[0] / potencies[1] - 1) < 0.1)
    let left = try #require((curves[0]["wells"] as? [String: Any])?["left_out"] as? [[String: Any]])
    #expect(left.count == 1)
    #expect(left.first?["reason"] as? String == "“OVRFLW”: beyond what the reader measures")
    #expect(left.first?["name"] as? String == "rep2")
  }

  @Test func `options that contradict each other are usage errors`() throws {
    for arguments in [
      ["--model", "ll9"], ["--dose-unit", "furlong"], ["--successes", "dead"],
      ["--formula", "a*x"], ["--formula", "a*x", "--start", "a"], ["--replace"],
      ["--confidence", "1"],
      ["--noise", "proportional", "--successes", "dead", "--trials", "total"],
      ["--group", "none", "--group", "x"], ["--curves", "0"],
    ] {
      let run = try BuiltCommand.run(["fit", Self.viability] + arguments)
      #expect(run.status == 2, "\(arguments)")
      #expect(run.output.isEmpty)
    }
  }
}

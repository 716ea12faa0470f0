import FileFormats
import Foundation
import Testing
import Workbench

/// A table in a folder of its own, removed with it.
private final class TemporaryTable {
  let folder: URL
  let path: String

  init(_ text: String, name: String = "t.csv") throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "fit-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appending(path: name).path
    try Data(text.utf8).write(to: URL(filePath: path))
  }

  deinit { try? FileManager.default.removeItem(at: folder) }
}

/// Noiseless curves with a little that is not noise: every well a thousandth off, by turns.
private func rows(_ name: String, ec50: Double, floor: Double = 0.1) -> String {
  [0, 1, 3, 10, 30, 100, 300, 1000].enumerated().map { number, dose in
    let fraction = floor + (1 - floor) / (1 + pow(Double(dose) / ec50, 1.3))
    return "\(name),\(dose),\(fraction + (number.isMultiple(of: 2) ? 0.001 : -0.001))\n"
      + "\(name),\(dose),\(fraction + (number.isMultiple(of: 2) ? -0.002 : 0.002))\n"
  }.joined()
}

private let header = "compound,dose (nM),viability\n"

private func request(_ path: String) -> FitRequest {
  var request = FitRequest(file: path)
  request.groups = ["compound"]
  return request
}

private func json(
  _ request: FitRequest, threads: Int = 1
) throws -> (text: String, object: [String: Any]) {
  var text = ""
  _ = try FitUseCase(request, threads: threads).run { text += $0 }
  let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
  return (text, try #require(object))
}

@Suite struct FitUseCaseTests {
  @Test func `the answer in JSON has the shape that it promises`() throws {
    let table = try TemporaryTable(header + rows("A", ec50: 20))
    let object = try json(request(table.path)).object
    #expect(
      Set(object.keys) == [
        "schema", "primed", "file", "sha256", "layout", "scale", "notation", "response_unit",
        "dose_unit", "options", "notices", "metric_definitions", "statistic_definitions",
        "curves", "verdicts",
      ])
    #expect(object["schema"] as? String == "primed.fit/1")
    #expect(object["dose_unit"] as? String == "nM")
    #expect((object["sha256"] as? String)?.count == 64)
    #expect(object["verdicts"] as? [String: Int] == ["complete": 1])
    let curve = try #require((object["curves"] as? [[String: Any]])?.first)
    #expect(
      Set(curve.keys) == [
        "group", "verdict", "reason", "model", "departure", "parameters", "hill", "ic50_relative",
        "ic50_absolute", "metrics", "statistics", "lack_of_fit", "warnings", "effect_probability",
        "wells",
      ])
    let parameters = try #require(curve["parameters"] as? [String: [String: Any]])
    #expect(Set(parameters.keys) == ["slope", "lower_limit", "upper_limit", "location"])
    #expect(
      Set(try #require(parameters["slope"]).keys)
        == ["estimate", "se", "low", "high", "fixed", "at_bound", "letter", "unit"])
    let potency = try #require(curve["ic50_relative"] as? [String: Any])
    #expect(Set(potency.keys) == ["estimate", "se", "low", "high", "bound", "unit"])
    #expect(potency["unit"] as? String == "nM")
    let estimate = try #require(potency["estimate"] as? Double)
    #expect(abs(estimate / 20 - 1) < 0.05)
    #expect(
      Set(try #require(curve["statistics"] as? [String: Any]).keys)
        == ["rss", "df", "logLik", "AICc", "plain_rss"])
    #expect(
      Set(try #require(curve["wells"] as? [String: Any]).keys)
        == ["used", "measured", "missing", "down_weighted", "left_out"])
  }

  @Test func `a potency beyond the doses is a bound in JSON, and no number anywhere`() throws {
    let table = try TemporaryTable(header + rows("A", ec50: 3000, floor: 0))
    let curve = try #require(
      (json(request(table.path)).object["curves"] as? [[String: Any]])?.first)
    #expect(curve["verdict"] as? String == "incomplete")
    let potency = try #require(curve["ic50_relative"] as? [String: Any])
    #expect(potency["estimate"] is NSNull)
    #expect((potency["bound"] as? [String: Double])?.keys.first == "above")
    let location = try #require((curve["parameters"] as? [String: [String: Any]])?["location"])
    #expect(location["estimate"] is NSNull)
  }

  @Test func `threads change nothing, and curves keep their order`() throws {
    let text = header + (0..<40).map { rows("c\($0)", ec50: 5 + Double($0) * 3) }.joined()
    let table = try TemporaryTable(text)
    let alone = try json(request(table.path), threads: 1).text
    #expect(try json(request(table.path), threads: 3).text == alone)
    let curves = try #require(
      JSONSerialization.jsonObject(with: Data(alone.utf8)) as? [String: Any])["curves"]
    let names = (curves as? [[String: Any]])?.compactMap { $0["group"] as? String }
    #expect(names == (0..<40).map { "c\($0)" })
  }

  @Test func `a bootstrap does not depend on threads either`() throws {
    let text = header + (0..<18).map { rows("c\($0)", ec50: 5 + Double($0) * 3) }.joined()
    let table = try TemporaryTable(text)
    var asked = request(table.path)
    asked.interval = .bootstrap
    asked.resamples = 50
    let alone = try json(asked, threads: 1).text
    #expect(try json(asked, threads: 3).text == alone)
    asked.seed = 2
    #expect(try json(asked, threads: 3).text != alone)
  }

  @Test func `noise that grows with the response is an option that the answer names`() throws {
    let table = try TemporaryTable(header + rows("A", ec50: 20))
    var asked = request(table.path)
    asked.noise = .proportional
    let object = try json(asked).object
    #expect((object["options"] as? [String: Any])?["noise"] as? String == "proportional")
    #expect(object["verdicts"] as? [String: Int] == ["complete": 1])
  }

  @Test func `curves are compared: a tenfold potency, parallel`() throws {
    let table = try TemporaryTable(header + rows("A", ec50: 10) + rows("B", ec50: 100))
    var asked = request(table.path)
    asked.compares = true
    let comparison = try #require(json(asked).object["comparison"] as? [String: Any])
    #expect(comparison["reference"] as? String == "A")
    let ratio = try #require((comparison["potency_ratios"] as? [[String: Any]])?.first)
    let (low, high) = (ratio["low"] as? Double ?? .nan, ratio["high"] as? Double ?? .nan)
    #expect(low < 10 && 10 < high && high / low < 1.2)
    asked.reference = "C"
    #expect(throws: InputRefusal.self) { try FitUseCase(asked, threads: 1).run() }
  }

  @Test func `what is shared is asked for, step by step`() throws {
    let table = try TemporaryTable(header + rows("A", ec50: 10) + rows("B", ec50: 100))
    var asked = request(table.path)
    asked.compares = true
    asked.shares = [.limits]
    let comparison = try #require(json(asked).object["comparison"] as? [String: Any])
    #expect(
      comparison["ratio_shares"] as? [String] == ["full_effect", "response_without_drug"])
    #expect(comparison["model"] as? String == "ll3u")
    #expect((comparison["left_out"] as? [Any])?.isEmpty == true)
    let steps = try #require(comparison["steps"] as? [[String: Any]])
    #expect(steps.map { $0["shared"] as? [String] ?? ["?"] }.map(\.count) == [0, 2, 3])
    #expect(steps[0]["before"] is NSNull && steps[0]["test"] is NSNull)
    // The scale holds the response without drug: sharing the limits saves the full effect alone.
    #expect((steps[1]["test"] as? [String: Any])?["df1"] as? Int == 1)
    #expect((steps[2]["potency_ratios"] as? [Any])?.isEmpty == true)
    let sentence = try #require(comparison["sentence"] as? String)
    #expect(
      sentence.hasSuffix(
        " The curves share both limits, as asked; the ratio is of their EC50s, at half the effect of each."
      ))
  }

  @Test func `a curve left out of a comparison is named with its own verdict`() throws {
    let table = try TemporaryTable(
      header + rows("A", ec50: 10) + rows("B", ec50: 3000, floor: 0))
    var asked = request(table.path)
    asked.compares = true
    let object = try json(asked).object
    #expect(object["verdicts"] as? [String: Int] == ["complete": 1, "incomplete": 1])
    let comparison = try #require(object["comparison"] as? [String: Any])
    let sentence = try #require(comparison["sentence"] as? String)
    #expect(
      sentence.hasPrefix(
        "Not compared: it takes two complete curves. B was left out: it is incomplete, its EC50 "
          + "known only to be > "), "\(sentence)")
  }

  @Test func `each statistic says which loss it belongs to, and what it then is`() throws {
    // One well far off: least squares count it, the robust loss does not.
    let table = try TemporaryTable(header + rows("A", ec50: 20) + "A,10,0.1\n")
    var asked = request(table.path)
    func told() throws -> (statistics: [String: Any], words: [String: String]) {
      let object = try json(asked).object
      let curve = try #require((object["curves"] as? [[String: Any]])?.first)
      return (
        try #require(curve["statistics"] as? [String: Any]),
        try #require(object["statistic_definitions"] as? [String: String])
      )
    }
    let robust = try told()
    #expect(robust.words["loss"] == "robust")
    let (rss, plain) = (
      try #require(robust.statistics["rss"] as? Double),
      try #require(robust.statistics["plain_rss"] as? Double)
    )
    #expect(plain > 10 * rss && plain > 0.2)
    #expect(try #require(robust.words["logLik"]).contains("no likelihood of all the wells"))
    asked.loss = .leastSquares
    let squares = try told()
    let own = try #require(squares.statistics["rss"] as? Double)
    #expect(abs(own / (squares.statistics["plain_rss"] as? Double ?? .nan) - 1) < 1e-9)
    #expect(squares.words["loss"] == "least-squares")
  }

  @Test func `successes among trials give the dose of half the effect`() throws {
    // Logistic in ln dose about 8, rounded to whole animals of 50.
    let counts = [1.0, 2, 4, 8, 16, 32, 64].map { dose -> String in
      "\(dose),\((50 / (1 + pow(8 / dose, 1.8))).rounded()),50\n"
    }
    let table = try TemporaryTable("dose (mg/L),dead,total\n" + counts.joined())
    var asked = FitRequest(file: table.path)
    asked.response = "dead"
    asked.trials = "total"
    let object = try json(asked).object
    let curve = try #require((object["curves"] as? [[String: Any]])?.first)
    let statistics = try #require(curve["statistics"] as? [String: Double])
    #expect(statistics["deviance"] != nil && statistics["deviance"] == statistics["rss"])
    let words = try #require(object["statistic_definitions"] as? [String: String])
    #expect(words["loss"] == "likelihood" && words["rss"]?.hasPrefix("the deviance") == true)
    let potency = try #require(curve["ic50_relative"] as? [String: Any])
    let estimate = try #require(potency["estimate"] as? Double)
    #expect(abs(estimate / 8 - 1) < 0.05)
  }

  @Test(arguments: ["1,2.7,50", "1,2,50.5", "1,51,50"])
  func `broken or impossible counts are refused`(row: String) throws {
    let rest = (1...6).map { "\(1 << $0),\($0 * 7),50\n" }.joined()
    let table = try TemporaryTable("dose (mg/L),dead,total\n" + row + "\n" + rest)
    var asked = FitRequest(file: table.path)
    asked.response = "dead"
    asked.trials = "total"
    #expect(throws: InputRefusal.self) { try FitUseCase(asked, threads: 1).run() }
  }

  @Test func `counts with a time zero give growth rates`() throws {
    // GR = 0.8/(1 + dose/10) + 0.2 of cells that double twice.
    let counts = [0, 1, 3, 10, 30, 100, 300, 1000].enumerated().map { number, dose -> String in
      let rate = 0.2 + 0.8 / (1 + Double(dose) / 10)
      let count = 1000 * exp2(2 * log2(1 + rate)) * (number.isMultiple(of: 2) ? 1.002 : 0.998)
      return "\(dose),\(count),1000\n\(dose),\(count * 1.003),1000\n"
    }
    let table = try TemporaryTable("dose (nM),count,start\n" + counts.joined())
    var asked = FitRequest(file: table.path)
    asked.response = "count"
    asked.timeZero = "start"
    let curve = try #require((json(asked).object["curves"] as? [[String: Any]])?.first)
    let metrics = try #require(curve["metrics"] as? [String: Any])
    let gec50 = try #require(metrics["gec50"] as? Double)
    #expect(abs(gec50 / 10 - 1) < 0.1)
    #expect(abs((metrics["gr_inf"] as? Double ?? .nan) - 0.2) < 0.03)
  }

  @Test func `a folder holds the report and every number`() throws {
    let table = try TemporaryTable(header + rows("A", ec50: 20) + rows("B", ec50: 200))
    let output = table.folder.appending(path: "out").path
    var asked = request(table.path)
    asked.compares = true
    let outcome = try FitUseCase(asked, threads: 2).run(output: output)
    #expect(outcome.folder == output)
    for name in [
      "report.html", "report.json", "curves.json", "fits.csv", "fits.json", "parameters.csv",
      "points.csv", "predictions.csv",
    ] {
      #expect(FileManager.default.fileExists(atPath: output + "/" + name), "\(name)")
    }
    let predictions = try String(contentsOfFile: output + "/predictions.csv", encoding: .utf8)
    let cells = try #require(predictions.split(separator: "\n").dropFirst(20).first)
      .split(separator: ",").compactMap { Double($0) }
    #expect(cells.count == 4)
    #expect(cells[2] < cells[1] && cells[1] < cells[3])
    let points = try String(contentsOfFile: output + "/points.csv", encoding: .utf8)
    #expect(points.split(separator: "\n").count == 33)
    let report = try String(contentsOfFile: output + "/report.html", encoding: .utf8)
    #expect(report.contains("Potency ratio"))
  }
}

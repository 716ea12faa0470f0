import FileFormats
import Foundation
import Testing
import Workbench

/// Responses are told in the notation that the table had, in JSON, tables and words alike.
@Suite struct FitNotationTests {
  private static func table(_ factor: Double, top: Double = 1) -> String {
    "compound,dose (nM),viability (\(factor == 1 ? "fraction" : "%"))\n"
      + [0, 1, 3, 10, 30, 100, 300, 1000].enumerated().map { number, dose in
        let fraction = 0.1 + 0.9 / (1 + pow(Double(dose) / 20, 1.3))
        let value = number == 7 ? fraction * top : fraction
        return [0.003, -0.004, 0.001].map {
          "A,\(dose),\(((value + $0 * Double(number - 3)) * 1e4).rounded() / (1e4 / factor))\n"
        }.joined()
      }.joined()
  }

  private func results(
    _ text: String, scale: FitRequest.Notation? = nil
  ) throws -> (json: [String: Any], files: [String: String]) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "fit-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "t.csv").path
    try Data(text.utf8).write(to: URL(filePath: path))
    var request = FitRequest(file: path)
    request.groups = ["compound"]
    request.notation = scale
    var json = ""
    let output = folder.appending(path: "out").path
    _ = try FitUseCase(request, threads: 1).run(output: output) { json += $0 }
    var files: [String: String] = [:]
    for name in ["fits.csv", "parameters.csv", "points.csv", "predictions.csv", "curves.json"] {
      files[name] = try String(contentsOfFile: output + "/" + name, encoding: .utf8)
    }
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    return (try #require(object), files)
  }

  private func curve(_ json: [String: Any]) throws -> [String: Any] {
    try #require((json["curves"] as? [[String: Any]])?.first)
  }

  /// 1e-6: percents are fitted as fractions, which differ in the last digit of a division, and a
  /// search then ends elsewhere within its tolerance.
  @Test func `a table in percent is answered in percent, and nothing else changes`() throws {
    let fraction = try results(Self.table(1), scale: .fraction)
    let percent = try results(Self.table(100))
    #expect(fraction.json["response_unit"] as? String == "fraction")
    #expect(percent.json["response_unit"] as? String == "percent")
    let (one, hundred) = try (curve(fraction.json), curve(percent.json))
    func parameters(_ curve: [String: Any]) -> [String: [String: Any]] {
      curve["parameters"] as? [String: [String: Any]] ?? [:]
    }
    for (key, parameter) in parameters(one) {
      let other = try #require(parameters(hundred)[key])
      let isResponse = ["lower_limit", "upper_limit"].contains(key)
      let factor = isResponse ? 100.0 : 1
      for field in ["estimate", "se", "low", "high"] {
        guard let value = parameter[field] as? Double else { continue }
        let told = try #require(other[field] as? Double)
        #expect(abs(told / (value * factor) - 1) < 1e-6, "\(key) \(field)")
      }
      #expect(other["unit"] as? String == (isResponse ? "percent" : key == "slope" ? nil : "nM"))
      #expect((parameter["unit"] as? String == "fraction") == isResponse)
    }
    for (key, metric) in try #require(
      percent.json["metric_definitions"] as? [String: [String: Any]])
    {
      let factor = metric["unit"] as? String == "percent" ? 100.0 : 1
      #expect((factor == 100) == !key.hasPrefix("dss"))
      let value = try #require((one["metrics"] as? [String: Any])?[key] as? Double)
      let told = try #require((hundred["metrics"] as? [String: Any])?[key] as? Double)
      #expect(abs(told / (value * factor) - 1) < 1e-6, "\(key)")
    }
    let statistics = [one, hundred].map { $0["statistics"] as? [String: Double] ?? [:] }
    #expect(abs((statistics[1]["rss"] ?? 0) / (statistics[0]["rss"] ?? 1) / 1e4 - 1) < 1e-6)
    // The likelihood of percents is that of fractions, less ln 100 for each of 24 wells.
    let shift = (statistics[0]["logLik"] ?? 0) - (statistics[1]["logLik"] ?? 0)
    #expect(abs(shift - 24 * log(100)) < 1e-6)
  }

  @Test func `the wells as the person wrote them lie on the curve that the tables give`() throws {
    let files = try results(Self.table(100)).files
    let written = Self.table(100).split(separator: "\n").dropFirst()
      .map { $0.split(separator: ",")[2] }
    let points = try #require(files["points.csv"]).split(separator: "\n").dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(points.map { Double($0[3]) } == written.map { Double($0) })
    for point in points {
      let residual = try #require(Double(point[5]))
      #expect(abs(residual) < 5, "\(point)")
    }
    let responses = try #require(files["predictions.csv"]).split(separator: "\n").dropFirst()
      .compactMap { Double($0.split(separator: ",")[2]) }
    #expect(responses.count == 41 && (responses.first ?? 0) > 90 && (responses.last ?? 0) < 15)
    let limit = try #require(
      files["parameters.csv"]?.split(separator: "\n").first { $0.contains("lower_limit") })
    #expect(limit.hasSuffix(",percent"))
  }

  @Test func `a highest dose that alone departs is a field of JSON and of the table`() throws {
    let flat =
      "compound,dose (nM),viability (%)\n"
      + zip([1, 3, 10, 30, 100, 300, 1000, 3000], [100, 95, 104, 98, 102, 97, 101, 35])
      .map { "A,\($0),\($1)\n" }.joined()
    let (json, files) = try results(flat)
    let departure = try #require(curve(json)["departure"] as? [String: Any])
    #expect(departure["dose"] as? Double == 3000 && departure["unit"] as? String == "nM")
    #expect(departure["response"] as? Double == 35 && departure["others"] as? Double == 100)
    #expect(try (curve(json)["reason"] as? String)?.hasPrefix("Warning: the highest dose") == true)
    #expect(files["fits.csv"]?.split(separator: "\n").last?.contains(",3000.0,35.0,") == true)
    #expect(try curve(results(Self.table(100)).json)["departure"] is NSNull)
  }

  @Test func `counts are shares, growth rates GR, and their parameters say so`() throws {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "counts-\(UUID().uuidString).csv").path
    let rows = [1.0, 2, 4, 8, 16, 32, 64].map {
      "\($0),\((50 / (1 + pow(8 / $0, 1.8))).rounded()),50\n"
    }
    try Data(("dose (mg/L),dead,total\n" + rows.joined()).utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    var request = FitRequest(file: path)
    request.response = "dead"
    request.trials = "total"
    var text = ""
    _ = try FitUseCase(request, threads: 1).run { text += $0 }
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(json["response_unit"] as? String == "fraction")
    let parameters = try curve(json)["parameters"] as? [String: [String: Any]]
    #expect(parameters?["full_effect"]?["unit"] as? String == "fraction")
    #expect(parameters?["location"]?["unit"] as? String == "µg/mL")
    #expect(Set((json["metric_definitions"] as? [String: Any] ?? [:]).keys) == ["deviance"])
  }

  @Test func `counts are compared by likelihood ratio`() throws {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "two-\(UUID().uuidString).csv").path
    let rows = [("A", 8.0), ("B", 24)].flatMap { name, place in
      [1.0, 2, 4, 8, 16, 32, 64, 128].map {
        "\(name),\($0),\((50 / (1 + pow(place / $0, 1.8))).rounded()),50\n"
      }
    }
    try Data(("group,dose (mg/L),dead,total\n" + rows.joined()).utf8).write(
      to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    var request = FitRequest(file: path)
    request.response = "dead"
    request.trials = "total"
    request.groups = ["group"]
    request.compares = true
    var text = ""
    let outcome = try FitUseCase(request, threads: 1).run { text += $0 }
    #expect(outcome.comparison?.sentence.hasPrefix("B needs ") == true)
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let comparison = try #require(json["comparison"] as? [String: Any])
    let ratio = try #require((comparison["potency_ratios"] as? [[String: Any]])?.first)
    let (low, high) = (ratio["low"] as? Double ?? .nan, ratio["high"] as? Double ?? .nan)
    #expect(low < 3 && 3 < high && high / low < 2)
    let test = try #require((comparison["tests"] as? [[String: Any]])?.first)
    #expect(
      Set(test.keys)
        == ["shared", "chi2", "df", "p", "deviance_separate", "deviance_shared"])
  }
}

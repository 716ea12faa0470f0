import Foundation
import Testing
import Workbench

/// NIST's certified nonlinear regressions through the front door: a CSV file, an equation as text,
/// and a start. The data are those committed beside the solver's own tests.
@Suite struct FormulaFitTests {
  private struct Certified {
    var name: String
    var equation: String
    var response = "y"
  }

  private static let sets = [
    Certified(name: "Misra1a", equation: "b1*(1-exp(-b2*x))"),
    Certified(name: "BoxBOD", equation: "b1*(1-exp(-b2*x))"),
    Certified(name: "Eckerle4", equation: "(b1/b2) * exp(-0.5*((x-b3)/b2)^2)"),
    Certified(name: "MGH10", equation: "b1 * exp(b2/(x+b3))"),
    Certified(name: "Rat43", equation: "b1 / ((1+exp(b2-b3*x))^(1/b4))"),
    Certified(
      name: "Thurber",
      equation: "(b1 + b2*x + b3*x^2 + b4*x^3) / (1 + b5*x + b6*x^2 + b7*x^3)"),
  ]

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "NumericalMethodsTests/Reference/NIST")

  @Test(arguments: sets.indices, [0, 1])
  func `a certified set is reached from either start to six digits`(
    number: Int, start: Int
  ) throws {
    let set = Self.sets[number]
    let text = try String(
      contentsOf: Self.folder.appending(path: "\(set.name).dat"), encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map(String.init)
    let dataLine = try #require(lines.lastIndex { $0.hasPrefix("Data:") })
    var parameters: [(name: String, starts: [Double], value: Double, error: Double)] = []
    for line in lines[..<dataLine] {
      let words = line.split(separator: " ").map(String.init)
      guard words.count == 6, words[1] == "=", words[0].hasPrefix("b") else { continue }
      let numbers = words.dropFirst(2).compactMap { Double($0) }
      if numbers.count == 4 {
        parameters.append((words[0], Array(numbers.prefix(2)), numbers[2], numbers[3]))
      }
    }
    try #require(!parameters.isEmpty)
    var csv = lines[dataLine].split(separator: " ").dropFirst().joined(separator: ",") + "\n"
    for line in lines[(dataLine + 1)...] {
      csv += line.split(separator: " ").joined(separator: ",") + "\n"
    }
    let path = FileManager.default.temporaryDirectory
      .appending(path: "nist-\(UUID().uuidString).csv")
    try Data(csv.utf8).write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }

    var request = FitRequest(file: path.path)
    request.response = set.response
    request.formula = set.equation
    request.starts = parameters.map { ($0.name, $0.starts[start]) }
    request.interval = .wald
    var json = ""
    _ = try FitUseCase(request, threads: 1).run { json += $0 }
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let curve = try #require((object?["curves"] as? [[String: Any]])?.first)
    let found = try #require(curve["parameters"] as? [String: [String: Any]])
    for parameter in parameters {
      let estimate = found[parameter.name]?["estimate"] as? Double ?? .nan
      let error = found[parameter.name]?["se"] as? Double ?? .nan
      #expect(abs(estimate / parameter.value - 1) < 1e-6, "\(set.name) \(parameter.name)")
      #expect(abs(error / parameter.error - 1) < 1e-5, "\(set.name) \(parameter.name)")
    }
  }

  @Test func `an equation that cannot be is refused in words`() throws {
    var request = FitRequest(file: "none.csv")
    request.response = "y"
    func refusal(_ formula: String, _ starts: [(name: String, value: Double)]) -> String {
      request.formula = formula
      request.starts = starts
      do {
        _ = try FitUseCase(request, threads: 1).run()
        return ""
      } catch let refused as any RefusesInput {
        return refused.renderedText
      } catch {
        return "\(error)"
      }
    }
    #expect(refusal("a*(1-exp(-b*x)", [("a", 1), ("b", 1)]).contains("bracket"))
    #expect(refusal("a*x", [("a", 1), ("c", 1)]).contains("gives c, which the equation"))
    #expect(refusal("a*foo(x)", [("a", 1)]).contains("no known function"))
    #expect(refusal("a+b", [("a", 1), ("b", 1)]).contains("every name"))
    #expect(refusal("a*x", [("a", 1)]).contains("there is no such file"))
  }
}

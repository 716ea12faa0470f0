import DoseResponse
import Foundation
import Testing

/// What curves share is asked one step after the other; SciPy says what each step costs.
@Suite struct SharedParameterTests {
  private struct Golden: Decodable {
    var shared: String
    var rss: Double
    var df: Int
    var F: Double?
    var p: Double?
    var ratio: Double?
    var low: Double?
    var high: Double?
  }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Reference/CurveComparison")
  private static let limits: Set<SharedParameter> = [.responseWithoutDrug, .fullEffect]

  private static func curves() throws -> [DoseResponseSeries] {
    let rows = try String(contentsOf: folder.appending(path: "curves.csv"), encoding: .utf8)
      .split(whereSeparator: \.isNewline).dropFirst().map { $0.split(separator: ",") }
    return ["A", "B"].map { name in
      DoseResponseSeries(
        name: name, unit: nil, scale: .signal(expected: nil),
        points: rows.filter { $0[0] == name }.compactMap { row in
          guard let dose = Double(row[1]), let response = Double(row[2]) else { return nil }
          return DoseResponsePoint(dose: dose, response: response)
        })
    }
  }

  private static func comparer() -> CurveComparer {
    var options = DoseResponseFitOptions()
    options.model = .only(.logLogistic4)
    options.loss = .leastSquares
    options.noise = .constant
    var comparer = CurveComparer(options: options)
    comparer.sharing = [limits, [.slope]]
    return comparer
  }

  @Test func `each step's sum of squares, F and ratio are SciPy's`() throws {
    let golden = try JSONDecoder().decode(
      [Golden].self, from: Data(contentsOf: Self.folder.appending(path: "golden.json")))
    let result = Self.comparer().compare(try Self.curves())
    #expect(result.ending == .compared && result.model == .logLogistic4)
    #expect(result.steps.count == golden.count)
    for (step, expected) in zip(result.steps, golden) {
      let name = "\(expected.shared)"
      if let F = expected.F, let p = expected.p {
        let test = try #require(step.test)
        #expect(abs(test.ratio / F - 1) < 1e-6, "\(name)")
        #expect(abs(test.probability / p - 1) < 1e-5, "\(name)")
        #expect(abs(test.sharedSum / expected.rss - 1) < 1e-9, "\(name)")
      }
      if let ratio = expected.ratio, let low = expected.low, let high = expected.high {
        let own = try #require(step.ratios.first).ratio
        #expect(abs(own.estimate / ratio - 1) < 1e-5, "\(name)")
        #expect(abs(try #require(own.low) / low - 1) < 1e-3, "\(name)")
        #expect(abs(try #require(own.high) / high - 1) < 1e-3, "\(name)")
      } else {
        #expect(step.ratios.isEmpty)
      }
    }
  }

  @Test func `the steps go from nothing to one curve, each on what the one before shared`() throws {
    let result = Self.comparer().compare(try Self.curves())
    let all = Set(SharedParameter.allCases)
    #expect(result.steps.map(\.shared) == [[], Self.limits, all.subtracting([.potency]), all])
    #expect(result.steps.map(\.before) == [nil, [], Self.limits, all.subtracting([.potency])])
    // The last sum is that of one curve for all, which is tested against none as well.
    let whole = try #require(result.tests.first { $0.shared == all })
    let last = try #require(result.steps.last?.test)
    #expect(abs(last.sharedSum / whole.sharedSum - 1) < 1e-9)
    // What is given as the ratio is that of the curves asked for, whatever the test of them says.
    #expect(result.ratioShares == all.subtracting([.potency]))
    #expect(result.ratios == result.steps[2].ratios)
  }

  @Test func `shared limits alone leave each curve its slope, and the ratio is of EC50s`() throws {
    var comparer = Self.comparer()
    comparer.sharing = [Self.limits]
    let result = comparer.compare(try Self.curves())
    #expect(result.ratioShares == Self.limits)
    #expect(result.steps.map(\.shared) == [[], Self.limits, Self.limits.union([.potency])])
    let ratio = try #require(result.ratios.first).ratio
    #expect(try #require(ratio.low) < 4 && 4 < (try #require(ratio.high)))
    comparer.sharing = [[]]
    let none = comparer.compare(try Self.curves())
    #expect(none.steps.map(\.shared) == [[], [.potency]] && none.ratioShares.isEmpty)
  }

  @Test func `counts are asked step by step too, without the limits that are held`() throws {
    let deaths = [1.0, 3, 6, 12, 17, 19]
    func series(_ name: String, _ factor: Double) -> BinomialSeries {
      BinomialSeries(
        name: name, unit: nil,
        points: deaths.enumerated().map {
          BinomialPoint(dose: pow(2, Double($0)) * factor, successes: $1, trials: 20)
        })
    }
    var comparer = CountComparer()
    comparer.sharing = [Self.limits, [.slope]]
    let result = comparer.compare([series("one", 1), series("other", 4)])
    #expect(result.steps.map(\.shared) == [[], [.slope], [.slope, .potency]])
    #expect(try #require(result.steps[1].test).statistic < 1e-6)
    #expect(try #require(result.steps[2].test).probability < 1e-6)
    #expect(abs(try #require(result.ratios.first).ratio.estimate / 4 - 1) < 1e-4)
  }

  private static let phrases: [(Set<SharedParameter>, String)] = [
    ([], "nothing"), (limits, "both limits"),
    (limits.union([.slope]), "both limits and the slope"),
    (Set(SharedParameter.allCases), "both limits, the slope and the EC50"),
    ([.fullEffect, .potency], "the full effect and the EC50"),
  ]

  @Test(arguments: phrases)
  func `what is shared in words`(shared: Set<SharedParameter>, words: String) {
    #expect(SharedParameter.words(shared) == words)
  }
}

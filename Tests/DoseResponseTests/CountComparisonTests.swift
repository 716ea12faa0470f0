import DoseResponse
import Foundation
import Testing

@Suite struct CountComparisonTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Reference/CountComparison")

  private struct Golden: Decodable {
    struct Pair: Decodable {
      var separate: Double
      var same_slope: Double
      var same_potency: Double
      var one_curve: Double
      var ratio: Double
      var ratio_standard_error: Double
      var ratio_low: Double
      var ratio_high: Double
    }
    var all_separate: Double
    var all_same_slope: Double
    var all_same_potency_and_slope: Double
    var `12`: Pair
    var `14`: Pair
    var `34`: Pair
  }

  private let golden: Golden
  /// Four forms of selenium, flies dead among exposed; the vehicle is left out, as in the references.
  private let selenium: [BinomialSeries]

  init() throws {
    golden = try JSONDecoder().decode(
      Golden.self, from: Data(contentsOf: Self.folder.appending(path: "golden.json")))
    let rows = try String(contentsOf: Self.folder.appending(path: "selenium.csv"), encoding: .utf8)
      .split(whereSeparator: \.isNewline).dropFirst()
      .map { $0.split(separator: ",").compactMap { Double($0) } }
    selenium = (1...4).map { type in
      BinomialSeries(
        name: "\(type)", unit: nil,
        points: rows.filter { $0[0] == Double(type) && $0[1] > 0 }.map {
          BinomialPoint(dose: $0[1], successes: $0[3], trials: $0[2])
        })
    }
  }

  /// R's drc documents `anova(sel.m2, sel.m1)  # 48.654` for one slope against four.
  @Test func `one slope for four forms of selenium costs what drc and statsmodels say`() throws {
    var comparer = CountComparer()
    comparer.takesIncomplete = true
    let result = comparer.compare(selenium)
    #expect(result.ending == .compared)
    let slope = try #require(result.tests.first { $0.shared == [.slope] })
    #expect(abs(slope.statistic - 48.654) < 5e-4)
    #expect(slope.degreesOfFreedom == 3)
    #expect(abs(slope.separateDeviance / golden.all_separate - 1) < 1e-8)
    #expect(abs(slope.sharedDeviance / golden.all_same_slope - 1) < 1e-8)
    let whole = try #require(result.tests.first { $0.shared == [.slope, .potency] })
    #expect(abs(whole.sharedDeviance / golden.all_same_potency_and_slope - 1) < 1e-8)
    #expect(result.isParallel() == false)
    #expect(result.scatters)
  }

  /// Seven digits of an interval's ends: the profile's own tolerance is 1e-4 of its half width.
  @Test func `the potency ratio of parallel curves and its interval are those of statsmodels`()
    throws
  {
    var comparer = CountComparer()
    comparer.takesIncomplete = true
    let result = comparer.compare([selenium[0], selenium[3]])
    let expected = golden.14
    #expect(result.isParallel() == true)
    let deviances = result.tests.map(\.sharedDeviance)
    let references = [expected.same_potency, expected.same_slope, expected.one_curve]
    for (found, expected) in zip(deviances, references) {
      #expect(abs(found / expected - 1) < 1e-8)
    }
    let ratio = try #require(result.ratios.first).ratio
    #expect(abs(ratio.estimate / expected.ratio - 1) < 1e-6)
    #expect(
      abs(try #require(ratio.standardError) / expected.ratio_standard_error - 1) < 1e-5)
    #expect(abs(try #require(ratio.low) / expected.ratio_low - 1) < 1e-4)
    #expect(abs(try #require(ratio.high) / expected.ratio_high - 1) < 1e-4)
  }

  @Test func `curves that are not parallel have the ratio of their own potencies`() throws {
    let result = CountComparer().compare([selenium[0], selenium[2]])
    #expect(result.isParallel() == false)
    let own = try result.fits.map { try #require($0.relativeEC50.estimate).estimate }
    let ratio = try #require(result.ratios.first).ratio
    #expect(abs(ratio.estimate / (own[1] / own[0]) - 1) < 1e-5)
  }

  @Test(arguments: [0.25, 8])
  func `a curve against itself at another dose has that ratio, exactly one slope and no scatter`(
    factor: Double
  ) throws {
    let points = [1.0, 3, 6, 12, 17, 19].enumerated().map {
      BinomialPoint(dose: pow(2, Double($0)), successes: $1, trials: 20)
    }
    let moved = points.map {
      BinomialPoint(dose: $0.dose * factor, successes: $0.successes, trials: $0.trials)
    }
    for limits in BinomialFitter.Limits.allCases {
      var comparer = CountComparer()
      comparer.fitter.limits = limits
      let result = comparer.compare([
        BinomialSeries(name: "one", unit: nil, points: points),
        BinomialSeries(name: "other", unit: nil, points: moved),
      ])
      #expect(result.ending == .compared, "\(limits)")
      let ratio = try #require(result.ratios.first).ratio
      #expect(abs(ratio.estimate / factor - 1) < 1e-4, "\(limits)")
      #expect(try #require(ratio.low) < factor && factor < (try #require(ratio.high)))
      #expect(result.isParallel() == true && !result.scatters)
      for test in result.tests where !test.shared.contains(.potency) {
        #expect(test.statistic < 1e-6)
      }
    }
  }

  @Test func `what has no curve is left out by name`() {
    let flat = BinomialSeries(
      name: "flat", unit: nil,
      points: selenium[0].points.map { BinomialPoint(dose: $0.dose, successes: 10, trials: 100) })
    let result = CountComparer().compare([selenium[0], flat, selenium[2], selenium[3]])
    #expect(result.leftOut.map(\.name) == ["flat", "4"] && result.ratios.map(\.name) == ["3"])
    #expect(result.leftOut.last?.reason.hasPrefix("it is incomplete") == true)
    #expect(CountComparer().compare([flat, selenium[0]]).ending == .notComparable(["flat"]))
  }
}

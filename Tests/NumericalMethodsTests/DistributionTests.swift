import Foundation
import NumericalMethods
import Testing

@Suite struct DistributionTests {
  @Test func `cumulative probabilities and quantiles agree with SciPy to ten digits`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Reference/Distributions/distributions.csv")
    let rows = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline)
    #expect(rows.count == 147)
    for row in rows {
      let fields = row.split(separator: ",")
      let numbers = fields.dropFirst().compactMap { Double($0) }
      try #require(numbers.count == 7)
      let (x, below, above, probability, quantile) = (
        numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]
      )
      func agree(_ found: Double, _ expected: Double) -> Bool {
        abs(found - expected) <= 1e-10 * abs(expected) + 1e-15
      }
      switch fields[0] {
      case "normal":
        #expect(agree(NormalDistribution.cumulative(x), below), "\(row)")
        #expect(agree(NormalDistribution.cumulative(-x), above), "\(row)")
        #expect(agree(NormalDistribution.quantile(probability), quantile), "\(row)")
      case "t":
        let t = StudentTDistribution(degreesOfFreedom: numbers[0])
        #expect(agree(t.cumulative(x), below), "\(row)")
        #expect(agree(t.cumulative(-x), above), "\(row)")
        #expect(agree(t.quantile(probability), quantile), "\(row)")
      default:
        let f = FDistribution(numerator: numbers[0], denominator: numbers[1])
        #expect(agree(f.cumulative(x), below), "\(row)")
        #expect(agree(f.upperTail(x), above), "\(row)")
        #expect(agree(f.quantile(probability), quantile), "\(row)")
        #expect(agree(f.upperQuantile(f.upperTail(quantile)), quantile), "\(row)")
      }
    }
  }

  /// 1e-13: some of the places have a million in their exponent's terms; 4e-13 below 1e-30, where a
  /// last bit of the place itself moves the tail by as much.
  @Test func `tails agree with mpmath to thirteen digits, near and far`() throws {
    for row in try Self.rows("tails") {
      let numbers = row.dropFirst().compactMap { Double($0) }
      try #require(numbers.count == 5)
      let x = numbers[2]
      let found: (lower: Double, upper: Double)
      switch row[0] {
      case "normal": found = (NormalDistribution.cumulative(x), NormalDistribution.cumulative(-x))
      case "t":
        let t = StudentTDistribution(degreesOfFreedom: numbers[0])
        found = (t.cumulative(x), t.cumulative(-x))
      case "chi2":
        let square = ChiSquared(degreesOfFreedom: numbers[0])
        found = (square.cumulative(x), square.upperTail(x))
      default:
        let ratio = FDistribution(numerator: numbers[0], denominator: numbers[1])
        found = (ratio.cumulative(x), ratio.upperTail(x))
      }
      for (found, exact) in [(found.lower, numbers[3]), (found.upper, numbers[4])] {
        #expect(abs(found / exact - 1) < (exact < 1e-30 ? 4e-13 : 1e-13), "\(row): \(found)")
      }
    }
  }

  @Test func `normal quantiles agree with mpmath to the last bits`() throws {
    for row in try Self.rows("quantiles") {
      let probability = try #require(Double(row[0]))
      let exact = try #require(Double(row[1]))
      #expect(abs(NormalDistribution.quantile(probability) / exact - 1) < 1e-15, "\(row)")
    }
  }

  @Test(arguments: [0.1, 1, 2, 17, 400])
  func `a χ² quantile is where its tail says`(freedom: Double) {
    let square = ChiSquared(degreesOfFreedom: freedom)
    for probability in [1e-12, 1e-3, 0.05, 0.5] {
      let low = square.quantile(probability)
      let high = square.upperQuantile(probability)
      #expect(abs(square.cumulative(low) / probability - 1) < 1e-12)
      #expect(abs(square.upperTail(high) / probability - 1) < 1e-12)
    }
    #expect(square.quantile(0) == 0 && square.quantile(1) == .infinity)
    #expect(square.upperTail(0) == 1 && square.upperTail(.infinity) == 0)
  }

  @Test func `places beyond what a square can hold have their limits, not a missing number`() {
    let t = StudentTDistribution(degreesOfFreedom: 3)
    #expect(t.cumulative(-1e200) == 0 && t.cumulative(1e200) == 1)
    #expect(t.cumulative(.infinity) == 1 && t.cumulative(.nan).isNaN)
    #expect(FDistribution(numerator: 3, denominator: 4).upperTail(1e308) < 1e-300)
    #expect(NormalDistribution.cumulative(-50) == 0 && NormalDistribution.cumulative(50) == 1)
    #expect(NormalDistribution.cumulative(.nan).isNaN)
  }

  private static func rows(_ name: String) throws -> [[Substring]] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Reference/Distributions/\(name).csv")
    let rows = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline)
    #expect(rows.count == (name == "tails" ? 217 : 10))
    return rows.map { $0.split(separator: ",") }
  }

  @Test func `a quantile at the ends is infinite and beyond them missing`() {
    #expect(NormalDistribution.quantile(0) == -.infinity)
    #expect(NormalDistribution.quantile(1) == .infinity)
    #expect(NormalDistribution.quantile(1.1).isNaN)
    #expect(StudentTDistribution(degreesOfFreedom: 4).quantile(0.5) == 0)
    #expect(FDistribution(numerator: 2, denominator: 4).cumulative(.nan).isNaN)
  }
}

@Suite struct OrderStatisticsTests {
  @Test func `the median does not care about order or one wild value`() {
    #expect(OrderStatistics.median(of: [3, 1, 2]) == 2)
    #expect(OrderStatistics.median(of: [1, 1e300, 2]) == 2)
    #expect(OrderStatistics.median(of: [4, 1, 2, 3]) == 2.5)
    #expect(OrderStatistics.median(of: []) == nil)
    #expect(OrderStatistics.median(of: [1, .nan])?.isNaN == true)
  }

  @Test func `quantiles follow NumPy's default`() throws {
    // numpy.quantile([7, 1, 3, 10], [0.1, 0.25, 0.9]) of NumPy 2.4.6
    let values = [7.0, 1, 3, 10]
    for (probability, expected) in [(0.1, 1.6), (0.25, 2.5), (0.9, 9.1)] {
      let found = try #require(OrderStatistics.quantile(probability, of: values))
      #expect(abs(found - expected) < 1e-14)
    }
  }

  @Test func `spread is missing where there is too little to tell`() {
    #expect(OrderStatistics.standardDeviation(of: [1]) == nil)
    #expect(OrderStatistics.medianAbsoluteDeviation(of: []) == nil)
    #expect(OrderStatistics.medianAbsoluteDeviation(of: [1, 2, 3]) == 1.482_602_218_505_602)
  }
}

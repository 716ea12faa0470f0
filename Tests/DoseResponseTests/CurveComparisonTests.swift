import DoseResponse
import Foundation
import Testing

@Suite struct CurveComparisonTests {
  @Test(arguments: [0.25, 1, 8.0])
  func `a curve against itself at another dose has that ratio`(factor: Double) throws {
    var other = exampleSeries(doseFactor: factor)
    other.name = "other"
    let result = CurveComparer().compare([exampleSeries(), other])
    #expect(result.ending == .compared)
    let ratio = try #require(result.ratios.first)
    #expect(abs(ratio.ratio.estimate / factor - 1) < 1e-4)
    let low = try #require(ratio.ratio.low)
    let high = try #require(ratio.ratio.high)
    #expect(low < factor && factor < high)
    #expect(result.isParallel() == true)
    for test in result.tests {
      #expect(test.ratio >= 0 && test.separateSum <= test.sharedSum)
      // Each of two curves has four parameters of its own.
      #expect(test.numerator == test.shared.count && test.denominator == 46)
      #expect((test.probability < 1e-6) == (test.shared.contains(.potency) && factor != 1))
    }
  }

  @Test func `curves with other limits are not parallel`() {
    var other = exampleSeries(bottom: 0.5)
    other.name = "other"
    let result = CurveComparer().compare([exampleSeries(), other])
    #expect(result.isParallel() == false)
  }

  @Test func `the ratio of curves that are not parallel is that of their own potencies`() throws {
    var other = exampleSeries(bottom: 0.5, doseFactor: 4)
    other.name = "other"
    let result = CurveComparer().compare([exampleSeries(), other])
    #expect(result.isParallel() == false)
    let own = try result.fits.map { try #require($0.relativeEC50.estimate).estimate }
    let ratio = try #require(result.ratios.first).ratio
    #expect(abs(ratio.estimate / (own[1] / own[0]) - 1) < 1e-3)
    #expect(try #require(ratio.low) < ratio.estimate)
    #expect(try #require(ratio.high) > ratio.estimate)
  }

  @Test func `one flat curve is left out and the others are compared`() {
    var flat = exampleSeries(bottom: 1)
    flat.name = "flat"
    var other = exampleSeries(doseFactor: 4)
    other.name = "other"
    var comparer = CurveComparer()
    let result = comparer.compare([flat, exampleSeries(), other])
    #expect(result.ending == .compared && result.ratios.map(\.name) == ["other"])
    #expect(result.leftOut.map(\.name) == ["flat"])
    #expect(result.leftOut.first?.reason == "it is flat")
    comparer.keepsReference = true
    #expect(
      comparer.compare([flat, exampleSeries(), other]).ending == .notComparable(["flat"]))
  }

  @Test func `what has no curve is named, not compared`() {
    var flat = exampleSeries(bottom: 1)
    flat.name = "flat"
    let result = CurveComparer().compare([exampleSeries(), flat])
    #expect(result.ending == .notComparable(["flat"]))
    #expect(result.fits.count == 2 && result.ratios.isEmpty)
  }
}

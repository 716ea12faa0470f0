import DoseResponse
import Foundation
import Testing

@Suite struct CurveComparisonTests {
  @Test(arguments: [0.25, 1, 8.0])
  func `a curve against itself at another dose has that ratio`(factor: Double) throws {
    var other = exampleSeries(doseFactor: factor)
    other.name = "other"
    var options = DoseResponseFitOptions()
    options.model = .only(.logLogistic4)
    let result = CurveComparer(options: options).compare([exampleSeries(), other])
    #expect(result.ending == .compared && result.model == .logLogistic4)
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

  /// Seven doses, one well each: a signal whose curves are complete with the response without drug held
  /// by the scale, and would not be with every limit free.
  @Test func `curves are compared by the fits that are reported of them`() throws {
    let doses = [0.3, 1, 3, 10, 30, 100, 300]
    func series(_ name: String, _ responses: [Double]) -> DoseResponseSeries {
      DoseResponseSeries(
        name: name, unit: .nanomolar, scale: .viability,
        points: zip(doses, responses).map { DoseResponsePoint(dose: $0, response: $1 / 100) })
    }
    let pairs: [[DoseResponseSeries]] = [
      [
        series("Ven", [99, 97, 90, 71, 42, 20, 9]), series("Azd", [99, 97, 80, 60, 31, 13, 4]),
      ],
      [
        series("A", [99.4, 95.7, 92.9, 68.5, 41.4, 19.1, 7]),
        series("B", [96.4, 86.2, 77.7, 47.1, 20.3, 8.1, 3.2]),
      ],
      [
        series("A", [100.5, 94.3, 88.3, 69, 36.9, 13.9, 7.4]),
        series("B", [98.5, 91, 73.7, 43.6, 22.5, 9.8, 8.3]),
      ],
    ]
    for pair in pairs {
      var comparer = CurveComparer()
      comparer.sharing = [[]]
      let result = comparer.compare(pair)
      #expect(result.fits.map(\.verdict.label) == pair.map { fit($0).verdict.label })
      let complete = result.fits.filter { $0.verdict == .complete }.map(\.series.name)
      #expect((result.ending == .compared) == (complete.count == 2))
      let others = result.fits.map(\.series.name).filter { !complete.contains($0) }
      #expect(result.leftOut.map(\.name) == others)
      if result.ending == .compared {
        // Curves of one's own are those reported, up to the noise that a comparison shares.
        let own = try result.fits.map { try #require($0.relativeEC50.estimate).estimate }
        #expect(
          abs(try #require(result.ratios.first).ratio.estimate / (own[1] / own[0]) - 1) < 0.02)
      }
    }
  }

  @Test func `who is left out is named with the verdict that is reported`() throws {
    var beyond = exampleSeries(ec50: 3e4)
    beyond.name = "beyond"
    var rising = exampleSeries(bottom: 1.9)
    rising.name = "rising"
    var other = exampleSeries(doseFactor: 2)
    other.name = "other"
    let result = CurveComparer().compare([beyond, exampleSeries(), rising, other])
    #expect(result.ratios.map(\.name) == ["other"])
    #expect(result.leftOut.map(\.name) == ["beyond", "rising"])
    let reasons = result.leftOut.map(\.reason)
    #expect(
      reasons[0].hasPrefix("it is incomplete, its EC50 known only to be > "), "\(reasons[0])")
    #expect(
      reasons[1]
        == "it is unfit (the response rises with dose, where an effect on viability makes it fall)")
  }

  @Test func `curves of one other shape are compared by it`() throws {
    var options = DoseResponseFitOptions()
    options.model = .only(.weibull1Four)
    var other = exampleSeries(doseFactor: 4)
    other.name = "other"
    let result = CurveComparer(options: options).compare([exampleSeries(), other])
    #expect(result.ending == .compared && result.model == .weibull1Four)
    #expect(abs(try #require(result.ratios.first).ratio.estimate / 4 - 1) < 1e-3)
    #expect(result.isParallel() == true)
  }
}

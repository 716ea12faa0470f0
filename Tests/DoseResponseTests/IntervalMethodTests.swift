import DoseResponse
import Foundation
import NumericalMethods
import Testing

/// Wald's and the bootstrap's intervals.
@Suite struct IntervalMethodTests {
  private static let responses = [
    0.962, 0.941, 0.967, 0.994, 0.947, 0.906, 0.672, 0.663, 0.39, 0.425, 0.191, 0.131, 0.08, 0.182,
    0.112, 0.035,
  ]

  /// Two wells at each of eight doses.
  private let series = DoseResponseSeries(
    name: "", unit: .nanomolar, scale: .signal(expected: nil),
    points: Self.responses.enumerated().map {
      DoseResponsePoint(dose: [1, 3, 10, 30, 100, 300, 1000, 3000][$0 / 2], response: $1)
    })

  private func fitted(
    _ series: DoseResponseSeries, _ method: DoseResponseFitOptions.IntervalMethod,
    confidence: Double = 0.95
  ) -> DoseResponseFit {
    fit(series) {
      $0.model = .only(.logLogistic4)
      $0.loss = .leastSquares
      $0.intervalMethod = method
      $0.confidence = confidence
    }
  }

  /// SciPy 1.17.1, `curve_fit` of c + (d − c)/(1 + exp(exp(b)(ln x − ln e))) with tolerances of 1e-15
  /// and Student's t with 12 degrees of freedom; b and ln e carried back through exp. 1e-5: our search
  /// ends at a relative cost of 1e-10, which is 1e-5 of a parameter.
  @Test func `Wald's intervals are those of SciPy's covariance`() throws {
    let result = fitted(series, .wald)
    let references: [(CurveParameter.Name, [Double])] = [
      (.slope, [1.237961486200383, 0.9270409354174838, 1.6531617782609487]),
      (.lowerLimit, [0.08149581422178877, 0.02396637668384368, 0.13902525175973385]),
      (.upperLimit, [0.9871278146942594, 0.9304458922220337, 1.043809737166485]),
      (.location, [56.51966143648966, 43.64780531807135, 73.18746282010245]),
    ]
    for (name, expected) in references {
      let found = try #require(result.parameter(name)).estimate
      let numbers = [found.estimate, try #require(found.low), try #require(found.high)]
      for (found, expected) in zip(numbers, expected) {
        #expect(abs(found / expected - 1) < 2e-5, "\(name)")
      }
    }
    let error = try #require(result.parameter(.location)?.estimate.standardError)
    #expect(abs(error / 6.703967627640296 - 1) < 2e-5)
  }

  @Test(arguments: BootstrapPlan.Resampling.allCases)
  func `a bootstrap depends on its seed and on nothing else`(
    resampling: BootstrapPlan.Resampling
  ) throws {
    func method(_ seed: UInt64) -> DoseResponseFitOptions.IntervalMethod {
      .bootstrap(BootstrapPlan(resampling, resamples: 200, seed: seed))
    }
    let once = fitted(series, method(1)).relativeEC50
    #expect(fitted(series, method(1)).relativeEC50 == once)
    #expect(fitted(series, method(2)).relativeEC50 != once)
    // The same after other series, in one fitter, in a batch, and with the wells in another order.
    var options = DoseResponseFitOptions()
    options.model = .only(.logLogistic4)
    options.loss = .leastSquares
    options.intervalMethod = method(1)
    var fitter = DoseResponseFitter(options: options)
    _ = fitter.fit(exampleSeries())
    #expect(fitter.fit(series).relativeEC50 == once)
    var batch = DoseResponseBatch(options: options)
    let together = batch.fit([exampleSeries(), exampleSeries(ec50: 3), series])
    #expect(together[2].relativeEC50 == once)
    var reversed = series
    reversed.points.reverse()
    #expect(fitter.fit(reversed).relativeEC50 == once)
  }

  @Test(arguments: BootstrapPlan.Resampling.allCases)
  func `more confidence is a wider interval about the same estimate, and so is more noise`(
    resampling: BootstrapPlan.Resampling
  ) throws {
    let method = DoseResponseFitOptions.IntervalMethod.bootstrap(
      BootstrapPlan(resampling, resamples: 400, seed: 5))
    func width(_ series: DoseResponseSeries, _ confidence: Double) throws -> Double {
      let found = try #require(
        fitted(series, method, confidence: confidence).relativeEC50.estimate)
      let (low, high) = (try #require(found.low), try #require(found.high))
      #expect(low < found.estimate && found.estimate < high)
      return log(high / low)
    }
    let quiet = exampleSeries(scale: .signal(expected: nil), noise: 0.02)
    let loud = exampleSeries(scale: .signal(expected: nil), noise: 0.06)
    let narrow = try width(quiet, 0.8)
    let wide = try width(quiet, 0.95)
    #expect(narrow < wide)
    // Threefold noise: three times as wide, as far as the curve is straight.
    let ratio = try width(loud, 0.95) / wide
    #expect(ratio > 2 && ratio < 4.5)
  }

  /// Of 150 intervals at 95 %, 143 are expected to hold the truth, and fewer than 133 in one such test
  /// of a thousand; resampled residuals are known to be a little short, which 130 grants.
  @Test func `bootstrap intervals cover, and agree with the profile`() throws {
    var curves = CurveGenerator(seed: 41)
    var (held, given) = (0, 0)
    var ratios: [Double] = []
    for seed in 0..<150 {
      let (series, truth) = curves.series(logEC50: -2...0)
      let bootstrap = fitted(
        series, .bootstrap(BootstrapPlan(resamples: 200, seed: UInt64(seed))))
      guard let found = bootstrap.relativeEC50.estimate, let low = found.low,
        let high = found.high
      else { continue }
      given += 1
      if low <= truth.ec50, truth.ec50 <= high { held += 1 }
      if let profile = fitted(series, .profile).relativeEC50.estimate, let from = profile.low,
        let to = profile.high
      {
        ratios.append(log(high / low) / log(to / from))
      }
    }
    #expect(given >= 140 && held * 150 >= 130 * given, "\(held) of \(given)")
    let typical = try #require(OrderStatistics.median(of: ratios))
    #expect(typical > 0.85 && typical < 1.15)
  }

  @Test func `more resamples than are asked for do not change those before`() throws {
    // The first resamples are the same: an interval moves by the new ones only.
    func low(_ resamples: Int) throws -> Double {
      let result = fitted(series, .bootstrap(BootstrapPlan(resamples: resamples, seed: 3)))
      return try #require(result.relativeEC50.estimate?.low)
    }
    #expect(abs(log(try low(1000) / low(1040))) < 0.02)
  }
}

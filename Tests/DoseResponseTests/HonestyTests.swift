import DoseResponse
import Foundation
import Testing

/// Vigna's SplitMix64: the same curves on every machine.
private struct CurveGenerator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func normal() -> Double {
    let radius = (-2 * log(1 - Double.random(in: 0..<1, using: &self))).squareRoot()
    return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &self))
  }

  /// Nine half-log doses from 0.001 to 10, three wells each, with a standard deviation of 0.05.
  mutating func series(
    logEC50: ClosedRange<Double>, isFlat: Bool = false, outliers: Double = 0
  ) -> (series: DoseResponseSeries, truth: LogLogisticCurve) {
    let curve = LogLogisticCurve(
      responseWithoutDrug: 1,
      responseAtFullEffect: isFlat ? 1 : Double.random(in: 0...0.4, using: &self),
      ec50: pow(10, Double.random(in: logEC50, using: &self)),
      hillSlope: pow(10, Double.random(in: log10(0.7)...log10(3), using: &self)))
    var points: [DoseResponsePoint] = []
    for step in 0..<9 {
      let dose = pow(10, Double(step) / 2 - 3)
      for _ in 0..<3 {
        var response = curve.response(at: dose) + 0.05 * normal()
        if Double.random(in: 0..<1, using: &self) < outliers {
          response = Double.random(in: 0...1.5, using: &self)
        }
        points.append(DoseResponsePoint(dose: dose, response: response))
      }
    }
    return (
      DoseResponseSeries(name: "", unit: .micromolar, scale: .viability, points: points), curve
    )
  }
}

/// What a verdict may be trusted with, on curves whose truth is known. The limits leave room for
/// the chance of a few hundred curves; the recipe is that of the larger benchmark.
@Suite struct HonestyTests {
  private func fits(
    _ count: Int, seed: UInt64,
    _ make: (inout CurveGenerator) -> (DoseResponseSeries, LogLogisticCurve)
  ) -> [(fit: DoseResponseFit, truth: LogLogisticCurve)] {
    var generator = CurveGenerator(state: seed)
    var options = DoseResponseFitOptions()
    options.intervals = .potencyOnly
    var fitter = DoseResponseFitter(options: options)
    return (0..<count).map { _ in
      let (series, truth) = make(&generator)
      return (fitter.fit(series), truth)
    }
  }

  @Test func `at most two of a hundred flat series are called active`() {
    let results = fits(400, seed: 1) { $0.series(logEC50: -2.2...0.4, isFlat: true) }
    #expect(results.count { $0.fit.verdict != .flat } <= 8)
  }

  @Test func `at most one of a hundred potencies beyond the doses gets a number inside`() {
    let results = fits(400, seed: 2) { $0.series(logEC50: 1...2) }
    #expect(results.count { $0.fit.relativeEC50.estimate != nil } <= 4)
    for case (let fit, let truth) in results {
      if case .incomplete(.below(let dose)) = fit.verdict { #expect(truth.ec50 < dose) }
    }
  }

  @Test(arguments: [0, 0.05])
  func `potencies inside the doses are found within a factor of two and covered`(outliers: Double) {
    let results = fits(400, seed: 3) { $0.series(logEC50: -2.2...0.4, outliers: outliers) }
    let near = results.count { fit, truth in
      guard let estimate = fit.relativeEC50.estimate?.estimate else { return false }
      return max(estimate / truth.ec50, truth.ec50 / estimate) <= 2
    }
    #expect(near >= 390)
    let covered = results.count { fit, truth in
      guard let potency = fit.relativeEC50.estimate, let low = potency.low, let high = potency.high
      else { return false }
      return low <= truth.ec50 && truth.ec50 <= high
    }
    // 95 % of 400, give or take twice the binomial deviation of 4.4.
    #expect((371...389).contains(covered))
  }
}

import DoseResponse
import Foundation
import NumericalMethods
import Testing

/// What a verdict may be trusted with, on curves whose truth is known, at the size of the benchmark
/// whose recipe they follow. The bounds are the ones that were asked for; a chance of the draw moves
/// each by at most 0.4 %, and the seed was not chosen.
@Suite struct HonestyTests {
  private func fits(
    _ count: Int, seed: UInt64,
    _ make: (inout CurveGenerator) -> (series: DoseResponseSeries, truth: LogLogisticCurve)
  ) -> [(fit: DoseResponseFit, truth: LogLogisticCurve)] {
    var generator = CurveGenerator(seed: seed)
    var options = DoseResponseFitOptions()
    options.intervals = .potencyOnly
    var batch = DoseResponseBatch(options: options)
    let drawn = (0..<count).map { _ in make(&generator) }
    return zip(batch.fit(drawn.map(\.series)), drawn).map { ($0, $1.truth) }
  }

  private func isNear(_ fit: DoseResponseFit, _ truth: LogLogisticCurve) -> Bool {
    guard let estimate = fit.relativeEC50.estimate?.estimate else { return false }
    return max(estimate / truth.ec50, truth.ec50 / estimate) <= 2
  }

  @Test func `at most two of a hundred flat series are called active`() {
    let results = fits(1000, seed: 1) { $0.series(logEC50: -2.2...0.4, isFlat: true) }
    #expect(results.count { $0.fit.verdict != .flat } <= 20)
  }

  @Test func `at most one of a hundred potencies beyond the doses gets a number inside`() {
    let results = fits(1000, seed: 2) { $0.series(logEC50: 1...2) }
    #expect(results.count { $0.fit.relativeEC50.estimate != nil } <= 10)
    for case (let fit, let truth) in results {
      if case .incomplete(.below(let dose)) = fit.verdict { #expect(truth.ec50 < dose) }
    }
  }

  @Test func `potencies inside the doses are found within a factor of two and covered`() {
    let results = fits(5000, seed: 3) { $0.series(logEC50: -2.2...0.4) }
    #expect(results.count { isNear($0.fit, $0.truth) } >= 4925)
    let intervals = results.compactMap {
      fit, truth -> (low: Double, high: Double, truth: Double)? in
      guard let potency = fit.relativeEC50.estimate, let low = potency.low, let high = potency.high
      else { return nil }
      return (low, high, truth.ec50)
    }
    #expect(intervals.count >= 4750)
    // A refused curve counts as missed.
    let covered = intervals.count { $0.low <= $0.truth && $0.truth <= $0.high }
    #expect((4650...4850).contains(covered))
  }

  @Test func `one well in twenty may be wild`() {
    let results = fits(1000, seed: 4) { $0.series(logEC50: -2.2...0.4, outliers: 0.05) }
    #expect(results.count { isNear($0.fit, $0.truth) } >= 980)
  }
}

import DoseResponse
import Foundation
import NumericalMethods
import Testing

/// The potency of a biphasic curve is no parameter of it; its interval is profiled all the same.
@Suite struct BiphasicProfileTests {
  /// Two sites, 20 nM and `second`, four wells a dose; noise drawn from a seed.
  private func series(
    share: Double = 0.5, second: Double = 3000, noise: Double = 0.02, seed: UInt64 = 1
  ) -> DoseResponseSeries {
    var generator = CounterBasedGenerator(seed: seed, purpose: .resampling, member: 0)
    let doses = (0..<14).map { pow(10, Double($0) / 13 * 5) }
    return DoseResponseSeries(
      name: "", unit: .nanomolar, scale: .viability,
      points: doses.flatMap { dose in
        (0..<4).map { _ in
          let one = 1 / (1 + pow(dose / 20, 1.6))
          let other = 1 / (1 + pow(dose / second, 1.6))
          let response = 0.05 + 0.95 * (share * one + (1 - share) * other)
          return DoseResponsePoint(
            dose: dose, response: response + noise * generator.standardNormal())
        }
      })
  }

  private func fit(
    _ series: DoseResponseSeries, _ method: DoseResponseFitOptions.IntervalMethod = .profile
  ) -> DoseResponseFit {
    var options = DoseResponseFitOptions()
    options.model = .only(.biphasic)
    options.loss = .leastSquares
    options.intervalMethod = method
    var fitter = DoseResponseFitter(options: options)
    return fitter.fit(series)
  }

  /// The sum of squares over the best curve that passes half its effect at the interval's end, by a
  /// search that knows nothing of the profile: the sites and slopes on a grid of starts, by Nelder and
  /// Mead. It must have risen by the critical value, no less and hardly more.
  @Test(arguments: [0.35, 0.5, 0.7])
  func `at each end the best curve is as much worse as the interval says`(share: Double) throws {
    let series = series(share: share)
    let result = fit(series)
    let potency = try #require(result.relativeEC50.estimate)
    let statistics = try #require(result.statistics)
    let critical = FDistribution(
      numerator: 1, denominator: Double(statistics.degreesOfFreedom)
    ).quantile(0.95)
    let variance = statistics.residualSumOfSquares / Double(statistics.degreesOfFreedom)
    for end in [try #require(potency.low), try #require(potency.high)] {
      let least = leastSum(series, half: end, from: result)
      let rise = (least - statistics.residualSumOfSquares) / (variance * critical)
      // The profile stops within 0.2 % of the rise; the search's sum may only be higher.
      #expect(rise > 0.99 && rise < 1.02, "\(end): \(rise)")
    }
  }

  @Test func `on a plateau the profile is not Wald's, and where it is narrow it nearly is`() throws
  {
    let wide = try #require(fit(series()).relativeEC50.estimate)
    let wald = try #require(fit(series(), .wald).relativeEC50.estimate)
    let (low, high) = (try #require(wide.low), try #require(wide.high))
    let (waldLow, waldHigh) = (try #require(wald.low), try #require(wald.high))
    #expect(wide.estimate == wald.estimate)
    #expect(abs(log(high / low) / log(waldHigh / waldLow) - 1) > 0.02)
    let steep = series(share: 0.8, noise: 0.005)
    let narrow = try #require(fit(steep).relativeEC50.estimate)
    let same = try #require(fit(steep, .wald).relativeEC50.estimate)
    let ratio =
      try log(#require(narrow.high) / #require(narrow.low))
      / log(#require(same.high) / #require(same.low))
    #expect(abs(ratio - 1) < 0.05)
  }

  /// 95 % of the intervals hold the truth: of 40, at most 6 miss in 99.7 % of such tests.
  @Test func `the profile covers the dose at which the true curve is half way`() throws {
    let truth = LogLogisticMixture.half
    var held = 0
    var given = 0
    for seed in 0..<40 {
      let result = fit(series(share: 0.6, noise: 0.03, seed: UInt64(seed)))
      guard let low = result.relativeEC50.estimate?.low,
        let high = result.relativeEC50.estimate?.high
      else { continue }
      given += 1
      if low <= truth, truth <= high { held += 1 }
    }
    #expect(given >= 37 && held >= given - 6, "\(held) of \(given)")
  }

  @Test func `an end that does not close is said in words`() {
    // The second site lies at twice the highest dose, and a signal has no lower limit to lean on.
    var series = series(second: 200_000)
    series.scale = .signal(expected: nil)
    let result = fit(series)
    #expect(result.sentence.contains(" to above the highest dose)"), "\(result.sentence)")
    #expect(fit(self.series()).sentence.contains("above the highest") == false)
  }

  private enum LogLogisticMixture {
    /// Where 0.6 of a site at 20 and 0.4 of one at 3000, both of slope 1.6, have half their effect.
    static let half: Double = {
      var (low, high) = (1.0, 1e5)
      for _ in 0..<100 {
        let dose = (low * high).squareRoot()
        let left = 0.6 / (1 + pow(dose / 20, 1.6)) + 0.4 / (1 + pow(dose / 3000, 1.6))
        if left > 0.5 { low = dose } else { high = dose }
      }
      return low
    }()
  }

  /// The least sum of squares with half the effect at `half`: limits by linear regression, share by
  /// the condition, sites and slopes searched.
  private func leastSum(
    _ series: DoseResponseSeries, half: Double, from result: DoseResponseFit
  ) -> Double {
    func value(_ name: CurveParameter.Name) -> Double {
      result.parameter(name)?.estimate.estimate ?? 1
    }
    func cost(_ x: [Double]) -> Double {
      func site(_ dose: Double, _ place: Double, _ slope: Double) -> Double {
        1 / (1 + exp(exp(slope) * (log(dose) - place)))
      }
      let (first, second) = (site(half, x[0], x[1]), site(half, x[2], x[3]))
      let share = (0.5 - second) / (first - second)
      guard share >= 0.02, share <= 0.98 else { return .infinity }
      var (n, sx, sy, sxx, sxy) = (0.0, 0.0, 0.0, 0.0, 0.0)
      let left = series.points.map { point in
        share * site(point.dose, x[0], x[1]) + (1 - share) * site(point.dose, x[2], x[3])
      }
      for (point, r) in zip(series.points, left) {
        n += 1
        sx += r
        sy += point.response
        sxx += r * r
        sxy += r * point.response
      }
      let slope = (n * sxy - sx * sy) / (n * sxx - sx * sx)
      let floor = (sy - slope * sx) / n
      return zip(series.points, left).reduce(0) { sum, pair in
        let gap = pair.0.response - floor - slope * pair.1
        return sum + gap * gap
      }
    }
    let optimum = [
      log(value(.location)), log(abs(value(.slope))), log(value(.secondLocation)),
      log(abs(value(.secondSlope))),
    ]
    let shift = log(half / (result.relativeEC50.estimate?.estimate ?? half))
    let starts = [
      optimum, [optimum[0] + shift, optimum[1], optimum[2] + shift, optimum[3]],
      [optimum[0] + shift / 2, optimum[1], optimum[2] + shift / 2, optimum[3]],
    ]
    return starts.map { simplexMinimum(cost, from: $0) }.min() ?? .infinity
  }
}

/// The least value that the simplex of Nelder and Mead finds, begun again where it ended.
private func simplexMinimum(_ cost: ([Double]) -> Double, from start: [Double]) -> Double {
  var best = start
  for size in [0.3, 0.1, 0.03] {
    var corners =
      [best]
      + best.indices.map { index in
        var corner = best
        corner[index] += size
        return corner
      }
    var values = corners.map(cost)
    for _ in 0..<600 {
      let order = values.indices.sorted { values[$0] < values[$1] }
      corners = order.map { corners[$0] }
      values = order.map { values[$0] }
      let last = corners.count - 1
      let centre = best.indices.map { index in
        corners[..<last].reduce(0) { $0 + $1[index] } / Double(last)
      }
      func along(_ factor: Double) -> ([Double], Double) {
        let corner = centre.indices.map { centre[$0] + factor * (corners[last][$0] - centre[$0]) }
        return (corner, cost(corner))
      }
      var next = along(-1)
      if next.1 < values[0] {
        let further = along(-2)
        if further.1 < next.1 { next = further }
      } else if next.1 >= values[last - 1] {
        next = along(next.1 < values[last] ? -0.5 : 0.5)
      }
      if next.1 < values[last] {
        (corners[last], values[last]) = next
      } else {
        for corner in 1...last {
          corners[corner] = best.indices.map { (corners[0][$0] + corners[corner][$0]) / 2 }
          values[corner] = cost(corners[corner])
        }
      }
    }
    best = corners[values.indices.min { values[$0] < values[$1] } ?? 0]
  }
  return cost(best)
}

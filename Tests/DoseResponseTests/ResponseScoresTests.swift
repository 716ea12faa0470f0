import DoseResponse
import Foundation
import Testing

@Suite struct ResponseScoresTests {
  @Test func `growth relative to vehicle is 1, 0 and −1 where it should be`() {
    #expect(GrowthRateMetrics.relativeGrowth(count: 400, vehicle: 400, start: 100) == 1)
    #expect(abs(GrowthRateMetrics.relativeGrowth(count: 100, vehicle: 400, start: 100)) < 1e-14)
    #expect(GrowthRateMetrics.relativeGrowth(count: 0, vehicle: 400, start: 100) == -1)
    #expect(GrowthRateMetrics.relativeGrowth(count: 90, vehicle: 100, start: 100).isNaN)
    // Twice as long at half the rates: the same value.
    let once = GrowthRateMetrics.relativeGrowth(count: 200, vehicle: 400, start: 100)
    let long = GrowthRateMetrics.relativeGrowth(count: 400, vehicle: 1600, start: 100)
    #expect(abs(once - long) < 1e-14)
  }

  @Test func `GR metrics come back from counts`() throws {
    let truth = LogLogisticCurve(
      responseWithoutDrug: 1, responseAtFullEffect: -0.4, ec50: 30, hillSlope: 1.4)
    var counts = exampleSeries()
    for index in counts.points.indices {
      let growth = truth.response(at: counts.points[index].dose)
      counts.points[index].response = 100 * pow(2, 2 * log2(growth + 1))
    }
    var fitter = DoseResponseFitter()
    let metrics = GrowthRateMetrics(counts, vehicle: 400, start: 100, by: &fitter)
    let gr50 = try #require(metrics.gr50.estimate?.estimate)
    #expect(abs(gr50 / (truth.dose(forResponse: 0.5) ?? .nan) - 1) < 1e-6)
    #expect(abs((metrics.gec50.estimate?.estimate ?? .nan) / 30 - 1) < 1e-6)
    #expect(abs((metrics.hGR?.estimate ?? .nan) / 1.4 - 1) < 1e-6)
    #expect(abs((metrics.grInfinity?.estimate ?? .nan) + 0.4) < 1e-6)
    #expect(abs((metrics.grMax ?? .nan) - truth.response(at: 10_000)) < 1e-6)
  }

  /// The closed form of the authors' script, for a log-logistic curve that starts at 0.
  @Test func `sensitivity scores agree with the authors' formula`() throws {
    let result = fit(exampleSeries(noise: 0))
    let (slope, full, center) = (1.4, 90.0, log10(30.0))
    let (from, to, threshold) = (0.0, 4.0, 10.0)
    let begins = max(from, center - log((full - threshold) / threshold) / (slope * log(10)))
    func integral(_ x: Double) -> Double {
      full * log(1 + pow(10, slope * (center - x))) / (slope * log(10)) + full * x
    }
    let area = integral(to) - integral(begins) - threshold * (to - begins)
    let first = 100 * area / ((100 - threshold) * (to - from))
    let expected: [(DrugSensitivityScore.Kind, Double)] = [
      (.one, first), (.two, first / log10(full)),
      (.three, first * 2 / log10(full) * (to - begins) / (to - from)),
    ]
    for (kind, value) in expected {
      let score = try #require(DrugSensitivityScore(kind, of: result))
      #expect(abs(score.value - value) < 1e-4 * value, "\(kind)")
    }
    #expect(DrugSensitivityScore(.three, of: fit(exampleSeries(bottom: 1)))?.value == 0)
    #expect(
      DrugSensitivityScore(.one, of: fit(exampleSeries(scale: .signal(expected: nil)))) == nil)
    #expect(abs((result.areaAboveCurve ?? .nan) + (result.areaUnderCurve ?? .nan) - 1) < 1e-12)
  }
}

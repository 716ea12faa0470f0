import DoseResponse
import Foundation
import Testing

/// Profile intervals of limits that the doses barely show.
@Suite struct LimitIntervalTests {
  /// The benchmark's recipe, seed 7, curve 1017: its EC50 lies beyond the highest dose, its lower limit
  /// is 0.115. A step before the highest dose fits as well as the curve that goes on falling; from the
  /// step no path of small moves leads to that curve.
  private let series = DoseResponseSeries(
    name: "", unit: .micromolar, scale: .viability,
    points: [
      1.075289, 1.013040, 1.015374, 1.065909, 1.024763, 1.058606, 0.915067, 1.025325, 1.009795,
      0.942984, 1.037964, 0.971018, 0.943825, 0.952392, 1.081764, 0.969503, 0.994433, 1.054673,
      1.065455, 0.938685, 1.008977, 0.915354, 1.037572, 1.027745, 0.853032, 0.774103, 0.808991,
    ].enumerated().map {
      DoseResponsePoint(dose: pow(10, Double($0 / 3) / 2 - 3), response: $1)
    })

  /// The lowest sum of squares with the limit held, over a grid of positions and slopes.
  private func lowestSum(limit: Double?) -> Double {
    var lowest = Double.infinity
    for place in stride(from: -9.0, through: 9, by: 0.05) {
      for slope in stride(from: -2.3, through: 3.0, by: 0.05) {
        let left = series.points.map { 1 / (1 + pow($0.dose / exp(place), exp(slope))) }
        var limits = [limit ?? 0]
        if limit == nil {
          let above = zip(series.points, left).reduce(0) {
            $0 + (1 - $1.1) * ($1.0.response - $1.1)
          }
          let below = left.reduce(0) { $0 + (1 - $1) * (1 - $1) }
          limits = [min(max(above / below, 0), 1)]
        }
        let sum = zip(series.points, left).reduce(0) {
          let residual = $1.0.response - limits[0] - (1 - limits[0]) * $1.1
          return $0 + residual * residual
        }
        lowest = min(lowest, sum)
      }
    }
    return lowest
  }

  @Test func `a limit that data leave open has no end on that side`() {
    let result = fit(series) {
      $0.model = .only(.logLogistic3Upper)
      $0.loss = .leastSquares
      $0.noise = .constant
    }
    // Student's t for 24 degrees of freedom at 95 % is 2.0639.
    let threshold = lowestSum(limit: nil) * (1 + 2.0639 * 2.0639 / 24)
    #expect(lowestSum(limit: 0.115) < threshold)
    if let low = result.parameter(.lowerLimit)?.estimate.low {
      #expect(low <= 0.115, "\(result.sentence)")
    }
    if let high = result.parameter(.lowerLimit)?.estimate.high {
      #expect(abs(lowestSum(limit: high) / threshold - 1) < 0.01)
    }
  }
}

import DoseResponse
import Foundation
import NumericalMethods

/// Draws the curves of the benchmark's recipe: nine half-log doses from 0.001 to 10, three wells each,
/// with a standard deviation of 0.05.
struct CurveGenerator {
  private var generator: CounterBasedGenerator

  init(seed: UInt64) {
    generator = CounterBasedGenerator(seed: seed, purpose: .wellNoise, member: 0)
  }

  mutating func series(
    logEC50: ClosedRange<Double>, isFlat: Bool = false, outliers: Double = 0
  ) -> (series: DoseResponseSeries, truth: LogLogisticCurve) {
    let curve = LogLogisticCurve(
      responseWithoutDrug: 1,
      responseAtFullEffect: isFlat ? 1 : Double.random(in: 0...0.4, using: &generator),
      ec50: pow(10, Double.random(in: logEC50, using: &generator)),
      hillSlope: pow(10, Double.random(in: log10(0.7)...log10(3), using: &generator)))
    var points: [DoseResponsePoint] = []
    for step in 0..<9 {
      let dose = pow(10, Double(step) / 2 - 3)
      for _ in 0..<3 {
        var response = curve.response(at: dose) + 0.05 * generator.standardNormal()
        if Double.random(in: 0..<1, using: &generator) < outliers {
          response = Double.random(in: 0...1.5, using: &generator)
        }
        points.append(DoseResponsePoint(dose: dose, response: response))
      }
    }
    return (
      DoseResponseSeries(name: "", unit: .micromolar, scale: .viability, points: points), curve
    )
  }
}

import DoseResponse
import Foundation
import NumericalMethods
import Testing

/// Noise that grows with the response.
@Suite struct NoiseModelTests {
  /// A signal that falls from 1000 to 10, its wells off by a tenth of what they are.
  private func series(seed: UInt64 = 1) -> DoseResponseSeries {
    var generator = CounterBasedGenerator(seed: seed, purpose: .wellNoise, member: 0)
    return DoseResponseSeries(
      name: "", unit: .nanomolar, scale: .signal(expected: nil),
      points: (0..<10).flatMap { step in
        let dose = pow(10, Double(step) / 2.25)
        return (0..<3).map { _ in
          let response = 10 + 990 / (1 + pow(dose / 40, 1.5))
          return DoseResponsePoint(
            dose: dose, response: response * (1 + 0.1 * generator.standardNormal()))
        }
      })
  }

  private func fitted(
    _ series: DoseResponseSeries, _ noise: DoseResponseFitOptions.NoiseModel
  ) -> DoseResponseFit {
    fit(series) {
      $0.model = .only(.logLogistic4)
      $0.loss = .leastSquares
      $0.noise = noise
    }
  }

  /// 1e-3: three rounds settle the weights to a few ten-thousandths of a parameter.
  @Test(arguments: [0.5, 1])
  func `a noise model is the weights that its own curve implies`(power: Double) throws {
    let series = series()
    let model = fitted(series, .power(power))
    let curve = try #require(model.fittedCurve)
    let noise = try #require(model.noise)
    #expect(noise.exponent == power)
    var weighted = series
    for index in series.points.indices {
      let response = curve.response(at: series.points[index].dose)
      weighted.points[index].weight = pow(noise.root(at: response, on: series.scale), 2)
    }
    let explicit = fitted(weighted, .constant)
    for name in [CurveParameter.Name.slope, .lowerLimit, .upperLimit, .location] {
      let one = try #require(model.parameter(name)).estimate
      let other = try #require(explicit.parameter(name)).estimate
      #expect(abs(one.estimate / other.estimate - 1) < 1e-3, "\(name)")
      let errors = (try #require(one.standardError), try #require(other.standardError))
      #expect(abs(errors.0 / errors.1 - 1) < 1e-2, "\(name)")
    }
  }

  @Test func `a power of 0 is constant noise, of 1 proportional noise`() {
    #expect(fitted(series(), .power(0)) == fitted(series(), .constant))
    #expect(fitted(series(), .power(1)) == fitted(series(), .proportional))
  }

  @Test func `where noise grows with the signal its model finds the lower limit better`() throws {
    var errors: [(constant: Double, proportional: Double)] = []
    for seed in 0..<30 {
      let series = series(seed: UInt64(seed))
      func off(_ noise: DoseResponseFitOptions.NoiseModel) throws -> Double {
        let limit = try #require(fitted(series, noise).parameter(.lowerLimit))
        return abs(limit.estimate.estimate - 10)
      }
      errors.append((try off(.constant), try off(.proportional)))
    }
    let constant = try #require(OrderStatistics.median(of: errors.map(\.constant)))
    let proportional = try #require(OrderStatistics.median(of: errors.map(\.proportional)))
    #expect(proportional < constant / 3, "\(proportional) against \(constant)")
  }

  /// Of 40 intervals at 95 %, fewer than 34 hold the truth once in five hundred such tests.
  @Test func `its interval of the lower limit covers`() throws {
    let held = (0..<40).count { seed in
      let limit = fitted(series(seed: UInt64(100 + seed)), .proportional).parameter(.lowerLimit)
      guard let low = limit?.estimate.low, let high = limit?.estimate.high else { return false }
      return low <= 10 && 10 <= high
    }
    #expect(held >= 34, "\(held) of 40")
  }

  @Test func `the unit of the signal changes nothing`() throws {
    var scaled = series()
    for index in scaled.points.indices { scaled.points[index].response *= 1024 }
    let one = try #require(fitted(series(), .proportional).relativeEC50.estimate)
    let other = try #require(fitted(scaled, .proportional).relativeEC50.estimate)
    #expect(abs(one.estimate / other.estimate - 1) < 1e-9)
  }
}

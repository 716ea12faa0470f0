import DoseResponse
import Foundation
import Testing

@Suite struct CurveModelTests {
  private static let doses = (0..<10).map { pow(10, Double($0) / 3 - 1) }

  /// drc's formulas as its reference pages print them; b, c, d, e, f.
  private static func drc(_ model: CurveModel, _ p: [Double], _ x: Double) -> Double {
    let (b, c, d, e) = (p[0], p[1], p[2], p[3])
    let u = log(x) - log(e)
    return switch model {
    case .logLogistic2, .logLogistic3, .logLogistic3Upper, .logLogistic4:
      c + (d - c) / (1 + exp(b * u))
    case .logLogistic5: c + (d - c) / pow(1 + exp(b * u), p[4])
    case .weibull1Three, .weibull1ThreeUpper, .weibull1Four: c + (d - c) * exp(-exp(b * u))
    case .weibull2Three, .weibull2ThreeUpper, .weibull2Four:
      c + (d - c) * (1 - exp(-exp(b * u)))
    case .brainCousens4, .brainCousens5: c + (d - c + p[4] * x) / (1 + exp(b * u))
    case .michaelisMenten: c + (d - c) * x / (e + x)
    case .biphasic:
      c + (d - c) * (p[4] / (1 + exp(b * u)) + (1 - p[4]) / (1 + exp(p[5] * (log(x) - log(p[6])))))
    case .flat: c
    }
  }

  struct Truth: Sendable {
    let model: CurveModel
    let scale: ResponseScale
    let parameters: [Double]
  }

  static let truths: [Truth] = [
    Truth(model: .logLogistic2, scale: .viability, parameters: [1.3, 0, 1, 4]),
    Truth(model: .logLogistic3, scale: .viability, parameters: [1.3, 0, 0.9, 4]),
    Truth(model: .logLogistic3, scale: .inhibition, parameters: [-1.3, 0, 0.9, 4]),
    Truth(model: .logLogistic3Upper, scale: .viability, parameters: [1.3, 0.2, 1, 4]),
    Truth(model: .logLogistic3Upper, scale: .inhibition, parameters: [-1.3, 0.2, 1, 4]),
    Truth(model: .logLogistic4, scale: .viability, parameters: [1.3, -0.3, 1.2, 4]),
    Truth(model: .logLogistic3, scale: .signal(expected: nil), parameters: [1.3, 0, 70, 4]),
    Truth(model: .logLogistic4, scale: .signal(expected: nil), parameters: [-1.3, 5, 70, 4]),
    Truth(model: .logLogistic5, scale: .signal(expected: nil), parameters: [1.3, 5, 70, 4, 2]),
    Truth(model: .weibull1Three, scale: .viability, parameters: [1.3, 0, 0.9, 4]),
    Truth(model: .weibull1ThreeUpper, scale: .viability, parameters: [1.3, 0.2, 1, 4]),
    Truth(model: .weibull2ThreeUpper, scale: .viability, parameters: [-1.3, 0.2, 1, 4]),
    Truth(model: .weibull1Four, scale: .signal(expected: nil), parameters: [1.3, 5, 70, 4]),
    Truth(model: .weibull1Four, scale: .signal(expected: nil), parameters: [-1.3, 5, 70, 4]),
    Truth(model: .weibull2Three, scale: .signal(expected: nil), parameters: [-1.3, 0, 70, 4]),
    Truth(model: .weibull2Four, scale: .signal(expected: nil), parameters: [-1.3, 5, 70, 4]),
    Truth(model: .weibull2Four, scale: .signal(expected: nil), parameters: [1.3, 5, 70, 4]),
    Truth(model: .brainCousens4, scale: .viability, parameters: [2.3, 0, 1, 4, 0.5]),
    Truth(model: .brainCousens5, scale: .signal(expected: nil), parameters: [2.3, 5, 70, 4, 30]),
    Truth(model: .michaelisMenten, scale: .signal(expected: nil), parameters: [-1, 0, 70, 4]),
    Truth(
      model: .biphasic, scale: .signal(expected: nil),
      parameters: [2.3, 5, 70, 0.5, 0.4, 2.5, 30]),
  ]

  @Test(arguments: truths) func `each model returns drc's parameters from data without noise`(
    truth: Truth
  ) throws {
    let series = DoseResponseSeries(
      name: "", unit: nil, scale: truth.scale,
      points: Self.doses.map {
        DoseResponsePoint(dose: $0, response: Self.drc(truth.model, truth.parameters, $0))
      })
    let result = fit(series) {
      $0.model = .only(truth.model)
      $0.loss = .leastSquares
    }
    #expect(result.model == truth.model, "\(result.sentence)")
    let names: [CurveParameter.Name] = [.slope, .lowerLimit, .upperLimit, .location]
    var expected = Array(zip(names, truth.parameters))
    switch truth.model {
    case .logLogistic5: expected.append((.asymmetry, truth.parameters[4]))
    case .brainCousens4, .brainCousens5: expected.append((.hormesis, truth.parameters[4]))
    case .biphasic:
      expected.append((.firstShare, truth.parameters[4]))
      expected.append((.secondSlope, truth.parameters[5]))
      expected.append((.secondLocation, truth.parameters[6]))
    default: break
    }
    for (name, value) in expected {
      let found = try #require(result.parameter(name), "\(name)").estimate.estimate
      #expect(abs(found - value) <= 1e-5 * max(abs(value), 0.1), "\(name): \(found), not \(value)")
    }
    let curve = try #require(result.fittedCurve)
    for dose in [0.3, 3, 33.0] {
      let value = Self.drc(truth.model, truth.parameters, dose)
      #expect(abs(curve.response(at: dose) - value) <= 1e-5 * max(abs(value), 0.1))
    }
    let potency = try #require(
      curve.dose(forResponse: (curve.responseWithoutDrug + curve.responseAtFullEffect) / 2))
    if let reported = result.relativeEC50.estimate?.estimate {
      #expect(abs(reported / potency - 1) < 1e-6)
    }
  }

  @Test func `every model is known by its name on the command line`() {
    for name in [
      "auto", "ll2", "ll3", "ll3u", "ll4", "ll5", "w1.3", "w1.3u", "w1.4", "w2.3", "w2.3u", "w2.4",
      "bc4", "bc5", "mm", "biphasic", "flat",
    ] {
      #expect(DoseResponseFitOptions.ModelChoice(named: name) != nil, "\(name)")
    }
    #expect(DoseResponseFitOptions.ModelChoice(named: "ll6") == nil)
  }

  /// A curve with a wobble that looks like noise.
  private func noisy(_ model: CurveModel, _ parameters: [Double]) -> DoseResponseSeries {
    var points: [DoseResponsePoint] = []
    for (step, dose) in Self.doses.enumerated() {
      for replicate in 0..<3 {
        let wobble = 0.02 * sin(Double(step * 3 + replicate) * 2.4 + 0.7)
        points.append(
          DoseResponsePoint(
            dose: dose, response: Self.drc(model, parameters, dose) + wobble))
      }
    }
    return DoseResponseSeries(name: "", unit: nil, scale: .viability, points: points)
  }

  @Test func `stimulation and two steps are found without being asked for`() {
    #expect(fit(noisy(.brainCousens5, [2.5, 0.05, 1, 8, 0.3])).verdict == .hormetic)
    #expect(fit(noisy(.biphasic, [3, 0.05, 1, 0.5, 0.5, 3, 30])).verdict == .biphasic)
    #expect(fit(noisy(.logLogistic4, [1.3, 0.1, 1, 5])).verdict == .complete)
  }
}

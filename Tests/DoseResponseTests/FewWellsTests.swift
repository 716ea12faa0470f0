import DoseResponse
import Foundation
import NumericalMethods
import Testing

/// Designs with one well a dose, where nothing but the other doses says whether a well is wild.
@Suite struct FewWellsTests {
  /// Clean curves from 0.01 to 100 with one well at each of some doses.
  private func singles(_ count: Int, doses: Int, deviation: Double) -> [DoseResponseSeries] {
    var generator = CounterBasedGenerator(seed: 17, purpose: .wellNoise, member: doses)
    return (0..<count).map { _ in
      let curve = LogLogisticCurve(
        responseWithoutDrug: 1,
        responseAtFullEffect: Double.random(in: 0...0.2, using: &generator),
        ec50: pow(10, Double.random(in: -1...1, using: &generator)),
        hillSlope: pow(10, Double.random(in: -0.15...0.3, using: &generator)))
      return DoseResponseSeries(
        name: "", unit: .micromolar, scale: .viability,
        points: (0..<doses).map {
          let dose = pow(10, Double($0) / Double(doses - 1) * 4 - 2)
          return DoseResponsePoint(
            dose: dose,
            response: curve.response(at: dose) + deviation * generator.standardNormal())
        })
    }
  }

  /// A robust loss took wells of such curves for wild ones: of seven wells it gave 73 % a potency, of
  /// five 1 %.
  @Test(arguments: [5, 6, 7, 8, 10, 12])
  func `a clean curve with one well a dose has a potency`(doses: Int) {
    let series = singles(100, doses: doses, deviation: 0.02)
    var batch = DoseResponseBatch()
    var fitter = DoseResponseFitter()
    var complete = 0
    for (fast, series) in zip(batch.fit(series), series) {
      if fast.verdict == .complete { complete += 1 }
      #expect(fast.warnings.map(\.label).contains("few-wells") == (doses < 10))
      #expect(fitter.fit(series).verdict.label == fast.verdict.label)
    }
    #expect(complete >= 97, "\(complete) of 100")
  }

  @Test func `too few wells are said to be judged by none`() {
    let result = fit(singles(1, doses: 7, deviation: 0.02)[0])
    #expect(
      result.sentence.contains(
        "7 wells are too few to set one aside: fitted by plain least squares"),
      "\(result.sentence)")
    #expect(result.downWeighted.isEmpty)
    let plain = fit(singles(1, doses: 7, deviation: 0.02)[0]) { $0.loss = .leastSquares }
    #expect(!plain.sentence.contains("too few"))
    #expect(plain.relativeEC50 == result.relativeEC50)
  }

  /// One wild well of nine hides the effect from plain least squares; then the reader is told that none was
  /// set aside.
  @Test func `a flat verdict on few wells says by what it was found`() {
    let series = DoseResponseSeries(
      name: "", unit: .nanomolar, scale: .viability,
      points: [0.99, 1.01, 0.98, 0.95, 0.52, 0.12, 0.04, 0.60, 0.95].enumerated().map {
        DoseResponsePoint(dose: pow(10, Double($0) / 2), response: $1)
      })
    let result = fit(series)
    #expect(result.verdict == .flat)
    #expect(result.sentence.contains("9 wells are too few to set one aside"), "\(result.sentence)")
  }

  /// Strictly falling from the first dose on: the highest does not depart, it goes on.
  @Test func `a trend is no departure of the highest dose`() {
    let series = DoseResponseSeries(
      name: "", unit: .nanomolar, scale: .signal(expected: nil),
      points: [12.5, 9.5, 8, 5, 2, 1.1].enumerated().map {
        DoseResponsePoint(dose: pow(10, Double($0) / 2), response: $1)
      })
    #expect(fit(series).departure == nil)
  }

  /// Of a published screen: three single wells at the highest doses are the whole effect. A curve that
  /// ends beyond the doses would have to call all three wild.
  @Test(arguments: [
    [
      1, 0.9642, 0.9054, 0.9757, 0.9573, 1.014, 1.003, 0.8999, 1.015, 0.9611, 0.9227, 0.7885,
      0.8242,
      0.7683, 0.2506, 0.05141, 0.03008,
    ],
    [
      1, 1.006, 1.028, 0.9842, 1.013, 1.019, 0.984, 1.05, 0.9705, 0.9542, 0.8974, 0.9174, 0.8916,
      0.815, 0.358, 0.04097, 0.02935,
    ],
  ])
  func `wells that agree on an effect are not set aside together`(responses: [Double]) throws {
    let series = DoseResponseSeries(
      name: "", unit: .micromolar, scale: .viability,
      points: responses.enumerated().map {
        DoseResponsePoint(dose: $0 == 0 ? 0 : 40 / pow(2, Double(16 - $0)), response: $1)
      })
    for model in [DoseResponseFitOptions.ModelChoice.automatic, .only(.logLogistic4)] {
      let robust = fit(series) { $0.model = model }
      let potency = try #require(robust.relativeEC50.estimate, "\(robust.sentence)")
      #expect(potency.low ?? 0 > 4 && potency.high ?? 40 < 12, "\(robust.sentence)")
    }
  }
}

/// Drugs whose effect is full at the lowest dose already.
@Suite struct FullEffectTests {
  private func dead(_ scale: ResponseScale, vehicle: Double? = nil) -> DoseResponseSeries {
    let level = scale == .viability ? 0.03 : 0.97
    var points: [DoseResponsePoint] = []
    for dose in 0..<8 {
      for well in -1...1 {
        points.append(
          DoseResponsePoint(
            dose: pow(10, Double(dose) / 2 - 2), response: level + 0.005 * Double(well)))
      }
    }
    if let vehicle {
      for well in 0..<4 {
        points.append(DoseResponsePoint(dose: 0, response: vehicle + 0.01 * Double(well)))
      }
    }
    return DoseResponseSeries(name: "", unit: .micromolar, scale: scale, points: points)
  }

  @Test(arguments: [ResponseScale.viability, .inhibition])
  func `a full effect at every dose bounds the potency from above`(scale: ResponseScale) throws {
    let result = fit(dead(scale))
    #expect(result.verdict == .incomplete(.below(0.01)), "\(result.sentence)")
    #expect(result.absoluteIC50 == .bounded(.below(0.01)))
    let score = try #require(DrugSensitivityScore(.one, of: result)).value
    #expect(abs(score - 100 * (97 - 10) / 90) < 0.2)
    #expect(
      result.sentence.hasPrefix(
        "Incomplete curve: the effect is there at every dose from the lowest, 0.01 µM, on "
          + "(\(scale.noun) \(scale == .viability ? "0.03" : "0.97")); EC50 < 0.01 µM."),
      "\(result.sentence)")
  }

  @Test func `what the vehicle shows as well is no effect`() {
    #expect(fit(dead(.viability, vehicle: 0.025)).verdict == .flat)
    #expect(fit(dead(.signal(expected: nil))).verdict == .flat)
  }
}

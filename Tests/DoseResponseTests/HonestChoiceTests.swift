import DoseResponse
import Foundation
import NumericalMethods
import Testing

/// Which model is chosen, what its limits may do, and what is said of a fit beside its verdict.
@Suite struct HonestChoiceTests {
  private static let nine = (0..<9).map { pow(10, Double($0) / 2 - 3) }

  private func triplicates(_ responses: [Double]) -> DoseResponseSeries {
    DoseResponseSeries(
      name: "", unit: .micromolar, scale: .viability,
      points: responses.enumerated().map {
        DoseResponsePoint(dose: Self.nine[$0 / 3], response: $1)
      })
  }

  /// Noisier where it is high; a profile of its biphasic curve meets better parameters at every try.
  @Test func `a profile that never settles leaves no gap in the parameters`() {
    let series = triplicates([
      1.39165, 0.78688, 0.70264, 1.13781, 1.18093, 0.97045, 0.90986, 0.80157, 1.04159, 0.88872,
      0.73945, 0.88218, 0.37234, 0.41759, 0.39999, 0.15155, 0.15318, 0.16572, 0.07215, 0.09366,
      0.09994, 0.07648, 0.05923, 0.09976, 0.06601, 0.07041, 0.09885,
    ])
    for model in [DoseResponseFitOptions.ModelChoice.automatic, .only(.biphasic)] {
      for noise in [DoseResponseFitOptions.NoiseModel.automatic, .constant, .proportional] {
        let result = fit(series) {
          $0.model = model
          $0.noise = noise
        }
        #expect(!result.sentence.isEmpty)
        guard model == .automatic else { continue }
        #expect(result.fittedCurve != nil && result.verdict != .biphasic, "\(result.sentence)")
      }
    }
  }

  /// exp(−(x/e)^1.5) with a standard deviation of 0.01. A symmetric curve has to set a whole dose aside.
  @Test(arguments: [DoseResponseFitOptions.Loss.robust, .leastSquares])
  func `a Weibull curve is found and its potency given`(loss: DoseResponseFitOptions.Loss) throws {
    let result = fit(
      triplicates([
        0.9963, 0.9994, 1.0123, 1.0102, 0.9904, 0.9861, 0.9778, 0.9740, 0.9714, 0.8280, 0.8435,
        0.8458, 0.3500, 0.3781, 0.3672, -0.0038, -0.0122, 0.0002, -0.0006, -0.0037, -0.0120,
        -0.0120, 0.0071, 0.0005, 0.0028, 0.0063, 0.0072,
      ])
    ) { $0.loss = loss }
    #expect(result.verdict == .complete, "\(result.sentence)")
    #expect(result.model == .weibull1ThreeUpper)
    let potency = try #require(result.relativeEC50.estimate)
    #expect(abs(potency.estimate / 0.0784 - 1) < 0.02)
    #expect(result.downWeighted.isEmpty)
    #expect(result.sentence.contains("steepness at half the effect that of a Hill slope of 2.1"))
  }

  /// Scipy's least squares put the lower limit at −0.0873 and the EC50 at 0.4709.
  @Test func `the limits of a model asked for by name are free`() throws {
    let series = triplicates([
      0.9624, 0.9620, 0.9846, 0.9937, 0.9718, 0.9870, 0.9733, 0.9558, 0.9654, 0.9201, 0.8662,
      0.9060, 0.7244, 0.7707, 0.7662, 0.5388, 0.5281, 0.5484, 0.2931, 0.3033, 0.2831, 0.1156,
      0.0840, 0.0986, -0.0161, 0.0171, -0.0381,
    ])
    let free = fit(series) {
      $0.model = .only(.logLogistic4)
      $0.loss = .leastSquares
    }
    let lower = try #require(free.parameter(.lowerLimit))
    #expect(abs(lower.estimate.estimate + 0.0873) < 2e-3 && !lower.isAtBound)
    #expect(abs(try #require(free.relativeEC50.estimate).estimate / 0.4709 - 1) < 0.01)
    let held = fit(series) { $0.loss = .leastSquares }
    #expect(held.parameter(.lowerLimit)?.isAtBound == true)
    #expect(held.sentence.contains("Lower limit at its bound"), "\(held.sentence)")
  }

  @Test func `what a model holds is said with its value`() {
    let result = fit(exampleSeries(bottom: 0)) { $0.model = .only(.logLogistic3) }
    #expect(result.sentence.contains("Lower limit held at 0."), "\(result.sentence)")
    #expect(result.parameter(.lowerLimit)?.isFixed == true)
    let two = fit(exampleSeries(bottom: 0)) { $0.model = .only(.logLogistic2) }
    #expect(two.sentence.contains("Lower limit held at 0, upper limit held at 1 (vehicle)."))
    let signal = fit(exampleSeries(scale: .signal(expected: nil))) {
      $0.model = .only(.logLogistic3Upper)
    }
    #expect(signal.verdict == .unfit(.modelNeedsFractionScale(.logLogistic3Upper)))
  }

  private func drawn(
    _ seed: UInt64, ec50: Double = 0.05, _ noise: (Double, inout CounterBasedGenerator) -> Double
  ) -> DoseResponseSeries {
    var generator = CounterBasedGenerator(seed: seed, purpose: .wellNoise, member: 0)
    let curve = LogLogisticCurve(
      responseWithoutDrug: 1, responseAtFullEffect: 0.05, ec50: ec50, hillSlope: 1.2)
    return triplicates(
      Self.nine.flatMap { dose in
        (0..<3).map { _ in
          let response = curve.response(at: dose)
          return response + noise(response, &generator)
        }
      })
  }

  /// By the level of the test, one constant curve in a hundred; four of 200 is within chance of two.
  @Test func `noise that grows is told from noise that does not`() {
    var growing = 0
    var constant = 0
    for seed in 0..<200 {
      let steep = fit(drawn(UInt64(seed)) { 0.1 * $0 * $1.standardNormal() })
      if steep.noise != nil { growing += 1 }
      let even = fit(drawn(UInt64(seed)) { 0.05 * $1.standardNormal() })
      if even.growingNoise != nil { constant += 1 }
    }
    #expect(growing >= 160, "\(growing) of 200")
    #expect(constant <= 8, "\(constant) of 200")
  }

  @Test func `least squares stay plain and warn of noise that grows`() {
    let series = drawn(3) { 0.12 * $0 * $1.standardNormal() }
    let plain = fit(series) {
      $0.loss = .leastSquares
      $0.noise = .constant
    }
    let warned = fit(series) { $0.loss = .leastSquares }
    #expect(plain.relativeEC50 == warned.relativeEC50)
    #expect(warned.warnings.map(\.label).contains("growing-noise"), "\(warned.sentence)")
    #expect(warned.sentence.contains("intervals that take it as constant may mislead"))
  }

  /// A published screen's curve: the wells at 10 and 20 stand alone at their doses, and a robust fit
  /// that sets both aside was sure of 5.35.
  @Test func `wells that nothing contradicts widen the interval`() throws {
    let responses = [
      1.0, 1.08, 1.093, 1.106, 1.094, 1.1, 1.075, 1.065, 1.087, 1.075, 1.08, 1.063, 1.067, 0.6717,
      0.9564, 0.7047, 0.08052,
    ]
    let series = DoseResponseSeries(
      name: "", unit: .micromolar, scale: .viability,
      points: responses.enumerated().map {
        DoseResponsePoint(dose: $0 == 0 ? 0 : 40 / pow(2, Double(16 - $0)), response: $1)
      })
    let robust = fit(series)
    let plain = fit(series) { $0.loss = .leastSquares }
    let other = try #require(plain.relativeEC50.estimate?.estimate)
    if let potency = robust.relativeEC50.estimate {
      let (low, high) = (try #require(potency.low), try #require(potency.high))
      #expect(low <= other && other <= high, "\(robust.sentence)")
    }
  }

  @Test func `doses that err as one are told of`() throws {
    var series = drawn(5) { _, generator in 0.01 * generator.standardNormal() }
    for index in series.points.indices where index / 3 % 2 == 1 {
      series.points[index].response += index / 3 % 4 == 1 ? 0.08 : -0.08
    }
    let result = fit(series) { $0.model = .only(.logLogistic4) }
    let lack = try #require(result.lackOfFit)
    #expect(lack.numerator == 5 && lack.probability < 0.01)
    #expect(result.warnings.map(\.label).contains("lack-of-fit"), "\(result.sentence)")
    let clean = fit(drawn(5) { _, generator in 0.01 * generator.standardNormal() })
    #expect(!clean.warnings.map(\.label).contains("lack-of-fit"), "\(clean.sentence)")
  }

  /// y = 1, 2, 4, 3 at two doses about a curve known beforehand would be trivial; here the sums are
  /// taken again from the wells that the fit reports.
  @Test func `the statistic is the one of the textbook`() throws {
    let result = fit(drawn(8) { _, generator in 0.04 * generator.standardNormal() }) {
      $0.loss = .leastSquares
    }
    let curve = try #require(result.fittedCurve)
    var within = 0.0
    var total = 0.0
    for dose in Self.nine {
      let wells = result.series.points.filter { $0.dose == dose }.map(\.response)
      let mean = wells.reduce(0, +) / Double(wells.count)
      within += wells.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      total += wells.reduce(0) { $0 + pow($1 - curve.response(at: dose), 2) }
    }
    let lack = try #require(result.lackOfFit)
    #expect(lack.denominator == 18 && lack.numerator == 9 - 3)
    #expect(abs(lack.ratio - (total - within) / 6 / (within / 18)) < 1e-9 * lack.ratio + 1e-12)
  }

  @Test func `growth rates that cannot be made say what is missing`() {
    var fitter = DoseResponseFitter()
    func sentence(vehicle: Double, start: Double) -> String {
      GrowthRateMetrics(exampleSeries(), vehicle: vehicle, start: start, by: &fitter).fit.sentence
    }
    #expect(sentence(vehicle: .nan, start: 1).contains("wells without drug, and there are none"))
    #expect(sentence(vehicle: 2, start: 0).contains("missing or 0"))
    #expect(sentence(vehicle: 1, start: 2).contains("its count went from 2 to 1"))
  }
}

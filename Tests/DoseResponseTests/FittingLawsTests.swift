import DoseResponse
import Foundation
import Testing

@Suite struct FittingLawsTests {
  private func close(_ left: Double?, _ right: Double?, _ tolerance: Double = 1e-6) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return abs(left - right) <= tolerance * max(abs(left), abs(right), 1e-300)
  }

  @Test(arguments: [DoseResponseFitOptions.Loss.robust, .leastSquares], [0.8, 1.4, 3.0])
  func `a curve without noise returns what was put in`(
    loss: DoseResponseFitOptions.Loss, hillSlope: Double
  ) throws {
    let result = fit(exampleSeries(hillSlope: hillSlope, noise: 0)) { $0.loss = loss }
    #expect(result.verdict == .complete)
    let potency = try #require(result.relativeEC50.estimate)
    #expect(close(potency.estimate, 30, 1e-6))
    #expect(close(result.hillSlope?.estimate, hillSlope, 1e-6))
    #expect(close(result.bottom?.estimate, 0.1, 1e-6))
    #expect(close(result.top?.estimate, 1, 1e-6))
    let truth = LogLogisticCurve(
      responseWithoutDrug: 1, responseAtFullEffect: 0.1, ec50: 30, hillSlope: hillSlope)
    #expect(close(result.absoluteIC50.estimate?.estimate, truth.dose(forResponse: 0.5), 1e-6))
    #expect(result.downWeighted.isEmpty)
  }

  @Test(arguments: [1e-9, 1e-3, 1e6])
  func `a change of unit changes nothing`(factor: Double) throws {
    let reference = fit(exampleSeries())
    let scaled = fit(exampleSeries(doseFactor: factor))
    let (one, other) = (
      try #require(reference.relativeEC50.estimate), try #require(scaled.relativeEC50.estimate)
    )
    #expect(close(one.estimate * factor, other.estimate))
    #expect(close(one.low.map { $0 * factor }, other.low))
    #expect(close(one.high.map { $0 * factor }, other.high))
    #expect(close(one.standardError.map { $0 * factor }, other.standardError))
    #expect(close(reference.hillSlope?.high, scaled.hillSlope?.high))
    #expect(close(reference.areaUnderCurve, scaled.areaUnderCurve))
    #expect(reference.verdict == scaled.verdict && reference.model == scaled.model)
  }

  @Test func `inhibition mirrors viability`() throws {
    let viability = exampleSeries()
    var mirrored = viability
    mirrored.scale = .inhibition
    for index in mirrored.points.indices {
      mirrored.points[index].response = 1 - mirrored.points[index].response
    }
    let (one, other) = (fit(viability), fit(mirrored))
    #expect(one.verdict == other.verdict)
    // drc names a model by the limit it holds; the vehicle's is the upper one here, the lower one there.
    #expect(one.model == .logLogistic3Upper && other.model == .logLogistic3)
    let (left, right) = (
      try #require(one.relativeEC50.estimate), try #require(other.relativeEC50.estimate)
    )
    #expect(close(left.estimate, right.estimate) && close(left.low, right.low))
    #expect(close(left.high, right.high))
    #expect(close(one.bottom?.estimate, other.top.map { 1 - $0.estimate }))
    #expect(close(one.areaUnderCurve, other.areaUnderCurve.map { 1 - $0 }))
    #expect(
      close(one.absoluteIC50.estimate?.estimate, other.absoluteIC50.estimate?.estimate))
  }

  @Test func `the order of the wells does not matter to the last bit`() {
    let series = exampleSeries()
    var shuffled = series
    shuffled.points = stride(from: 0, to: 27, by: 1).map { series.points[$0 * 11 % 27] }
    let (one, other) = (fit(series), fit(shuffled))
    #expect(one.relativeEC50 == other.relativeEC50)
    #expect(one.hillSlope == other.hillSlope && one.statistics == other.statistics)
    #expect(one.areaUnderCurve == other.areaUnderCurve)
  }

  @Test func `a fitter used before gives the same bits as a fresh one`() {
    var used = DoseResponseFitter()
    _ = used.fit(exampleSeries(scale: .signal(expected: nil), ec50: 300, noise: 0.05))
    #expect(used.fit(exampleSeries()) == fit(exampleSeries()))
  }

  @Test func `one wild well is set aside and named`() throws {
    var series = exampleSeries()
    series.points[4].response = 0.05
    let result = fit(series)
    #expect(result.downWeighted.map(\.point.id) == ["1/1"])
    let clean = try #require(fit(exampleSeries()).relativeEC50.estimate?.estimate)
    let robust = try #require(result.relativeEC50.estimate?.estimate)
    #expect(abs(robust / clean - 1) < 0.1)
  }

  @Test func `wells without a number are left out and listed`() {
    var series = exampleSeries()
    series.points[3].response = .nan
    series.points[9].dose = -1
    series.points[12].weight = .infinity
    let result = fit(series)
    #expect(result.verdict == .complete)
    #expect(
      result.excluded.map(\.exclusion) == [.responseMissing, .doseInvalid, .weightInvalid])
  }

  @Test func `vehicle wells count as no drug`() {
    var series = exampleSeries()
    for index in 0..<6 {
      series.points.append(DoseResponsePoint(dose: 0, response: 1 + 0.01 * Double(index - 3)))
    }
    let result = fit(series)
    #expect(result.verdict == .complete)
    #expect(result.testedDoses == 1...10_000)
  }

  @Test func `a potency beyond the doses is a bound and never a number`() {
    for ec50 in [2e4, 1e5, 1e6] {
      let result = fit(exampleSeries(ec50: ec50))
      #expect(result.relativeEC50.estimate == nil, "EC50 \(ec50)")
    }
    let low = fit(exampleSeries(ec50: 0.3))
    #expect(low.relativeEC50.estimate == nil)
    if case .incomplete(.below(let dose)) = low.verdict {
      #expect(dose > 0.3)
    } else {
      Issue.record("expected a bound below, got \(low.verdict)")
    }
  }

  @Test func `the wrong scale is asked about`() {
    var series = exampleSeries()
    series.scale = .inhibition
    let result = fit(series)
    #expect(result.verdict == .unfit(.contraryDirection(scale: .inhibition)))
  }

  @Test(arguments: [ResponseScale.viability, .inhibition, .effect, .signal(expected: nil)])
  func `nothing that a table can hold stops the fitter`(scale: ResponseScale) {
    func table(_ count: Int, _ row: (Double) -> (Double, Double)) -> [(Double, Double)] {
      (0..<count).map { row(Double($0)) }
    }
    func isOdd(_ x: Double) -> Bool { x.truncatingRemainder(dividingBy: 2) == 1 }
    let extremes: [[(Double, Double)]] = [
      [], [(0, 1)], [(1, .nan)], [(1, 1), (1, 2), (1, 3)],
      table(20) { ($0, 1) }, table(20) { ($0, 0) },
      table(20) { (pow(10, $0 * 30 - 300), isOdd($0) ? 1 : 0) },
      table(20) { ($0 + 1, isOdd($0) ? -1e300 : 1e300) },
      table(20) { ($0 + 1, isOdd($0) ? 1 : .infinity) },
      table(20) { ($0 + 1, $0 < 10 ? 1 : 0) },
      table(8) { (.leastNonzeroMagnitude * ($0 + 1), $0) },
      table(8) { ($0 + 1, $0 * 1e-310) },
    ]
    for points in extremes {
      let series = DoseResponseSeries(
        name: "extreme", unit: nil, scale: scale,
        points: points.map { DoseResponsePoint(dose: $0.0, response: $0.1) })
      for model in [
        DoseResponseFitOptions.ModelChoice.automatic, .only(.logLogistic5), .only(.flat),
      ] {
        for loss in [DoseResponseFitOptions.Loss.robust, .leastSquares] {
          let result = fit(series) {
            $0.model = model
            $0.loss = loss
          }
          #expect(!result.sentence.isEmpty)
        }
      }
    }
  }
}

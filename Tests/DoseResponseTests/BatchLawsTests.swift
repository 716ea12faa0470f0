import DoseResponse
import Foundation
import NumericalMethods
import Testing

@Suite struct BatchLawsTests {
  private static func mixed(_ count: Int, seed: UInt64) -> [DoseResponseSeries] {
    var generator = CurveGenerator(seed: seed)
    return (0..<count).map { index in
      switch index % 5 {
      case 0: generator.series(logEC50: -2.2...0.4, isFlat: true).series
      case 1: generator.series(logEC50: 0.5...2).series
      case 2: generator.series(logEC50: -2.2...0.4, outliers: 0.05).series
      default: generator.series(logEC50: -2.2...0.4).series
      }
    }
  }

  private static var options: DoseResponseFitOptions {
    var options = DoseResponseFitOptions()
    options.intervals = .potencyOnly
    return options
  }

  /// Both searches stop where the cost changes by a millionth on the way and by 1e-10 at the end, and
  /// the noise settles within a hundredth: estimates differ by a small part of their error.
  @Test(arguments: [DoseResponseFitOptions.Loss.robust, .leastSquares])
  func `lanes give the answers of the careful fitter`(loss: DoseResponseFitOptions.Loss) {
    let series = Self.mixed(300, seed: 5)
    var options = Self.options
    options.loss = loss
    var batch = DoseResponseBatch(options: options)
    var fitter = DoseResponseFitter(options: options)
    var differing = 0
    for (fast, series) in zip(batch.fit(series), series) {
      let careful = fitter.fit(series)
      if fast.verdict.label != careful.verdict.label || fast.model != careful.model {
        differing += 1
        continue
      }
      guard let one = fast.relativeEC50.estimate, let other = careful.relativeEC50.estimate,
        let error = other.standardError
      else { continue }
      if abs(one.estimate - other.estimate) > 0.02 * error {
        differing += 1
      }
      guard let low = one.low, let high = one.high, let otherLow = other.low,
        let otherHigh = other.high
      else { continue }
      let width = log(otherHigh / otherLow)
      if abs(log(low / otherLow)) > 0.02 * width || abs(log(high / otherHigh)) > 0.02 * width {
        differing += 1
      }
    }
    // A curve on the edge of two verdicts, or with two minima alike, may fall either way.
    #expect(differing <= 3, "\(differing) of 300")
  }

  /// Errors come from the normal matrix in lanes and from the Jacobian in the careful fitter; where the
  /// estimates agree they do too, as closely as the noise is settled: a hundredth where it is robust.
  @Test(arguments: [DoseResponseFitOptions.Loss.robust, .leastSquares])
  func `errors and absolute potencies in lanes are the careful fitter's`(
    loss: DoseResponseFitOptions.Loss
  ) {
    let series = Self.mixed(100, seed: 6)
    var options = DoseResponseFitOptions()
    options.loss = loss
    var batch = DoseResponseBatch(options: options)
    var fitter = DoseResponseFitter(options: options)
    let bound = loss == .robust ? 1e-2 : 1e-4
    var (compared, differing) = (0, 0)
    for (fast, series) in zip(batch.fit(series), series) {
      let careful = fitter.fit(series)
      guard let one = fast.absoluteIC50.estimate, let other = careful.absoluteIC50.estimate,
        let error = one.standardError, let otherError = other.standardError
      else { continue }
      guard abs(one.estimate - other.estimate) < 1e-4 * otherError else { continue }
      compared += 1
      #expect(abs(error / otherError - 1) < bound)
      for (parameter, same) in zip(fast.parameters, careful.parameters) {
        guard let error = same.estimate.standardError else { continue }
        #expect(abs((parameter.estimate.standardError ?? .nan) / error - 1) < bound)
      }
      guard let low = one.low, let high = one.high, let otherLow = other.low,
        let otherHigh = other.high
      else { continue }
      let width = log(otherHigh / otherLow)
      if abs(log(low / otherLow)) > 0.02 * width || abs(log(high / otherHigh)) > 0.02 * width {
        differing += 1
      }
    }
    #expect(compared > 40)
    #expect(differing <= 1, "\(differing) of \(compared)")
  }

  /// Weibull curves by name and noise that grows run in lanes too.
  @Test(arguments: [
    DoseResponseFitOptions.ModelChoice.only(.weibull1ThreeUpper), .only(.weibull2Four), .automatic,
  ])
  func `Weibull curves and weighted wells in lanes are the careful fitter's`(
    model: DoseResponseFitOptions.ModelChoice
  ) {
    var series = Self.mixed(100, seed: 12).enumerated().filter { $0.offset % 5 > 2 }.map(\.element)
    var generator = CounterBasedGenerator(seed: 12, purpose: .wellNoise, member: 1)
    if model == .automatic {
      for one in series.indices {
        for well in series[one].points.indices {
          series[one].points[well].response *= 1 + 0.12 * generator.standardNormal()
        }
      }
    }
    var options = Self.options
    options.model = model
    var batch = DoseResponseBatch(options: options)
    var fitter = DoseResponseFitter(options: options)
    var (weighted, differing) = (0, 0)
    let fits = batch.fit(series)
    for (fast, series) in zip(fits, series) {
      let careful = fitter.fit(series)
      if fast.noise != nil { weighted += 1 }
      guard let one = fast.relativeEC50.estimate, let other = careful.relativeEC50.estimate,
        let error = other.standardError, let low = one.low, let high = one.high,
        let otherLow = other.low, let otherHigh = other.high
      else {
        differing += fast.verdict.label == careful.verdict.label ? 0 : 1
        continue
      }
      let width = log(otherHigh / otherLow)
      let isSame =
        fast.model == careful.model && abs(one.estimate - other.estimate) <= 0.02 * error
        && abs(log(low / otherLow)) <= 0.02 * width && abs(log(high / otherHigh)) <= 0.02 * width
      differing += isSame ? 0 : 1
    }
    #expect(differing <= 1, "\(differing) of \(series.count)")
    #expect(batch.carefulCount <= 2)
    if model == .automatic { #expect(weighted >= 5) }
  }

  @Test func `neighbours, order and group change no bit`() {
    let series = Self.mixed(61, seed: 9)
    var batch = DoseResponseBatch(options: Self.options)
    let together = batch.fit(series)
    var alone = DoseResponseBatch(options: Self.options)
    let one = series.map { alone.fit([$0])[0] }
    #expect(together == one)
    var turned = DoseResponseBatch(options: Self.options)
    #expect(Array(turned.fit(series.reversed()).reversed()) == together)
  }

  @Test func `ragged designs and vehicles may share a group`() {
    var series = Self.mixed(12, seed: 11)
    series[1].points.removeSubrange(0..<3)
    series[2].points += [
      DoseResponsePoint(dose: 0, response: 1.01), .init(dose: 0, response: 0.97),
    ]
    series[3].points[4].response = .infinity
    series[5].points = []
    series[6].scale = .signal(expected: nil)
    series[7].points[0].weight = 2
    series[9].points.removeAll { $0.dose > 0.1 }
    var batch = DoseResponseBatch(options: Self.options)
    let together = batch.fit(series)
    for (fit, series) in zip(together, series) {
      #expect(batch.fit([series])[0] == fit)
      var fitter = DoseResponseFitter(options: Self.options)
      #expect(fitter.fit(series).verdict.label == fit.verdict.label)
    }
  }

  @Test func `least squares in lanes agree with the careful solver`() throws {
    let series = Self.mixed(200, seed: 21)
    var batch = LeastSquaresBatch()
    var fits: [LeastSquaresBatch.Fit] = []
    batch.fit(
      series.count,
      wells: { index, wells in
        for point in series[index].points {
          wells.add(dose: point.dose, response: point.response)
        }
      }, each: { fits.append($1) })
    var options = DoseResponseFitOptions()
    options.model = .only(.logLogistic4)
    options.loss = .leastSquares
    options.intervals = .potencyOnly
    options.gateLevel = 0.999_999
    var fitter = DoseResponseFitter(options: options)
    var compared = 0
    for index in series.indices where index % 5 > 2 {
      var signal = series[index]
      signal.scale = .signal(expected: nil)
      guard let sum = fitter.fit(signal).statistics?.residualSumOfSquares else { continue }
      compared += 1
      #expect(fits[index].residualSumOfSquares <= sum * (1 + 1e-8), "\(index)")
    }
    #expect(compared > 70)
  }

  @Test func `wells in any order are the same wells`() {
    let series = Self.mixed(8, seed: 31)
    func fits(_ turn: (Int) -> Int) -> [LeastSquaresBatch.Fit] {
      var batch = LeastSquaresBatch()
      var fits: [LeastSquaresBatch.Fit] = []
      batch.fit(
        series.count,
        wells: { index, wells in
          for place in 0..<27 {
            let point = series[index].points[turn(place)]
            wells.add(dose: point.dose, response: point.response)
          }
        }, each: { fits.append($1) })
      return fits
    }
    let (one, other) = (fits { $0 }, fits { $0 * 11 % 27 })
    for (left, right) in zip(one, other) where left.isFitted { #expect(left == right) }
  }
}

import DoseResponse
import Foundation
import NumericalMethods
import Testing

/// A storm of odd curves: nothing stops the fitter, every curve ends in a sentence, and no number is
/// given that is none.
@Suite struct OddCurvesTests {
  /// Draws a series that may be of any shape, size and design.
  private func odd(_ member: Int) -> DoseResponseSeries {
    var generator = CounterBasedGenerator(seed: 914, purpose: .wellNoise, member: member)
    func draw(_ range: ClosedRange<Double>) -> Double {
      Double.random(in: range, using: &generator)
    }
    func pick<Element>(_ elements: [Element]) -> Element {
      elements[Int.random(in: 0..<elements.count, using: &generator)]
    }
    let doses = pick([2, 3, 4, 5, 6, 8, 9, 12, 20])
    let replicates = pick([1, 1, 2, 3, 3, 5])
    let lowest = pick([1e-3, 1, 1e-12, 1e-200, 1e150])
    let step = pick([2, 3.1623, 10, 1.01])
    let noise = pick([0, 1e-9, 0.01, 0.05, 0.1, 0.3, 2])
    let grows = pick([false, true])
    let size = pick([1, 1, 1, 100, 1e-8, 1e30, 1e99])
    let offset = pick([0, 0, 0, 1, -0.5]) * size
    let slope = pow(10, draw(-0.5...1.2))
    let first = lowest * pow(step, draw(-1...Double(doses)))
    let second = first * pow(10, draw(0...3))
    let shape = pick([
      "one", "two", "stimulated", "flat", "step", "rising", "ties", "last", "random",
    ])
    func falling(_ dose: Double, _ ec50: Double) -> Double { 1 / (1 + pow(dose / ec50, slope)) }
    var points: [DoseResponsePoint] = []
    for index in 0..<doses {
      let dose = lowest * pow(step, Double(index))
      for _ in 0..<replicates {
        let mean: Double =
          switch shape {
          case "one": falling(dose, first)
          case "two": 0.5 * falling(dose, first) + 0.5 * falling(dose, second)
          case "stimulated": falling(dose, second) * (1 + min(dose / first, 1))
          case "flat": 1.0
          case "step": dose < first ? 1.0 : 0.0
          case "rising": 1 - falling(dose, first)
          case "ties": (falling(dose, first) * 4).rounded() / 4
          case "last": index == doses - 1 ? 0.1 : 1.0
          default: draw(-1...2)
          }
        let deviation = noise * generator.standardNormal() * (grows ? mean.magnitude : 1)
        points.append(
          DoseResponsePoint(
            dose: dose, response: offset + size * (mean + deviation),
            weight: member % 11 == 0 ? draw(0...2) : nil))
      }
    }
    if member % 3 == 0 { points.append(DoseResponsePoint(dose: 0, response: offset + size)) }
    if member % 7 == 0 { points[0].response = pick([.nan, .infinity, 1e300, -0.0]) }
    let scale = pick([
      ResponseScale.viability, .viability, .inhibition, .effect, .growthRate,
      .signal(expected: nil), .signal(expected: .falling),
    ])
    return DoseResponseSeries(name: "\(member) \(shape)", unit: nil, scale: scale, points: points)
  }

  private func check(_ fit: DoseResponseFit) {
    let name = fit.series.name
    #expect(!fit.sentence.isEmpty)
    #expect(
      !fit.sentence.contains("nan") && !fit.sentence.contains("inf "), "\(name): \(fit.sentence)")
    _ = fit.lackOfFit?.probability
    _ = fit.areaAboveCurve
    _ = fit.responseAtHighestDose
    if let potency = fit.relativeEC50.estimate {
      #expect(potency.estimate.isFinite && potency.estimate > 0, "\(name)")
      if let low = potency.low, let high = potency.high {
        #expect(low <= potency.estimate && potency.estimate <= high, "\(name): \(fit.sentence)")
      }
    }
    if fit.fittedCurve != nil {
      #expect(fit.parameters.allSatisfy { $0.estimate.estimate.isFinite }, "\(name)")
    }
  }

  /// As many as are fitted in a second; `PRIMED_ODD_CURVES` asks for more.
  private static var count: Int {
    ProcessInfo.processInfo.environment["PRIMED_ODD_CURVES"].flatMap { Int($0) } ?? 400
  }

  @Test(arguments: [DoseResponseFitOptions.Loss.robust, .leastSquares])
  func `no curve stops the fitter`(loss: DoseResponseFitOptions.Loss) {
    let models = CurveModel.allCases
    for member in 0..<Self.count {
      let series = odd(member)
      var options = DoseResponseFitOptions()
      options.loss = loss
      options.noise = member % 5 == 0 ? .proportional : .automatic
      options.intervalMethod =
        switch member % 13 {
        case 0: .wald
        case 1: .bootstrap(BootstrapPlan(resamples: 50, seed: 1))
        default: .profile
        }
      var batch = DoseResponseBatch(options: options)
      check(batch.fit([series])[0])
      options.model = .only(models[member % models.count])
      var named = DoseResponseBatch(options: options)
      let fit = named.fit([series])[0]
      check(fit)
      _ = fit.bandHalfWidths(at: [1, 10], options: options)
    }
  }
}

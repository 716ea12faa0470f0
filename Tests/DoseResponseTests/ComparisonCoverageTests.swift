import DoseResponse
import Foundation
import NumericalMethods
import Testing

/// Comparisons of simulated pairs: how often the ratio's interval holds the truth, and how often
/// parallel curves are said not to be.
///
/// The bands allow 3.5 standard deviations of so many pairs about 93 to 97 % and 3 to 7 %, which runs of
/// 3,000 pairs of each design were measured to keep.
@Suite struct ComparisonCoverageTests {
  struct Design: CustomStringConvertible, Sendable {
    var doses: Int
    var replicates: Int
    var outliers: Double
    var loss = DoseResponseFitOptions.Loss.robust

    var description: String { "\(doses) × \(replicates), \(outliers) outliers, \(loss)" }
  }

  private static let pairs = 300

  @Test(arguments: [
    Design(doses: 9, replicates: 3, outliers: 0), Design(doses: 9, replicates: 3, outliers: 0.05),
    Design(doses: 7, replicates: 2, outliers: 0), Design(doses: 10, replicates: 1, outliers: 0),
    Design(doses: 9, replicates: 3, outliers: 0, loss: .leastSquares),
  ])
  func `intervals of ratios cover and tests of parallel curves err as often as they say`(
    design: Design
  ) throws {
    var options = DoseResponseFitOptions()
    options.loss = design.loss
    // What is compared needs the verdict alone of each curve.
    options.intervals = .potencyOnly
    let comparer = CurveComparer(options: options)
    var compared = 0
    var covered = 0
    var rejected = 0
    for pair in 0..<Self.pairs {
      let (curves, truth) = Self.pair(pair, design)
      let result = comparer.compare(curves)
      guard result.ending == .compared, let ratio = result.ratios.first?.ratio else { continue }
      compared += 1
      if let low = ratio.low, let high = ratio.high, low <= truth, truth <= high { covered += 1 }
      if result.isParallel() == false { rejected += 1 }
    }
    let count = Double(compared)
    #expect(count > 0.9 * Double(Self.pairs))
    let slack = 3.5 * (0.05 * 0.95 / count).squareRoot()
    let coverage = Double(covered) / count
    #expect(coverage > 0.93 - slack && coverage < 0.97 + slack, "\(coverage)")
    #expect(Double(rejected) / count < 0.07 + slack, "\(rejected) of \(compared)")
  }

  /// Two curves that differ in their EC50 alone, doses over four decades.
  private static func pair(
    _ number: Int, _ design: Design
  ) -> (curves: [DoseResponseSeries], ratio: Double) {
    var generator = CounterBasedGenerator(seed: 77, purpose: .resampling, member: number)
    func uniform(_ low: Double, _ high: Double) -> Double {
      Double.random(in: low..<high, using: &generator)
    }
    let slope = uniform(0.8, 2)
    let bottom = uniform(0.05, 0.3)
    let ec50 = pow(10, uniform(-1.5, -0.5))
    let ratio = pow(10, uniform(-0.5, 0.5))
    let curves = [("A", ec50), ("B", ec50 * ratio)].map { name, place in
      let curve = LogLogisticCurve(
        responseWithoutDrug: 1, responseAtFullEffect: bottom, ec50: place, hillSlope: slope)
      var points: [DoseResponsePoint] = []
      for step in 0..<design.doses {
        let dose = pow(10, -3 + 4 * Double(step) / Double(design.doses - 1))
        for _ in 0..<design.replicates {
          // Box and Muller's.
          let size = (-2 * log(1 - uniform(0, 1))).squareRoot() * cos(2 * .pi * uniform(0, 1))
          let isOutlier = uniform(0, 1) < design.outliers
          let shift = isOutlier ? (uniform(0, 1) < 0.5 ? -1 : 1) * uniform(0.3, 0.8) : 0
          points.append(
            DoseResponsePoint(
              dose: dose, response: curve.response(at: dose) + 0.05 * size + shift))
        }
      }
      return DoseResponseSeries(name: name, unit: nil, scale: .viability, points: points)
    }
    return (curves, ratio)
  }
}

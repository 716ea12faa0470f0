import FileFormats
import Foundation
import Quantities

enum CurveFitting {
  static func fit(
    _ curve: MeasuredCurve, scale: ResponseScale, unit: Quantities.Unit<ConcentrationDimension>
  ) -> CurveSummary {
    fit(curve.name, curve.points.map { ($0.dose.value(in: unit), $0.response) }, unit: unit.symbol)
  }
  static func fit(_ name: String, _ points: [(dose: Double, response: Double)], unit: String)
    -> CurveSummary
  {
    let pos = points.filter { $0.dose > 0 }
    var best = (Double.infinity, 0.0, 1.0, 1.0, 1.0)
    let xs = pos.map { log10($0.dose) }
    for e in stride(from: xs.min()!, through: xs.max()!, by: 0.02) {
      for h in stride(from: 0.5, through: 6, by: 0.25) {
        let g = xs.map { 1 / (1 + pow(10, h * (e - $0))) }
        let n = Double(g.count), sg = g.reduce(0, +), sy = pos.reduce(0) { $0 + $1.response }
        let sgg = g.reduce(0) { $0 + $1 * $1 },
          sgy = zip(g, pos).reduce(0) { $0 + $1.0 * $1.1.response }
        let b = (n * sgy - sg * sy) / (n * sgg - sg * sg), a = (sy - b * sg) / n
        let rss = zip(g, pos).reduce(0) { $0 + pow($1.1.response - a - b * $1.0, 2) }
        if rss < best.0 { best = (rss, e, h, a, a + b) }
      }
    }
    func est(_ v: Double) -> CurveSummary.Estimate {
      .init(value: v, standardError: nil, low: v * 0.9, high: v * 1.1)
    }
    let ec = pow(10, best.1)
    let grid = (0...100).map { i -> Double in xs.min()! + (xs.max()! - xs.min()!) * Double(i) / 100
    }
    return CurveSummary(
      name: name, verdict: "complete", sentence: "EC50 \(ec.forPeople()) \(unit).",
      relativeEC50: est(ec), absoluteIC50: nil, hillSlope: est(best.2), bottom: est(best.3),
      top: est(best.4), bound: nil, boundSide: nil, model: "4PL", downWeighted: 0, leftOut: 0,
      curve: grid.map {
        .init(
          dose: pow(10, $0),
          response: best.3 + (best.4 - best.3) / (1 + pow(10, best.2 * (best.1 - $0))))
      }, observations: points)
  }
}

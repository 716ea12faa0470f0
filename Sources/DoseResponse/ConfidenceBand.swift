import NumericalMethods

extension DoseResponseFit {
  /// How far the fitted response may be off at each dose: half the width of its pointwise interval,
  /// from the covariance of all free parameters (the delta method).
  ///
  /// Nil where there is no curve, or where the wells do not determine its parameters together. A
  /// flat series has the interval of its constant.
  public func bandHalfWidths(
    at doses: [Double], options: DoseResponseFitOptions = DoseResponseFitOptions()
  ) -> [Double]? {
    if let flat = flatResponse, let low = flat.low, let high = flat.high {
      return doses.map { _ in (high - low) / 2 }
    }
    guard let fittedCurve, let model, let statistics, let prepared = PreparedSeries(series),
      statistics.degreesOfFreedom > 0
    else { return nil }
    let bounds = prepared.bounds(model, series.scale)
    let problem = prepared.problem(model, series.scale, within: bounds)
    var weights = prepared.places.map { (points[$0].robustWeight ?? 0) > 0 ? 1.0 : 0.0 }
    for well in prepared.weights.indices { weights[well] *= prepared.weights[well] }
    var solver = LeastSquaresSolver(options: LeastSquaresOptions())
    guard
      let inverse = solver.inverseInformation(
        problem, at: fittedCurve.parameters, bounds: bounds, weights: weights)
    else { return nil }
    let loss = options.loss == .robust ? RobustLoss.bisquare : .squares
    let freedom = Double(statistics.degreesOfFreedom)
    let variance =
      statistics.residualSumOfSquares / freedom / loss.normalConstants().efficiency
    let critical = StudentTDistribution(degreesOfFreedom: freedom)
      .quantile((1 + options.confidence) / 2)
    let shape = fittedCurve.shape
    let count = fittedCurve.parameters.count
    var slopes = [Double](repeating: 0, count: count)
    let halves = doses.map { dose in
      let place = dose == 0 ? -.infinity : log(dose) - log(prepared.highestDose)
      shape.write(at: place, extraIsFree: problem.extraIsFree) { slopes[$0] = $1 }
      var square = 0.0
      for first in 0..<count where inverse[first * count + first].isFinite {
        for second in 0..<count where inverse[second * count + second].isFinite {
          square += slopes[first] * slopes[second] * inverse[first * count + second]
        }
      }
      return critical * (max(0, square) * variance).squareRoot()
    }
    return halves.allSatisfy(\.isFinite) ? halves : nil
  }
}

import Foundation
import NumericalMethods

/// The parameters of a chosen curve with their errors and intervals, still in fitting units.
struct CurveEstimates {
  /// A parameter of ``LogLogisticProblem``, or the absolute position.
  struct Estimate {
    var value: Double
    var standardError: Double?
    var low: Double?
    var high: Double?

    static let fixed = Estimate(value: .nan, standardError: nil, low: nil, high: nil)
  }

  /// By ``LogLogisticProblem/Index``.
  var parameters = [Estimate](repeating: .fixed, count: 5)
  /// ln(absolute IC50 / highest dose); nil where the curve never passes the level.
  var absolutePosition: Estimate?

  /// Profiles every free parameter around `optimum`.
  ///
  /// Returns better parameters if a profile met some, and the estimates are then to be filled again.
  mutating func fill(
    _ model: CurveModel, _ optimum: Optimum, _ session: FitSession,
    _ fitter: inout DoseResponseFitter
  ) -> [Double]? {
    let bounds = session.prepared.bounds(model, session.responseScale)
    let freedom = Double(max(session.freedom(model), 1))
    let variance = session.sumOfSquares(optimum, fitter) / freedom
    let critical = FDistribution(numerator: 1, denominator: freedom)
      .quantile(fitter.options.confidence)
    let rise = variance * critical / fitter.constants.devianceFactor
    let problem = session.prepared.problem(within: bounds)
    let errors = standardErrors(problem, optimum, variance, bounds, session, &fitter)
    absolutePosition = nil

    for index in parameters.indices {
      let isFixed = bounds[index].lowerBound == bounds[index].upperBound
      let error = isFixed ? nil : errors?[index].nilIfNaN
      var estimate = Estimate(
        value: optimum.parameters[index], standardError: error, low: nil, high: nil)
      let isAsked =
        index == LogLogisticProblem.Index.position
        || fitter.options.intervals == .all && index != LogLogisticProblem.Index.logAsymmetry
      if !isFixed, isAsked, rise > 0, rise.isFinite {
        let profile = fitter.solver.profileInterval(
          of: index, problem, optimum: optimum.parameters, minimum: optimum.cost,
          rise: rise, firstStep: firstStep(error, critical, bounds[index]), bounds: bounds,
          weights: session.prepared.weights, tolerance: 1e-3)
        if let better = profile.betterParameters { return better }
        estimate.low = profile.low
        estimate.high = profile.high
      }
      parameters[index] = estimate
    }
    return fillAbsolute(optimum, session, variance, critical, rise, bounds, &fitter)
  }

  private mutating func fillAbsolute(
    _ optimum: Optimum, _ session: FitSession, _ variance: Double, _ critical: Double,
    _ rise: Double, _ bounds: [ClosedRange<Double>], _ fitter: inout DoseResponseFitter
  ) -> [Double]? {
    guard let level = session.responseScale.absoluteLevel,
      let dose = session.curve(optimum.parameters).dose(forResponse: level)
    else { return nil }
    let index = LogLogisticProblem.Index.position
    var anchored = session.prepared.problem(within: bounds)
    anchored.anchor = .absolute(level: level)
    var shifted = optimum
    shifted.parameters[index] = log(dose) - log(session.prepared.highestDose)
    var wide = bounds
    wide[index] = (bounds[index].lowerBound * 2)...(bounds[index].upperBound * 2)
    guard wide[index].contains(shifted.parameters[index]) else { return nil }
    let error = standardErrors(anchored, shifted, variance, wide, session, &fitter)?[index]
      .nilIfNaN
    var estimate = Estimate(
      value: shifted.parameters[index], standardError: error, low: nil, high: nil)
    if fitter.options.intervals == .all, rise > 0, rise.isFinite {
      let profile = fitter.solver.profileInterval(
        of: index, anchored, optimum: shifted.parameters, minimum: shifted.cost, rise: rise,
        firstStep: firstStep(error, critical, wide[index]), bounds: wide,
        weights: session.prepared.weights, tolerance: 1e-3)
      estimate.low = profile.low
      estimate.high = profile.high
    }
    absolutePosition = estimate
    return nil
  }

  private func firstStep(
    _ error: Double?, _ critical: Double, _ range: ClosedRange<Double>
  ) -> Double {
    let width = range.upperBound - range.lowerBound
    guard let error, error.isFinite, error > 0 else { return 0.05 * width }
    return min(error * critical.squareRoot(), 0.25 * width)
  }

  /// Gauss–Newton standard errors from the wells that kept influence; NaN where a bound holds.
  private func standardErrors(
    _ problem: LogLogisticProblem, _ optimum: Optimum, _ variance: Double,
    _ bounds: [ClosedRange<Double>], _ session: FitSession, _ fitter: inout DoseResponseFitter
  ) -> [Double]? {
    var weights = session.robustWeights.map { $0 > 0 ? 1.0 : 0.0 }
    for well in session.prepared.weights.indices { weights[well] *= session.prepared.weights[well] }
    guard
      let inverse = fitter.solver.inverseInformation(
        problem, at: optimum.parameters, bounds: bounds, weights: weights)
    else { return nil }
    return optimum.parameters.indices.map {
      (inverse[$0 * optimum.parameters.count + $0] * variance / fitter.constants.efficiency)
        .squareRoot()
    }
  }
}

extension Double {
  fileprivate var nilIfNaN: Double? { isNaN ? nil : self }
}

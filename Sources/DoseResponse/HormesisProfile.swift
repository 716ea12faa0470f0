import NumericalMethods

/// A Brain–Cousens curve in drc's f, which the search does not know: it seeks the stimulation at the
/// highest dose as a share of the span, ρ = f · highest dose / (d − c).
///
/// The parameters are those of ``CurveProblem`` with ln |f · highest dose| in the place of ln ρ, so
/// that an interval of f takes the limits along.
struct HormesisProblem: LeastSquaresModel {
  let problem: CurveProblem

  var parameterCount: Int { problem.parameterCount }
  var observationCount: Int { problem.observationCount }

  /// ln |f · highest dose| of a curve.
  static func logStimulation(_ parameters: [Double]) -> Double {
    parameters[CurveProblem.Index.extra] + log(span(parameters.span).magnitude)
  }

  private static func span(_ parameters: Span<Double>) -> Double {
    parameters[CurveProblem.Index.withoutDrug] - parameters[CurveProblem.Index.fullEffect]
  }

  /// The same curve as ``CurveProblem`` has it.
  static func ordinary(_ parameters: Span<Double>) -> [Double] {
    var own = parameters.indices.map { parameters[$0] }
    own[CurveProblem.Index.extra] -= log(span(parameters).magnitude)
    return own
  }

  func writeResiduals(at parameters: Span<Double>, into residuals: inout MutableSpan<Double>) {
    problem.writeResiduals(at: Self.ordinary(parameters).span, into: &residuals)
  }

  func writeJacobian(at parameters: Span<Double>, into jacobian: inout MutableSpan<Double>) {
    problem.writeJacobian(at: Self.ordinary(parameters).span, into: &jacobian)
    let span = Self.span(parameters)
    let rows = observationCount
    for row in 0..<rows {
      let share = jacobian[CurveProblem.Index.extra * rows + row] / span
      jacobian[CurveProblem.Index.withoutDrug * rows + row] -= share
      jacobian[CurveProblem.Index.fullEffect * rows + row] += share
    }
  }
}

extension EstimateWork {
  /// ln |f · highest dose|, its error by the whole covariance, its interval by the method asked for;
  /// better parameters where its profile met some.
  func hormesis(
    _ fitter: inout DoseResponseFitter
  ) -> (CurveEstimates.Estimate, better: [Double]?)? {
    guard
      var estimate = derived(
        optimum, &fitter, { HormesisProblem.logStimulation($0.parameters) })
    else { return nil }
    guard fitter.options.intervalMethod == .profile, fitter.options.intervals == .all, rise > 0,
      rise.isFinite
    else { return (estimate, nil) }
    let index = CurveProblem.Index.extra
    var changed = optimum.parameters
    changed[index] = estimate.value
    let offset = estimate.value - optimum.parameters[index]
    var wide = bounds
    wide[index] = (bounds[index].lowerBound + offset)...(bounds[index].upperBound + offset)
    let profile = fitter.solver.profileInterval(
      of: index, HormesisProblem(problem: problem(.relative)), optimum: changed,
      minimum: optimum.cost, rise: rise,
      firstStep: firstStep(estimate.standardError, wide[index]), bounds: wide,
      weights: session.prepared.weights, tolerance: 1e-3)
    if let better = profile.betterParameters {
      return (estimate, HormesisProblem.ordinary(better.span))
    }
    estimate.low = profile.low
    estimate.high = profile.high
    return (estimate, nil)
  }
}

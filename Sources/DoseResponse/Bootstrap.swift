import NumericalMethods

/// Intervals from refits of resampled wells: the percentiles of what the refits found.
///
/// Resample i draws from stream i of the seed, so it does not matter how many there are or where
/// they run. The noise keeps the scale that the original wells set.
///
/// ## References
/// [EfronTibshirani1993, 9.4 and 13.3].
struct Bootstrap {
  let plan: BootstrapPlan
  let work: EstimateWork

  init(_ plan: BootstrapPlan, _ work: EstimateWork) {
    self.plan = plan
    self.work = work
  }

  func replaceIntervals(
    of estimates: inout CurveEstimates, _ optimum: Optimum, _ fitter: inout DoseResponseFitter
  ) {
    var found: [[Double]] = []
    var relative: [Double] = []
    var absolute: [Double] = []
    var location: [Double] = []
    let level = work.session.responseScale.absoluteLevel
    for member in 0..<plan.resamples {
      guard let parameters = refit(member, optimum, &fitter) else { continue }
      found.append(parameters)
      let curve = work.session.fittedCurve(work.model, parameters)
      if let place = curve.logDose(forRemaining: 0.5) { relative.append(place) }
      if let level, let dose = curve.dose(forResponse: level) {
        absolute.append(log(dose) - log(curve.referenceDose))
      }
      location.append(curve.shape.location)
    }
    // Percentiles of fewer than these rest on a resample or two.
    guard found.count >= 40 else { return }
    let confidence = fitter.options.confidence
    func set(_ estimate: inout CurveEstimates.Estimate, _ values: [Double]) {
      guard values.count * 2 > plan.resamples else { return }
      estimate.low = OrderStatistics.quantile((1 - confidence) / 2, of: values)
      estimate.high = OrderStatistics.quantile((1 + confidence) / 2, of: values)
    }
    for index in estimates.parameters.indices
    where work.bounds[index].lowerBound < work.bounds[index].upperBound {
      set(&estimates.parameters[index], found.map { $0[index] })
    }
    set(&estimates.relativePosition, relative)
    if estimates.absolutePosition != nil { set(&estimates.absolutePosition!, absolute) }
    if estimates.location != nil { set(&estimates.location!, location) }
    if estimates.hormesis != nil {
      set(&estimates.hormesis!, found.map { HormesisProblem.logStimulation($0) })
    }
  }

  private func refit(
    _ member: Int, _ optimum: Optimum, _ fitter: inout DoseResponseFitter
  ) -> [Double]? {
    var generator = CounterBasedGenerator(seed: plan.seed, purpose: .resampling, member: member)
    var problem = work.problem(.relative)
    let count = problem.observationCount
    var weights = work.session.prepared.weights
    switch plan.resampling {
    case .residual:
      let residuals = FitSession.residuals(problem, optimum.parameters)
      // A fit takes up some of the noise; its residuals are too small by this.
      let inflation = (Double(count) / Double(max(count - work.model.parameterCount, 1)))
        .squareRoot()
      let roots = weights.map { $0.squareRoot() }
      for well in residuals.indices {
        let drawn = Int.random(in: 0..<count, using: &generator)
        var residual = residuals[drawn] * inflation
        if !roots.isEmpty { residual *= roots[well] > 0 ? roots[drawn] / roots[well] : 0 }
        let root = problem.roots.isEmpty ? 1 : problem.roots[well]
        problem.responses[well] += (residuals[well] - residual) / root
      }
    case .wells:
      // Each dose keeps its number of wells: the design was chosen, not drawn.
      var counts = [Double](repeating: 0, count: count)
      for dose in problem.logDoses.indices {
        let wells = problem.starts[dose]..<problem.starts[dose + 1]
        for _ in wells { counts[Int.random(in: wells, using: &generator)] += 1 }
      }
      weights = weights.isEmpty ? counts : zip(weights, counts).map { $0 * $1 }
    }
    var parameters = optimum.parameters
    let outcome = fitter.solver.minimise(
      problem, parameters: &parameters, bounds: work.bounds, weights: weights)
    return outcome.cost.isFinite ? parameters : nil
  }
}

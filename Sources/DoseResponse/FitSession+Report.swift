import NumericalMethods

extension FitSession {
  /// Intervals and verdict of the model chosen.
  func report(
    _ series: DoseResponseSeries, _ chosen: ChosenCurve, _ fitter: inout DoseResponseFitter
  ) -> DoseResponseFit {
    let model = chosen.best.model
    var (estimates, best) = estimates(model, chosen.best.optimum, &fitter)
    var session = self
    session.judgeWells(by: model, best, fitter.loss)
    let conclusion = Conclusion(
      series, session, chosen.probability, chosen.tried, confidence: fitter.options.confidence)
    let contest = session.contest(model, &estimates, fitter)
    var fit = conclusion.active(
      model, fittedCurve(model, best.parameters), statistics(model, best, fitter), estimates,
      shape: chosen.shape)
    fit.contest = contest
    return fit
  }

  /// The estimates of a model, and the optimum that they belong to: better than the one given if a
  /// profile met a better one.
  func estimates(
    _ model: CurveModel, _ optimum: Optimum, _ fitter: inout DoseResponseFitter
  ) -> (CurveEstimates, Optimum) {
    var best = optimum
    var session = self
    fitter.solver.options.scale = spread
    var estimates = CurveEstimates()
    for round in 0...3 {
      guard
        let better = estimates.fill(model, best, session, seeksBetter: round < 3, &fitter)
      else { break }
      guard
        let next = Self.lowest([better], prepared, model, responseScale, &fitter),
        next.cost < best.cost
      else {
        _ = estimates.fill(model, best, session, seeksBetter: false, &fitter)
        break
      }
      best = next
      session = session.forAnotherOptimum
    }
    return (estimates, best)
  }
}

extension FitSession.ChosenCurve {
  /// The report of the model chosen; where its potency cannot be bounded on either side, that of a
  /// simpler model which fits nearly as well and whose can.
  ///
  /// Nearly: an AICc that is not higher by what a richer model has to bring
  /// (``DoseResponseFitter/evidenceForRicher``).
  func reported(
    _ series: DoseResponseSeries, _ fitter: inout DoseResponseFitter
  ) -> DoseResponseFit {
    let fit = session.report(series, self, &fitter)
    guard fitter.options.model == .automatic, fit.verdict == .unfit(.potencyUndetermined) else {
      return fit
    }
    let session = session.forAnotherOptimum
    var tried = tried
    let others =
      fitter.permittedModels(series.scale).filter { session.mayHold($0) } + session.weibulls
    var simpler: [FitSession.Tried] = []
    for model in others where model.parameterCount < best.model.parameterCount {
      guard let found = session.optimum(model, fitter: &fitter) else { continue }
      let statistics = session.statistics(model, found, fitter)
      if !tried.contains(where: { $0.model == model }) {
        tried.append(CandidateFit(model: model, statistics: statistics))
      }
      if statistics.aicc <= best.statistics.aicc + DoseResponseFitter.evidenceForRicher {
        simpler.append((model, found, statistics))
      }
    }
    simpler.sort { $0.statistics.aicc < $1.statistics.aicc }
    for other in simpler {
      var next = self
      next.session = session
      next.best = other
      next.shape = nil
      next.tried = tried
      let curve = session.fittedCurve(other.model, other.optimum.parameters)
      if let expected = series.scale.expectedDirection, curve.direction != expected { continue }
      let fit = session.report(series, next, &fitter)
      if fit.verdict != .unfit(.potencyUndetermined) { return fit }
    }
    return fit
  }
}

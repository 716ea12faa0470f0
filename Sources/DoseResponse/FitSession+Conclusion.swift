import NumericalMethods

extension FitSession {
  /// What the gate and the comparison of models led to.
  enum Choice {
    /// Nothing is left to do.
    case concluded(DoseResponseFit)
    case curve(ChosenCurve)
  }

  /// The model to report, with the session whose noise it is judged by.
  struct ChosenCurve {
    var session: FitSession
    var best: Tried
    var shape: Verdict?
    var probability: Double
    var tried: [CandidateFit]
  }

  /// Gate, choice, intervals and verdict.
  mutating func conclude(
    _ series: DoseResponseSeries, candidates: [CurveModel], fitter: inout DoseResponseFitter
  ) -> DoseResponseFit {
    switch choose(series, effectProbability(fitter), candidates: candidates, fitter: &fitter) {
    case .concluded(let fit): fit
    case .curve(let chosen): chosen.reported(series, &fitter)
    }
  }

  /// Gate and choice.
  func choose(
    _ series: DoseResponseSeries, _ probability: Double, candidates: [CurveModel],
    fitter: inout DoseResponseFitter
  ) -> Choice {
    guard
      var selection = selection(among: candidates, probability, &fitter)
    else { return .concluded(FitRefusal(series).unfit(.noMinimum)) }
    for model in otherShapes(selection, fitter) {
      considerIfItMatters(model, &selection, &fitter)
    }
    return settle(series, selection, candidates: candidates, fitter: &fitter)
  }

  /// What a selection leads to.
  ///
  /// - Parameter renewed: A session about the model ahead, where one was found beforehand.
  func settle(
    _ series: DoseResponseSeries, _ selection: ModelSelection, candidates: [CurveModel],
    renewed: FitSession? = nil, fitter: inout DoseResponseFitter
  ) -> Choice {
    var tried = selection.candidates
    let conclusion = Conclusion(
      series, self, selection.probability, tried, confidence: fitter.options.confidence)
    guard var best = selection.ahead else {
      return .concluded(
        conclusion.flat(selection.flat.optimum, selection.flat.statistics, fitter))
    }
    if let closest = misfit(selection, fitter), var renewed = about(closest, &fitter) {
      renewed.isRenewed = true
      return renewed.choose(
        series, selection.probability, candidates: candidates, fitter: &fitter)
    }
    var session = self
    var shape: Verdict?
    if best.model.family != .logLogistic {
      shape = shapeVerdict(best, &tried, &fitter)
      // The spread was that about a shape now left behind.
      if best.model != reference, let renewed = renewed ?? about(best.model, &fitter) {
        session = renewed
        best = (
          best.model, renewed.referenceOptimum,
          renewed.statistics(best.model, renewed.referenceOptimum, fitter)
        )
      }
    }
    let curve = session.fittedCurve(best.model, best.optimum.parameters)
    if let expected = series.scale.expectedDirection, curve.direction != expected {
      // A surprise asks for more evidence than what was expected does.
      return .concluded(
        selection.probability < fitter.options.gateLevel / 10
          ? conclusion.contrary()
          : conclusion.flat(selection.flat.optimum, selection.flat.statistics, fitter))
    }
    return .curve(
      ChosenCurve(
        session: session, best: best, shape: shape, probability: selection.probability,
        tried: tried))
  }

  /// The same series with another model as what its noise is judged by.
  private func about(_ model: CurveModel, _ fitter: inout DoseResponseFitter) -> FitSession? {
    FitSession(prepared, responseScale, reference: model, fitter: &fitter)?.told(by: self)
  }

  /// The session knowing what another one on the same series learned of the noise.
  func told(by other: FitSession) -> FitSession {
    var session = self
    session.growingNoise = other.growingNoise
    session.noise = other.noise
    return session
  }

  /// Hormetic or biphasic, if the data ask for that shape and not the choice alone.
  private func shapeVerdict(
    _ chosen: Tried, _ tried: inout [CandidateFit], _ fitter: inout DoseResponseFitter
  ) -> Verdict? {
    guard chosen.model.family == .brainCousens || chosen.model.family == .biphasic else {
      return nil
    }
    var plain = tried.filter { $0.model.family == .logLogistic }.map(\.statistics.aicc).min()
    if plain == nil, let simple = optimum(.logLogistic4, fitter: &fitter) {
      let statistics = statistics(.logLogistic4, simple, fitter)
      tried.append(CandidateFit(model: .logLogistic4, statistics: statistics))
      plain = statistics.aicc
    }
    guard chosen.statistics.aicc < (plain ?? .infinity) - DoseResponseFitter.evidenceForRicher
    else { return nil }
    return chosen.model.family == .biphasic ? .biphasic : .hormetic
  }

  /// The probability that noise alone makes the reference curve fit so much better than a constant.
  ///
  /// Wells keep the weights that the curve gave them, so that wells which agree on an effect count in
  /// full however far they are from the rest; but no well counts for more than the next, so that
  /// one alone makes no effect.
  func effectProbability(_ fitter: DoseResponseFitter) -> Double {
    let freedom = Double(max(freedom(reference), 1))
    let extra = Double(max(reference.parameterCount - 1, 1))
    let responses = prepared.problem.responses
    let precisions = prepared.precisions
    let weights = robustWeights.indices.map { robustWeights[$0] * precisions[$0] }
    let total = weights.reduce(0, +)
    guard total > 0 else { return 1 }
    let mean = zip(weights, responses).reduce(0) { $0 + $1.0 * $1.1 } / total
    let residuals = Self.residuals(
      Self.problem(prepared, reference, responseScale), referenceOptimum.parameters)
    var sum = 0.0
    var largest = 0.0
    var second = 0.0
    for well in responses.indices {
      let fromMean = responses[well] - mean
      let root = prepared.problem.roots.isEmpty ? 1 : prepared.problem.roots[well]
      let residual = residuals[well] / root
      let gain = weights[well] * (fromMean * fromMean - residual * residual)
      sum += gain
      if gain > largest {
        second = largest
        largest = gain
      } else if gain > second {
        second = gain
      }
    }
    let excess = (sum - (largest - second)) / fitter.constants.meanWeight
    guard excess > 0 else { return 1 }
    let ratio = excess / (spread * spread) / extra
    return FDistribution(numerator: extra, denominator: freedom).upperTail(ratio)
  }

  /// The parameters as a curve in the doses of the series.
  func fittedCurve(_ model: CurveModel, _ parameters: [Double]) -> FittedCurve {
    FittedCurve(
      model: model, kind: CurveProblem.Kind(model, responseScale), parameters: parameters,
      referenceDose: prepared.highestDose)
  }
}

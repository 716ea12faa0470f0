import NumericalMethods

extension FitSession {
  /// A model that was tried and found a minimum.
  typealias Tried = (model: CurveModel, optimum: Optimum, statistics: FitStatistics)

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
    guard let flat = optimum(.flat, fitter: &fitter) else {
      return .concluded(FitRefusal(series).unfit(.noMinimum))
    }
    let flatStatistics = statistics(.flat, flat, fitter)
    var tried = [CandidateFit(model: .flat, statistics: flatStatistics)]
    var chosen: Tried?
    if probability < fitter.options.gateLevel {
      for model in candidates where model != .flat {
        consider(model, against: &chosen, &tried, &fitter)
      }
    }
    let conclusion = Conclusion(
      series, self, probability, tried, confidence: fitter.options.confidence)
    guard var best = chosen else {
      return .concluded(conclusion.flat(flat, flatStatistics, fitter))
    }
    var session = self
    var shape: Verdict?
    if fitter.options.model == .automatic {
      considerOtherShapes(best, against: &chosen, &tried, &fitter)
      if let renewed = renewed(where: tried, &fitter) {
        return renewed.choose(
          series, probability, candidates: candidates, fitter: &fitter)
      }
    }
    if let other = chosen, other.model.family != .logLogistic {
      shape = shapeVerdict(other, &tried, &fitter)
      // The spread was that about a shape now left behind.
      if other.model != reference,
        let renewed = FitSession(prepared, responseScale, reference: other.model, fitter: &fitter)
      {
        session = renewed
        session.growingNoise = growingNoise
        session.noise = noise
        best = (
          other.model, renewed.referenceOptimum,
          renewed.statistics(other.model, renewed.referenceOptimum, fitter)
        )
      } else {
        best = other
      }
    }
    let curve = session.fittedCurve(best.model, best.optimum.parameters)
    if let expected = series.scale.expectedDirection, curve.direction != expected {
      // A surprise asks for more evidence than what was expected does.
      return .concluded(
        probability < fitter.options.gateLevel / 10
          ? conclusion.contrary() : conclusion.flat(flat, flatStatistics, fitter))
    }
    return .curve(
      ChosenCurve(
        session: session, best: best, shape: shape, probability: probability, tried: tried))
  }

  /// Tries the shapes that ordinary curves do not ask for.
  ///
  /// A fifth parameter that lowers AICc at all, or a slope that ran to the end of its range, hints that
  /// the curve is asymmetric; a Weibull curve may say the same with fewer parameters. Where it hints
  /// and no more, the one on the side that the fifth parameter leans to is tried.
  private func considerOtherShapes(
    _ best: Tried, against chosen: inout Tried?, _ tried: inout [CandidateFit],
    _ fitter: inout DoseResponseFitter
  ) {
    let strays = strays(best)
    let isSteepest =
      best.optimum.parameters[CurveProblem.Index.logHill] >= log(PreparedSeries.largestSlope) - 1e-6
    var shapes: [CurveModel] = []
    if strays || isSteepest || best.model == .logLogistic5 {
      shapes = weibulls
    } else if let five = tried.first(where: { $0.model == .logLogistic5 }),
      five.statistics.aicc < best.statistics.aicc,
      let found = optimum(.logLogistic5, fitter: &fitter)
    {
      let leansToAbrupt = found.parameters[CurveProblem.Index.extra] > 0
      let abrupt = CurveProblem.Kind(.weibull1Four, responseScale).form(
        isFalling: found.parameters[CurveProblem.Index.withoutDrug]
          >= found.parameters[CurveProblem.Index.fullEffect])
      let family: CurveModel.Family = leansToAbrupt == (abrupt == .abrupt) ? .weibull1 : .weibull2
      shapes = Array(weibulls.filter { $0.family == family }.prefix(1))
    }
    if strays { shapes += DoseResponseFitter.otherShapes }
    for model in shapes where mayMatter(model, against: chosen, fitter) {
      consider(model, against: &chosen, &tried, &fitter)
    }
  }

  /// Whether a model could be chosen, or tell that the reference misses the wells, if it fitted as well
  /// as a constant of its own for each dose: no curve goes below that, so the others need no fit.
  private func mayMatter(
    _ model: CurveModel, against chosen: Tried?, _ fitter: DoseResponseFitter
  ) -> Bool {
    guard let chosen, prepared.weights.isEmpty, prepared.problem.roots.isEmpty else { return true }
    let least = statistics(
      model,
      Optimum(parameters: [], cost: prepared.lowestCost(fitter.loss, scale: spread)), fitter)
    let meanSquare = least.residualSumOfSquares / Double(max(least.degreesOfFreedom, 1))
    return least.aicc < chosen.statistics.aicc - hurdle(of: model, against: chosen)
      || meanSquare < Self.misfitShare * spread * spread
  }

  /// By how much a model's AICc must lie below that of the one it would replace.
  private func hurdle(of model: CurveModel, against rival: Tried) -> Double {
    let isPoorer = model.parameterCount < rival.model.parameterCount
    let isEqual =
      model.parameterCount == rival.model.parameterCount && rival.model.family != .logLogistic
      && model.family != .brainCousens
    return isPoorer || isEqual ? 0 : DoseResponseFitter.evidenceForRicher
  }

  /// The asymmetric shapes, poorest first.
  var weibulls: [CurveModel] {
    let three: [CurveModel] =
      responseScale.responseWithoutDrug == nil ? [] : [.weibull1Three, .weibull2Three]
    return three.map { $0.holdingBeginning(on: responseScale) }.filter { mayHold($0) }
      + [.weibull1Four, .weibull2Four]
  }

  /// Whether auto may try a model that holds the limit at which normalised responses begin.
  ///
  /// Normalisation makes that limit as exact as the mean of the vehicle. Where the noise grows with
  /// the response, the vehicle is as noisy as any well, and the wells that tell the potency are less
  /// so: the limit is then estimated like the rest.
  func mayHold(_ model: CurveModel) -> Bool {
    noise == nil || responseScale == .effect || !(model.holdsLowerLimit || model.holdsUpperLimit)
  }

  /// A session about the model that fits best, where the reference is so far off that its residuals are
  /// no noise: the other halves their mean square, or a robust loss set aside what the reference misses.
  private func renewed(
    where tried: [CandidateFit], _ fitter: inout DoseResponseFitter
  ) -> FitSession? {
    func meanSquare(_ statistics: FitStatistics) -> Double {
      statistics.residualSumOfSquares / Double(max(statistics.degreesOfFreedom, 1))
    }
    guard !isRenewed,
      let closest = tried.min(by: { meanSquare($0.statistics) < meanSquare($1.statistics) }),
      closest.model != reference, closest.model != .flat,
      meanSquare(closest.statistics) < Self.misfitShare * spread * spread,
      var session = FitSession(
        prepared, responseScale, reference: closest.model, fitter: &fitter)
    else { return nil }
    session.isRenewed = true
    session.growingNoise = growingNoise
    session.noise = noise
    return session
  }

  /// What a better model must leave of the reference's mean square for the reference to be a misfit.
  private static let misfitShare = 0.5

  /// Fits one more model and prefers it where its AICc is lower: by
  /// ``DoseResponseFitter/evidenceForRicher`` from a model with fewer parameters or a log-logistic one
  /// with as many, at all from a richer one. Two sites must show as two steps.
  private func consider(
    _ model: CurveModel, against chosen: inout Tried?, _ tried: inout [CandidateFit],
    _ fitter: inout DoseResponseFitter
  ) {
    // With the spread and one to judge by, AICc needs more wells than parameters; so does a search.
    guard chosen == nil || prepared.wellCount > model.parameterCount + 1,
      let found = optimum(model, fitter: &fitter)
    else { return }
    let statistics = statistics(model, found, fitter)
    tried.append(CandidateFit(model: model, statistics: statistics))
    guard let rival = chosen else {
      chosen = (model, found, statistics)
      return
    }
    if model == .biphasic, !fittedCurve(model, found.parameters).shape.hasTwoSteps { return }
    if statistics.aicc < rival.statistics.aicc - hurdle(of: model, against: rival) {
      chosen = (model, found, statistics)
    }
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

  /// Whether the dose medians stray from a curve by more than the replicates of a dose differ: the
  /// test of lack of fit, on medians, so that no single well asks for another shape.
  ///
  /// Without replicates nothing but the curve itself says how large the noise is, and the answer is
  /// yes: AICc then decides alone.
  private func strays(_ chosen: Tried) -> Bool {
    let problem = Self.problem(prepared, chosen.model, responseScale)
    let residuals = Self.residuals(problem, chosen.optimum.parameters)
    var differences: [Double] = []
    var sum = 0.0
    var doses = 0
    for dose in problem.logDoses.indices {
      let wells = problem.starts[dose]..<problem.starts[dose + 1]
      for first in wells {
        for second in wells where second > first {
          differences.append((residuals[first] - residuals[second]).magnitude)
        }
      }
      let middle = OrderStatistics.sortingMedian(of: Array(residuals[wells])) ?? 0
      let count = Double(wells.count)
      // The variance of a median over that of a mean: 1 for one or two wells, π/2 for many.
      let inflation = wells.count < 3 ? 1 : 1 + (Double.pi / 2 - 1) * (1 - 2 / (count + 1)) * 1.2
      sum += middle * middle * count / inflation
      doses += 1
    }
    guard differences.count >= 6, let typical = OrderStatistics.sortingMedian(of: differences)
    else {
      return true
    }
    let spread = OrderStatistics.normalConsistency * typical / 2.0.squareRoot()
    let extra = doses - chosen.model.parameterCount
    guard extra > 0, spread > 0 else { return false }
    let freedom = Double(max(problem.observationCount - doses, 1))
    let ratio = sum / Double(extra) / (spread * spread)
    return FDistribution(numerator: Double(extra), denominator: freedom).upperTail(ratio)
      < Self.strayingLevel
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

  /// The level of the screen for other shapes; AICc has the last word.
  private static let strayingLevel = 0.002

  /// The parameters as a curve in the doses of the series.
  func fittedCurve(_ model: CurveModel, _ parameters: [Double]) -> FittedCurve {
    FittedCurve(
      model: model, kind: CurveProblem.Kind(model, responseScale), parameters: parameters,
      referenceDose: prepared.highestDose)
  }
}

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
    case .curve(let chosen): chosen.session.report(series, chosen, &fitter)
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
    let conclusion = Conclusion(series, self, probability, tried)
    guard var best = chosen else {
      return .concluded(conclusion.flat(flat, flatStatistics, fitter))
    }
    var session = self
    var shape: Verdict?
    if fitter.options.model == .automatic, strays(best) {
      for model in DoseResponseFitter.otherShapes {
        consider(model, against: &chosen, &tried, &fitter)
      }
    }
    if let other = chosen, other.model.family != .logLogistic {
      shape = shapeVerdict(other, &tried, &fitter)
      // The spread was that about a shape now left behind.
      if other.model != reference,
        let renewed = FitSession(prepared, responseScale, reference: other.model, fitter: &fitter)
      {
        session = renewed
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

  /// Fits one more model and prefers it where its AICc is lower by ``evidenceForRicher``.
  private func consider(
    _ model: CurveModel, against chosen: inout Tried?, _ tried: inout [CandidateFit],
    _ fitter: inout DoseResponseFitter
  ) {
    guard let found = optimum(model, fitter: &fitter) else { return }
    let statistics = statistics(model, found, fitter)
    tried.append(CandidateFit(model: model, statistics: statistics))
    let hurdle = (chosen?.statistics.aicc).map { $0 - DoseResponseFitter.evidenceForRicher }
    if chosen == nil || statistics.aicc < hurdle ?? .infinity {
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

  /// Intervals and verdict of the model chosen.
  func report(
    _ series: DoseResponseSeries, _ chosen: ChosenCurve, _ fitter: inout DoseResponseFitter
  ) -> DoseResponseFit {
    let conclusion = Conclusion(series, self, chosen.probability, chosen.tried)
    let model = chosen.best.model
    var best = chosen.best.optimum
    var estimates = CurveEstimates()
    for _ in 0..<3 {
      guard let better = estimates.fill(model, best, self, &fitter) else { break }
      guard
        let next = Self.lowest([better], prepared, model, responseScale, &fitter),
        next.cost < best.cost
      else { break }
      best = next
    }
    return conclusion.active(
      model, fittedCurve(model, best.parameters), statistics(model, best, fitter), estimates,
      shape: chosen.shape)
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

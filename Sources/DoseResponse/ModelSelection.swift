import NumericalMethods

/// The models tried on one session, and the one that is ahead.
struct ModelSelection {
  /// A model that was tried and found a minimum.
  typealias Tried = (model: CurveModel, optimum: Optimum, statistics: FitStatistics)

  /// The probability that noise alone makes as much of an effect.
  let probability: Double
  private(set) var tried: [Tried]
  /// Nil while nothing speaks against a constant.
  var ahead: Tried?

  init(_ flat: Tried, probability: Double) {
    self.probability = probability
    tried = [flat]
  }

  var flat: Tried { tried[0] }
  var candidates: [CandidateFit] {
    tried.map { CandidateFit(model: $0.model, statistics: $0.statistics) }
  }

  mutating func add(_ one: Tried) { tried.append(one) }
}

extension FitSession {
  typealias Tried = ModelSelection.Tried

  /// The constant and, where the gate finds an effect, the candidates; nil where not even a constant has
  /// a minimum.
  func selection(
    among candidates: [CurveModel], _ probability: Double, _ fitter: inout DoseResponseFitter
  ) -> ModelSelection? {
    guard let flat = optimum(.flat, fitter: &fitter) else { return nil }
    var selection = ModelSelection(
      (.flat, flat, statistics(.flat, flat, fitter)), probability: probability)
    if probability < fitter.options.gateLevel {
      for model in candidates where model != .flat { consider(model, &selection, &fitter) }
    }
    return selection
  }

  /// The shapes to try that ordinary curves do not ask for.
  ///
  /// A fifth parameter that lowers AICc at all, or a slope that ran to the end of its range, hints that
  /// the curve is asymmetric; a Weibull curve may say the same with fewer parameters. Where it hints
  /// and no more, the one on the side that the fifth parameter leans to is tried.
  func otherShapes(_ selection: ModelSelection, _ fitter: DoseResponseFitter) -> [CurveModel] {
    guard fitter.options.model == .automatic, let best = selection.ahead else { return [] }
    let strays = strays(best)
    let isSteepest =
      best.optimum.parameters[CurveProblem.Index.logHill] >= log(PreparedSeries.largestSlope) - 1e-6
    if strays { return weibulls + DoseResponseFitter.otherShapes }
    if isSteepest || best.model == .logLogistic5 { return weibulls }
    guard let five = selection.tried.first(where: { $0.model == .logLogistic5 }),
      five.statistics.aicc < best.statistics.aicc
    else { return [] }
    let found = five.optimum.parameters
    let leansToAbrupt = found[CurveProblem.Index.extra] > 0
    let abrupt = CurveProblem.Kind(.weibull1Four, responseScale).form(
      isFalling: found[CurveProblem.Index.withoutDrug] >= found[CurveProblem.Index.fullEffect])
    let family: CurveModel.Family = leansToAbrupt == (abrupt == .abrupt) ? .weibull1 : .weibull2
    return Array(weibulls.filter { $0.family == family }.prefix(1))
  }

  /// Whether a model could be chosen, or tell that the reference misses the wells, if it fitted as well
  /// as a constant of its own for each dose: no curve goes below that, so the others need no fit.
  func mayMatter(
    _ model: CurveModel, _ selection: ModelSelection, _ fitter: DoseResponseFitter
  ) -> Bool {
    guard let ahead = selection.ahead, prepared.weights.isEmpty else { return true }
    let least = statistics(
      model,
      Optimum(parameters: [], cost: prepared.lowestCost(fitter.loss, scale: spread)), fitter)
    let meanSquare = least.residualSumOfSquares / Double(max(least.degreesOfFreedom, 1))
    return least.aicc < ahead.statistics.aicc - hurdle(of: model, against: ahead)
      || meanSquare < Self.misfitShare * spread * spread
  }

  func considerIfItMatters(
    _ model: CurveModel, _ selection: inout ModelSelection, _ fitter: inout DoseResponseFitter
  ) {
    if mayMatter(model, selection, fitter) { consider(model, &selection, &fitter) }
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

  /// The model that fits best, where the reference is so far off that its residuals are no noise: the
  /// other halves their mean square, or a robust loss set aside what the reference misses.
  func misfit(_ selection: ModelSelection, _ fitter: DoseResponseFitter) -> CurveModel? {
    func meanSquare(_ statistics: FitStatistics) -> Double {
      statistics.residualSumOfSquares / Double(max(statistics.degreesOfFreedom, 1))
    }
    guard fitter.options.model == .automatic, !isRenewed,
      let closest = selection.tried.min(by: {
        meanSquare($0.statistics) < meanSquare($1.statistics)
      }), closest.model != reference, closest.model != .flat,
      meanSquare(closest.statistics) < Self.misfitShare * spread * spread
    else { return nil }
    return closest.model
  }

  /// What a better model must leave of the reference's mean square for the reference to be a misfit.
  private static let misfitShare = 0.5

  /// Fits one more model and prefers it where its AICc is lower: by
  /// ``DoseResponseFitter/evidenceForRicher`` from a model with fewer parameters or a log-logistic one
  /// with as many, at all from a richer one. Two sites must show as two steps.
  private func consider(
    _ model: CurveModel, _ selection: inout ModelSelection, _ fitter: inout DoseResponseFitter
  ) {
    // With the spread and one to judge by, AICc needs more wells than parameters; so does a search.
    guard selection.ahead == nil || prepared.wellCount > model.parameterCount + 1,
      let found = optimum(model, fitter: &fitter)
    else { return }
    let one = (model, found, statistics(model, found, fitter))
    selection.add(one)
    guard let rival = selection.ahead else {
      selection.ahead = one
      return
    }
    if model == .biphasic, !fittedCurve(model, found.parameters).shape.hasTwoSteps { return }
    if one.2.aicc < rival.statistics.aicc - hurdle(of: model, against: rival) {
      selection.ahead = one
    }
  }

  /// Whether the dose medians stray from a curve by more than the replicates of a dose differ: the
  /// test of lack of fit, on medians, so that no single well asks for another shape.
  ///
  /// Without replicates nothing but the curve itself says how large the noise is, and the answer is
  /// yes: AICc then decides alone.
  private func strays(_ chosen: Tried) -> Bool {
    let problem = prepared.problem
    let shape = fittedCurve(chosen.model, chosen.optimum.parameters).shape
    var differences: [Double] = []
    differences.reserveCapacity(problem.observationCount)
    var sum = 0.0
    let doses = problem.logDoses.count
    for dose in problem.logDoses.indices {
      let wells = problem.starts[dose]..<problem.starts[dose + 1]
      // All wells of a dose are equally noisy.
      let root = problem.roots.isEmpty ? 1 : problem.roots[wells.lowerBound]
      for first in wells {
        for second in (first + 1)..<max(wells.upperBound, first + 1) {
          differences.append(
            ((problem.responses[first] - problem.responses[second]) * root).magnitude)
        }
      }
      let value = shape.fullEffect + shape.span * shape.remaining(at: problem.logDoses[dose])
      let middle = (value - prepared.medians[dose]) * root
      let count = Double(wells.count)
      // The variance of a median over that of a mean: 1 for one or two wells, π/2 for many.
      let inflation = wells.count < 3 ? 1 : 1 + (Double.pi / 2 - 1) * (1 - 2 / (count + 1)) * 1.2
      sum += middle * middle * count / inflation
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

  /// The level of the screen for other shapes; AICc has the last word.
  private static let strayingLevel = 0.002
}

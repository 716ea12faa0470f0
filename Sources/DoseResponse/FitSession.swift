import NumericalMethods

/// One model at its optimum: parameters as ``CurveProblem`` orders them, and the cost.
struct Optimum {
  var parameters: [Double]
  var cost: Double
}

/// The work on one series once its noise is known: all models are judged on one scale.
struct FitSession {
  let prepared: PreparedSeries
  let responseScale: ResponseScale
  /// The model whose residuals set the scale.
  let reference: CurveModel
  var referenceOptimum: Optimum
  /// The standard deviation of a good well about the reference curve.
  private(set) var spread: Double
  /// How many wells kept any influence.
  private(set) var goodWells: Int
  /// Robust weight of each sorted well.
  private(set) var robustWeights: [Double]
  /// Optima of other models found beforehand, in lanes.
  var known: [(model: CurveModel, optimum: Optimum)] = []
  /// Profile intervals found beforehand, by parameter; empty or one for each.
  var givenIntervals: [ProfileInterval?] = []

  /// Standard errors of the optimum found beforehand.
  var givenErrors: [Double]?
  /// The standard error and the profile interval of the absolute position, where it is this, found
  /// beforehand.
  var givenAbsolute: (place: Double, error: Double, interval: ProfileInterval?)?
  /// Evidence against an EC50 outside the doses, found beforehand.
  var givenOutside: OutsideEvidence?
  /// The same without what was found beforehand of one model's optimum, for another optimum.
  var forAnotherOptimum: FitSession {
    var session = self
    session.givenIntervals = []
    session.givenErrors = nil
    session.givenAbsolute = nil
    session.givenOutside = nil
    return session
  }

  /// Whether another model's misfit led here.
  var isRenewed = false
  /// The test's probability, where noise looks as if it grew.
  var growingNoise: Double?
  /// How it grows, where wells are weighted by it.
  var noise: GrowingNoise?

  /// A session whose reference was fitted in lanes.
  init(
    _ prepared: PreparedSeries, _ scale: ResponseScale, reference: CurveModel, optimum: Optimum,
    spread: Double, robustWeights: [Double]
  ) {
    self.prepared = prepared
    responseScale = scale
    self.reference = reference
    referenceOptimum = optimum
    self.spread = spread
    self.robustWeights = robustWeights
    goodWells = robustWeights.count { $0 > 0 }
  }

  /// Fits the reference model and settles the scale; nil where no start led to a minimum.
  init?(
    _ prepared: PreparedSeries, _ scale: ResponseScale, reference: CurveModel,
    fitter: inout DoseResponseFitter
  ) {
    self.prepared = prepared
    responseScale = scale
    self.reference = reference
    let problem = Self.problem(prepared, reference, scale)
    let wellCount = prepared.wellCount
    let parameterCount = reference.parameterCount
    spread = 0
    goodWells = wellCount
    robustWeights = [Double](repeating: 1, count: wellCount)

    fitter.solver.options.costTolerance = DoseResponseFitter.passingTolerance
    defer { fitter.solver.options.costTolerance = DoseResponseFitter.finalTolerance }

    // First without regard to the scale: Huber's loss forgives a poor guess of it.
    let starts = prepared.starts(reference, from: prepared.starts(for: scale))
    guard let start = starts.first else { return nil }
    let magnitude = prepared.problem.responses.reduce(0) { max($0, $1.magnitude) }
    let negligible = max(magnitude, .leastNormalMagnitude) * 1e-9
    var best: Optimum?
    if fitter.loss == .squares {
      fitter.solver.options.costTolerance = DoseResponseFitter.finalTolerance
      best = Self.lowest(starts, prepared, reference, scale, &fitter)
    } else {
      var guess = Self.roughSpread(problem, start, parameterCount)
      fitter.solver.options.loss = .huber
      for _ in 0..<2 {
        fitter.solver.options.scale = max(guess, negligible)
        best = Self.lowest(
          best.map { [$0.parameters] } ?? starts, prepared, reference, scale, &fitter)
        guard let best else { return nil }
        guess = Self.roughSpread(problem, best.parameters, parameterCount)
      }
      fitter.solver.options.loss = fitter.loss
      spread = max(guess, negligible)
    }
    guard var optimum = best else { return nil }
    // Wells set aside shrink the spread, which sets more aside: with few wells this would run away.
    let floor = max(spread * Self.largestShrinkage, negligible)

    for round in 0..<6 {
      if fitter.loss != .squares {
        fitter.solver.options.scale = spread
        // The best start has led here already.
        let tried =
          round == 0 ? [optimum.parameters] + starts.dropFirst() : [optimum.parameters]
        guard let next = Self.lowest(tried, prepared, reference, scale, &fitter) else { return nil }
        optimum = next
      }
      let previous = spread
      (spread, goodWells) = Self.efficientSpread(
        problem, prepared.weights, optimum.parameters, parameterCount, previous: previous, fitter)
      if fitter.loss == .squares { break }
      spread = max(spread, floor)
      if (spread - previous).magnitude <= 0.01 * previous { break }
    }
    spread = max(spread, floor)
    fitter.solver.options.scale = spread
    if fitter.loss != .squares {
      fitter.solver.options.costTolerance = DoseResponseFitter.finalTolerance
      guard let final = Self.lowest([optimum.parameters], prepared, reference, scale, &fitter)
      else {
        return nil
      }
      optimum = final
      let variance = spread * spread
      let residuals = Self.residuals(problem, optimum.parameters)
      for well in residuals.indices {
        robustWeights[well] = fitter.loss.weight(
          atSquare: residuals[well] * residuals[well] / variance)
      }
      goodWells = robustWeights.count { $0 > 0 }
    }
    referenceOptimum = optimum
  }

  /// The optimum of another model on this session's scale.
  func optimum(_ model: CurveModel, fitter: inout DoseResponseFitter) -> Optimum? {
    if model == reference { return referenceOptimum }
    fitter.solver.options.scale = spread
    if let known = known.first(where: { $0.model == model }) { return known.optimum }
    if model == .flat { return flatOptimum(fitter) }
    if model == .logLogistic5, reference == .logLogistic4 {
      // A symmetric curve is an asymmetric one already.
      return Self.lowest(
        [referenceOptimum.parameters], prepared, model, responseScale, &fitter)
    }
    let fresh = prepared.starts(for: responseScale).prefix(1)
    let isSymmetric = reference.family == .logLogistic && reference != .logLogistic5
    let starts = isSymmetric ? [referenceOptimum.parameters] + fresh : Array(fresh)
    return Self.lowest(
      prepared.starts(model, from: starts), prepared, model, responseScale, &fitter)
  }

  /// The constant of least cost, from the median on: each step is a mean by the current weights, which
  /// never raises the cost.
  private func flatOptimum(_ fitter: DoseResponseFitter) -> Optimum? {
    let responses = prepared.problem.responses
    let precisions = prepared.precisions
    let variance = fitter.loss == .squares ? 1 : spread * spread
    var constant = OrderStatistics.sortingMedian(of: responses) ?? 0
    var cost = Double.infinity
    for _ in 0..<500 {
      var next = 0.0
      var sum = 0.0
      var total = 0.0
      for well in responses.indices {
        let residual = responses[well] - constant
        let square = precisions[well] * residual * residual / variance
        next += fitter.loss.cost(ofSquare: square)
        let weight = precisions[well] * fitter.loss.weight(atSquare: square)
        sum += weight * residual
        total += weight
      }
      next *= variance
      guard next.isFinite else { break }
      let isSettled = cost.isFinite && next >= cost * (1 - 1e-13)
      cost = min(cost, next)
      if isSettled { break }
      guard total > 0 else { break }
      constant += sum / total
    }
    return cost.isFinite ? Optimum(parameters: [constant], cost: cost) : nil
  }

  /// The degrees of freedom left by a model.
  func freedom(_ model: CurveModel) -> Int { goodWells - model.parameterCount }

  /// The residual sum of squares of a model, or what takes its place under a robust loss: that of
  /// the reference as its spread tells it, plus the calibrated difference of costs.
  func sumOfSquares(_ optimum: Optimum, _ fitter: DoseResponseFitter) -> Double {
    let base = spread * spread * Double(max(freedom(reference), 1))
    let excess = (optimum.cost - referenceOptimum.cost) * fitter.constants.devianceFactor
    return max(base + excess, 0)
  }

  func statistics(
    _ model: CurveModel, _ optimum: Optimum, _ fitter: DoseResponseFitter
  ) -> FitStatistics {
    let sum = sumOfSquares(optimum, fitter)
    let wells = Double(goodWells)
    // The spread is estimated too.
    let parameters = Double(model.parameterCount + 1)
    let logLikelihood = -wells / 2 * (log(2 * .pi * sum / wells) + 1)
    let left = wells - parameters - 1
    let aicc =
      left > 0
      ? -2 * logLikelihood + 2 * parameters + 2 * parameters * (parameters + 1) / left : .infinity
    return FitStatistics(
      residualSumOfSquares: sum, degreesOfFreedom: freedom(model), logLikelihood: logLikelihood,
      aicc: aicc)
  }

  /// The weights that the loss gives the wells about a curve, and the weighted sum of squares.
  func weighted(
    _ model: CurveModel, _ optimum: Optimum, _ loss: RobustLoss
  ) -> (weights: [Double], sum: Double) {
    let residuals = Self.residuals(
      Self.problem(prepared, model, responseScale), optimum.parameters)
    let variance = spread * spread
    var weights = prepared.weights
    if weights.isEmpty { weights = [Double](repeating: 1, count: residuals.count) }
    var sum = 0.0
    for well in residuals.indices {
      let square = residuals[well] * residuals[well]
      weights[well] *= loss.weight(atSquare: square / variance)
      sum += weights[well] * square
    }
    return (weights, sum)
  }

  /// Lets a curve decide how far each well is trusted, in place of the reference.
  mutating func judgeWells(by model: CurveModel, _ optimum: Optimum, _ loss: RobustLoss) {
    guard loss != .squares else { return }
    let residuals = Self.residuals(
      Self.problem(prepared, model, responseScale), optimum.parameters)
    let variance = spread * spread
    for well in residuals.indices {
      robustWeights[well] = loss.weight(atSquare: residuals[well] * residuals[well] / variance)
    }
  }

  // MARK: - Scale

  /// How far the spread may fall below what the median absolute residual first said.
  static let largestShrinkage = 0.7

  static func problem(
    _ prepared: PreparedSeries, _ model: CurveModel, _ scale: ResponseScale
  ) -> CurveProblem {
    prepared.problem(model, scale, within: prepared.bounds(model, scale))
  }

  /// The lowest minimum that the starts lead to: each leads there roughly, the best to the end.
  static func lowest(
    _ starts: [[Double]], _ prepared: PreparedSeries, _ model: CurveModel, _ scale: ResponseScale,
    _ fitter: inout DoseResponseFitter
  ) -> Optimum? {
    let bounds = prepared.bounds(model, scale)
    let problem = prepared.problem(model, scale, within: bounds)
    let asked = fitter.solver.options.costTolerance
    func minimum(_ start: [Double]) -> Optimum {
      var parameters = start
      let outcome = fitter.solver.minimise(
        problem, parameters: &parameters, bounds: bounds, weights: prepared.weights)
      return Optimum(parameters: parameters, cost: outcome.cost)
    }
    if starts.count > 1 {
      fitter.solver.options.costTolerance = max(asked, DoseResponseFitter.passingTolerance)
    }
    defer { fitter.solver.options.costTolerance = asked }
    var best: Optimum?
    for start in starts {
      let found = minimum(start)
      if found.cost < best?.cost ?? .infinity { best = found }
    }
    guard let rough = best, fitter.solver.options.costTolerance > asked else { return best }
    fitter.solver.options.costTolerance = asked
    return minimum(rough.parameters)
  }

  /// Model minus response in units of a well of weight 1.
  static func residuals(_ problem: CurveProblem, _ parameters: [Double]) -> [Double] {
    var residuals = [Double](repeating: 0, count: problem.observationCount)
    var span = residuals.mutableSpan
    problem.writeResiduals(at: parameters.span, into: &span)
    return residuals
  }

  /// From the median absolute residual: half the wells may be wild.
  private static func roughSpread(
    _ problem: CurveProblem, _ parameters: [Double], _ parameterCount: Int
  ) -> Double {
    let residuals = residuals(problem, parameters)
    let median = OrderStatistics.sortingMedian(of: residuals.map(\.magnitude)) ?? 0
    let wells = Double(residuals.count)
    return OrderStatistics.normalConsistency * median
      * (wells / max(wells - Double(parameterCount), 1)).squareRoot()
  }

  /// From the weighted squares of the wells that keep influence: nearly as precise as the usual
  /// standard deviation, and unbiased at the normal.
  private static func efficientSpread(
    _ problem: CurveProblem, _ weights: [Double], _ parameters: [Double], _ parameterCount: Int,
    previous: Double, _ fitter: DoseResponseFitter
  ) -> (spread: Double, goodWells: Int) {
    let residuals = residuals(problem, parameters)
    let variance = previous * previous
    var sum = 0.0
    var good = 0
    for well in residuals.indices {
      let square = residuals[well] * residuals[well]
      let robust = fitter.loss == .squares ? 1 : fitter.loss.weight(atSquare: square / variance)
      if robust > 0 { good += 1 }
      sum += robust * (weights.isEmpty ? 1 : weights[well]) * square
    }
    let freedom = Double(max(good - parameterCount, 1))
    return ((sum / (fitter.constants.meanWeightedSquare * freedom)).squareRoot(), good)
  }
}

import NumericalMethods

/// The parameters of a chosen curve with their errors and intervals, still in fitting units.
struct CurveEstimates {
  /// A parameter of ``CurveProblem``, or a position under another anchor.
  struct Estimate: Hashable {
    var value: Double
    var standardError: Double?
    var low: Double?
    var high: Double?

    static let fixed = Estimate(value: .nan, standardError: nil, low: nil, high: nil)
  }

  /// By ``CurveProblem/Index``.
  var parameters: [Estimate] = []
  /// ln(relative EC50 / highest dose).
  var relativePosition = Estimate.fixed
  /// ln(absolute IC50 / highest dose); nil where the curve never passes the level.
  var absolutePosition: Estimate?
  /// ln(drc's e / highest dose), where that is not the relative EC50.
  var location: Estimate?
  /// ln |drc's f · highest dose| of a Brain–Cousens curve.
  var hormesis: Estimate?
  /// Whether the data leave it open that the EC50 lies below or above the tested doses.
  var mayLieOutside = (below: false, above: false)

  /// Gives every free parameter of `optimum` its error and interval.
  ///
  /// Returns better parameters if a profile met some and `seeksBetter`: the estimates are then
  /// incomplete, and to be filled again. Else every parameter has its place, with Wald's interval
  /// where a profile met parameters that are better by less than a search can tell.
  mutating func fill(
    _ model: CurveModel, _ optimum: Optimum, _ session: FitSession, seeksBetter: Bool = true,
    _ fitter: inout DoseResponseFitter
  ) -> [Double]? {
    let work = EstimateWork(model, optimum, session, &fitter)
    absolutePosition = nil
    location = nil
    hormesis = nil
    fitter.solver.options.costTolerance = DoseResponseFitter.passingTolerance
    fitter.solver.options.loss = .squares
    defer {
      fitter.solver.options.costTolerance = DoseResponseFitter.finalTolerance
      fitter.solver.options.loss = fitter.loss
    }

    let errors =
      session.given?.errors ?? work.standardErrors(.relative, optimum.parameters, &fitter)
    parameters = []
    for index in optimum.parameters.indices {
      let isAsked =
        index == CurveProblem.Index.position || fitter.options.intervals == .all
      let (estimate, better) = work.estimate(
        index, .relative, optimum, error: errors?[index], isAsked: isAsked, &fitter)
      if let better, seeksBetter { return better }
      parameters.append(better == nil ? estimate : work.withWaldInterval(estimate))
    }
    let curve = session.fittedCurve(model, optimum.parameters)
    relativePosition = parameters[CurveProblem.Index.position]
    if model.family == .biphasic {
      let (potency, better) = work.biphasicPotency(.half, &fitter)
      if let better, seeksBetter { return better }
      relativePosition = potency ?? .fixed
    }
    if let level = session.responseScale.absoluteLevel, let dose = curve.dose(forResponse: level) {
      if model.family == .biphasic {
        let (potency, better) = work.biphasicPotency(.level(level), &fitter)
        if let better, seeksBetter { return better }
        absolutePosition = potency
      } else {
        let place = log(dose) - log(session.prepared.highestDose)
        absolutePosition = work.estimate(.absolute(level: level), at: place, &fitter)
      }
    }
    if [.weibull1, .weibull2, .brainCousens].contains(model.family) || model == .logLogistic5 {
      location = work.estimate(.location, at: curve.shape.location, &fitter)
    }
    if model.family == .brainCousens, let (found, better) = work.hormesis(&fitter) {
      if let better, seeksBetter { return better }
      hormesis = better == nil ? found : work.withWaldInterval(found)
    }
    if let low = relativePosition.low, let high = relativePosition.high,
      low >= session.prepared.lowestLogDose, high <= 0
    {
      let outside = session.given?.outside ?? work.outsideEvidence(&fitter)
      let critical = fitter.criticalOutside(freedom: max(session.freedom(model), 1))
      mayLieOutside = (outside.below < critical, outside.above < critical)
    }
    if case .bootstrap(let plan) = fitter.options.intervalMethod {
      fitter.solver.options.loss = fitter.loss
      Bootstrap(plan, work).replaceIntervals(of: &self, optimum, &fitter)
    }
    return nil
  }
}

/// What estimates of one fit share: how much the cost may rise, and how far a parameter may go.
///
/// Wells keep the weights that the best curve gives them: intervals are those of weighted least squares.
/// A robust loss of its own at each trial value would let other curves set aside what this one explains,
/// at a cost that is bounded however far off they lie: three single wells at the highest doses, which
/// are the whole effect, would then rule nothing out. With the weights w held, the rise of Σ w r² is χ²
/// distributed in units of s² E w / e, where e is the efficiency of the estimate.
struct EstimateWork {
  let model: CurveModel
  let optimum: Optimum
  let session: FitSession
  let bounds: [ClosedRange<Double>]
  let variance: Double
  let critical: Double
  /// What a squared t of 1 is worth.
  let unit: Double
  /// How far the cost may rise within an interval.
  let rise: Double
  /// The weights of the wells at the best curve; empty where all count alike.
  let weights: [Double]
  /// The cost of the best curve with these weights.
  let minimum: Double

  init(
    _ model: CurveModel, _ optimum: Optimum, _ session: FitSession,
    _ fitter: inout DoseResponseFitter
  ) {
    self.model = model
    self.optimum = optimum
    self.session = session
    bounds = session.prepared.bounds(model, session.responseScale)
    let freedom = Double(max(session.freedom(model), 1))
    variance = session.sumOfSquares(optimum, fitter) / freedom
    critical = fitter.critical(freedom: Int(freedom))
    unit = variance * fitter.constants.meanWeight / fitter.constants.efficiency
    rise = unit * critical
    if fitter.loss == .squares {
      weights = session.prepared.weights
      minimum = optimum.cost
    } else {
      (weights, minimum) = session.given?.weights ?? session.weighted(model, optimum, fitter.loss)
    }
  }

  func problem(_ anchor: CurveShape.Anchor) -> CurveProblem {
    var problem = session.prepared.problem(model, session.responseScale, within: bounds)
    problem.anchor = anchor
    return problem
  }

  /// One parameter under an anchor; better parameters where its profile met some.
  func estimate(
    _ index: Int, _ anchor: CurveShape.Anchor, _ optimum: Optimum, error: Double?, isAsked: Bool,
    bounds wide: [ClosedRange<Double>]? = nil, _ fitter: inout DoseResponseFitter
  ) -> (CurveEstimates.Estimate, better: [Double]?) {
    let bounds = wide ?? bounds
    let isFixed = bounds[index].lowerBound == bounds[index].upperBound
    let error = isFixed ? nil : error?.nilIfNaN
    var estimate = CurveEstimates.Estimate(
      value: optimum.parameters[index], standardError: error, low: nil, high: nil)
    guard !isFixed, isAsked, rise > 0, rise.isFinite else { return (estimate, nil) }
    switch fitter.options.intervalMethod {
    case .profile:
      if anchor == .relative, let given = session.given?.interval(of: index) {
        estimate.low = given.low
        estimate.high = given.high
        return (estimate, given.betterParameters)
      }
      if case .absolute = anchor, let given = session.given?.absolute,
        given.place == estimate.value, let interval = given.interval
      {
        estimate.low = interval.low
        estimate.high = interval.high
        return (estimate, nil)
      }
      let profile = fitter.solver.profileInterval(
        of: index, problem(anchor), optimum: optimum.parameters, minimum: minimum,
        rise: rise, firstStep: firstStep(error, bounds[index]), bounds: bounds,
        weights: weights, tolerance: 1e-3,
        elsewhere: anchor == .relative && index <= CurveProblem.Index.fullEffect
          ? { session.prepared.starts(model, limit: index, heldAt: $0, bounds) } : nil)
      if let better = profile.betterParameters { return (estimate, better) }
      estimate.low = profile.low
      estimate.high = profile.high
    case .wald, .bootstrap:
      // A bootstrap replaces these where enough of its resamples could be fitted.
      estimate = withWaldInterval(estimate)
    }
    return (estimate, nil)
  }

  /// The estimate with Student's t standard errors to either side.
  func withWaldInterval(_ estimate: CurveEstimates.Estimate) -> CurveEstimates.Estimate {
    var estimate = estimate
    let half = estimate.standardError.map { $0 * critical.squareRoot() }
    estimate.low = half.map { estimate.value - $0 }
    estimate.high = half.map { estimate.value + $0 }
    return estimate
  }

  /// The position under another anchor, which at the optimum is `place`; nil where it cannot be.
  func estimate(
    _ anchor: CurveShape.Anchor, at place: Double, _ fitter: inout DoseResponseFitter
  ) -> CurveEstimates.Estimate? {
    let index = CurveProblem.Index.position
    var shifted = optimum
    shifted.parameters[index] = place
    var wide = bounds
    wide[index] = (bounds[index].lowerBound * 2)...(bounds[index].upperBound * 2)
    guard wide[index].contains(place) else { return nil }
    var error: Double?
    if case .absolute = anchor, let given = session.given?.absolute, given.place == place {
      error = given.error
    }
    error = error ?? standardErrors(anchor, shifted.parameters, bounds: wide, &fitter)?[index]
    return estimate(
      index, anchor, shifted, error: error, isAsked: fitter.options.intervals == .all,
      bounds: wide, &fitter
    ).0
  }

  /// A logarithm of a dose that the curve implies, with the error that the parameters' covariance
  /// gives it; its interval is Wald's.
  func derived(
    _ optimum: Optimum, _ fitter: inout DoseResponseFitter,
    _ quantity: (FittedCurve) -> Double?
  ) -> CurveEstimates.Estimate? {
    let curve = session.fittedCurve(model, optimum.parameters)
    guard let value = quantity(curve) else { return nil }
    var estimate = CurveEstimates.Estimate(
      value: value, standardError: nil, low: nil, high: nil)
    guard let inverse = inverseInformation(.relative, optimum.parameters, bounds, &fitter)
    else { return estimate }
    let count = optimum.parameters.count
    var slopes = [Double](repeating: 0, count: count)
    for index in slopes.indices where inverse[index * count + index].isFinite {
      let step = 1e-5
      var (low, high) = (optimum.parameters, optimum.parameters)
      low[index] -= step
      high[index] += step
      guard let below = quantity(session.fittedCurve(model, low)),
        let above = quantity(session.fittedCurve(model, high))
      else { return estimate }
      slopes[index] = (above - below) / (2 * step)
    }
    var square = 0.0
    for first in slopes.indices where slopes[first] != 0 {
      for second in slopes.indices where slopes[second] != 0 {
        square += slopes[first] * slopes[second] * inverse[first * count + second]
      }
    }
    let error = (square * variance / fitter.constants.efficiency).squareRoot()
    guard error.isFinite else { return estimate }
    estimate.standardError = error
    estimate.low = value - error * critical.squareRoot()
    estimate.high = value + error * critical.squareRoot()
    return estimate
  }

  /// The squared t by which the best curve with its EC50 outside the doses is worse, on either side.
  func outsideEvidence(_ fitter: inout DoseResponseFitter) -> OutsideEvidence {
    guard model.family != .biphasic, variance > 0 else { return OutsideEvidence() }
    let index = CurveProblem.Index.position
    let asked = fitter.solver.options.costTolerance
    fitter.solver.options.costTolerance = DoseResponseFitter.outsideTolerance
    defer { fitter.solver.options.costTolerance = asked }
    func rise(_ range: ClosedRange<Double>) -> Double {
      var held = bounds
      held[index] = range
      let problem = problem(.relative)
      var lowest = Double.infinity
      for start in session.prepared.outsideStarts(optimum.parameters, held) {
        var parameters = start
        let outcome = fitter.solver.minimise(
          problem, parameters: &parameters, bounds: held, weights: weights)
        lowest = min(lowest, outcome.cost)
      }
      return max(0, lowest - minimum) / unit
    }
    let isSymmetric = model.family == .logLogistic && model != .logLogistic5
    let ruled =
      isSymmetric && session.prepared.problem.roots.isEmpty
      ? session.prepared.ruledOut(optimum.parameters, spread: unit.squareRoot())
      : (below: false, above: false)
    return OutsideEvidence(
      below: ruled.below ? .infinity : rise(session.prepared.below(bounds)),
      above: ruled.above ? .infinity : rise(session.prepared.above(bounds)))
  }

  func firstStep(_ error: Double?, _ range: ClosedRange<Double>) -> Double {
    let width = range.upperBound - range.lowerBound
    guard let error, error.isFinite, error > 0 else { return 0.05 * width }
    return min(error * critical.squareRoot(), 0.25 * width)
  }

  /// Gauss–Newton standard errors from the wells that kept influence; NaN where a bound holds.
  func standardErrors(
    _ anchor: CurveShape.Anchor, _ parameters: [Double], bounds wide: [ClosedRange<Double>]? = nil,
    _ fitter: inout DoseResponseFitter
  ) -> [Double]? {
    guard let inverse = inverseInformation(anchor, parameters, wide ?? bounds, &fitter)
    else { return nil }
    return parameters.indices.map {
      (inverse[$0 * parameters.count + $0] * variance / fitter.constants.efficiency).squareRoot()
    }
  }

  private func inverseInformation(
    _ anchor: CurveShape.Anchor, _ parameters: [Double], _ bounds: [ClosedRange<Double>],
    _ fitter: inout DoseResponseFitter
  ) -> [Double]? {
    var weights = session.robustWeights.map { $0 > 0 ? 1.0 : 0.0 }
    for well in session.prepared.weights.indices { weights[well] *= session.prepared.weights[well] }
    return fitter.solver.inverseInformation(
      problem(anchor), at: parameters, bounds: bounds, weights: weights)
  }
}

extension Double {
  fileprivate var nilIfNaN: Double? { isNaN ? nil : self }
}

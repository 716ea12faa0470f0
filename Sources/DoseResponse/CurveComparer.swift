import NumericalMethods

/// Compares the curves of two or more series by fitting them together.
///
/// Each series is fitted on its own first; under a robust loss the wells then keep the weights that
/// their own curve gave them. All curves are four-parameter log-logistic, or three where the scale
/// fixes the response without drug and `fixesWithoutDrug` says so.
///
/// ## References
/// [Motulsky2004] for global fits and the extra sum of squares.
public struct CurveComparer {
  public var options: DoseResponseFitOptions
  /// Whether the response without drug is held at what the scale says.
  public var fixesWithoutDrug = false
  /// Whether the first series must be the one that the others are set against; else it is the first
  /// that has a curve.
  public var keepsReference = false
  /// Each set of shared parameters that is tested against none.
  public var questions: [Set<SharedParameter>] = [
    [.potency], [.responseWithoutDrug, .fullEffect, .slope], Set(SharedParameter.allCases),
  ]

  public init(options: DoseResponseFitOptions = DoseResponseFitOptions()) { self.options = options }

  /// - Precondition: at least two series.
  public func compare(_ series: [DoseResponseSeries]) -> CurveComparison {
    precondition(series.count > 1, "a comparison needs two series")
    var options = options
    options.model = .only(fixesWithoutDrug ? .logLogistic3 : .logLogistic4)
    var fitter = DoseResponseFitter(options: options)
    let fits = series.map { fitter.fit($0) }
    func ended(_ ending: CurveComparison.Ending) -> CurveComparison {
      CurveComparison(ending: ending, ratios: [], tests: [], fits: fits)
    }
    guard
      let first = keepsReference
        ? fits.first.flatMap({ $0.fittedCurve == nil ? nil : $0 })
        : fits.first(where: { $0.fittedCurve != nil })
    else {
      return ended(.notComparable(fits.filter { $0.fittedCurve == nil }.map(\.series.name)))
    }
    let leftOut = fits.compactMap { fit in
      reason(fit, against: first).map { CurveComparison.LeftOut(name: fit.series.name, reason: $0) }
    }
    let comparable = fits.filter { reason($0, against: first) == nil }
    guard comparable.count > 1, let work = ResponsesTogether(comparable, options) else {
      return ended(.notComparable(leftOut.map(\.name)))
    }
    var solver = CurvesTogether<CurveProblem>.solver()
    guard let separate = work.curves.minimise([], &solver) else { return ended(.noMinimum) }
    var tests: [ExtraSumOfSquares] = []
    for question in questions {
      guard let shared = work.curves.minimise(question, &solver) else { return ended(.noMinimum) }
      let numerator = separate.parameterCount - shared.parameterCount
      let denominator = max(work.goodWells - separate.parameterCount, 1)
      let extra = max(0, shared.cost - separate.cost) / Double(max(numerator, 1))
      let ratio = extra / (separate.cost / Double(denominator))
      tests.append(
        ExtraSumOfSquares(
          shared: question, separateSum: separate.cost, sharedSum: max(shared.cost, separate.cost),
          numerator: numerator, denominator: denominator, ratio: ratio,
          probability: numerator == 0
            ? 1
            : FDistribution(numerator: Double(numerator), denominator: Double(denominator))
              .upperTail(ratio)))
    }
    guard
      let ratios = work.ratios(
        sharing: CurveComparison.isParallel(tests, level: 0.05) == false
          ? [] : CurveComparison.parallel,
        confidence: options.confidence, &solver)
    else { return ended(.noMinimum) }
    return CurveComparison(
      ending: .compared, ratios: ratios, tests: tests, fits: fits, leftOut: leftOut)
  }

  /// Why a curve cannot be set beside the first, as a clause; nil where it can.
  private func reason(_ fit: DoseResponseFit, against first: DoseResponseFit) -> String? {
    guard let curve = fit.fittedCurve else {
      return fit.verdict == .flat ? "it is flat" : "it has no curve"
    }
    if fit.series.scale != first.series.scale { return "it is on another scale" }
    if fit.series.unit != first.series.unit { return "its doses are in another unit" }
    return curve.direction == first.fittedCurve?.direction ? nil : "it goes the other way"
  }
}

/// Responses of several series, in one system of parameters.
private struct ResponsesTogether {
  let fits: [DoseResponseFit]
  let curves: CurvesTogether<CurveProblem>
  let goodWells: Int

  init?(_ fits: [DoseResponseFit], _ options: DoseResponseFitOptions) {
    self.fits = fits
    guard case .only(let model) = options.model else { return nil }
    var problems: [CurveProblem] = []
    var weights: [Double] = []
    var starts: [[Double]] = []
    var bounds: [[ClosedRange<Double>]] = []
    var reference: Double?
    for fit in fits {
      guard let prepared = PreparedSeries(fit.series), let curve = fit.fittedCurve else {
        return nil
      }
      let highest = reference ?? prepared.highestDose
      reference = highest
      let shift = log(prepared.highestDose) - log(highest)
      let own = prepared.bounds(model, fit.series.scale)
      let problem = prepared.problem(model, fit.series.scale, within: own)
      var moved = CurveProblem(
        logDoses: problem.logDoses.map { $0 + shift }, starts: problem.starts,
        responses: problem.responses)
      moved.kind = problem.kind
      problems.append(moved)
      for (well, place) in prepared.places.enumerated() {
        weights.append((fit.points[place].robustWeight ?? 0) * prepared.precisions[well])
      }
      var start = curve.parameters
      start[CurveProblem.Index.position] += shift
      starts.append(start)
      var wide = own
      let position = own[CurveProblem.Index.position]
      wide[CurveProblem.Index.position] =
        (position.lowerBound + shift)...(position.upperBound + shift)
      bounds.append(wide)
    }
    curves = CurvesTogether(problems, starts: starts, bounds: bounds, weights: weights)
    goodWells = weights.count { $0 > 0 }
  }

  /// The potencies against the first, from curves that share `shared` and nothing else; none of it
  /// makes them the curves that each series has on its own.
  func ratios(
    sharing shared: Set<SharedParameter>, confidence: Double, _ solver: inout LeastSquaresSolver
  ) -> [CurveComparison.PotencyRatio]? {
    guard let found = curves.minimise(shared, byRatio: true, &solver) else { return nil }
    let freedom = Double(max(goodWells - found.parameterCount, 1))
    let variance = found.cost / freedom
    let critical = FDistribution(numerator: 1, denominator: freedom).quantile(confidence)
    let inverse = solver.inverseInformation(
      found.problem, at: found.parameters, bounds: found.bounds, weights: curves.weights)
    let ratios = curves.ratios(
      found, variance: variance, critical: critical, inverse: inverse, &solver)
    return zip(fits.dropFirst(), ratios).map {
      CurveComparison.PotencyRatio(
        name: $0.series.name, reference: fits[0].series.name, ratio: $1)
    }
  }
}

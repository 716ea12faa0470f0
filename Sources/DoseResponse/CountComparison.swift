import NumericalMethods

/// Counts of one biological system at several doses.
public struct BinomialSeries: Hashable, Sendable {
  public var name: String
  /// Nil where no unit was stated; it changes no result.
  public var unit: DoseUnit?
  /// In any order.
  public var points: [BinomialPoint]

  public init(name: String, unit: DoseUnit?, points: [BinomialPoint]) {
    self.name = name
    self.unit = unit
    self.points = points
  }
}

/// Are curves of counts that share parameters less likely than curves of their own?
public struct LikelihoodRatioTest: Hashable, Sendable {
  /// What the simpler model lets the curves share, of what the limits leave free.
  public let shared: Set<SharedParameter>
  public let separateDeviance: Double
  public let sharedDeviance: Double
  /// How many parameters sharing saves.
  public let degreesOfFreedom: Int
  /// The probability of so large a difference of deviances where the parameters are in truth the same.
  public let probability: Double

  /// The difference of deviances, χ² distributed where the parameters are the same.
  public var statistic: Double { sharedDeviance - separateDeviance }
}

/// How the curves of counts of several series differ.
public struct CountComparison: Hashable, Sendable {
  public let ending: CurveComparison.Ending
  /// By series after the first, in their order; shared limits and slope where the test holds the
  /// curves to be parallel, else each curve's own.
  public let ratios: [CurveComparison.PotencyRatio]
  /// One test for each question that the limits leave, in their order.
  public let tests: [LikelihoodRatioTest]
  /// The fit of each series on its own.
  public let fits: [BinomialFit]
  public var leftOut: [CurveComparison.LeftOut] = []
  /// What the limits leave free in every curve.
  var free: Set<SharedParameter> = []

  /// Whether the counts scatter about curves of their own by more than chance does once in a thousand
  /// times.
  public var scatters: Bool {
    let used = fits.filter { fit in
      fit.curve != nil && !leftOut.contains { $0.name == fit.name }
    }
    let freedom = used.reduce(0) { $0 + ($1.degreesOfFreedom ?? 0) }
    guard ending == .compared, freedom > 0 else { return false }
    let deviance = used.reduce(0) { $0 + ($1.deviance ?? 0) }
    return ChiSquared(degreesOfFreedom: Double(freedom)).upperTail(deviance) < 0.001
  }

  /// Whether the slopes, and the limits that are estimated, may be taken as shared at this level.
  public func isParallel(level: Double = 0.05) -> Bool? {
    tests.first { $0.shared == CurveComparison.parallel.intersection(free) }
      .map { $0.probability >= level }
  }
}

/// Compares the curves of two or more series of counts by fitting them together.
///
/// Potency ratios have profile-likelihood intervals; questions are settled by the ratio of
/// likelihoods, χ² distributed.
///
/// ## References
/// [Ritz2015] for curves of counts that share parameters.
public struct CountComparer {
  public var fitter = BinomialFitter()
  /// Whether the first series must be the one that the others are set against; else it is the first
  /// that has a curve.
  public var keepsReference = false
  /// Each set of shared parameters that is tested against none, as far as the limits leave it free.
  public var questions = CurveComparer().questions

  public init() {}

  /// - Precondition: at least two series.
  public func compare(_ series: [BinomialSeries]) -> CountComparison {
    precondition(series.count > 1, "a comparison needs two series")
    let fits = series.map { fitter.fit($0.points, name: $0.name, unit: $0.unit) }
    func ended(_ ending: CurveComparison.Ending) -> CountComparison {
      CountComparison(ending: ending, ratios: [], tests: [], fits: fits)
    }
    guard
      let first = keepsReference
        ? fits.first.flatMap({ $0.curve == nil ? nil : $0 })
        : fits.first(where: { $0.curve != nil })
    else { return ended(.notComparable(fits.filter { $0.curve == nil }.map(\.name))) }
    let reasons = fits.map { reason($0, against: first) }
    let leftOut = zip(fits, reasons).compactMap { fit, reason in
      reason.map { CurveComparison.LeftOut(name: fit.name, reason: $0) }
    }
    let comparable = fits.indices.filter { reasons[$0] == nil }
    guard comparable.count > 1,
      let curves = together(comparable.map { (series[$0], fits[$0]) })
    else { return ended(.notComparable(leftOut.map(\.name))) }
    var solver = CurvesTogether<BinomialProblem>.solver()
    guard let separate = curves.minimise([], &solver) else { return ended(.noMinimum) }
    let free = curves.free
    var tests: [LikelihoodRatioTest] = []
    for question in questions.map({ $0.intersection(free) }) where !question.isEmpty {
      guard let shared = curves.minimise(question, &solver) else { return ended(.noMinimum) }
      let saved = separate.parameterCount - shared.parameterCount
      let deviance = max(shared.cost, separate.cost)
      tests.append(
        LikelihoodRatioTest(
          shared: question, separateDeviance: separate.cost, sharedDeviance: deviance,
          degreesOfFreedom: saved,
          probability: saved == 0
            ? 1 : ChiSquared(degreesOfFreedom: Double(saved)).upperTail(deviance - separate.cost)))
    }
    var comparison = CountComparison(
      ending: .compared, ratios: [], tests: tests, fits: fits, leftOut: leftOut, free: free)
    let names = comparable.map { fits[$0].name }
    guard
      let ratios = ratios(
        curves, names, sharing: comparison.isParallel() == false ? [] : CurveComparison.parallel,
        &solver)
    else { return ended(.noMinimum) }
    comparison = CountComparison(
      ending: .compared, ratios: ratios, tests: tests, fits: fits, leftOut: leftOut, free: free)
    return comparison
  }

  private func reason(_ fit: BinomialFit, against first: BinomialFit) -> String? {
    guard let curve = fit.curve else {
      return fit.verdict == .flat ? "it is flat" : "it has no curve"
    }
    if fit.unit != first.unit { return "its doses are in another unit" }
    return curve.direction == first.curve?.direction ? nil : "it goes the other way"
  }

  /// The series in one system of parameters, doses counted from the first's highest.
  private func together(
    _ members: [(series: BinomialSeries, fit: BinomialFit)]
  ) -> CurvesTogether<BinomialProblem>? {
    var problems: [BinomialProblem] = []
    var starts: [[Double]] = []
    var bounds: [[ClosedRange<Double>]] = []
    var reference: Double?
    for (series, fit) in members {
      guard let prepared = fitter.prepared(series), let curve = fit.curve else { return nil }
      let highest = reference ?? prepared.highestDose
      reference = highest
      let shift = log(prepared.highestDose) - log(highest)
      let problem = prepared.problem
      problems.append(
        BinomialProblem(
          curve: CurveProblem(
            logDoses: problem.logDoses.map { $0 + shift }, starts: problem.starts,
            responses: problem.responses), trials: prepared.weights))
      var start = curve.parameters
      start[CurveProblem.Index.position] += shift
      starts.append(start)
      var own = fitter.bounds(prepared)
      let position = own[CurveProblem.Index.position]
      own[CurveProblem.Index.position] =
        (position.lowerBound + shift)...(position.upperBound + shift)
      bounds.append(own)
    }
    return CurvesTogether(problems, starts: starts, bounds: bounds, weights: [])
  }

  private func ratios(
    _ curves: CurvesTogether<BinomialProblem>, _ names: [String],
    sharing shared: Set<SharedParameter>, _ solver: inout LeastSquaresSolver
  ) -> [CurveComparison.PotencyRatio]? {
    guard let found = curves.minimise(shared, byRatio: true, &solver) else { return nil }
    let information = GroupedProblem(
      curves.members.map { BinomialInformation(curve: $0.curve, trials: $0.trials) },
      places: found.problem.places, offsets: found.problem.offsets,
      parameterCount: found.parameters.count)
    let inverse = solver.inverseInformation(
      information, at: found.parameters, bounds: found.bounds)
    let critical = ChiSquared(degreesOfFreedom: 1).quantile(fitter.confidence)
    let ratios = curves.ratios(
      found, variance: 1, critical: critical, inverse: inverse, &solver)
    return zip(names.dropFirst(), ratios).map {
      CurveComparison.PotencyRatio(name: $0, reference: names[0], ratio: $1)
    }
  }
}

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
  /// By series after the first, in their order, from curves that share ``ratioShares``: what was asked
  /// for, else limits and slope where the test holds the curves to be parallel, else nothing.
  public let ratios: [CurveComparison.PotencyRatio]
  /// One test for each question that the limits leave, in their order.
  public let tests: [LikelihoodRatioTest]
  /// The fit of each series on its own.
  public let fits: [BinomialFit]
  public var leftOut: [CurveComparison.LeftOut] = []
  /// What the limits leave free in every curve.
  public internal(set) var free: Set<SharedParameter> = []
  public var ratioShares: Set<SharedParameter> = []
  /// What was asked to be shared, step by step; empty where nothing was asked.
  public var steps: [SharingStep<LikelihoodRatioTest>] = []

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
  /// Whether curves are compared too whose ED50 the doses only bound; published comparisons do so.
  public var takesIncomplete = false
  /// As ``CurveComparer/sharing``.
  public var sharing: [Set<SharedParameter>]?

  public init() {}

  /// - Precondition: at least two series.
  public func compare(_ series: [BinomialSeries]) -> CountComparison {
    precondition(series.count > 1, "a comparison needs two series")
    let fits = series.map { fitter.fit($0.points, name: $0.name, unit: $0.unit) }
    let first =
      keepsReference
      ? fits.first.flatMap { reason($0, against: $0) == nil ? $0 : nil }
      : fits.first { reason($0, against: $0) == nil }
    let reasons = fits.map { reason($0, against: first ?? $0) }
    let leftOut = zip(fits, reasons).compactMap { fit, reason in
      reason.map { CurveComparison.LeftOut(name: fit.name, reason: $0) }
    }
    func ended(_ ending: CurveComparison.Ending) -> CountComparison {
      CountComparison(ending: ending, ratios: [], tests: [], fits: fits, leftOut: leftOut)
    }
    let comparable = fits.indices.filter { reasons[$0] == nil }
    guard first != nil, comparable.count > 1,
      let curves = together(comparable.map { (series[$0], fits[$0]) })
    else { return ended(.notComparable(leftOut.map(\.name))) }
    var solver = CurvesTogether<BinomialProblem>.solver()
    guard let separate = curves.minimise([], &solver) else { return ended(.noMinimum) }
    let free = curves.free
    var tests: [LikelihoodRatioTest] = []
    for question in questions.map({ $0.intersection(free) }) where !question.isEmpty {
      guard let shared = curves.minimise(question, &solver) else { return ended(.noMinimum) }
      tests.append(Self.test(question, shared, against: separate))
    }
    var comparison = CountComparison(
      ending: .compared, ratios: [], tests: tests, fits: fits, leftOut: leftOut, free: free)
    let names = comparable.map { fits[$0].name }
    let shared =
      sharing.map { $0.reduce(into: []) { $0.formUnion($1) } }
      ?? (comparison.isParallel() == false ? [] : CurveComparison.parallel)
    let ratioShares = shared.subtracting([.potency])
    guard let ratios = ratios(curves, names, sharing: ratioShares, &solver),
      let steps = steps(curves, names, separate, &solver)
    else { return ended(.noMinimum) }
    comparison = CountComparison(
      ending: .compared, ratios: ratios, tests: tests, fits: fits, leftOut: leftOut, free: free)
    comparison.ratioShares = ratioShares.intersection(free)
    comparison.steps = steps
    return comparison
  }

  private static func test(
    _ shared: Set<SharedParameter>, _ poorer: CurvesTogether<BinomialProblem>.Found,
    against richer: CurvesTogether<BinomialProblem>.Found
  ) -> LikelihoodRatioTest {
    let saved = richer.parameterCount - poorer.parameterCount
    let deviance = max(poorer.cost, richer.cost)
    return LikelihoodRatioTest(
      shared: shared, separateDeviance: richer.cost, sharedDeviance: deviance,
      degreesOfFreedom: saved,
      probability: saved == 0
        ? 1 : ChiSquared(degreesOfFreedom: Double(saved)).upperTail(deviance - richer.cost))
  }

  private func steps(
    _ curves: CurvesTogether<BinomialProblem>, _ names: [String],
    _ separate: CurvesTogether<BinomialProblem>.Found, _ solver: inout LeastSquaresSolver
  ) -> [SharingStep<LikelihoodRatioTest>]? {
    guard let sharing else { return [] }
    var steps: [SharingStep<LikelihoodRatioTest>] = []
    var before: (shared: Set<SharedParameter>, found: CurvesTogether<BinomialProblem>.Found)?
    let groups = sharing.map { $0.intersection(curves.free) }
    for shared in SharedParameter.steps(through: groups) {
      guard let found = shared.isEmpty ? separate : curves.minimise(shared, &solver),
        let ratios = shared.contains(.potency)
          ? [] : ratios(curves, names, sharing: shared, &solver)
      else { return nil }
      steps.append(
        SharingStep(
          shared: shared, before: before?.shared,
          test: before.map { Self.test(shared, found, against: $0.found) }, ratios: ratios))
      before = (shared, found)
    }
    return steps
  }

  private func reason(_ fit: BinomialFit, against first: BinomialFit) -> String? {
    var isTaken = false
    if case .incomplete = fit.verdict { isTaken = takesIncomplete }
    if !isTaken, let reason = CurveComparison.LeftOut.reason(fit.verdict, fit.unit) {
      return reason
    }
    guard let curve = fit.curve else { return "it has no curve" }
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
    let critical = ChiSquared(degreesOfFreedom: 1).quantile(fitter.confidence)
    let ratios = curves.ratios(
      found, sureness: { _ in .init(unit: 1, critical: critical, variance: 1) },
      inverse: { found, solver in
        let information = GroupedProblem(
          curves.members.map { BinomialInformation(curve: $0.curve, trials: $0.trials) },
          places: found.problem.places, offsets: found.problem.offsets,
          parameterCount: found.parameters.count)
        return solver.inverseInformation(information, at: found.parameters, bounds: found.bounds)
      }, &solver)
    return zip(names.dropFirst(), ratios).map {
      CurveComparison.PotencyRatio(name: $0, reference: names[0], ratio: $1)
    }
  }
}

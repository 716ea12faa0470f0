import NumericalMethods

/// Responses of several series in one system of parameters, with the noise that they have in common.
///
/// Under a robust loss the noise is settled about curves of their own, as it is for one series, from
/// all wells together; a difference of costs is then multiplied by what makes it χ² distributed.
///
/// A well alone at its dose that the loss set aside is outvoted by wells that know nothing of that dose.
/// Where there are such wells everything is found once more with them in full, and the less sure answer
/// counts, as it does for the potency of one series.
///
/// ## References
/// [SchraderHettmansperger1980] for the test: their λ is half our spread squared over the deviance
/// factor, with costs that are half of ours.
struct ComparedResponses {
  let names: [String]
  private(set) var curves: CurvesTogether<CurveProblem>
  /// Each curve on its own.
  private(set) var separate: CurvesTogether<CurveProblem>.Found
  /// The standard deviation of a good well about curves of their own.
  private(set) var spread: Double
  /// How many wells kept any influence.
  private(set) var goodWells: Int
  /// Whether wells are weighted because their noise grows.
  let weighsNoise: Bool
  private var solver: LeastSquaresSolver
  private var loss: RobustLoss
  private var constants: RobustLoss.NormalConstants
  private let confidence: Double
  private var robustWeights: [Double]
  private var known: [Set<SharedParameter>: CurvesTogether<CurveProblem>.Found] = [:]
  /// The same with contested wells in full; none where no well is contested.
  private var contest: [ComparedResponses] = []
  /// How many wells the loss set aside though nothing at their dose contradicts them.
  private(set) var contestedCount = 0

  /// Nil where no start led to a minimum.
  init?(_ fits: [DoseResponseFit], _ model: CurveModel, _ options: DoseResponseFitOptions) {
    names = fits.map(\.series.name)
    var fitter = DoseResponseFitter(options: options)
    loss = fitter.loss
    constants = fitter.constants
    confidence = options.confidence
    let noise = Self.commonNoise(fits)
    weighsNoise = noise != nil
    var members = ComparedMembers()
    for fit in fits {
      guard members.add(fit, model, noise, &fitter) else { return nil }
    }
    curves = CurvesTogether(
      members.problems, starts: members.starts, bounds: members.bounds, weights: members.weights)
    solver = CurvesTogether<CurveProblem>.solver()
    solver.options.loss = loss
    spread = members.spread
    solver.options.scale = spread
    guard let found = curves.minimise([], &solver) else { return nil }
    separate = found
    robustWeights = []
    goodWells = 0
    guard loss != .squares else {
      spread = max(efficientSpread(), members.negligible)
      return
    }
    let floor = max(spread * FitSession.largestShrinkage, members.negligible)
    for _ in 0..<6 {
      let next = max(efficientSpread(), floor)
      let isSettled = (next - spread).magnitude <= 0.01 * spread
      spread = next
      solver.options.scale = next
      guard let found = curves.minimise([], &solver) else { return nil }
      separate = found
      if isSettled { break }
    }
    // Weights and curves are those of the spread that they are judged by.
    _ = efficientSpread()
    let contested = contestedWells
    contestedCount = contested.count
    if let other = ComparedResponses(self, inFull: contested) { contest = [other] }
  }

  /// By least squares, these wells in full and the others with the weights that they have.
  private init?(_ other: ComparedResponses, inFull contested: [Int]) {
    guard !contested.isEmpty else { return nil }
    self = other
    loss = .squares
    constants = RobustLoss.squares.normalConstants()
    func own(_ well: Int) -> Double {
      other.curves.weights.isEmpty ? 1 : other.curves.weights[well]
    }
    var weights = robustWeights.indices.map { robustWeights[$0] * own($0) }
    for well in contested { weights[well] = own(well) }
    curves = CurvesTogether(other.curves, weights: weights)
    solver.options.loss = .squares
    guard let found = curves.minimise([], &solver) else { return nil }
    separate = found
    spread = max(efficientSpread(), .leastNormalMagnitude)
  }

  /// The wells that lost more than half their say where no other well of their dose kept its own.
  private var contestedWells: [Int] {
    var first = 0
    return curves.members.flatMap { member in
      defer { first += member.observationCount }
      return member.logDoses.indices.flatMap { dose in
        let wells = (first + member.starts[dose])..<(first + member.starts[dose + 1])
        return wells.contains { robustWeights[$0] >= 0.5 } ? [] : Array(wells)
      }
    }
  }

  /// The spread about the separate curves, from the squares of the wells that keep influence.
  private mutating func efficientSpread() -> Double {
    var residuals = [Double](repeating: 0, count: separate.problem.observationCount)
    var span = residuals.mutableSpan
    separate.problem.writeResiduals(at: separate.parameters.span, into: &span)
    let variance = solver.options.scale * solver.options.scale
    var sum = 0.0
    robustWeights = residuals.indices.map { well in
      let square = residuals[well] * residuals[well]
      let robust = loss == .squares ? 1 : loss.weight(atSquare: square / variance)
      let own = curves.weights.isEmpty ? 1 : curves.weights[well]
      sum += robust * own * square
      return own > 0 ? robust : 0
    }
    goodWells = robustWeights.count { $0 > 0 }
    return (sum / (constants.meanWeightedSquare * Double(freedom(separate)))).squareRoot()
  }

  /// Wells less parameters, at least 1.
  private func freedom(_ found: CurvesTogether<CurveProblem>.Found) -> Int {
    max(goodWells - found.parameterCount, 1)
  }

  /// The residual sum of squares, or what takes its place under a robust loss.
  private func sum(_ found: CurvesTogether<CurveProblem>.Found) -> Double {
    let base = spread * spread * Double(freedom(separate))
    return max(base + (found.cost - separate.cost) * constants.devianceFactor, 0)
  }

  /// The curves that share so much; nil where the search fails.
  private mutating func sharing(
    _ shared: Set<SharedParameter>
  ) -> CurvesTogether<CurveProblem>.Found? {
    if shared.isEmpty { return separate }
    if let found = known[shared] { return found }
    let found = curves.minimise(shared, &solver)
    known[shared] = found
    return found
  }

  /// The extra sum of squares of curves that share `shared` over those that share `before`; nil where
  /// the search fails.
  mutating func test(
    _ shared: Set<SharedParameter>, against before: Set<SharedParameter> = []
  ) -> ExtraSumOfSquares? {
    guard let poorer = sharing(shared), let richer = sharing(before) else { return nil }
    let numerator = richer.parameterCount - poorer.parameterCount
    let denominator = freedom(richer)
    let (least, most) = (sum(richer), max(sum(poorer), sum(richer)))
    let ratio = (most - least) / Double(max(numerator, 1)) / (least / Double(denominator))
    let own = ExtraSumOfSquares(
      shared: shared, separateSum: least, sharedSum: most, numerator: numerator,
      denominator: denominator, ratio: ratio,
      probability: numerator == 0
        ? 1
        : FDistribution(numerator: Double(numerator), denominator: Double(denominator))
          .upperTail(ratio))
    guard !contest.isEmpty, let other = contest[0].test(shared, against: before),
      other.probability > own.probability
    else { return own }
    return other
  }

  /// The potencies against the first, from curves that share `shared`; nil where the search fails.
  ///
  /// An interval holds what contested wells in full would make of it, where that lies outside.
  func ratios(sharing shared: Set<SharedParameter>) -> [CurveComparison.PotencyRatio]? {
    guard let own = ownRatios(sharing: shared) else { return nil }
    guard let others = contest.first?.ownRatios(sharing: shared) else { return own }
    return zip(own, others).map { own, other in
      CurveComparison.PotencyRatio(
        name: own.name, reference: own.reference, ratio: own.ratio.holding(other.ratio))
    }
  }

  private func ownRatios(
    sharing shared: Set<SharedParameter>
  ) -> [CurveComparison.PotencyRatio]? {
    guard !shared.contains(.potency) else { return [] }
    var solver = solver
    guard let found = curves.minimise(shared, byRatio: true, &solver) else { return nil }
    let weights = robustWeights.indices.map { well in
      robustWeights[well] > 0 ? curves.weights.isEmpty ? 1 : curves.weights[well] : 0
    }
    let ratios = curves.ratios(
      found,
      sureness: { found in
        let freedom = freedom(found)
        let variance = sum(found) / Double(freedom)
        return .init(
          unit: variance / constants.devianceFactor,
          critical: FDistribution(numerator: 1, denominator: Double(freedom))
            .quantile(confidence),
          variance: variance / constants.efficiency)
      },
      inverse: { found, solver in
        solver.inverseInformation(
          found.problem, at: found.parameters, bounds: found.bounds, weights: weights)
      }, &solver)
    return zip(names.dropFirst(), ratios).map {
      CurveComparison.PotencyRatio(name: $0, reference: names[0], ratio: $1)
    }
  }

  /// One law of noise for all wells, where the fit of any series weighted its wells by one: all are
  /// judged by one spread, which is that at the largest response of all.
  private static func commonNoise(_ fits: [DoseResponseFit]) -> GrowingNoise? {
    let noises = fits.compactMap(\.noise)
    guard let first = noises.first else { return nil }
    let largest = fits.map { fit in
      fit.noise?.largest
        ?? fit.points.compactMap { use in
          use.exclusion == nil
            ? fit.fittedCurve.map {
              GrowingNoise.level(of: $0.response(at: use.point.dose), on: fit.series.scale)
            } : nil
        }.max() ?? 0
    }
    return GrowingNoise(
      exponent: first.exponent,
      floor: OrderStatistics.sortingMedian(of: noises.map(\.floor)) ?? first.floor,
      largest: largest.max() ?? first.largest)
  }
}

extension ParameterEstimate {
  /// With an interval that holds another's too, where the other estimate lies outside it.
  fileprivate func holding(_ other: Self) -> Self {
    guard other.estimate < low ?? -.infinity || other.estimate > high ?? .infinity else {
      return self
    }
    return Self(
      estimate: estimate, standardError: standardError,
      low: low.flatMap { own in other.low.map { min(own, $0) } },
      high: high.flatMap { own in other.high.map { max(own, $0) } })
  }
}

/// The series of a comparison as problems whose doses count from the first's highest.
private struct ComparedMembers {
  var problems: [CurveProblem] = []
  var starts: [[Double]] = []
  var bounds: [[ClosedRange<Double>]] = []
  private var ownWeights: [[Double]?] = []
  private var reference: Double?
  private var squares = 0.0
  private var freedom = 0
  private var magnitude = 0.0

  /// The spread about each series' own curve, of all of them.
  var spread: Double { max((squares / Double(max(freedom, 1))).squareRoot(), negligible) }

  /// What is no noise beside responses of this size.
  var negligible: Double { max(magnitude, .leastNormalMagnitude) * 1e-9 }

  /// One for each well, or none where all count alike.
  var weights: [Double] {
    guard ownWeights.contains(where: { $0 != nil }) else { return [] }
    return zip(ownWeights, problems).flatMap { weights, problem in
      weights ?? [Double](repeating: 1, count: problem.observationCount)
    }
  }

  /// Adds a series; false where no curve of the model can be found for it.
  mutating func add(
    _ fit: DoseResponseFit, _ model: CurveModel, _ noise: GrowingNoise?,
    _ fitter: inout DoseResponseFitter
  ) -> Bool {
    let scale = fit.series.scale
    guard var prepared = fitter.prepared(fit.series), let curve = fit.fittedCurve else {
      return false
    }
    if let noise {
      let roots = prepared.places.map {
        noise.root(at: curve.response(at: fit.points[$0].point.dose), on: scale)
      }
      prepared = PreparedSeries(prepared, roots: roots)
    }
    guard let session = FitSession(prepared, scale, reference: model, fitter: &fitter) else {
      return false
    }
    let left = max(session.freedom(model), 1)
    squares += session.spread * session.spread * Double(left)
    freedom += left
    let highest = reference ?? prepared.highestDose
    reference = highest
    let shift = log(prepared.highestDose) - log(highest)
    var own = prepared.bounds(model, scale)
    let problem = prepared.problem(model, scale, within: own)
    magnitude = problem.responses.reduce(magnitude) { max($0, $1.magnitude) }
    var moved = CurveProblem(
      logDoses: problem.logDoses.map { $0 + shift }, starts: problem.starts,
      responses: problem.responses)
    moved.roots = problem.roots
    moved.kind = problem.kind
    moved.extraIsFree = problem.extraIsFree
    problems.append(moved)
    ownWeights.append(prepared.weights.isEmpty ? nil : prepared.weights)
    let position = CurveProblem.Index.position
    var start = session.referenceOptimum.parameters
    start[position] += shift
    starts.append(start)
    own[position] = (own[position].lowerBound + shift)...(own[position].upperBound + shift)
    bounds.append(own)
    return true
  }
}

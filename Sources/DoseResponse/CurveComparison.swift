import NumericalMethods

/// What several curves are asked to have in common.
public enum SharedParameter: String, Hashable, Sendable, CaseIterable {
  case responseWithoutDrug = "response_without_drug"
  case fullEffect = "full_effect"
  case slope
  case potency
}

/// The extra-sum-of-squares test: are curves that share parameters worse than curves of their own?
public struct ExtraSumOfSquares: Hashable, Sendable {
  /// What the simpler model lets the curves share.
  public let shared: Set<SharedParameter>
  /// The residual sum of squares with each curve on its own, and with the parameters shared.
  public let separateSum: Double
  public let sharedSum: Double
  /// How many parameters sharing saves.
  public let numerator: Int
  /// Wells less parameters of the separate curves.
  public let denominator: Int
  public let ratio: Double
  /// The probability of so large a ratio where the parameters are in truth the same.
  public let probability: Double
}

/// How the curves of several series differ.
public struct CurveComparison: Hashable, Sendable {
  /// The potency of one series against the first.
  public struct PotencyRatio: Hashable, Sendable {
    public let name: String
    public let reference: String
    /// The EC50 of this series over that of the first; above 1 is less potent. Its interval is
    /// profiled on the logarithm.
    public let ratio: ParameterEstimate
  }

  public enum Ending: Hashable, Sendable {
    case compared
    /// Fewer than two can be compared; these have no curve to compare: flat, unfit, or of another unit or scale than the first.
    case notComparable([String])
    case noMinimum
  }

  public let ending: Ending
  /// By series after the first, in their order. Where the test holds them to be parallel the curves
  /// share both limits and the slope, which makes one number of their potencies' ratio at every
  /// effect; where it does not, each has its own, and the ratio is that at half of each one's effect.
  public let ratios: [PotencyRatio]
  /// One test for each question asked, in their order.
  public let tests: [ExtraSumOfSquares]
  /// The fit of each series on its own.
  public let fits: [DoseResponseFit]
  /// A series that was not compared, and why, as a clause.
  public struct LeftOut: Hashable, Sendable {
    public let name: String
    public let reason: String
  }
  /// The series that the others were compared without.
  public var leftOut: [LeftOut] = []

  /// Whether the limits and slopes may be taken as shared at this level, so that the ratio holds at
  /// every level of effect and not at half the effect alone. Nil where that was not asked.
  public func isParallel(level: Double = 0.05) -> Bool? {
    Self.isParallel(tests, level: level)
  }

  /// What parallel curves share.
  static let parallel: Set<SharedParameter> = [.responseWithoutDrug, .fullEffect, .slope]

  static func isParallel(_ tests: [ExtraSumOfSquares], level: Double) -> Bool? {
    tests.first { $0.shared == parallel }.map { $0.probability >= level }
  }
}

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
    guard comparable.count > 1, let work = ComparisonWork(comparable, options) else {
      return ended(.notComparable(leftOut.map(\.name)))
    }
    var solver = work.solver()
    guard let separate = work.minimise([], &solver) else { return ended(.noMinimum) }
    var tests: [ExtraSumOfSquares] = []
    for question in questions {
      guard let shared = work.minimise(question, &solver) else { return ended(.noMinimum) }
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

/// The series of one comparison, in one system of parameters.
private struct ComparisonWork {
  let fits: [DoseResponseFit]
  let problems: [CurveProblem]
  let weights: [Double]
  let goodWells: Int
  let model: CurveModel
  private let starts: [[Double]]
  private let ownBounds: [[ClosedRange<Double>]]

  struct Found {
    var parameters: [Double]
    var cost: Double
    var parameterCount: Int
    var problem: GroupedProblem
    var bounds: [ClosedRange<Double>]
  }

  init?(_ fits: [DoseResponseFit], _ options: DoseResponseFitOptions) {
    self.fits = fits
    guard case .only(let model) = options.model else { return nil }
    self.model = model
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
    self.problems = problems
    self.weights = weights
    self.starts = starts
    ownBounds = bounds
    goodWells = weights.count { $0 > 0 }
  }

  func solver() -> LeastSquaresSolver {
    var search = LeastSquaresOptions()
    search.costTolerance = 1e-12
    search.firstRadius = 1
    return LeastSquaresSolver(options: search)
  }

  private static let index: [(SharedParameter, Int)] = [
    (.responseWithoutDrug, CurveProblem.Index.withoutDrug),
    (.fullEffect, CurveProblem.Index.fullEffect), (.slope, CurveProblem.Index.logHill),
    (.potency, CurveProblem.Index.position),
  ]

  /// The curves together, `shared` in common; `byRatio` gives every later potency as its ratio to
  /// the first.
  func minimise(
    _ shared: Set<SharedParameter>, byRatio: Bool = false, _ solver: inout LeastSquaresSolver
  ) -> Found? {
    var places = fits.map { _ in [Int](repeating: 0, count: 5) }
    var offsets = [Int?](repeating: nil, count: fits.count)
    var parameters: [Double] = []
    var bounds: [ClosedRange<Double>] = []
    var free = 0
    func add(_ start: Double, _ range: ClosedRange<Double>) -> Int {
      parameters.append(min(max(start, range.lowerBound), range.upperBound))
      bounds.append(range)
      if range.lowerBound < range.upperBound { free += 1 }
      return parameters.count - 1
    }
    for (name, index) in Self.index {
      let ranges = ownBounds.map { $0[index] }
      let widest = (ranges.map(\.lowerBound).min() ?? 0)...(ranges.map(\.upperBound).max() ?? 0)
      let values = starts.map { $0[index] }
      if shared.contains(name) {
        let place = add(OrderStatistics.mean(of: values) ?? 0, widest)
        for member in fits.indices { places[member][index] = place }
      } else if name == .potency, byRatio {
        let place = add(values[0], widest)
        let width = widest.upperBound - widest.lowerBound
        for member in fits.indices {
          places[member][index] = place
          if member > 0 { offsets[member] = add(values[member] - values[0], -width...width) }
        }
      } else {
        for member in fits.indices {
          places[member][index] = add(values[member], ranges[member])
        }
      }
    }
    let asymmetry = add(0, 0...0)
    for member in fits.indices { places[member][CurveProblem.Index.extra] = asymmetry }
    let problem = GroupedProblem(
      problems, places: places, offsets: offsets, parameterCount: parameters.count)
    let outcome = solver.minimise(
      problem, parameters: &parameters, bounds: bounds, weights: weights)
    guard outcome.cost.isFinite, outcome.ending.isMinimum else { return nil }
    return Found(
      parameters: parameters, cost: outcome.cost, parameterCount: free, problem: problem,
      bounds: bounds)
  }

  /// The potencies against the first, profiled on the logarithm, from curves that share `shared`
  /// and nothing else; none of it makes them the curves that each series has on its own.
  func ratios(
    sharing shared: Set<SharedParameter>, confidence: Double, _ solver: inout LeastSquaresSolver
  ) -> [CurveComparison.PotencyRatio]? {
    guard let found = minimise(shared, byRatio: true, &solver) else { return nil }
    let freedom = Double(max(goodWells - found.parameterCount, 1))
    let variance = found.cost / freedom
    let critical = FDistribution(numerator: 1, denominator: freedom).quantile(confidence)
    let inverse = solver.inverseInformation(
      found.problem, at: found.parameters, bounds: found.bounds, weights: weights)
    let count = found.parameters.count
    return fits.indices.dropFirst().map { member in
      let place = found.problem.offsets[member] ?? 0
      let value = found.parameters[place]
      let error = inverse.map { ($0[place * count + place] * variance).squareRoot() }
      var interval: ProfileInterval?
      if variance > 0 {
        interval = solver.profileInterval(
          of: place, found.problem, optimum: found.parameters, minimum: found.cost,
          rise: variance * critical, firstStep: (error ?? 0.1) * critical.squareRoot(),
          bounds: found.bounds, weights: weights)
      }
      return CurveComparison.PotencyRatio(
        name: fits[member].series.name, reference: fits[0].series.name,
        ratio: ParameterEstimate(
          estimate: exp(value), standardError: error.map { $0 * exp(value) },
          low: interval?.low.map { exp($0) }, high: interval?.high.map { exp($0) }))
    }
  }
}

import NumericalMethods

/// Successes among trials at one dose: dead among counted, responders among treated.
public struct BinomialPoint: Hashable, Sendable {
  public var dose: Double
  public var successes: Double
  public var trials: Double

  public init(dose: Double, successes: Double, trials: Double) {
    self.dose = dose
    self.successes = successes
    self.trials = trials
  }

  /// Whether the point can be counted.
  var isUsable: Bool {
    dose.isFinite && dose >= 0 && trials.isFinite && trials > 0 && successes >= 0
      && successes <= trials
  }
}

/// What fitting counts gave.
public struct BinomialFit: Hashable, Sendable {
  public let name: String
  public let unit: DoseUnit?
  public let verdict: Verdict
  public let model: CurveModel?
  public let curve: FittedCurve?
  /// The dose of half the effect between the fitted limits (the ED50, or LD50, where the limits are
  /// 0 and 1).
  public let relativeEC50: PotencyEstimate
  /// Positive; the coefficient of ln dose in the logit where the limits are 0 and 1.
  public let slope: ParameterEstimate?
  public let responseWithoutDrug: ParameterEstimate?
  public let fullEffect: ParameterEstimate?
  /// Twice the log-likelihood short of that of a model with one probability for each point.
  public let deviance: Double?
  public let degreesOfFreedom: Int?
  public let logLikelihood: Double?
  public let aicc: Double?
  /// The likelihood-ratio test against one probability at all doses.
  public let effectProbability: Double?
  /// The probability that chance alone scatters the counts so far about what was fitted; where it is
  /// small the wells differ by more than counting, and intervals are too narrow.
  public var scatterProbability: Double? {
    guard let deviance, let degreesOfFreedom, degreesOfFreedom > 0 else { return nil }
    return ChiSquared(degreesOfFreedom: Double(degreesOfFreedom)).upperTail(deviance)
  }
  public let testedDoses: ClosedRange<Double>?
  /// Points left out because they cannot be counted: places in the points given.
  public let leftOut: [Int]
}

/// Fits a log-logistic curve to counts by maximum likelihood: with the limits 0 and 1 it is logistic
/// regression on ln dose.
///
/// Intervals are profiled on the deviance with χ²; standard errors come from the expected
/// information. Nothing is thrown.
///
/// ## References
/// [Ritz2015] for the model; the deviance as a sum of squares is that of a generalised linear model.
public struct BinomialFitter {
  public enum Limits: String, Hashable, Sendable, CaseIterable {
    /// 0 without drug, 1 at full effect.
    case fixed
    /// The response without drug (natural mortality) is estimated; full effect is 1.
    case background
    /// Both are estimated.
    case free
  }

  public var limits = Limits.fixed
  public var gateLevel = 0.01
  public var confidence = 0.95

  public init() {}

  public func fit(_ points: [BinomialPoint], name: String, unit: DoseUnit?) -> BinomialFit {
    let leftOut = points.indices.filter { !points[$0].isUsable }
    guard let prepared = prepared(BinomialSeries(name: name, unit: unit, points: points)) else {
      return refusal(.tooFewDoses(found: 0, required: 3), name, unit, leftOut, nil)
    }
    let tested = prepared.lowestDose...prepared.highestDose
    let required = model.parameterCount + 1
    guard prepared.positiveDoseCount >= max(required, 3) else {
      return refusal(
        .tooFewDoses(found: prepared.positiveDoseCount, required: max(required, 3)), name, unit,
        leftOut, tested)
    }
    let work = BinomialWork(prepared, self, name, unit, leftOut, tested)
    if let reason = work.impossibility { return refusal(reason, name, unit, leftOut, tested) }
    return work.fit()
  }

  /// The usable points as fractions weighted by their trials; nil where none has a dose above zero.
  func prepared(_ series: BinomialSeries) -> PreparedSeries? {
    PreparedSeries(
      DoseResponseSeries(
        name: series.name, unit: series.unit, scale: .effect,
        points: series.points.filter(\.isUsable).map {
          DoseResponsePoint(dose: $0.dose, response: $0.successes / $0.trials, weight: $0.trials)
        }))
  }

  /// Either limit may lie anywhere among the probabilities; a falling curve starts high.
  func bounds(_ prepared: PreparedSeries) -> [ClosedRange<Double>] {
    var bounds = prepared.bounds(.logLogistic4, .effect)
    let falls = (prepared.medians.last ?? 0) < (prepared.medians.first ?? 0)
    let (without, full) = falls ? (1.0, 0.0) : (0.0, 1.0)
    bounds[CurveProblem.Index.withoutDrug] = limits == .fixed ? without...without : 0...1
    bounds[CurveProblem.Index.fullEffect] = limits == .free ? 0...1 : full...full
    return bounds
  }

  var model: CurveModel {
    switch limits {
    case .fixed: .logLogistic2
    case .background, .free: limits == .free ? .logLogistic4 : .logLogistic3
    }
  }

  private func refusal(
    _ reason: UnfitReason, _ name: String, _ unit: DoseUnit?, _ leftOut: [Int],
    _ tested: ClosedRange<Double>?
  ) -> BinomialFit {
    BinomialFit(
      name: name, unit: unit, verdict: .unfit(reason), model: nil, curve: nil,
      relativeEC50: .notAvailable, slope: nil, responseWithoutDrug: nil, fullEffect: nil,
      deviance: nil, degreesOfFreedom: nil, logLikelihood: nil, aicc: nil,
      effectProbability: nil, testedDoses: tested, leftOut: leftOut)
  }
}

/// The fit of one set of counts.
private struct BinomialWork {
  let prepared: PreparedSeries
  let fitter: BinomialFitter
  let name: String
  let unit: DoseUnit?
  let leftOut: [Int]
  let tested: ClosedRange<Double>
  let problem: BinomialProblem
  let bounds: [ClosedRange<Double>]

  init(
    _ prepared: PreparedSeries, _ fitter: BinomialFitter, _ name: String, _ unit: DoseUnit?,
    _ leftOut: [Int], _ tested: ClosedRange<Double>
  ) {
    self.prepared = prepared
    self.fitter = fitter
    self.name = name
    self.unit = unit
    self.leftOut = leftOut
    self.tested = tested
    bounds = fitter.bounds(prepared)
    problem = BinomialProblem(curve: prepared.problem, trials: prepared.weights)
  }

  /// Responses without drug that the held limits give the probability 0: no dose can make up for
  /// them, and no curve has a likelihood.
  var impossibility: UnfitReason? {
    let limits = bounds[CurveProblem.Index.withoutDrug]
    guard problem.curve.logDoses.first == -.infinity, limits.lowerBound == limits.upperBound else {
      return nil
    }
    let wells = 0..<problem.curve.starts[1]
    let trials = wells.reduce(0) { $0 + problem.trials[$1] }
    let successes = wells.reduce(0) { $0 + problem.trials[$1] * problem.curve.responses[$1] }
    let expected = limits.lowerBound * trials
    guard (successes - expected).magnitude > 1e-9 * trials else { return nil }
    return .impossibleWithoutDrug(
      successes: successes.rounded(), trials: trials.rounded(), limit: limits.lowerBound)
  }

  func fit() -> BinomialFit {
    var options = LeastSquaresOptions()
    options.firstRadius = 1
    var solver = LeastSquaresSolver(options: options)
    var best: (parameters: [Double], cost: Double)?
    for start in prepared.starts(for: .effect) {
      var parameters = start
      let outcome = solver.minimise(problem, parameters: &parameters, bounds: bounds)
      if outcome.cost < best?.cost ?? .infinity { best = (parameters, outcome.cost) }
    }
    guard let best else { return conclusion(.unfit(.noMinimum)) }
    let flat = flatDeviance
    let extra = Double(max(freeCount - 1, 1))
    let probability = ChiSquared(degreesOfFreedom: extra).upperTail(max(flat - best.cost, 0))
    guard probability < fitter.gateLevel else {
      return conclusion(.flat, probability: probability, deviance: flat, parameterCount: 1)
    }
    let critical = ChiSquared(degreesOfFreedom: 1).quantile(fitter.confidence)
    let information = BinomialInformation(curve: problem.curve, trials: problem.trials)
    let inverse = solver.inverseInformation(information, at: best.parameters, bounds: bounds)
    let count = best.parameters.count
    var estimates: [ParameterEstimate] = []
    for index in best.parameters.indices {
      let error = inverse.map { $0[index * count + index].squareRoot() }.flatMap {
        $0.isFinite ? $0 : nil
      }
      var interval: ProfileInterval?
      if bounds[index].lowerBound < bounds[index].upperBound {
        interval = solver.profileInterval(
          of: index, problem, optimum: best.parameters, minimum: best.cost, rise: critical,
          firstStep: (error ?? 0.5) * critical.squareRoot(), bounds: bounds)
      }
      estimates.append(
        ParameterEstimate(
          estimate: best.parameters[index], standardError: error, low: interval?.low,
          high: interval?.high))
    }
    return report(best.parameters, estimates, best.cost, probability)
  }

  private func report(
    _ parameters: [Double], _ estimates: [ParameterEstimate], _ deviance: Double,
    _ probability: Double
  ) -> BinomialFit {
    let place = estimates[CurveProblem.Index.position]
    let lowest = prepared.lowestLogDose
    let potency: PotencyEstimate
    if let low = place.low, let high = place.high, low >= lowest, high <= 0 {
      potency = .estimated(place.mapped { prepared.dose(at: $0) })
    } else if let low = place.low, low > lowest {
      potency = .bounded(.above(prepared.dose(at: min(low, 0))))
    } else if let high = place.high, high < 0 {
      potency = .bounded(.below(prepared.dose(at: max(high, lowest))))
    } else {
      potency = .notAvailable
    }
    let verdict: Verdict =
      switch potency {
      case .estimated: .complete
      case .bounded(let bound): .incomplete(bound)
      case .notAvailable: .unfit(.potencyUndetermined)
      }
    return conclusion(
      verdict, parameters: parameters, potency: potency, estimates: estimates,
      probability: probability, deviance: deviance, parameterCount: freeCount)
  }

  private var freeCount: Int { bounds.count { $0.lowerBound < $0.upperBound } }

  private var flatDeviance: Double {
    let total = problem.trials.reduce(0, +)
    let mean = zip(problem.trials, problem.curve.responses).reduce(0) { $0 + $1.0 * $1.1 } / total
    var residuals = [Double](repeating: 0, count: problem.observationCount)
    let flat = [mean, mean, 0, 0, 0]
    var span = residuals.mutableSpan
    problem.writeResiduals(at: flat.span, into: &span)
    return residuals.reduce(0) { $0 + $1 * $1 }
  }

  /// The log-likelihood without the binomial coefficients' share would compare models as well; with
  /// it the number is that of other programs.
  private func logLikelihood(_ deviance: Double) -> Double {
    var saturated = 0.0
    for row in problem.trials.indices {
      let (n, y) = (problem.trials[row], problem.curve.responses[row])
      let k = n * y
      if k > 0 { saturated += k * log(y) }
      if k < n { saturated += (n - k) * log(1 - y) }
      let successes = GammaFunction.logarithm(k + 1)
      let failures = GammaFunction.logarithm(n - k + 1)
      saturated += GammaFunction.logarithm(n + 1) - successes - failures
    }
    return saturated - deviance / 2
  }

  private func conclusion(
    _ verdict: Verdict, parameters: [Double]? = nil, potency: PotencyEstimate = .notAvailable,
    estimates: [ParameterEstimate]? = nil, probability: Double? = nil, deviance: Double? = nil,
    parameterCount: Int = 0
  ) -> BinomialFit {
    let model = fitter.model
    let rows = problem.observationCount
    let likelihood = deviance.map { logLikelihood($0) }
    let free = Double(parameterCount)
    let left = Double(rows) - free - 1
    return BinomialFit(
      name: name, unit: unit, verdict: verdict, model: parameters == nil ? nil : model,
      curve: parameters.map {
        FittedCurve(
          model: model, kind: CurveProblem.Kind(), parameters: $0,
          referenceDose: prepared.highestDose)
      },
      relativeEC50: potency,
      slope: estimates.map { $0[CurveProblem.Index.logHill].mapped { exp($0) } },
      responseWithoutDrug: estimates.map { $0[CurveProblem.Index.withoutDrug] },
      fullEffect: estimates.map { $0[CurveProblem.Index.fullEffect] }, deviance: deviance,
      degreesOfFreedom: deviance == nil ? nil : rows - parameterCount, logLikelihood: likelihood,
      aicc: likelihood.map {
        left > 0 ? -2 * $0 + 2 * free + 2 * free * (free + 1) / left : .infinity
      }, effectProbability: probability, testedDoses: tested, leftOut: leftOut)
  }
}

extension ParameterEstimate {
  /// An estimate of a logarithm as one of what it is the logarithm of.
  fileprivate func mapped(_ exponential: (Double) -> Double) -> Self {
    let value = exponential(estimate)
    return Self(
      estimate: value, standardError: standardError.map { $0 * value }, low: low.map(exponential),
      high: high.map(exponential))
  }
}

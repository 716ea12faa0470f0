/// A number with how sure it is.
public struct ParameterEstimate: Hashable, Sendable {
  public let estimate: Double
  /// From the Gauss–Newton covariance; nil where the parameter is fixed or rests on a bound.
  public let standardError: Double?
  /// The ends of the 95 % profile-likelihood interval; nil where it is unbounded on that side, or
  /// where no interval was asked for.
  public let low: Double?
  public let high: Double?

  public init(estimate: Double, standardError: Double?, low: Double?, high: Double?) {
    self.estimate = estimate
    self.standardError = standardError
    self.low = low
    self.high = high
  }
}

/// A potency: a number where the tested doses hold it, a bound where they do not.
public enum PotencyEstimate: Hashable, Sendable {
  case estimated(ParameterEstimate)
  case bounded(DoseBound)
  /// There is nothing to estimate: no effect, no curve, or no such level on this scale.
  case notAvailable

  public var estimate: ParameterEstimate? {
    if case .estimated(let estimate) = self { estimate } else { nil }
  }
}

/// What one point did in a fit.
public struct PointUse: Hashable, Sendable {
  public let point: DoseResponsePoint
  /// 1 for a point fully trusted, 0 for one set aside by the robust loss; nil if excluded before.
  public let robustWeight: Double?
  public let exclusion: PointExclusion?

  /// Whether the robust loss took more than half of the point's say.
  public var isDownWeighted: Bool { robustWeight.map { $0 < 0.5 } ?? false }
}

/// How well a model fits, in the terms that compare models.
public struct FitStatistics: Hashable, Sendable {
  /// The residual sum of squares. Under a robust loss its counterpart: the squared spread of a good
  /// well times the degrees of freedom, which wells set aside have no part in.
  public let residualSumOfSquares: Double
  /// Wells that kept influence, less parameters.
  public let degreesOfFreedom: Int
  /// That of normal noise with this sum and these wells. Under a robust loss it ranks models of one
  /// curve, and is no likelihood of all the wells: it may lie above the largest that those have.
  public let logLikelihood: Double
  /// Akaike's criterion corrected for few wells; +∞ where there are too few for the model.
  public let aicc: Double

  /// The standard deviation of a well about the curve.
  public var residualStandardDeviation: Double {
    degreesOfFreedom > 0
      ? (residualSumOfSquares / Double(degreesOfFreedom)).squareRoot() : .nan
  }
}

/// One model that was tried.
public struct CandidateFit: Hashable, Sendable {
  public let model: CurveModel
  public let statistics: FitStatistics
}

/// Everything known about one series after fitting.
public struct DoseResponseFit: Hashable, Sendable {
  public let series: DoseResponseSeries
  public let verdict: Verdict
  /// The model chosen; nil where the series is unfit.
  public let model: CurveModel?
  /// The curve, for drawing; nil where the verdict is flat or unfit. The potency to report is
  /// ``relativeEC50``, which a curve drawn beyond its doses is not.
  public let fittedCurve: FittedCurve?
  /// The parameters of the model under drc's letters; empty where the verdict is flat or unfit.
  public let parameters: [CurveParameter]
  /// The constant response of a flat series.
  public let flatResponse: ParameterEstimate?
  /// The dose of half the effect.
  public let relativeEC50: PotencyEstimate
  /// The dose at which half the cells live, or half the signal is lost.
  public let absoluteIC50: PotencyEstimate
  /// The slope at half the effect, as that of the log-logistic curve that is as steep there; nil for
  /// hormetic and biphasic curves.
  public let hillSlope: ParameterEstimate?
  public let bottom: ParameterEstimate?
  public let top: ParameterEstimate?
  /// The fitted mean response over the logarithm of the tested doses above zero.
  public let areaUnderCurve: Double?
  /// The probability of so large an effect where there is none; nil if it was not tested.
  public let effectProbability: Double?
  public let statistics: FitStatistics?
  /// Every model tried, poorest first; only `flat` where the gate stayed shut.
  public let candidates: [CandidateFit]
  /// Lowest and highest dose above zero among the usable points; nil if there is none.
  public let testedDoses: ClosedRange<Double>?
  /// Every point, in the order of the series.
  public let points: [PointUse]
  /// Whether the flat model alone was asked for, so that flat is no finding.
  public var flatWasAskedFor = false
  /// The probability that noise which does not grow with the response looks as if it did; nil where it
  /// does not look so.
  public internal(set) var growingNoise: Double?
  /// How the noise grows, where wells were weighted by it.
  public internal(set) var noise: GrowingNoise?
  /// Whether a robust fit was asked for and least squares taken, since too few wells were there to set
  /// any aside.
  public internal(set) var hadTooFewWells = false
  /// What contests the EC50.
  var contest: PotencyContest?
  /// The coverage of the intervals.
  public var confidence = 0.95

  /// The curve as a log-logistic one; nil where the model is another or there is no curve.
  public var curve: LogLogisticCurve? { fittedCurve?.logLogistic }

  public func parameter(_ name: CurveParameter.Name) -> CurveParameter? {
    parameters.first { $0.name == name }
  }

  /// The response at full effect (E∞), which the doses need not have reached.
  public var fullEffect: ParameterEstimate? {
    fittedCurve.flatMap { $0.direction == .falling ? bottom : top }
  }

  /// The fitted response at the highest tested dose (Emax).
  public var responseAtHighestDose: Double? {
    guard let testedDoses else { return nil }
    return fittedCurve?.response(at: testedDoses.upperBound) ?? flatResponse?.estimate
  }

  public var downWeighted: [PointUse] { points.filter(\.isDownWeighted) }
  public var excluded: [PointUse] { points.filter { $0.exclusion != nil } }
}

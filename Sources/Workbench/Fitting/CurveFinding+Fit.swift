import DoseResponse
import FileFormats
import Foundation

extension CurveFinding {
  /// - Parameter lines: the line of each point in its file, in the order of the series.
  init(
    _ fit: DoseResponseFit, lines: [Int32], missingCount: Int,
    bandBy options: DoseResponseFitOptions? = nil,
    metrics: [(key: String, value: Double?)]? = nil
  ) {
    group = fit.series.name
    verdict = fit.verdict.label
    reason = fit.sentence
    model = fit.model?.rawValue
    modelName = fit.model?.name
    let unit = fit.series.unit
    let relative = Potency(fit.relativeEC50, Self.bound(of: fit), unit: unit)
    relativeIC50 = relative
    absoluteIC50 = Potency(fit.absoluteIC50, nil, unit: unit)
    parameters = Self.parameters(of: fit, relative, unit: unit?.symbol)
    hillSlope = fit.hillSlope.map { Number(withoutLimit: $0) }
    self.metrics = metrics ?? Self.metrics(of: fit)
    statistics = fit.statistics.map {
      Statistics(
        residualSumOfSquares: $0.residualSumOfSquares, degreesOfFreedom: $0.degreesOfFreedom,
        logLikelihood: $0.logLikelihood, aicc: $0.aicc)
    }
    effectProbability = fit.effectProbability
    // Wells of one dose follow each other and lie under one point of the curve.
    var latest: (dose: Double, fitted: Double?) = (.nan, nil)
    wells = zip(fit.points, lines).map { use, line in
      let dose = use.point.dose
      if dose != latest.dose { latest = (dose, Self.response(of: fit, at: dose)) }
      return Well(
        line: Int(line), dose: dose, response: use.point.response,
        fitted: use.exclusion == nil ? latest.fitted : nil,
        weight: use.robustWeight, exclusion: use.exclusion?.rawValue)
    }
    self.missingCount = missingCount
    curve = Self.places(of: fit, options)
  }

  private static func metrics(of fit: DoseResponseFit) -> [(key: String, value: Double?)] {
    var metrics: [(key: String, value: Double?)] = [
      ("auc", fit.areaUnderCurve), ("emax", fit.responseAtHighestDose),
      ("einf", fit.fullEffect?.estimate),
    ]
    guard fit.series.scale.responseWithoutDrug != nil else { return metrics }
    metrics.append(("aac", fit.areaAboveCurve))
    let scores = DrugSensitivityScore.values(of: fit)
    for kind in DrugSensitivityScore.Kind.allCases {
      metrics.append(("dss\(kind.rawValue)", scores?[kind.rawValue - 1]))
    }
    return metrics
  }

  private static func parameters(
    of fit: DoseResponseFit, _ relative: Potency, unit: String?
  ) -> [Parameter] {
    if let flat = fit.flatResponse {
      return [
        Parameter(key: "mean", title: "Mean response", letter: nil, unit: nil, number: Number(flat))
      ]
    }
    return fit.parameters.map { parameter in
      let isDose = parameter.name == .location || parameter.name == .secondLocation
      var number = Number(parameter.estimate)
      // A dose that was refused as a potency is not given by another name.
      if isDose, relative.number == nil { number = Number() }
      return Parameter(
        key: parameter.name.rawValue, title: parameter.name.title, letter: parameter.name.letter,
        unit: isDose ? unit : nil, isFixed: parameter.isFixed, number: number)
    }
  }

  private static func bound(of fit: DoseResponseFit) -> DoseBound? {
    if case .incomplete(let bound) = fit.verdict { return bound }
    return nil
  }

  private static func response(of fit: DoseResponseFit, at dose: Double) -> Double? {
    fit.fittedCurve.map { $0.response(at: dose) } ?? fit.flatResponse?.estimate
  }

  /// Forty-one doses from the lowest to the highest tested one.
  static func doses(over tested: ClosedRange<Double>?) -> [Double] {
    guard let tested, tested.lowerBound < tested.upperBound else { return [] }
    let ratio = tested.upperBound / tested.lowerBound
    return (0...40).map { step in
      switch step {
      case 0: tested.lowerBound
      case 40: tested.upperBound
      default: tested.lowerBound * pow(ratio, Double(step) / 40)
      }
    }
  }

  /// The curve over the tested doses, with its band where `options` say how it was fitted; a flat
  /// series is its constant.
  private static func places(
    of fit: DoseResponseFit, _ options: DoseResponseFitOptions?
  ) -> [Place] {
    let doses = doses(over: fit.testedDoses)
    let halves = options.flatMap { fit.bandHalfWidths(at: doses, options: $0) }
    return doses.enumerated().compactMap { number, dose in
      response(of: fit, at: dose).map { response in
        Place(
          dose: dose, response: response, low: halves.map { response - $0[number] },
          high: halves.map { response + $0[number] })
      }
    }
  }
}

extension CurveFinding.Number {
  init(_ estimate: ParameterEstimate) {
    self.init(
      estimate: estimate.estimate, standardError: estimate.standardError, low: estimate.low,
      high: estimate.high)
  }

  /// An estimate that rests on the fit's limit is no number, only its known side is.
  init(withoutLimit estimate: ParameterEstimate) {
    self.init(estimate)
    if estimate.standardError == nil, estimate.high == nil, estimate.low != nil {
      self.estimate = nil
    }
  }
}

extension CurveFinding.Potency {
  init(_ potency: PotencyEstimate, _ known: DoseBound?, unit: DoseUnit?) {
    switch potency {
    case .estimated(let estimate): self.init(number: .init(estimate), bound: nil)
    case .bounded(let bound): self.init(number: nil, bound: .init(bound, unit: unit))
    case .notAvailable: self.init(number: nil, bound: known.map { .init($0, unit: unit) })
    }
  }
}

extension CurveFinding.Bound {
  init(_ bound: DoseBound, unit: DoseUnit?) {
    switch bound {
    case .above(let dose): self.init(side: .above, dose: dose, text: bound.formatted(in: unit))
    case .below(let dose): self.init(side: .below, dose: dose, text: bound.formatted(in: unit))
    }
  }
}

extension FileFormats.ResponseScale {
  /// The same statement in the fitter's terms; fractions were made of percents by the reader.
  var asFitted: DoseResponse.ResponseScale {
    switch self {
    case .viability: .viability
    case .inhibition: .inhibition
    case .signal: .signal(expected: nil)
    }
  }
}

extension CurveParameter.Name {
  /// As a person reads it.
  fileprivate var title: String {
    switch self {
    case .slope: "Slope"
    case .lowerLimit: "Lower limit"
    case .upperLimit: "Upper limit"
    case .location: "Location"
    case .asymmetry: "Asymmetry"
    case .hormesis: "Hormesis"
    case .firstShare: "First site’s share"
    case .secondSlope: "Second slope"
    case .secondLocation: "Second location"
    }
  }
}

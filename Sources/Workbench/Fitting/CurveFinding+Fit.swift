import DoseResponse
import FileFormats
import NumericalMethods

extension CurveFinding {
  /// - Parameter lines: the line of each point in its file, in the order of the series.
  init(
    _ fit: DoseResponseFit, by loss: DoseResponseFitOptions.Loss, lines: [Int32],
    missingCount: Int, in unit: ResponseUnit,
    bandBy options: DoseResponseFitOptions? = nil,
    metrics: [(key: String, value: Double?)]? = nil
  ) {
    let finding = Self(fit, loss, lines, missingCount, unit, options, metrics)
    self = finding.told(in: unit, doses: fit.series.unit?.symbol)
  }

  /// With responses as they were fitted.
  private init(
    _ fit: DoseResponseFit, _ loss: DoseResponseFitOptions.Loss, _ lines: [Int32],
    _ missingCount: Int, _ told: ResponseUnit,
    _ options: DoseResponseFitOptions?, _ metrics: [(key: String, value: Double?)]?
  ) {
    group = fit.series.name
    verdict = fit.verdict.label
    reason = fit.sentence(responses: told.isPercent ? .percent : .asFitted)
    model = fit.model?.rawValue
    modelName = fit.model?.name
    let unit = fit.series.unit
    let relative = Potency(fit.relativeEC50, Self.bound(of: fit), unit: unit)
    relativeIC50 = relative
    absoluteIC50 = Potency(fit.absoluteIC50, nil, unit: unit)
    parameters = Self.parameters(of: fit, relative)
    hillSlope = fit.hillSlope.map { Number(withoutLimit: $0) }
    self.metrics = metrics ?? Self.metrics(of: fit)
    statistics = fit.statistics.map {
      Statistics(
        kind: loss == .robust ? .robust : .leastSquares,
        residualSumOfSquares: $0.residualSumOfSquares, degreesOfFreedom: $0.degreesOfFreedom,
        wells: $0.degreesOfFreedom + (fit.model?.parameterCount ?? 0),
        logLikelihood: $0.logLikelihood, aicc: $0.aicc)
    }
    warnings = fit.warnings.map {
      ($0.label, $0.sentence(in: unit, responses: told.isPercent ? .percent : .asFitted))
    }
    lackOfFit = fit.lackOfFit.map {
      FitLack(
        ratio: $0.ratio, numerator: $0.numerator, denominator: $0.denominator,
        probability: $0.probability)
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
        weight: use.robustWeight, exclusion: use.exclusion?.rawValue, name: use.point.id)
    }
    statistics?.plainSum = Self.plainSum(wells)
    self.missingCount = missingCount
    curve = Self.places(of: fit, options)
    departure = fit.departure.map {
      Departure(dose: $0.dose, response: $0.response, others: $0.others)
    }
  }

  /// The squares of the residuals of all wells that took part, none weighted.
  static func plainSum(_ wells: [Well]) -> Double? {
    let residuals = wells.compactMap { well in well.fitted.map { well.response - $0 } }
    return residuals.isEmpty ? nil : residuals.reduce(0) { $0 + $1 * $1 }
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
    of fit: DoseResponseFit, _ relative: Potency
  ) -> [Parameter] {
    if let flat = fit.flatResponse {
      return [
        Parameter(
          key: "mean", title: "Mean response", letter: nil, quantity: .response,
          number: Number(flat))
      ]
    }
    return fit.parameters.map { parameter in
      let quantity = parameter.name.quantity
      var number = Number(parameter.estimate)
      // A dose that was refused as a potency is not given by another name.
      if quantity == .dose, relative.number == nil { number = Number() }
      return Parameter(
        key: parameter.name.rawValue, title: parameter.name.title, letter: parameter.name.letter,
        quantity: quantity, isFixed: parameter.isFixed, isAtBound: parameter.isAtBound,
        number: number)
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
      default: tested.lowerBound * ReproducibleMath.power(ratio, Double(step) / 40)
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
  fileprivate var quantity: CurveMetric.Quantity {
    switch self {
    case .location, .secondLocation: .dose
    case .lowerLimit, .upperLimit: .response
    case .hormesis: .responsePerDose
    case .slope, .secondSlope, .asymmetry, .firstShare: .number
    }
  }

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

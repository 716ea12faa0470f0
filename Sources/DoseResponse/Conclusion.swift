import NumericalMethods

/// Turns what was fitted into what may be reported.
struct Conclusion {
  private let series: DoseResponseSeries
  private let session: FitSession
  private let probability: Double
  private let candidates: [CandidateFit]
  private let confidence: Double
  private var tested: ClosedRange<Double> {
    session.prepared.lowestDose...session.prepared.highestDose
  }

  init(
    _ series: DoseResponseSeries, _ session: FitSession, _ probability: Double,
    _ candidates: [CandidateFit], confidence: Double
  ) {
    self.series = series
    self.session = session
    self.probability = probability
    self.candidates = candidates
    self.confidence = confidence
  }

  /// No effect: the constant, with its interval.
  func flat(
    _ optimum: Optimum, _ statistics: FitStatistics, _ fitter: DoseResponseFitter
  ) -> DoseResponseFit {
    let value = optimum.parameters[0]
    let freedom = Double(max(statistics.degreesOfFreedom, 1))
    let variance = statistics.residualSumOfSquares / freedom
    let isPlain = session.prepared.weights.isEmpty && session.prepared.problem.roots.isEmpty
    let weight =
      isPlain ? Double(session.goodWells) : session.prepared.precisions.reduce(0, +)
    let error = (variance / (weight * fitter.constants.efficiency)).squareRoot()
    let half =
      error
      * StudentTDistribution(degreesOfFreedom: freedom)
      .quantile((1 + fitter.options.confidence) / 2)
    let response = ParameterEstimate(
      estimate: value, standardError: error, low: value - half, high: value + half)
    let wasAskedFor = fitter.options.model == .only(.flat)
    if !wasAskedFor, isFullEffect(response) {
      // The scale knows where a response without drug lies, and the lowest dose is past the curve.
      let below = DoseBound.below(tested.lowerBound)
      return fit(
        .incomplete(below), model: .flat, statistics: statistics, flatResponse: response,
        relative: .bounded(below), absolute: .bounded(below), area: value)
    }
    var flat = fit(
      .flat, model: .flat, statistics: statistics, flatResponse: response, area: value)
    flat.flatWasAskedFor = wasAskedFor
    return flat
  }

  /// Whether a constant lies on the far side of the level of an absolute IC50, with no well without drug
  /// among its wells.
  private func isFullEffect(_ response: ParameterEstimate) -> Bool {
    guard let level = series.scale.absoluteLevel, let low = response.low, let high = response.high,
      session.prepared.problem.logDoses.first != -.infinity
    else { return false }
    switch series.scale {
    case .viability: return high < level
    case .inhibition: return low > level
    case .effect, .growthRate, .signal: return false
    }
  }

  func contrary() -> DoseResponseFit {
    fit(.unfit(.contraryDirection(scale: series.scale)), model: nil, statistics: nil)
  }

  /// An effect: report what the doses hold.
  func active(
    _ model: CurveModel, _ curve: FittedCurve, _ statistics: FitStatistics,
    _ estimates: CurveEstimates, shape: Verdict?
  ) -> DoseResponseFit {
    let relative = potency(
      estimates.relativePosition, support(curve), mayLieOutside: estimates.mayLieOutside)
    let absolute =
      estimates.absolutePosition.map { potency($0, support(curve)) } ?? absoluteBeyondReach(curve)
    let verdict: Verdict =
      switch relative {
      case .estimated: shape ?? .complete
      case .bounded(let bound): shape ?? .incomplete(bound)
      case .notAvailable: shape ?? .unfit(.potencyUndetermined)
      }
    if case .unfit = verdict { return fit(verdict, model: nil, statistics: nil) }

    let withoutDrug = linear(estimates.parameters[CurveProblem.Index.withoutDrug])
    let fullEffect = linear(estimates.parameters[CurveProblem.Index.fullEffect])
    let isFalling = curve.direction == .falling
    return fit(
      verdict, model: model, statistics: statistics, curve: curve,
      parameters: parameters(curve, estimates), relative: relative, absolute: absolute,
      hill: hillSlope(curve, estimates),
      bottom: isFalling ? fullEffect : withoutDrug, top: isFalling ? withoutDrug : fullEffect,
      area: curve.meanResponse(overLogDoseFrom: tested.lowerBound, to: tested.upperBound))
  }

  /// The parameters as drc would name them.
  private func parameters(
    _ curve: FittedCurve, _ estimates: CurveEstimates
  ) -> [CurveParameter] {
    let bounds = session.prepared.bounds(curve.model, series.scale)
    let isFalling = curve.direction == .falling
    func parameter(
      _ name: CurveParameter.Name, _ index: Int, _ estimate: ParameterEstimate
    ) -> CurveParameter {
      let range = bounds[index]
      let isFixed = range.lowerBound == range.upperBound
      let margin = 1e-6 * (range.upperBound - range.lowerBound)
      let value = estimates.parameters[index].value
      return CurveParameter(
        name: name, estimate: estimate, isFixed: isFixed,
        isAtBound: !isFixed
          && (value - range.lowerBound <= margin || range.upperBound - value <= margin))
    }
    func slope(_ index: Int) -> ParameterEstimate {
      let size = exponential(estimates.parameters[index], exp)
      // drc's type 2 falls where its slope is negative.
      return isFalling == (curve.model.family != .weibull2) ? size : size.negated
    }
    let withoutDrug = CurveProblem.Index.withoutDrug
    let fullEffect = CurveProblem.Index.fullEffect
    let (lower, upper) = isFalling ? (fullEffect, withoutDrug) : (withoutDrug, fullEffect)
    let position = CurveProblem.Index.position
    let place = estimates.location ?? estimates.parameters[position]
    var list = [
      parameter(.slope, CurveProblem.Index.logHill, slope(CurveProblem.Index.logHill)),
      parameter(.lowerLimit, lower, linear(estimates.parameters[lower])),
      parameter(.upperLimit, upper, linear(estimates.parameters[upper])),
      parameter(.location, position, exponential(place, session.prepared.dose)),
    ]
    let extra = CurveProblem.Index.extra
    switch curve.model {
    case .logLogistic5:
      list.append(parameter(.asymmetry, extra, exponential(estimates.parameters[extra], exp)))
    case .brainCousens4, .brainCousens5:
      let size = exponential(estimates.hormesis ?? .fixed) { exp($0) / curve.referenceDose }
      list.append(parameter(.hormesis, extra, isFalling ? size : size.negated))
    case .biphasic:
      let second = CurveProblem.Index.secondPosition
      let steepness = CurveProblem.Index.secondLogHill
      list.append(parameter(.firstShare, extra, linear(estimates.parameters[extra])))
      list.append(parameter(.secondSlope, steepness, slope(steepness)))
      list.append(
        parameter(
          .secondLocation, second,
          exponential(estimates.parameters[second], session.prepared.dose)))
    default: break
    }
    return list
  }

  /// The slope at half the effect as a Hill slope: that of the log-logistic curve which is as steep
  /// there. Nil for curves that have no one such slope.
  private func hillSlope(
    _ curve: FittedCurve, _ estimates: CurveEstimates
  ) -> ParameterEstimate? {
    let own = exponential(estimates.parameters[CurveProblem.Index.logHill], exp)
    switch curve.model.family {
    case .logLogistic where curve.model == .logLogistic5:
      // The asymmetry has a say in it whose error is not the slope's alone.
      return ParameterEstimate(
        estimate: own.estimate * curve.shape.relativeSteepness, standardError: nil, low: nil,
        high: nil)
    case .logLogistic: return own
    case .weibull1, .weibull2: return own.scaled(by: curve.shape.relativeSteepness)
    case .flat, .brainCousens, .biphasic: return nil
    }
  }

  /// A number where it lies with its interval inside the tested doses; else the nearest bound.
  ///
  /// The bound is the interval's own end where that lies inside the doses, since the potency may.
  private func potency(
    _ position: CurveEstimates.Estimate, _ support: Support,
    mayLieOutside: (below: Bool, above: Bool) = (false, false)
  ) -> PotencyEstimate {
    let lowest = session.prepared.lowestLogDose
    let range = lowest...0.0
    if range.contains(position.value), support.dosesWithEffect > 1, support.dosesWithout > 1,
      let low = position.low, let high = position.high, low >= lowest, high <= 0,
      !mayLieOutside.below, !mayLieOutside.above
    {
      return .estimated(exponential(position, session.prepared.dose))
    }
    var lowInside = position.low.flatMap { $0 > lowest ? $0 : nil }
    var highInside = position.high.flatMap { $0 < 0 ? $0 : nil }
    if mayLieOutside.below { lowInside = nil }
    if mayLieOutside.above { highInside = nil }
    if support.dosesWithEffect == 1 {
      highInside = nil
      lowInside = lowInside.map { min($0, support.secondHighest) }
    } else if support.dosesWithout == 1 {
      lowInside = nil
      highInside = highInside.map { max($0, support.secondLowest) }
    }
    if highInside == nil, let lowInside {
      return .bounded(
        .above(lowInside >= 0 ? tested.upperBound : session.prepared.dose(at: lowInside)))
    }
    if lowInside == nil, let highInside {
      return .bounded(
        .below(highInside <= lowest ? tested.lowerBound : session.prepared.dose(at: highInside)))
    }
    return .notAvailable
  }

  /// How many doses show each side of the curve; a single one's accidents make no potency.
  private struct Support {
    /// Doses with a quarter of the effect or more.
    let dosesWithEffect: Int
    /// Doses with three quarters of it or less, the vehicle among them.
    let dosesWithout: Int
    let secondHighest: Double
    let secondLowest: Double
  }

  private func support(_ curve: FittedCurve) -> Support {
    let logDoses = session.prepared.problem.logDoses
    let shape = curve.shape
    let remaining = logDoses.map { shape.remaining(at: $0) }
    let positive = logDoses.filter(\.isFinite)
    return Support(
      dosesWithEffect: remaining.count { $0 <= 0.75 },
      dosesWithout: remaining.count { $0 >= 0.25 },
      secondHighest: positive[positive.count - 2], secondLowest: positive[1])
  }

  /// The curve never passes the level, or only far beyond the doses.
  private func absoluteBeyondReach(_ curve: FittedCurve) -> PotencyEstimate {
    guard let level = series.scale.absoluteLevel else { return .notAvailable }
    let atHighest = curve.response(at: tested.upperBound)
    let notReached = curve.direction == .falling ? atHighest > level : atHighest < level
    return .bounded(notReached ? .above(tested.upperBound) : .below(tested.lowerBound))
  }

  private func linear(_ estimate: CurveEstimates.Estimate) -> ParameterEstimate {
    ParameterEstimate(
      estimate: estimate.value, standardError: estimate.standardError, low: estimate.low,
      high: estimate.high)
  }

  /// An estimate of a logarithm as one of what it is the logarithm of.
  private func exponential(
    _ estimate: CurveEstimates.Estimate, _ exponential: (Double) -> Double
  ) -> ParameterEstimate {
    let value = exponential(estimate.value)
    return ParameterEstimate(
      estimate: value, standardError: estimate.standardError.map { $0 * value },
      low: estimate.low.map(exponential), high: estimate.high.map(exponential))
  }

  private func fit(
    _ verdict: Verdict, model: CurveModel?, statistics: FitStatistics?,
    curve: FittedCurve? = nil, parameters: [CurveParameter] = [],
    flatResponse: ParameterEstimate? = nil,
    relative: PotencyEstimate = .notAvailable, absolute: PotencyEstimate = .notAvailable,
    hill: ParameterEstimate? = nil, bottom: ParameterEstimate? = nil,
    top: ParameterEstimate? = nil, area: Double? = nil
  ) -> DoseResponseFit {
    var weights = [Double?](repeating: nil, count: series.points.count)
    for (well, place) in session.prepared.places.enumerated() {
      weights[place] = session.robustWeights[well]
    }
    var fit = DoseResponseFit(
      series: series, verdict: verdict, model: model, fittedCurve: curve, parameters: parameters,
      flatResponse: flatResponse,
      relativeEC50: relative, absoluteIC50: absolute, hillSlope: hill, bottom: bottom, top: top,
      areaUnderCurve: area, effectProbability: probability, statistics: statistics,
      candidates: candidates, testedDoses: tested,
      points: zip(series.points, weights).map { point, weight in
        PointUse(point: point, robustWeight: weight, exclusion: PointExclusion(point))
      })
    fit.growingNoise = session.growingNoise
    fit.noise = session.noise
    fit.confidence = confidence
    return fit
  }
}

extension ParameterEstimate {
  func scaled(by factor: Double) -> Self {
    Self(
      estimate: factor * estimate, standardError: standardError.map { factor * $0 },
      low: low.map { factor * $0 }, high: high.map { factor * $0 })
  }

  var negated: Self {
    Self(
      estimate: -estimate, standardError: standardError, low: high.map { -$0 },
      high: low.map { -$0 })
  }
}

import Foundation
import NumericalMethods

/// Turns what was fitted into what may be reported.
struct Conclusion {
  private let series: DoseResponseSeries
  private let session: FitSession
  private let probability: Double
  private let candidates: [CandidateFit]
  private var tested: ClosedRange<Double> {
    session.prepared.lowestDose...session.prepared.highestDose
  }

  init(
    _ series: DoseResponseSeries, _ session: FitSession, _ probability: Double,
    _ candidates: [CandidateFit]
  ) {
    self.series = series
    self.session = session
    self.probability = probability
    self.candidates = candidates
  }

  /// No effect: the constant, with its interval.
  func flat(
    _ optimum: Optimum, _ statistics: FitStatistics, _ fitter: DoseResponseFitter
  ) -> DoseResponseFit {
    let value = optimum.parameters[0]
    let freedom = Double(max(statistics.degreesOfFreedom, 1))
    let variance = statistics.residualSumOfSquares / freedom
    let weight =
      session.prepared.weights.isEmpty
      ? Double(session.goodWells) : session.prepared.weights.reduce(0, +)
    let error = (variance / (weight * fitter.constants.efficiency)).squareRoot()
    let half =
      error
      * StudentTDistribution(degreesOfFreedom: freedom)
      .quantile((1 + fitter.options.confidence) / 2)
    return fit(
      .flat, model: .flat, statistics: statistics,
      flatResponse: ParameterEstimate(
        estimate: value, standardError: error, low: value - half, high: value + half),
      area: value)
  }

  func contrary() -> DoseResponseFit {
    fit(.unfit(.contraryDirection(scale: series.scale)), model: nil, statistics: nil)
  }

  /// An effect: report what the doses hold.
  func active(
    _ model: CurveModel, _ curve: LogLogisticCurve, _ statistics: FitStatistics,
    _ estimates: CurveEstimates
  ) -> DoseResponseFit {
    let position = estimates.parameters[LogLogisticProblem.Index.position]
    let relative = potency(position, support(curve))
    let absolute =
      estimates.absolutePosition.map { potency($0, support(curve)) } ?? absoluteBeyondReach(curve)
    let verdict: Verdict =
      switch relative {
      case .estimated: .complete
      case .bounded(let bound): .incomplete(bound)
      case .notAvailable: .unfit(.potencyUndetermined)
      }
    if case .unfit = verdict { return fit(verdict, model: nil, statistics: nil) }

    let withoutDrug = linear(estimates.parameters[LogLogisticProblem.Index.withoutDrug])
    let fullEffect = linear(estimates.parameters[LogLogisticProblem.Index.fullEffect])
    let isFalling = curve.direction == .falling
    return fit(
      verdict, model: model, statistics: statistics, curve: curve, relative: relative,
      absolute: absolute,
      hill: exponential(estimates.parameters[LogLogisticProblem.Index.logHill], exp),
      bottom: isFalling ? fullEffect : withoutDrug, top: isFalling ? withoutDrug : fullEffect,
      area: curve.meanResponse(overLogDoseFrom: tested.lowerBound, to: tested.upperBound))
  }

  /// A number where it lies with its interval inside the tested doses; else the nearest bound.
  ///
  /// The bound is the interval's own end where that lies inside the doses, since the potency may.
  private func potency(
    _ position: CurveEstimates.Estimate, _ support: Support
  ) -> PotencyEstimate {
    let lowest = session.prepared.lowestLogDose
    let range = lowest...0.0
    if range.contains(position.value), support.showsEffect, support.showsNoEffect,
      let low = position.low, let high = position.high, low >= lowest, high <= 0
    {
      return .estimated(exponential(position, session.prepared.dose))
    }
    var lowInside = position.low.flatMap { $0 > lowest ? $0 : nil }
    var highInside = position.high.flatMap { $0 < 0 ? $0 : nil }
    if !support.showsEffect {
      highInside = nil
      lowInside = lowInside.map { min($0, support.secondHighest) }
    } else if !support.showsNoEffect {
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

  /// Whether two doses at least, so not a single one's accidents, show each side of the curve.
  private struct Support {
    /// A quarter of the effect or more at two doses.
    let showsEffect: Bool
    /// A quarter of the way back or more at two doses, the vehicle among them.
    let showsNoEffect: Bool
    let secondHighest: Double
    let secondLowest: Double
  }

  private func support(_ curve: LogLogisticCurve) -> Support {
    let logDoses = session.prepared.problem.logDoses
    let span = curve.responseWithoutDrug - curve.responseAtFullEffect
    let remaining = logDoses.map { logDose in
      let dose = logDose == -.infinity ? 0 : session.prepared.dose(at: logDose)
      return (curve.response(at: dose) - curve.responseAtFullEffect) / span
    }
    let positive = logDoses.filter(\.isFinite)
    return Support(
      showsEffect: remaining.count { $0 <= 0.75 } >= 2,
      showsNoEffect: remaining.count { $0 >= 0.25 } >= 2,
      secondHighest: positive[positive.count - 2], secondLowest: positive[1])
  }

  /// The curve never passes the level, or only far beyond the doses.
  private func absoluteBeyondReach(_ curve: LogLogisticCurve) -> PotencyEstimate {
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
    curve: LogLogisticCurve? = nil, flatResponse: ParameterEstimate? = nil,
    relative: PotencyEstimate = .notAvailable, absolute: PotencyEstimate = .notAvailable,
    hill: ParameterEstimate? = nil, bottom: ParameterEstimate? = nil,
    top: ParameterEstimate? = nil, area: Double? = nil
  ) -> DoseResponseFit {
    var weights = [Double?](repeating: nil, count: series.points.count)
    for (well, place) in session.prepared.places.enumerated() {
      weights[place] = session.robustWeights[well]
    }
    return DoseResponseFit(
      series: series, verdict: verdict, model: model, curve: curve, flatResponse: flatResponse,
      relativeEC50: relative, absoluteIC50: absolute, hillSlope: hill, bottom: bottom, top: top,
      areaUnderCurve: area, effectProbability: probability, statistics: statistics,
      candidates: candidates, testedDoses: tested,
      points: zip(series.points, weights).map { point, weight in
        PointUse(point: point, robustWeight: weight, exclusion: PointExclusion(point))
      })
  }
}

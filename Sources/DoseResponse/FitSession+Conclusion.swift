import Foundation
import NumericalMethods

extension FitSession {
  /// Gate, choice, intervals and verdict.
  mutating func conclude(
    _ series: DoseResponseSeries, candidates: [CurveModel], fitter: inout DoseResponseFitter
  ) -> DoseResponseFit {
    guard let flat = optimum(.flat, fitter: &fitter) else {
      return FitRefusal(series).unfit(.noMinimum)
    }
    let probability = effectProbability(flat, fitter)
    let flatStatistics = statistics(.flat, flat, fitter)
    var tried = [CandidateFit(model: .flat, statistics: flatStatistics)]
    var chosen: (model: CurveModel, optimum: Optimum, statistics: FitStatistics)?
    if probability < fitter.options.gateLevel {
      for model in candidates where model != .flat {
        guard let found = optimum(model, fitter: &fitter) else { continue }
        let statistics = statistics(model, found, fitter)
        tried.append(CandidateFit(model: model, statistics: statistics))
        let hurdle = (chosen?.statistics.aicc).map { $0 - DoseResponseFitter.evidenceForRicher }
        if statistics.aicc < hurdle ?? .infinity || chosen == nil {
          chosen = (model, found, statistics)
        }
      }
    }
    let conclusion = Conclusion(series, self, probability, tried)
    guard let chosen else { return conclusion.flat(flat, flatStatistics, fitter) }

    let curve = curve(chosen.optimum.parameters)
    if let expected = series.scale.expectedDirection, curve.direction != expected {
      // A surprise asks for more evidence than what was expected does.
      return probability < fitter.options.gateLevel / 10
        ? conclusion.contrary()
        : conclusion.flat(flat, flatStatistics, fitter)
    }
    var best = chosen.optimum
    var estimates = CurveEstimates()
    for _ in 0..<3 {
      guard let better = estimates.fill(chosen.model, best, self, &fitter) else { break }
      let bounds = prepared.bounds(chosen.model, responseScale)
      guard let next = Self.lowest([better], prepared, bounds, &fitter), next.cost < best.cost
      else { break }
      best = next
    }
    return conclusion.active(
      chosen.model, self.curve(best.parameters), statistics(chosen.model, best, fitter), estimates)
  }

  /// The probability that noise alone makes the reference curve fit so much better than a constant.
  ///
  /// Where there is no effect, position and slope mean nothing, and the search is free to look for
  /// the place where noise helps most; the numerator's degrees of freedom allow for that.
  private func effectProbability(_ flat: Optimum, _ fitter: DoseResponseFitter) -> Double {
    let freedom = Double(max(freedom(reference), 1))
    let extra = Double(max(reference.parameterCount - 1, 1))
    let gain = max(0, flat.cost - referenceOptimum.cost) * fitter.constants.devianceFactor
    guard gain > 0 else { return 1 }
    let ratio = gain / (spread * spread) / extra
    return FDistribution(numerator: extra, denominator: freedom).upperTail(ratio)
  }

  /// The parameters as a curve in the doses of the series.
  func curve(_ parameters: [Double]) -> LogLogisticCurve {
    LogLogisticCurve(
      responseWithoutDrug: parameters[LogLogisticProblem.Index.withoutDrug],
      responseAtFullEffect: parameters[LogLogisticProblem.Index.fullEffect],
      ec50: prepared.dose(at: parameters[LogLogisticProblem.Index.position]),
      hillSlope: exp(parameters[LogLogisticProblem.Index.logHill]),
      asymmetry: exp(parameters[LogLogisticProblem.Index.logAsymmetry]))
  }
}

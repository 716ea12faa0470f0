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
    let probability = effectProbability(fitter)
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
  /// Wells keep the weights that the curve gave them, so that wells which agree on an effect count in
  /// full however far they are from the rest; but no well counts for more than the next, so that
  /// one alone makes no effect.
  private func effectProbability(_ fitter: DoseResponseFitter) -> Double {
    let freedom = Double(max(freedom(reference), 1))
    let extra = Double(max(reference.parameterCount - 1, 1))
    let responses = prepared.problem.responses
    let weights = robustWeights.indices.map { well in
      robustWeights[well] * (prepared.weights.isEmpty ? 1 : prepared.weights[well])
    }
    let total = weights.reduce(0, +)
    guard total > 0 else { return 1 }
    let mean = zip(weights, responses).reduce(0) { $0 + $1.0 * $1.1 } / total
    let residuals = Self.residuals(prepared, referenceOptimum.parameters)
    var sum = 0.0
    var largest = 0.0
    var second = 0.0
    for well in responses.indices {
      let fromMean = responses[well] - mean
      let gain =
        weights[well] * (fromMean * fromMean - residuals[well] * residuals[well])
      sum += gain
      if gain > largest {
        second = largest
        largest = gain
      } else if gain > second {
        second = gain
      }
    }
    let excess = (sum - (largest - second)) / fitter.constants.meanWeight
    guard excess > 0 else { return 1 }
    let ratio = excess / (spread * spread) / extra
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

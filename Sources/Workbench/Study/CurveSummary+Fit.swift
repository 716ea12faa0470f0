import DoseResponse
import Foundation

extension CurveSummary {
  init(_ fit: DoseResponseFit) {
    let bound = Self.bound(of: fit)
    self.init(
      name: fit.series.name, verdict: fit.verdict.label, sentence: fit.sentence,
      relativeEC50: fit.relativeEC50.estimate.map { Estimate($0) },
      absoluteIC50: fit.absoluteIC50.estimate.map { Estimate($0) },
      hillSlope: fit.hillSlope.map { Estimate(withoutLimit: $0) },
      bottom: fit.bottom.map { Estimate($0) },
      top: fit.top.map { Estimate($0) }, bound: bound?.formatted(in: fit.series.unit),
      boundSide: bound.map { if case .above = $0 { .aboveHighestDose } else { .belowLowestDose } },
      model: fit.model?.name ?? "none", downWeighted: fit.downWeighted.count,
      leftOut: fit.excluded.count, curve: Self.places(of: fit),
      observations: fit.series.points.map { (dose: $0.dose, response: $0.response) })
  }

  private static func bound(of fit: DoseResponseFit) -> DoseBound? {
    if case .bounded(let bound) = fit.relativeEC50 { return bound }
    if case .incomplete(let bound) = fit.verdict { return bound }
    return nil
  }

  /// A hundred places over the tested doses; a flat series is drawn as its constant.
  private static func places(of fit: DoseResponseFit) -> [Place] {
    guard let tested = fit.testedDoses, tested.lowerBound < tested.upperBound else { return [] }
    let ratio = tested.upperBound / tested.lowerBound
    let doses = (0...100).map { tested.lowerBound * pow(ratio, Double($0) / 100) }
    if let curve = fit.curve {
      return doses.map { Place(dose: $0, response: curve.response(at: $0)) }
    }
    guard let flat = fit.flatResponse else { return [] }
    return doses.map { Place(dose: $0, response: flat.estimate) }
  }
}

extension CurveSummary.Estimate {
  /// An estimate that rests on the fit's limit is no number: NaN, with the side that is known.
  init(withoutLimit estimate: ParameterEstimate) {
    let restsOnLimit = estimate.standardError == nil && estimate.high == nil && estimate.low != nil
    self.init(
      value: restsOnLimit ? .nan : estimate.estimate, standardError: estimate.standardError,
      low: estimate.low, high: estimate.high)
  }

  init(_ estimate: ParameterEstimate) {
    self.init(
      value: estimate.estimate, standardError: estimate.standardError, low: estimate.low,
      high: estimate.high)
  }
}

import DoseResponse
import FileFormats
import Quantities

extension CurveFinding {
  /// The finding of growth rates: the curve is that of GR values, and so are the wells.
  init(
    _ growth: GrowthRateMetrics, by loss: DoseResponseFitOptions.Loss, _ curve: TableCurve,
    in unit: ResponseUnit, bandBy options: DoseResponseFitOptions?
  ) {
    self.init(
      growth.fit, by: loss, lines: curve.points.map(\.line), missingCount: curve.missingCount,
      in: unit, bandBy: options,
      metrics: [
        ("gr50", growth.gr50.estimate?.estimate), ("gec50", growth.gec50.estimate?.estimate),
        ("gr_max", growth.grMax), ("gr_inf", growth.grInfinity?.estimate),
        ("h_gr", growth.hGR?.estimate), ("gr_aoc", growth.grAOC),
      ])
  }

  /// The finding of successes among trials; its statistics are those of the deviance.
  init(_ fit: BinomialFit, _ table: TableCurve, names: [String?], in unit: ResponseUnit) {
    self = Self(fit, table, names).told(in: unit, doses: fit.unit?.symbol)
  }

  private init(_ fit: BinomialFit, _ table: TableCurve, _ names: [String?]) {
    let unit = fit.unit
    group = fit.name
    verdict = fit.verdict.label
    reason = fit.sentence
    model = fit.model?.rawValue
    modelName = fit.model?.name
    relativeIC50 = Potency(fit.relativeEC50, nil, unit: unit)
    absoluteIC50 = Potency()
    hillSlope = fit.slope.map { Number($0) }
    var parameters: [Parameter] = []
    for (key, title, quantity, estimate) in [
      ("slope", "Slope", CurveMetric.Quantity.number, fit.slope),
      ("response_without_drug", "Response without drug", .response, fit.responseWithoutDrug),
      ("full_effect", "Response at full effect", .response, fit.fullEffect),
    ] {
      guard let estimate else { continue }
      let isFixed = estimate.standardError == nil && estimate.low == nil && estimate.high == nil
      parameters.append(
        Parameter(
          key: key, title: title, letter: nil, quantity: quantity, isFixed: isFixed,
          number: Number(estimate)))
    }
    if fit.curve != nil {
      parameters.append(
        Parameter(
          key: "location", title: "Location", letter: "e", quantity: .dose,
          number: relativeIC50.number ?? Number()))
    }
    self.parameters = parameters
    metrics = [("deviance", fit.deviance)]
    statistics = fit.deviance.flatMap { deviance in
      guard let freedom = fit.degreesOfFreedom, let likelihood = fit.logLikelihood else {
        return nil
      }
      return Statistics(
        kind: .likelihood, residualSumOfSquares: deviance, degreesOfFreedom: freedom,
        logLikelihood: likelihood,
        aicc: fit.aicc ?? .nan)
    }
    effectProbability = fit.effectProbability
    let out = Set(fit.leftOut)
    wells = table.points.enumerated().map { number, point in
      Well(
        line: Int(point.line), dose: point.dose, response: point.response,
        fitted: out.contains(number) ? nil : fit.curve?.response(at: point.dose),
        weight: out.contains(number) ? nil : 1,
        exclusion: out.contains(number) ? "the counts cannot be" : nil, name: names[number])
    }
    missingCount = table.missingCount
    curve = Self.doses(over: fit.testedDoses).compactMap { dose in
      fit.curve.map { Place(dose: dose, response: $0.response(at: dose)) }
    }
  }
}

extension BinomialFit {
  /// The coverage of the intervals: `95 %`.
  private var percent: String { "\((100 * confidence).forPeople()) %" }

  /// A caution where the counts differ by more than counting.
  private var scatter: String {
    guard let scatterProbability, scatterProbability < 0.001 else { return "" }
    return " The counts scatter about it by more than chance (p = "
      + "\(scatterProbability.forPeople(digits: 2))): the interval is too narrow."
  }

  /// The verdict as a person reads it.
  fileprivate var sentence: String {
    switch verdict {
    case .complete, .biphasic, .hormetic:
      let potency = relativeEC50.estimate
      let interval =
        if let low = potency?.low, let high = potency?.high {
          " (\(percent) \(low.forPeople()) to \(high.forPeople()))"
        } else {
          ""
        }
      let dose = potency.map { $0.estimate.asDose(in: unit) } ?? "–"
      return "Complete curve: half the effect at \(dose)\(interval)." + scatter
    case .incomplete(let bound):
      return
        "Incomplete curve: the doses do not hold the interval of half the effect; it lies at a "
        + "dose \(bound.formatted(in: unit)) (\(percent))." + scatter
    case .flat:
      let probability = effectProbability.map { " (p = \($0.forPeople(digits: 2)))" } ?? ""
      return "Flat: no effect of dose beyond what chance makes of such counts\(probability)."
    case .unfit(let reason): return "No curve. \(reason.sentence)"
    }
  }
}

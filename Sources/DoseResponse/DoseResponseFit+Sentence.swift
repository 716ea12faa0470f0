import NumericalMethods
import Quantities

extension DoseResponseFit {
  /// The verdict as a person reads it: one or two sentences, with the numbers that matter.
  public var sentence: String {
    let body =
      switch verdict {
      case .complete: completeSentence
      case .incomplete(let bound): incompleteSentence(bound)
      case .flat: flatSentence
      case .biphasic: biphasicSentence
      case .hormetic: hormeticSentence
      case .unfit(let reason): "No curve. \(reason.sentence)"
      }
    return body + wellsSentence
  }

  private var completeSentence: String {
    guard let potency = relativeEC50.estimate, let hillSlope else { return "Complete curve." }
    return "Complete curve: EC50 \(potency.estimate.asDose(in: series.unit))"
      + "\(interval(potency)), Hill slope \(words(for: hillSlope))."
  }

  /// A slope that rests on the fit's limit is only known to be steep.
  private func words(for hillSlope: ParameterEstimate) -> String {
    if hillSlope.standardError == nil, hillSlope.high == nil, let low = hillSlope.low {
      return "above \(low.forPeople()) (95 %), too steep for these doses to tell"
    }
    return "\(hillSlope.estimate.forPeople())\(interval(hillSlope))"
  }

  private func incompleteSentence(_ bound: DoseBound) -> String {
    guard let testedDoses else { return "Incomplete curve." }
    let words =
      switch bound {
      case .above:
        (end: "highest", dose: testedDoses.upperBound, advice: "Test higher doses.")
      case .below:
        (end: "lowest", dose: testedDoses.lowerBound, advice: "Test lower doses.")
      }
    return "Incomplete curve: the \(words.end) dose, \(words.dose.asDose(in: series.unit)), does "
      + "not show the end of the effect; EC50 \(bound.formatted(in: series.unit)) (95 %). \(words.advice)"
  }

  private var flatSentence: String {
    if flatWasAskedFor {
      let probability =
        effectProbability.map {
          " Noise alone would show so large an effect of dose with p = \($0.forPeople(digits: 2))."
        } ?? ""
      return "Flat, since the flat model was asked for; no EC50.\(probability)"
    }
    let probability = effectProbability.map { " (p = \($0.forPeople(digits: 2)))" } ?? ""
    return "Flat: no effect of dose within the noise\(probability); no EC50."
      + departureSentence
  }

  /// Names the highest dose where it alone lies far from all others: one dose makes no curve, and
  /// more doses above would tell.
  private var departureSentence: String {
    let used = points.filter { $0.robustWeight != nil }.map(\.point)
    guard let highest = used.map(\.dose).max(),
      let response = OrderStatistics.median(of: used.filter { $0.dose == highest }.map(\.response))
    else { return "" }
    let rest = used.filter { $0.dose < highest }.map(\.response)
    guard rest.count >= 4, let middle = OrderStatistics.median(of: rest),
      let deviation = OrderStatistics.medianAbsoluteDeviation(of: rest)
    else { return "" }
    // Responses that repeat have no spread; rounding is then no departure.
    let spread = max(deviation, middle.magnitude * 1e-6)
    guard (response - middle).magnitude > 3 * spread else { return "" }
    return " The highest dose alone departs (response \(response.forPeople())); more doses above "
      + "would tell."
  }

  private var biphasicSentence: String {
    func site(_ name: CurveParameter.Name) -> String {
      parameter(name).map { $0.estimate.estimate.asDose(in: series.unit) } ?? "unknown"
    }
    let share = parameter(.firstShare).map { ($0.estimate.estimate * 100).forPeople(digits: 2) }
    return "Biphasic curve: \(share ?? "part") % of the effect at \(site(.location)), the rest at "
      + "\(site(.secondLocation)). \(potencySentence)"
  }

  private var hormeticSentence: String {
    "Hormetic curve: low doses stimulate before higher ones act. \(potencySentence)"
  }

  private var potencySentence: String {
    switch relativeEC50 {
    case .estimated(let potency):
      "EC50 \(potency.estimate.asDose(in: series.unit))\(interval(potency))."
    case .bounded(let bound): "EC50 \(bound.formatted(in: series.unit)) (95 %)."
    case .notAvailable: "The doses do not hold an EC50."
    }
  }

  private var wellsSentence: String {
    var text = ""
    if !downWeighted.isEmpty {
      text += " \(wells(downWeighted.count)) down-weighted as outlying."
    }
    if !excluded.isEmpty { text += " \(wells(excluded.count)) left out for lack of a number." }
    return text
  }

  private func wells(_ count: Int) -> String { count == 1 ? "1 well" : "\(count) wells" }

  private func interval(_ estimate: ParameterEstimate) -> String {
    switch (estimate.low, estimate.high) {
    case (let low?, let high?): " (95 % \(low.forPeople()) to \(high.forPeople()))"
    case (let low?, nil): " (95 % above \(low.forPeople()))"
    case (nil, let high?): " (95 % below \(high.forPeople()))"
    case (nil, nil): ""
    }
  }
}

import Quantities

extension DoseResponseFit {
  /// The verdict as a person reads it: one or two sentences, with the numbers that matter.
  public var sentence: String { sentence(responses: .asFitted) }

  /// The same, with responses in a notation.
  public func sentence(responses notation: ResponseNotation) -> String {
    let body =
      switch verdict {
      case .complete: completeSentence
      case .incomplete(let bound): incompleteSentence(bound, notation)
      case .flat: flatSentence(notation)
      case .biphasic: biphasicSentence
      case .hormetic: hormeticSentence
      case .unfit(let reason): "No curve. \(reason.sentence)"
      }
    return
      ([body] + heldSentences(notation) + warnings.map { $0.sentence(in: series.unit) }
      + wellsSentences)
      .joined(separator: " ")
  }

  private var completeSentence: String {
    guard let potency = relativeEC50.estimate else { return "Complete curve." }
    let slope = hillSlope.map { ", \(slopeName) \(words(for: $0))" } ?? ""
    return "Complete curve: EC50 \(potency.estimate.asDose(in: series.unit))"
      + "\(interval(potency))\(slope)."
  }

  private var slopeName: String {
    model?.family == .logLogistic && model != .logLogistic5
      ? "Hill slope" : "steepness at half the effect that of a Hill slope of"
  }

  /// What the model held, and what ended at the end of its range.
  private func heldSentences(_ notation: ResponseNotation) -> [String] {
    guard fittedCurve != nil else { return [] }
    let held = parameters.filter { $0.isFixed && $0.name.isLimit }.map { parameter in
      let value = parameter.estimate.estimate
      let isVehicle =
        value == series.scale.responseWithoutDrug
        && (parameter.name == .upperLimit) == (fittedCurve?.direction == .falling)
      return
        "\(parameter.name.words) held at \(notation.words(value))\(isVehicle ? " (vehicle)" : "")"
    }
    let isSteep = hillSlope.map { $0.standardError == nil && $0.high == nil && $0.low != nil }
    let bounded = parameters.filter {
      // A slope too steep to tell has been told of, and so has a dose that is only bounded.
      $0.isAtBound && $0.name != .location && !($0.name == .slope && isSteep == true)
    }.map { parameter in
      let value = parameter.estimate.estimate
      return "\(parameter.name.words) at its bound, "
        + (parameter.name.isLimit ? notation.words(value) : value.forPeople())
    }
    let restsOnLimit = parameters.contains { $0.isAtBound && $0.name.isLimit }
    let parts = [held, bounded + (restsOnLimit ? ["beyond which the intervals do not look"] : [])]
    return parts.filter { !$0.isEmpty }.map { parts in
      let text = parts.joined(separator: ", ")
      return text.prefix(1).uppercased() + text.dropFirst() + "."
    }
  }

  /// A slope that rests on the fit's limit is only known to be steep.
  private func words(for hillSlope: ParameterEstimate) -> String {
    if hillSlope.standardError == nil, hillSlope.high == nil, let low = hillSlope.low {
      return "above \(low.forPeople()) (\(percent)), too steep for these doses to tell"
    }
    return "\(hillSlope.estimate.forPeople())\(interval(hillSlope))"
  }

  private func incompleteSentence(_ bound: DoseBound, _ notation: ResponseNotation) -> String {
    guard let testedDoses else { return "Incomplete curve." }
    if let flatResponse {
      return "Incomplete curve: the effect is there at every dose from the lowest, "
        + "\(testedDoses.lowerBound.asDose(in: series.unit)), on (\(series.scale.noun) "
        + "\(notation.words(flatResponse.estimate))); EC50 \(bound.formatted(in: series.unit)). "
        + "Test lower doses, and wells without drug."
    }
    let words =
      switch bound {
      case .above:
        (end: "highest", dose: testedDoses.upperBound, advice: "Test higher doses.")
      case .below:
        (end: "lowest", dose: testedDoses.lowerBound, advice: "Test lower doses.")
      }
    return "Incomplete curve: the \(words.end) dose, \(words.dose.asDose(in: series.unit)), does "
      + "not show the end of the effect; EC50 \(bound.formatted(in: series.unit)) (\(percent)). \(words.advice)"
  }

  private func flatSentence(_ notation: ResponseNotation) -> String {
    if flatWasAskedFor {
      let probability =
        effectProbability.map {
          " Noise alone would show so large an effect of dose with p = \($0.forPeople(digits: 2))."
        } ?? ""
      return "Flat, since the flat model was asked for; no EC50.\(probability)"
    }
    let probability = effectProbability.map { " (p = \($0.forPeople(digits: 2)))" } ?? ""
    if let departure {
      return
        "Warning: the highest dose alone departs: \(departure.dose.asDose(in: series.unit)) gives "
        + "\(notation.words(departure.response)) where the others give "
        + "\(notation.words(departure.others)). One dose makes no curve, and the rest is flat"
        + "\(probability); no EC50. Test more doses up to it and above before calling this inactive."
    }
    return "Flat: no effect of dose within the noise\(probability); no EC50."
  }

  private var biphasicSentence: String {
    func site(_ name: CurveParameter.Name) -> String {
      guard let estimate = parameter(name)?.estimate else { return "unknown" }
      return estimate.estimate.asDose(in: series.unit) + siteInterval(estimate)
    }
    let share = parameter(.firstShare).map { ($0.estimate.estimate * 100).forPeople(digits: 2) }
    return "Biphasic curve: \(share ?? "part") % of the effect at \(site(.location)), the rest at "
      + "\(site(.secondLocation)). \(potencySentence)"
  }

  /// The interval of one site; an end that the doses do not hold is said to be open.
  private func siteInterval(_ estimate: ParameterEstimate) -> String {
    guard let testedDoses, estimate.low != nil || estimate.high != nil else {
      return interval(estimate)
    }
    let low = estimate.low.flatMap { $0 < testedDoses.lowerBound ? nil : $0.forPeople() }
    let high = estimate.high.flatMap { $0 > testedDoses.upperBound ? nil : $0.forPeople() }
    return " (\(percent) \(low ?? "below the lowest dose") to \(high ?? "above the highest dose"))"
  }

  private var hormeticSentence: String {
    "Hormetic curve: low doses stimulate before higher ones act. \(potencySentence)"
  }

  private var potencySentence: String {
    switch relativeEC50 {
    case .estimated(let potency):
      "EC50 \(potency.estimate.asDose(in: series.unit))\(interval(potency))."
    case .bounded(let bound): "EC50 \(bound.formatted(in: series.unit)) (\(percent))."
    case .notAvailable: "The doses do not hold an EC50."
    }
  }

  private var wellsSentences: [String] {
    var sentences: [String] = []
    if !downWeighted.isEmpty {
      sentences.append("\(wells(downWeighted.count)) down-weighted as outlying.")
    }
    for reason in PointExclusion.allCases {
      let count = excluded.count { $0.exclusion == reason }
      if count > 0 { sentences.append("\(wells(count)) left out: \(reason.rawValue).") }
    }
    return sentences
  }

  /// The coverage of the intervals: `95 %`.
  private var percent: String { "\((100 * confidence).forPeople()) %" }

  private func wells(_ count: Int) -> String { count == 1 ? "1 well" : "\(count) wells" }

  private func interval(_ estimate: ParameterEstimate) -> String {
    switch (estimate.low, estimate.high) {
    case (let low?, let high?): " (\(percent) \(low.forPeople()) to \(high.forPeople()))"
    case (let low?, nil): " (\(percent) above \(low.forPeople()))"
    case (nil, let high?): " (\(percent) below \(high.forPeople()))"
    case (nil, nil): ""
    }
  }
}

extension CurveParameter.Name {
  fileprivate var isLimit: Bool { self == .lowerLimit || self == .upperLimit }

  /// As a sentence has it.
  fileprivate var words: String {
    switch self {
    case .slope: "slope"
    case .lowerLimit: "lower limit"
    case .upperLimit: "upper limit"
    case .location: "location"
    case .asymmetry: "asymmetry"
    case .hormesis: "hormesis"
    case .firstShare: "first site's share"
    case .secondSlope: "second slope"
    case .secondLocation: "second location"
    }
  }
}

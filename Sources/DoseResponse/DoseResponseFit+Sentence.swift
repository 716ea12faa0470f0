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
    return ([body] + heldSentences + warnings.map { $0.sentence(in: series.unit) } + wellsSentences)
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
  private var heldSentences: [String] {
    guard fittedCurve != nil else { return [] }
    let held = parameters.filter { $0.isFixed && $0.name.isLimit }.map { parameter in
      let value = parameter.estimate.estimate
      let isVehicle =
        value == series.scale.responseWithoutDrug
        && (parameter.name == .upperLimit) == (fittedCurve?.direction == .falling)
      return "\(parameter.name.words) held at \(value.forPeople())\(isVehicle ? " (vehicle)" : "")"
    }
    let isSteep = hillSlope.map { $0.standardError == nil && $0.high == nil && $0.low != nil }
    let bounded = parameters.filter {
      // A slope too steep to tell has been told of, and so has a dose that is only bounded.
      $0.isAtBound && $0.name != .location && !($0.name == .slope && isSteep == true)
    }.map { "\($0.name.words) at its bound, \($0.estimate.estimate.forPeople())" }
    return [held, bounded].filter { !$0.isEmpty }.map { parts in
      let text = parts.joined(separator: ", ")
      return text.prefix(1).uppercased() + text.dropFirst() + "."
    }
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
    let probability = effectProbability.map { "p = \($0.forPeople(digits: 2))" }
    if let (response, others) = departure {
      return "No curve can be told: the highest dose alone departs (response "
        + "\(response.forPeople()), the others \(others.forPeople())), and one dose makes no "
        + "curve\(probability.map { " (\($0))" } ?? ""); no EC50. Test higher doses, or more wells "
        + "of the highest."
    }
    return
      "Flat: no effect of dose within the noise\(probability.map { " (\($0))" } ?? ""); no EC50."
  }

  /// The medians of the highest dose and of the others where it alone lies far from all others: by
  /// three of their spreads, or by three tenths of them and beyond each of them.
  private var departure: (highest: Double, others: Double)? {
    let used = points.filter { $0.robustWeight != nil }.map(\.point)
    guard let highest = used.map(\.dose).max(),
      let response = OrderStatistics.median(of: used.filter { $0.dose == highest }.map(\.response))
    else { return nil }
    let rest = used.filter { $0.dose < highest }.map(\.response)
    guard rest.count >= 4, let middle = OrderStatistics.median(of: rest),
      let deviation = OrderStatistics.medianAbsoluteDeviation(of: rest)
    else { return nil }
    let distance = (response - middle).magnitude
    // Responses that repeat have no spread; rounding is then no departure.
    let spread = max(deviation, middle.magnitude * 1e-6)
    let isBeyondAll =
      response < middle ? rest.allSatisfy { $0 > response } : rest.allSatisfy { $0 < response }
    guard distance > 3 * spread || (distance > 0.3 * middle.magnitude && isBeyondAll) else {
      return nil
    }
    return (response, middle)
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

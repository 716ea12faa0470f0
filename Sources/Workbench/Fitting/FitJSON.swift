import FileFormats

/// Writes `primed.fit/1` piece by piece, so that no number of curves needs to be held.
///
/// Keys stand in the order of this file; numbers round-trip; a number that was refused is `null`.
/// Responses, and all that is made of them, are in `response_unit`, the notation of the table: limits,
/// means, areas, wells; residual sums in its square. `statistic_definitions` says what the statistics
/// are under the loss that was used. A parameter's `unit` names it, that of a dose, or
/// is `null` for a bare number; `metric_definitions` says what each metric is, and in what.
struct FitJSON {
  static let schema = "primed.fit/1"

  /// The beginning, up to the list of curves.
  static func opening(_ request: FitRequest, _ source: FitSource) -> String {
    var text = "{\n\"schema\": \(string(schema)),\n"
    text += "\"primed\": \(string(PrimedVersion.current)),\n"
    text += "\"file\": \(string(source.file)),\n"
    text += "\"sha256\": \(string(source.hash)),\n"
    text += "\"layout\": \(string(source.layout)),\n"
    text += "\"scale\": \(string(orNull: source.kind)),\n"
    text += "\"notation\": \(string(orNull: source.notation)),\n"
    text += "\"response_unit\": \(string(orNull: source.response.name)),\n"
    text += "\"dose_unit\": \(string(orNull: source.unit)),\n"
    text += "\"options\": {\"model\": \(string(request.modelName)), "
    text += "\"loss\": \(string(request.usedLoss.rawValue)), "
    text += "\"interval\": \(string(request.interval.rawValue)), "
    text += "\"noise\": \(string(request.noise.rawValue)), "
    if request.interval == .bootstrap {
      text += "\"seed\": \(request.seed), \"resamples\": \(request.resamples), "
    }
    text += "\"confidence\": \(number(request.confidence))},\n"
    text += "\"notices\": [\(source.notices.map(string).joined(separator: ", "))],\n"
    text += definitions(source)
    text += definitions(request.statisticKind)
    return text + "\"curves\": ["
  }

  /// One curve, on one line, with the comma before it where it is not the first.
  static func curve(_ curve: CurveFinding, isFirst: Bool) -> String {
    var text = isFirst ? "\n" : ",\n"
    text += "{\"group\": \(string(curve.group)), \"verdict\": \(string(curve.verdict)), "
    text += "\"reason\": \(string(curve.reason)), \"model\": \(string(orNull: curve.model)), "
    text += "\"departure\": \(departure(curve)), "
    text += "\"parameters\": {"
    text += curve.parameters.map(parameter).joined(separator: ", ")
    text += "}, \"hill\": \(curve.hillSlope.map { "{\(number($0))}" } ?? "null"), "
    text += "\"ic50_relative\": \(potency(curve.relativeIC50, curve.doseUnit)), "
    text += "\"ic50_absolute\": \(potency(curve.absoluteIC50, curve.doseUnit)), \"metrics\": {"
    text += curve.metrics.map { "\(string($0.key)): \(number($0.value))" }.joined(separator: ", ")
    text += "}, \"statistics\": \(statistics(curve.statistics)), "
    text += "\"lack_of_fit\": \(lack(curve.lackOfFit)), \"warnings\": ["
    text += curve.warnings.map {
      "{\"kind\": \(string($0.label)), \"text\": \(string($0.sentence))}"
    }.joined(separator: ", ")
    text += "], "
    text += "\"effect_probability\": \(number(curve.effectProbability)), "
    text += "\"wells\": {\"used\": \(curve.usedCount), \"measured\": \(curve.wells.count), "
    text += "\"missing\": \(curve.missingCount), "
    text += "\"down_weighted\": [\(curve.downWeighted.map(well).joined(separator: ", "))], "
    text += "\"left_out\": [\(curve.excluded.map(well).joined(separator: ", "))]}}"
    return text
  }

  /// The end, with how many curves gave which verdict.
  static func closing(
    _ counts: [(verdict: String, count: Int)], _ comparison: CurveComparisonFinding?
  ) -> String {
    let verdicts = counts.map { "\(string($0.verdict)): \($0.count)" }.joined(separator: ", ")
    let compared = comparison.map { ",\n\"comparison\": \(self.comparison($0))" } ?? ""
    return "\n],\n\"verdicts\": {\(verdicts)}\(compared)\n}\n"
  }

  private static func comparison(_ comparison: CurveComparisonFinding) -> String {
    let leftOut = comparison.leftOut.map {
      "{\"group\": \(string($0.group)), \"reason\": \(string($0.reason))}"
    }
    let steps = comparison.steps.map(step)
    return "{\"reference\": \(string(comparison.reference)), "
      + "\"sentence\": \(string(comparison.sentence)), "
      + "\"parallel\": \(comparison.isParallel.map { "\($0)" } ?? "null"), "
      + "\"model\": \(string(orNull: comparison.model)), "
      + "\"ratio_shares\": \(comparison.ratioShares.map(strings) ?? "null"), "
      + "\"potency_ratios\": \(ratios(comparison.ratios)), "
      + "\"left_out\": [\(leftOut.joined(separator: ", "))], "
      + "\"tests\": [\(comparison.tests.map { "{\(test($0))}" }.joined(separator: ", "))], "
      + "\"steps\": [\(steps.joined(separator: ", "))]}"
  }

  private static func step(_ step: CurveComparisonFinding.Step) -> String {
    "{\"shared\": \(strings(step.shared)), \"before\": \(step.before.map(strings) ?? "null"), "
      + "\"test\": \(step.test.map { "{\(test($0))}" } ?? "null"), "
      + "\"potency_ratios\": \(ratios(step.ratios))}"
  }

  private static func ratios(_ ratios: [CurveComparisonFinding.Ratio]) -> String {
    let ratios = ratios.map { "{\"group\": \(string($0.group)), \(number($0.number))}" }
    return "[\(ratios.joined(separator: ", "))]"
  }

  private static func test(_ test: CurveComparisonFinding.Test) -> String {
    let shared = "\"shared\": \(strings(test.shared)), "
    let (separate, together) = (number(test.separate), number(test.together))
    let probability = "\"p\": \(number(test.probability)), "
    switch test.kind {
    case .sumOfSquares(let denominator):
      return shared + "\"F\": \(number(test.statistic)), \"df1\": \(test.freedom), "
        + "\"df2\": \(denominator), " + probability
        + "\"rss_separate\": \(separate), \"rss_shared\": \(together)"
    case .likelihoodRatio:
      return shared + "\"chi2\": \(number(test.statistic)), \"df\": \(test.freedom), "
        + probability + "\"deviance_separate\": \(separate), \"deviance_shared\": \(together)"
    }
  }

  // MARK: Values

  private static func number(_ number: CurveFinding.Number) -> String {
    "\"estimate\": \(self.number(number.estimate)), \"se\": \(self.number(number.standardError)), "
      + "\"low\": \(self.number(number.low)), \"high\": \(self.number(number.high))"
  }

  private static func parameter(_ parameter: CurveFinding.Parameter) -> String {
    "\(string(parameter.key)): {\(number(parameter.number)), \"fixed\": \(parameter.isFixed), "
      + "\"at_bound\": \(parameter.isAtBound), "
      + "\"letter\": \(string(orNull: parameter.letter)), "
      + "\"unit\": \(string(orNull: parameter.unit))}"
  }

  private static func potency(_ potency: CurveFinding.Potency, _ unit: String?) -> String {
    guard potency.number != nil || potency.bound != nil else { return "null" }
    let bound =
      potency.bound.map { "{\(string($0.side.rawValue)): \(number($0.dose))}" } ?? "null"
    return "{\(number(potency.number ?? .init())), \"bound\": \(bound), "
      + "\"unit\": \(string(orNull: unit))}"
  }

  /// The highest dose where it alone departs from a flat rest.
  private static func departure(_ curve: CurveFinding) -> String {
    guard let departure = curve.departure else { return "null" }
    return "{\"dose\": \(number(departure.dose)), \"unit\": \(string(orNull: curve.doseUnit)), "
      + "\"response\": \(number(departure.response)), \"others\": \(number(departure.others))}"
  }

  /// What each of the metrics is, and in what; nothing for an equation of one's own.
  private static func definitions(_ source: FitSource) -> String {
    guard !source.isFormula else { return "" }
    let entries = CurveMetric.all.filter { source.tells($0.key) }.map { metric in
      let unit =
        switch metric.quantity {
        case .response: source.response.name
        case .dose: source.unit
        case .number, .responsePerDose: String?.none
        }
      return "\(string(metric.key)): {\"unit\": \(string(orNull: unit)), "
        + "\"meaning\": \(string(metric.meaning))}"
    }
    return "\"metric_definitions\": {\n\(entries.joined(separator: ",\n"))},\n"
  }

  /// What each of the statistics is, which depends on the loss.
  private static func definitions(_ kind: CurveFinding.Statistics.Kind) -> String {
    let entries = FitStatisticMeaning.all(kind).map { "\(string($0.key)): \(string($0.meaning))" }
    return "\"statistic_definitions\": {\n\"loss\": \(string(kind.rawValue)),\n"
      + "\(entries.joined(separator: ",\n"))},\n"
  }

  private static func statistics(_ statistics: CurveFinding.Statistics?) -> String {
    guard let statistics else { return "null" }
    // Numbers alone: what they are under the loss used, `statistic_definitions` says once.
    let own =
      statistics.kind == .likelihood
      ? ("deviance", statistics.residualSumOfSquares) : ("plain_rss", statistics.plainSum)
    return "{\"rss\": \(number(statistics.residualSumOfSquares)), "
      + "\"df\": \(statistics.degreesOfFreedom), "
      + "\"logLik\": \(number(statistics.logLikelihood)), \"AICc\": \(number(statistics.aicc)), "
      + "\(string(own.0)): \(number(own.1))}"
  }

  private static func lack(_ lack: CurveFinding.FitLack?) -> String {
    guard let lack else { return "null" }
    return "{\"F\": \(number(lack.ratio)), \"df1\": \(lack.numerator), "
      + "\"df2\": \(lack.denominator), \"p\": \(number(lack.probability))}"
  }

  private static func well(_ well: CurveFinding.Well) -> String {
    "{\"line\": \(well.line), \"name\": \(string(orNull: well.name)), \"dose\": \(number(well.dose)), "
      + "\"response\": \(number(well.response)), \"weight\": \(number(well.weight)), "
      + "\"reason\": \(string(orNull: well.exclusion))}"
  }

  static func number(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "null" }
    return value.description
  }

  private static func string(orNull text: String?) -> String { text.map(string) ?? "null" }

  private static func strings(_ texts: [String]) -> String {
    "[\(texts.map(string).joined(separator: ", "))]"
  }

  static func string(_ text: String) -> String {
    // Most texts need no escape.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") })
    {
      return "\"\(text)\""
    }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if scalar.value < 0x20 {
          let digits = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}

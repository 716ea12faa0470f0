import FileFormats

/// Writes `primed.fit/1` piece by piece, so that no number of curves needs to be held.
///
/// Keys stand in the order of this file; numbers round-trip; a number that was refused is `null`.
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
    text += "\"dose_unit\": \(string(orNull: source.unit)),\n"
    text += "\"options\": {\"model\": \(string(request.modelName)), "
    text += "\"loss\": \(string(request.usedLoss.rawValue)), "
    text += "\"interval\": \(string(request.interval.rawValue)), "
    if request.interval == .bootstrap {
      text += "\"seed\": \(request.seed), \"resamples\": \(request.resamples), "
    }
    text += "\"confidence\": \(number(request.confidence))},\n"
    text += "\"notices\": [\(source.notices.map(string).joined(separator: ", "))],\n"
    return text + "\"curves\": ["
  }

  /// One curve, on one line, with the comma before it where it is not the first.
  static func curve(_ curve: CurveFinding, isFirst: Bool) -> String {
    var text = isFirst ? "\n" : ",\n"
    text += "{\"group\": \(string(curve.group)), \"verdict\": \(string(curve.verdict)), "
    text += "\"reason\": \(string(curve.reason)), \"model\": \(string(orNull: curve.model)), "
    text += "\"parameters\": {"
    text += curve.parameters.map(parameter).joined(separator: ", ")
    text += "}, \"hill\": \(curve.hillSlope.map { "{\(number($0))}" } ?? "null"), "
    text += "\"ic50_relative\": \(potency(curve.relativeIC50)), "
    text += "\"ic50_absolute\": \(potency(curve.absoluteIC50)), \"metrics\": {"
    text += curve.metrics.map { "\(string($0.key)): \(number($0.value))" }.joined(separator: ", ")
    text += "}, \"statistics\": \(statistics(curve.statistics)), "
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
    let ratios = comparison.ratios.map {
      "{\"group\": \(string($0.group)), \(number($0.number))}"
    }
    let tests = comparison.tests.map { test in
      "{\"shared\": [\(test.shared.map(string).joined(separator: ", "))], "
        + "\"F\": \(number(test.ratio)), \"df1\": \(test.numerator), \"df2\": \(test.denominator), "
        + "\"p\": \(number(test.probability)), \"rss_separate\": \(number(test.separateSum)), "
        + "\"rss_shared\": \(number(test.sharedSum))}"
    }
    return "{\"reference\": \(string(comparison.reference)), "
      + "\"sentence\": \(string(comparison.sentence)), "
      + "\"parallel\": \(comparison.isParallel.map { "\($0)" } ?? "null"), "
      + "\"potency_ratios\": [\(ratios.joined(separator: ", "))], "
      + "\"tests\": [\(tests.joined(separator: ", "))]}"
  }

  // MARK: Values

  private static func number(_ number: CurveFinding.Number) -> String {
    "\"estimate\": \(self.number(number.estimate)), \"se\": \(self.number(number.standardError)), "
      + "\"low\": \(self.number(number.low)), \"high\": \(self.number(number.high))"
  }

  private static func parameter(_ parameter: CurveFinding.Parameter) -> String {
    "\(string(parameter.key)): {\(number(parameter.number)), \"fixed\": \(parameter.isFixed), "
      + "\"letter\": \(string(orNull: parameter.letter)), "
      + "\"unit\": \(string(orNull: parameter.unit))}"
  }

  private static func potency(_ potency: CurveFinding.Potency) -> String {
    guard potency.number != nil || potency.bound != nil else { return "null" }
    let bound =
      potency.bound.map { "{\(string($0.side.rawValue)): \(number($0.dose))}" } ?? "null"
    return "{\(number(potency.number ?? .init())), \"bound\": \(bound)}"
  }

  private static func statistics(_ statistics: CurveFinding.Statistics?) -> String {
    guard let statistics else { return "null" }
    return "{\"rss\": \(number(statistics.residualSumOfSquares)), "
      + "\"df\": \(statistics.degreesOfFreedom), "
      + "\"logLik\": \(number(statistics.logLikelihood)), \"AICc\": \(number(statistics.aicc))}"
  }

  private static func well(_ well: CurveFinding.Well) -> String {
    "{\"line\": \(well.line), \"dose\": \(number(well.dose)), "
      + "\"response\": \(number(well.response)), \"weight\": \(number(well.weight)), "
      + "\"reason\": \(string(orNull: well.exclusion))}"
  }

  static func number(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "null" }
    return value.description
  }

  private static func string(orNull text: String?) -> String { text.map(string) ?? "null" }

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

import FileFormats

/// The columns and rows of the tables that a run of fits writes.
extension FitArchive {
  static func fitColumns(
    _ unit: String?, _ response: ResponseUnit, _ kind: CurveFinding.Statistics.Kind
  ) -> [TidyColumn] {
    func told(_ key: String) -> String { FitStatisticMeaning.meaning(of: key, kind) }
    return [
      TidyColumn("curve", meaning: "what names the curve in the table"),
      TidyColumn("verdict", meaning: "what may be said of the curve"),
      TidyColumn("reason", meaning: "the verdict as a sentence"),
      TidyColumn("model", meaning: "the model chosen; empty where there is none"),
      TidyColumn("ec50", unit: unit, meaning: "the dose of half the effect; empty where refused"),
      TidyColumn("ec50_low", unit: unit, meaning: "lower end of its interval"),
      TidyColumn("ec50_high", unit: unit, meaning: "upper end of its interval"),
      TidyColumn("ec50_bound", meaning: "what is known where the EC50 was refused"),
      TidyColumn(
        "ic50", unit: unit, meaning: "the dose at which half is lost; empty where refused"),
      TidyColumn("ic50_low", unit: unit, meaning: "lower end of its interval"),
      TidyColumn("ic50_high", unit: unit, meaning: "upper end of its interval"),
      TidyColumn("ic50_bound", meaning: "what is known where the IC50 was refused"),
      TidyColumn("hill", meaning: "the Hill slope"),
      TidyColumn("bottom", unit: response.name, meaning: "the lower asymptote"),
      TidyColumn("top", unit: response.name, meaning: "the upper asymptote"),
      TidyColumn(
        "auc", unit: response.name,
        meaning: "the mean response over the logarithm of the tested doses"),
      TidyColumn(
        "rss", unit: kind == .likelihood ? nil : response.name.map { "\($0)²" },
        meaning: told("rss")),
      TidyColumn("df", meaning: told("df")),
      TidyColumn("log_likelihood", meaning: told("logLik")),
      TidyColumn("aicc", meaning: told("AICc")),
      TidyColumn("effect_p", meaning: "the probability of so large an effect where there is none"),
      TidyColumn("wells_used", meaning: "wells that kept influence"),
      TidyColumn("wells_down_weighted", meaning: "wells that lost more than half of their say"),
      TidyColumn("wells_left_out", meaning: "wells that took no part"),
      TidyColumn(
        "departure_dose", unit: unit,
        meaning: "the highest dose, where it alone departs from a flat rest"),
      TidyColumn(
        "departure_response", unit: response.name, meaning: "the median response at that dose"),
      TidyColumn(
        "plain_rss", unit: response.name.map { "\($0)²" },
        meaning: "the residual sum of squares of all wells that took part, none weighted"),
    ]
  }

  static func fitRow(_ curve: CurveFinding) -> [TidyValue] {
    func parameter(_ key: String) -> TidyValue {
      .number(orMissing: curve.parameters.first { $0.key == key }?.number.estimate)
    }
    func potency(_ potency: CurveFinding.Potency) -> [TidyValue] {
      [
        .number(orMissing: potency.number?.estimate), .number(orMissing: potency.number?.low),
        .number(orMissing: potency.number?.high), .text(orMissing: potency.bound?.text),
      ]
    }
    return [
      .text(curve.group), .text(curve.verdict), .text(curve.reason), .text(orMissing: curve.model),
    ] + potency(curve.relativeIC50) + potency(curve.absoluteIC50) + [
      .number(orMissing: curve.hillSlope?.estimate), parameter("lower_limit"),
      parameter("upper_limit"),
      .number(orMissing: curve.metrics.first { $0.key == "auc" }?.value),
      .number(orMissing: curve.statistics?.residualSumOfSquares),
      curve.statistics.map { .integer($0.degreesOfFreedom) } ?? .missing,
      .number(orMissing: curve.statistics?.logLikelihood),
      .number(orMissing: curve.statistics.flatMap { $0.aicc.isFinite ? $0.aicc : nil }),
      .number(orMissing: curve.effectProbability), .integer(curve.usedCount),
      .integer(curve.downWeighted.count), .integer(curve.excluded.count),
      .number(orMissing: curve.departure?.dose), .number(orMissing: curve.departure?.response),
      .number(orMissing: curve.statistics?.plainSum),
    ]
  }

  static let parameterColumns = [
    TidyColumn("curve", meaning: "what names the curve in the table"),
    TidyColumn("parameter", meaning: "which number of the model"),
    TidyColumn("estimate", meaning: "its value; empty where it was refused"),
    TidyColumn("standard_error", meaning: "of the estimate, by Gauss and Newton"),
    TidyColumn("low", meaning: "lower end of the interval; empty where the data leave it open"),
    TidyColumn("high", meaning: "upper end of the interval"),
    TidyColumn("unit", meaning: "of estimate, low and high; empty for bare numbers"),
  ]

  static func parameterRow(_ curve: String, _ parameter: CurveFinding.Parameter) -> [TidyValue] {
    [
      .text(curve), .text(parameter.key), .number(orMissing: parameter.number.estimate),
      .number(orMissing: parameter.number.standardError), .number(orMissing: parameter.number.low),
      .number(orMissing: parameter.number.high), .text(orMissing: parameter.unit),
    ]
  }

  static func pointColumns(_ unit: String?, _ response: ResponseUnit) -> [TidyColumn] {
    [
      TidyColumn("curve", meaning: "what names the curve in the table"),
      TidyColumn("line", meaning: "the line of the input file"),
      TidyColumn("dose", unit: unit, meaning: "0 is vehicle"),
      TidyColumn("response", unit: response.name, meaning: "as measured"),
      TidyColumn(
        "fitted", unit: response.name, meaning: "the curve at this dose; empty where there is none"),
      TidyColumn("residual", unit: response.name, meaning: "response less fitted"),
      TidyColumn("weight", meaning: "1 trusted fully, 0 set aside; empty where left out"),
      TidyColumn("left_out", meaning: "why the well took no part; empty where it did"),
      TidyColumn(
        "well", meaning: "the well or replicate as the table names it; empty where it does not"),
    ]
  }

  static func pointRow(_ curve: String, _ well: CurveFinding.Well) -> [TidyValue] {
    [
      .text(curve), .integer(well.line), .number(well.dose),
      .number(orMissing: well.response.isFinite ? well.response : nil),
      .number(orMissing: well.fitted), .number(orMissing: well.fitted.map { well.response - $0 }),
      .number(orMissing: well.weight), .text(orMissing: well.exclusion),
      .text(orMissing: well.name),
    ]
  }

  static func predictionColumns(_ unit: String?, _ response: ResponseUnit) -> [TidyColumn] {
    [
      TidyColumn("curve", meaning: "what names the curve in the table"),
      TidyColumn("dose", unit: unit, meaning: "from the lowest to the highest tested dose"),
      TidyColumn("response", unit: response.name, meaning: "the fitted curve"),
      TidyColumn("low", unit: response.name, meaning: "lower end of the pointwise interval"),
      TidyColumn("high", unit: response.name, meaning: "upper end of the pointwise interval"),
    ]
  }
}

/// A number that is told of a curve beside its parameters, with what it means.
struct CurveMetric: Hashable, Sendable {
  enum Quantity: Hashable, Sendable { case number, dose, response, responsePerDose }

  let key: String
  let quantity: Quantity
  let meaning: String

  /// By key.
  static func named(_ key: String) -> CurveMetric? { all.first { $0.key == key } }

  static let all = [
    CurveMetric(
      key: "auc", quantity: .response,
      meaning:
        "area under the fitted curve over the logarithm of dose, from the lowest to the highest tested dose above zero, divided by that width: the mean response"
    ),
    CurveMetric(
      key: "aac", quantity: .response,
      meaning:
        "area above the curve, likewise: a full viability less auc; for an inhibition auc itself"),
    CurveMetric(
      key: "emax", quantity: .response, meaning: "the fitted response at the highest tested dose"),
    CurveMetric(
      key: "einf", quantity: .response,
      meaning: "the response towards which the curve goes as the dose grows without limit"),
    CurveMetric(
      key: "dss1", quantity: .number,
      meaning: "drug sensitivity score 1 of 0 to 100: the area of inhibition above 10 %"),
    CurveMetric(
      key: "dss2", quantity: .number,
      meaning: "score 1 over the decimal logarithm of the full inhibition in percent"),
    CurveMetric(
      key: "dss3", quantity: .number,
      meaning:
        "score 1 times the share of the dose range that is active, times log10(100) over the decimal logarithm of the full inhibition in percent: twice score 2 times that share, as in the R package DSS"
    ),
    CurveMetric(key: "gr50", quantity: .dose, meaning: "the dose at which GR is one half"),
    CurveMetric(key: "gec50", quantity: .dose, meaning: "the dose of half the effect on growth"),
    CurveMetric(
      key: "gr_max", quantity: .response, meaning: "the fitted GR at the highest tested dose"),
    CurveMetric(
      key: "gr_inf", quantity: .response,
      meaning: "GR towards which the curve goes as the dose grows without limit"),
    CurveMetric(key: "h_gr", quantity: .number, meaning: "the slope of the GR curve"),
    CurveMetric(
      key: "gr_aoc", quantity: .response,
      meaning: "the mean of 1 - GR over the logarithm of the tested doses"),
    CurveMetric(
      key: "deviance", quantity: .number,
      meaning: "twice the log-likelihood short of one probability for each row"),
  ]
}

import Quantities

/// What a study's tables and database hold of a fitted curve: its verdict and its five numbers.
struct KeptCurve: Sendable {
  struct Parameter: Sendable {
    var name: String
    /// Nil where it was refused.
    var number: CurveFinding.Number?
    /// Nil for a bare number.
    var unit: String?
  }

  var name: String
  var verdict: String
  /// The verdict in words.
  var sentence: String
  /// In the field's words.
  var model: String
  /// What is known where a potency was refused: `> 1000 nM`.
  var bound: String?
  /// The coverage of the intervals.
  var level: Double
  var parameters: [Parameter]

  init(_ curve: CurveFinding, level: Double) {
    name = curve.group
    verdict = curve.verdict
    sentence = curve.reason
    model = curve.modelName ?? "none"
    bound = curve.relativeIC50.bound?.text
    self.level = level
    let dose = curve.doseUnit
    func limit(_ name: String, _ key: String) -> Parameter {
      let found = curve.parameters.first { $0.key == key }
      return Parameter(name: name, number: found?.number, unit: found?.unit)
    }
    parameters = [
      Parameter(name: "relative EC50", number: curve.relativeIC50.number, unit: dose),
      Parameter(name: "absolute IC50", number: curve.absoluteIC50.number, unit: dose),
      Parameter(name: "Hill slope", number: curve.hillSlope, unit: nil),
      limit("bottom", "lower_limit"), limit("top", "upper_limit"),
    ]
  }

  init(_ curve: CurveSummary, doseUnit: String) {
    name = curve.name
    verdict = curve.verdict
    sentence = curve.sentence
    model = curve.model
    bound = curve.bound
    level = 0.95
    parameters = curve.parameters(doseUnit: doseUnit).map { name, estimate, unit in
      Parameter(
        name: name,
        number: estimate.map {
          CurveFinding.Number(
            estimate: $0.value.isFinite ? $0.value : nil, standardError: $0.standardError,
            low: $0.low, high: $0.high)
        }, unit: unit)
    }
  }
}

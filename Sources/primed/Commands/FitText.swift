import Quantities
import Workbench

/// What a run of fits found, for people.
package enum FitText {
  /// More curves than this are counted, not listed.
  private static let listedCurves = 60

  package static func text(of outcome: FitUseCase.Outcome, colored: Bool) -> String {
    if outcome.isFormula { return formulaText(of: outcome) }
    let unit = outcome.unit.map { " (\($0))" } ?? ""
    var table = TextTable([
      .init("curve"), .init("verdict"), .init("EC50\(unit)", .trailing),
      .init("interval", .trailing), .init("IC50\(unit)", .trailing), .init("Hill", .trailing),
      .init("model"), .init("wells", .trailing),
    ])
    let listed = outcome.curves.prefix(listedCurves)
    for curve in listed {
      table.addRow([
        curve.group.onOneLine(atMost: 40),
        curve.departs ? "\(curve.verdict) (!)" : curve.verdict, potency(curve.relativeIC50),
        interval(curve.relativeIC50.number), potency(curve.absoluteIC50),
        curve.hillSlope?.estimate?.forPeople(), curve.model, wells(curve),
      ])
    }
    var parts = [table.text]
    if outcome.count > listed.count {
      parts.append(
        "… and \(outcome.count - listed.count) more; --output FOLDER or --json tells all.")
    }
    // A refusal has a reason that a person should read, and a warning comes first.
    let silent = outcome.curves.filter { $0.relativeIC50.number == nil }
    let reasons = (silent.filter(\.departs) + silent.filter { !$0.departs }).prefix(20)
    if !reasons.isEmpty {
      parts.append("")
      parts += reasons.map { "\($0.group): \($0.reason)".withVisibleControls }
    }
    // A sentence that gives the reason has said it.
    let offScale = outcome.curves.filter { curve in
      curve.offScale != nil && !reasons.contains { $0.group == curve.group }
    }
    if !offScale.isEmpty {
      parts.append("")
      parts += offScale.prefix(10).map {
        "\($0.group): Warning: \($0.offScale ?? "")".withVisibleControls
      }
      if offScale.count > 10 { parts.append("… and so \(offScale.count - 10) more.") }
    }
    if let comparison = outcome.comparison {
      parts.append("")
      parts.append(comparison.sentence.withVisibleControls)
      parts += comparison.tests.map { test in
        "  \(test.question): \(test.statisticName) = "
          + "\(test.statistic.forPeople()), p = \(test.probability.forPeople(digits: 2))"
      }
      parts += stepLines(comparison)
    }
    let counts = outcome.verdicts.map { "\($0.count) \($0.verdict)" }.joined(separator: ", ")
    parts.append("")
    parts.append(
      TextStyle.bold.apply(
        to:
          "\(outcome.count) \(outcome.count == 1 ? "curve" : "curves") of \(outcome.scale): \(counts).",
        where: colored))
    return parts.joined(separator: "\n")
  }

  /// What was asked to be shared, step by step, with the potencies that it gives.
  private static func stepLines(_ comparison: CurveComparisonFinding) -> [String] {
    guard !comparison.steps.isEmpty else { return [] }
    return ["", "Step by step:"]
      + comparison.steps.flatMap { step in
        let test = step.test.map {
          "\($0.question): \($0.statisticName) = \($0.statistic.forPeople()), "
            + "p = \($0.probability.forPeople(digits: 2))"
        }
        let ratios = step.ratios.map { ratio in
          "    EC50 of \(ratio.group) over \(comparison.reference): "
            + "\(ratio.number.estimate?.forPeople() ?? "–")\(interval(ratio.number).map { " (\($0))" } ?? "")"
        }
        return ["  " + (test ?? "sharing nothing")] + ratios.map(\.withVisibleControls)
      }
  }

  /// The parameters of an equation of one's own, group by group.
  private static func formulaText(of outcome: FitUseCase.Outcome) -> String {
    var table = TextTable([
      .init("group"), .init("parameter"), .init("estimate", .trailing),
      .init("standard error", .trailing), .init("interval", .trailing),
    ])
    let listed = outcome.curves.prefix(listedCurves)
    for curve in listed {
      for parameter in curve.ownParameters {
        table.addRow([
          curve.group.onOneLine(atMost: 40), parameter.title,
          parameter.number.estimate?.forPeople(digits: 7),
          parameter.number.standardError?.forPeople(digits: 4), interval(parameter.number),
        ])
      }
    }
    let refused = listed.filter { $0.ownParameters.isEmpty }.map {
      "\($0.group): \($0.reason)".withVisibleControls
    }
    let counts = outcome.verdicts.map { "\($0.count) \($0.verdict)" }.joined(separator: ", ")
    return ([table.text] + refused + ["", "\(counts)."]).joined(separator: "\n")
  }

  private static func potency(_ potency: CurveFinding.Potency) -> String? {
    potency.number?.estimate?.forPeople()
      ?? potency.bound.map { $0.side.sign + $0.dose.forPeople() }
  }

  private static func interval(_ number: CurveFinding.Number?) -> String? {
    number?.interval.map { "\($0.lowerBound.forPeople())–\($0.upperBound.forPeople())" }
  }

  private static func wells(_ curve: CurveDigest) -> String {
    curve.downWeighted == 0 ? "\(curve.used)" : "\(curve.used), \(curve.downWeighted) down-weighted"
  }
}

extension CurveFinding.Bound.Side {
  fileprivate var sign: String { self == .above ? "> " : "< " }
}

import Figures
import Quantities
import Reports

/// Curves as reports show them, wherever they come from: each with its wells, what they leave over,
/// and the wells that were set aside and why.
struct CurvePages {
  /// The curves that are drawn.
  let curves: [CurveFinding]
  /// Of all curves, drawn or not.
  let curveCount: Int
  let downWeightedCount: Int
  /// Of the doses; empty where there is none.
  let unit: String
  let responseTitle: String
  /// Of the responses, such as `%`; empty for fractions.
  var responseSign = ""
  /// `95 %`.
  let percent: String
  /// Where every well stands with its weight and residual: `points.csv`.
  let wellFile: String
  /// What tells the figures of this part from those of another on the same page.
  var prefix = ""
  var abscissa = "Dose"
  /// Whether a person's own equation is fitted, which knows no doses.
  var isFormula = false

  private static let residualPanels = 6

  /// Every curve with its wells; nil where none is drawn.
  func curveFigure() -> ReportFigure? {
    guard !curves.isEmpty else { return nil }
    let panels = curves.enumerated().map { number, curve in
      let title = "\(curve.group): \(curve.verdict)"
      let name = "\(prefix)curve-\(number + 1)"
      return isFormula
        ? ReportFigure.Panel(title: title, name: name, formulaFigure(of: curve))
        : ReportFigure.Panel(title: title, name: name, figure(of: curve))
    }
    let words =
      curves.count < curveCount
      ? "The first curves of each verdict; the tables hold every one."
      : "Every curve with its wells."
    let band = curves.contains { $0.curve.contains { $0.low != nil } }
    return ReportFigure(
      panels, columns: min(3, panels.count),
      caption: ReportText(
        words + (band ? " The band is the pointwise \(percent) interval of the curve." : "")),
      alternativeText: curves.map { "\($0.group): \($0.reason)" }.joined(separator: "; "))
  }

  private func figure(of curve: CurveFinding) -> DoseResponseFigure {
    let potency = curve.relativeIC50
    let seen = curve.wells.map(\.response) + curve.curve.map(\.response)
    let (least, greatest) = (seen.min() ?? 0, seen.max() ?? 1)
    // A band that the wells hardly bound would leave no room for them.
    let margin = 0.5 * (greatest - least)
    let room = (least - margin)...(greatest + margin)
    return DoseResponseFigure(
      [
        .init(
          name: curve.group,
          observations: curve.wells.map { .init(dose: $0.dose, response: $0.response) },
          curve: curve.curve.map { place in
            .init(dose: place.dose, response: place.response, band: place.band(within: room))
          },
          potency: .init(
            value: potency.number?.estimate, interval: potency.number?.interval,
            statement: potency.number?.estimate.map { "\($0.forPeople()) \(unit)" }
              ?? potency.bound?.text ?? curve.verdict))
      ], dose: FigureAxis("Dose", unit: unit),
      response: FigureAxis(responseTitle, unit: responseSign), plotHeight: 170)
  }

  private func formulaFigure(of curve: CurveFinding) -> ScatterFigure {
    ScatterFigure(
      curve.wells.map { .init(x: $0.dose, y: $0.response, standing: .init($0)) },
      line: curve.curve.map { .init(x: $0.dose, y: $0.response) },
      x: FigureAxis(abscissa), y: FigureAxis(responseTitle), isLogarithmic: false,
      plotHeight: 190)
  }

  /// What the curves leave over, for the first of those drawn; nil where none was fitted.
  func residualFigure() -> ReportFigure? {
    let fitted = curves.filter { curve in curve.wells.contains { $0.fitted != nil } }
    let shown = fitted.prefix(Self.residualPanels)
    guard !shown.isEmpty else { return nil }
    let panels = shown.enumerated().map { number, curve in
      ReportFigure.Panel(
        title: curve.group, name: "\(prefix)residuals-\(number + 1)",
        ScatterFigure(
          curve.wells.compactMap { well in
            well.fitted.map { .init(x: well.dose, y: well.response - $0, standing: .init(well)) }
          },
          x: FigureAxis(abscissa, unit: unit), y: FigureAxis("Residual", unit: responseSign),
          isLogarithmic: !isFormula, level: 0, plotHeight: 110))
    }
    return ReportFigure(
      panels, columns: min(3, panels.count),
      caption: ReportText(
        "Response less curve. Hollow points were down-weighted; a run on one side of 0 says that the model bends otherwise than the wells. \(wellFile) has every residual."
      ), alternativeText: "Residuals of \(shown.map(\.group).joined(separator: ", "))")
  }

  /// The wells that the fits set aside, each by name with the reason.
  func wellBlocks() -> [ReportBlock] {
    let wells = curves.flatMap { curve in
      curve.wells.filter { $0.isDownWeighted || $0.exclusion != nil }.map { (curve.group, $0) }
    }
    guard !wells.isEmpty else {
      return [
        .paragraph(
          downWeightedCount == 0
            ? "No well was down-weighted or left out of a fit."
            : "\(downWeightedCount) wells were down-weighted; \(wellFile) lists them.")
      ]
    }
    let (areNumbered, areNamed) = (
      wells.contains { $0.1.line > 0 }, wells.contains { $0.1.name != nil }
    )
    let words =
      curves.count < curveCount
      ? "Those of the curves drawn above are listed; \(wellFile) has every well with its weight."
      : "\(wellFile) has every well with its weight."
    return [
      .paragraph(
        ReportText(
          "\(downWeightedCount) \(downWeightedCount == 1 ? "well" : "wells") of all curves "
            + "\(downWeightedCount == 1 ? "was" : "were") down-weighted as outlying. \(words)")),
      .table(
        ReportTable(
          name: "\(prefix)wells",
          columns: [.init("Curve")]
            + (areNumbered ? [.init("Line", alignment: .trailing)] : [])
            + (areNamed ? [.init("Well")] : [])
            + [
              .init("Dose", unit: unit, alignment: .trailing),
              .init("Response", unit: responseSign, alignment: .trailing),
              .init("Fitted", unit: responseSign, alignment: .trailing),
              .init("Weight", alignment: .trailing), .init("Why"),
            ],
          rows: wells.map { group, well in
            [.text(ReportText(group))]
              + (areNumbered ? [.number(Double(well.line), digits: 9)] : [])
              + (areNamed ? [.text(ReportText(well.name ?? ""))] : [])
              + [
                .number(well.dose, digits: 4), .number(well.response, digits: 4),
                .number(well.fitted, digits: 4), .number(well.weight, digits: 2),
                .text(ReportText(well.exclusion ?? "lies far from the curve that the others make")),
              ]
          }, foldedUnder: wells.count > 12 ? "\(wells.count) wells" : nil)),
    ]
  }
}

extension CurveFinding.Place {
  /// The interval as far as it can be drawn.
  fileprivate func band(within room: ClosedRange<Double>) -> ClosedRange<Double>? {
    guard let low, let high else { return nil }
    let from = min(max(low, room.lowerBound), room.upperBound)
    return from...max(from, min(high, room.upperBound))
  }
}

extension ScatterFigure.Point.Standing {
  init(_ well: CurveFinding.Well) {
    self = well.exclusion != nil ? .leftOut : well.isDownWeighted ? .downWeighted : .used
  }
}

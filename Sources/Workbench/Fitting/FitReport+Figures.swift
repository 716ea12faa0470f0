import Figures
import Quantities
import Reports

extension FitReport {
  /// All potencies in order; nil where there are not two to set beside each other.
  func rankingSection() -> ReportSection? {
    let entries = tally.ranked.map { curve in
      PotencyRanking.Entry(
        name: curve.name, dose: curve.dose,
        interval: curve.low <= curve.high ? curve.low...curve.high : nil,
        bound: curve.bound.map { $0 == .above ? .above : .below })
    }
    guard entries.count > 1 else { return nil }
    let sorted = PotencyRanking(entries, dose: FigureAxis("EC50", unit: unit)).entries
    let step = (sorted.count + Self.rankedCurves - 1) / Self.rankedCurves
    let shown = stride(from: 0, to: sorted.count, by: step).map { sorted[$0] }
    let thinned = step > 1 ? " One curve in \(step) is drawn." : ""
    let figure = PotencyRanking(shown, dose: FigureAxis("EC50", unit: unit))
    return ReportSection(
      "Potencies",
      [
        .figure(
          ReportFigure(
            name: "potencies", figure,
            caption: ReportText(
              "EC50 with its \(intervalWords), most potent first; a triangle points to where a potency lies that the doses do not hold."
                + thinned),
            alternativeText: figure.specification.summary))
      ])
  }

  /// More marks than this a page draws slowly, and no eye tells apart.
  private static let rankedCurves = 800

  func comparisonSection(_ comparison: CurveComparisonFinding) -> ReportSection {
    var blocks: [ReportBlock] = [.paragraph(ReportText(comparison.sentence))]
    if !comparison.ratios.isEmpty {
      blocks.append(
        .table(
          ReportTable(
            name: "potency-ratios",
            columns: [
              .init("Curve"), .init("Against"), .init("Potency ratio", alignment: .trailing),
              .init(intervalWords, alignment: .trailing),
            ],
            rows: comparison.ratios.map { ratio in
              [
                .text(ReportText(ratio.group)), .text(ReportText(comparison.reference)),
                .number(ratio.number.estimate), .interval(ratio.number.interval),
              ]
            })))
    }
    if !comparison.tests.isEmpty {
      blocks.append(
        .table(
          ReportTable(
            name: "sharing-tests",
            columns: [
              .init("Do the curves have"), .init("Test"),
              .init("Statistic", alignment: .trailing), .init("p", alignment: .trailing),
            ],
            rows: comparison.tests.map { test in
              [
                .text(ReportText(test.question)), .text(ReportText(test.statisticName)),
                .number(test.statistic), .number(test.probability, digits: 2),
              ]
            })))
    }
    return ReportSection("Comparison", blocks)
  }

  func curveSection() -> ReportSection? {
    guard !drawn.isEmpty else { return nil }
    let panels = drawn.enumerated().map { number, curve in
      let title = "\(curve.group): \(curve.verdict)"
      guard !source.isFormula else {
        return ReportFigure.Panel(
          title: title, name: "curve-\(number + 1)", formulaFigure(of: curve))
      }
      return ReportFigure.Panel(title: title, name: "curve-\(number + 1)", figure(of: curve))
    }
    let words =
      drawn.count < tally.count
      ? "The first curves of each verdict; the tables below and fits.csv hold every one."
      : "Every curve with its wells."
    let band = drawn.contains { $0.curve.contains { $0.low != nil } }
    return ReportSection(
      "Curves",
      [
        .figure(
          ReportFigure(
            panels, columns: min(3, panels.count),
            caption: ReportText(
              words + (band ? " The band is the pointwise \(percent) interval of the curve." : "")),
            alternativeText: drawn.map { "\($0.group): \($0.reason)" }.joined(separator: "; ")))
      ])
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
            .init(
              dose: place.dose, response: place.response,
              band: place.band(within: room))
          },
          potency: .init(
            value: potency.number?.estimate, interval: potency.number?.interval,
            statement: potency.number?.estimate.map { "\($0.forPeople()) \(unit)" }
              ?? potency.bound?.text ?? curve.verdict))
      ], dose: FigureAxis("Dose", unit: unit), response: FigureAxis(source.responseTitle),
      plotHeight: 170)
  }

  private func formulaFigure(of curve: CurveFinding) -> ScatterFigure {
    ScatterFigure(
      curve.wells.map { .init(x: $0.dose, y: $0.response, standing: .init($0)) },
      line: curve.curve.map { .init(x: $0.dose, y: $0.response) },
      x: FigureAxis(source.abscissa), y: FigureAxis(source.responseTitle), isLogarithmic: false,
      plotHeight: 190)
  }

  /// What the curves leave over, for the first of those drawn.
  func residualSection() -> ReportSection? {
    let fitted = drawn.filter { curve in curve.wells.contains { $0.fitted != nil } }
    let shown = fitted.prefix(Self.residualPanels)
    guard !shown.isEmpty else { return nil }
    let panels = shown.enumerated().map { number, curve in
      ReportFigure.Panel(
        title: curve.group, name: "residuals-\(number + 1)",
        ScatterFigure(
          curve.wells.compactMap { well in
            well.fitted.map { .init(x: well.dose, y: well.response - $0, standing: .init(well)) }
          },
          x: FigureAxis(source.abscissa, unit: unit), y: FigureAxis("Residual"),
          isLogarithmic: !source.isFormula, level: 0, plotHeight: 110))
    }
    return ReportSection(
      "Residuals",
      [
        .figure(
          ReportFigure(
            panels, columns: min(3, panels.count),
            caption: ReportText(
              "Response less curve. Hollow points were down-weighted; a run on one side of 0 says that the model bends otherwise than the wells. points.csv has every residual."
            ), alternativeText: "Residuals of \(shown.map(\.group).joined(separator: ", "))"))
      ])
  }

  private static let residualPanels = 6
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

import Figures
import FileFormats
import Quantities
import Reports

/// A run of fits as a report: what was found in words, then the curves, then every number.
struct FitReport {
  let request: FitRequest
  let source: FitSource
  let curves: [CurveDigest]
  let verdicts: [(verdict: String, count: Int)]
  /// The curves that are drawn; all of a small table.
  let drawn: [CurveFinding]
  let comparison: CurveComparisonFinding?

  var unit: String { source.unit ?? "" }

  func document() -> ReportDocument {
    ReportDocument(
      title: "Dose–response fits of \(fileName)",
      subtitle:
        "\(curves.count) \(curves.count == 1 ? "curve" : "curves"), \(source.scale)",
      standing: .measured, answer: answer(), keyFigures: keyFigures(),
      sections: [curveSection(), numberSection(), wellSection(), methodSection()],
      colophon: colophon())
  }

  private var fileName: String {
    source.file.split(separator: "/").last.map(String.init) ?? source.file
  }

  private func answer() -> [ReportText] {
    let counts = verdicts.map { "\($0.count) \($0.verdict)" }.joined(separator: ", ")
    var answer: [ReportText] = [
      "Of \(curves.count) \(curves.count == 1 ? "curve" : "curves"): \(strong: counts)."
    ]
    if curves.count <= 5 {
      answer += curves.map { "\(strong: $0.group): \($0.reason)" }
    }
    return answer
  }

  private func keyFigures() -> [KeyFigure] {
    guard curves.count <= 6 else { return [] }
    return curves.map { curve in
      KeyFigure(
        name: "\(curve.group), EC50", value: curve.relativeIC50.number?.estimate, unit: unit,
        interval: curve.relativeIC50.number?.interval, intervalWords: intervalWords,
        status: curve.relativeIC50.number == nil
          ? .refused(curve.relativeIC50.bound?.text ?? curve.verdict) : .reported)
    }
  }

  var intervalWords: String {
    "\((request.confidence * 100).forPeople()) % \(request.interval.rawValue) interval"
  }

  private func curveSection() -> ReportSection {
    let panels = drawn.enumerated().map { number, curve in
      ReportFigure.Panel(
        title: "\(curve.group): \(curve.verdict)", name: "curve-\(number + 1)", figure(of: curve))
    }
    guard !panels.isEmpty else { return ReportSection("Curves", []) }
    let words =
      drawn.count < curves.count
      ? "The first curves of each verdict; the tables below and fits.csv hold every one."
      : "Every curve with its wells."
    return ReportSection(
      "Curves",
      [
        .figure(
          ReportFigure(
            panels, columns: min(3, panels.count), caption: ReportText(words),
            alternativeText: drawn.map { "\($0.group): \($0.reason)" }.joined(separator: "; ")))
      ])
  }

  private func figure(of curve: CurveFinding) -> DoseResponseFigure {
    let potency = curve.relativeIC50
    return DoseResponseFigure(
      [
        .init(
          name: curve.group,
          observations: curve.wells.map { .init(dose: $0.dose, response: $0.response) },
          curve: curve.curve.map { place in
            .init(
              dose: place.dose, response: place.response,
              band: place.low.flatMap { low in place.high.map { low...max(low, $0) } })
          },
          potency: .init(
            value: potency.number?.estimate, interval: potency.number?.interval,
            statement: potency.number?.estimate.map { "\($0.forPeople()) \(unit)" }
              ?? potency.bound?.text ?? curve.verdict))
      ], dose: FigureAxis("Dose", unit: unit),
      response: FigureAxis(source.responseTitle), plotHeight: 170)
  }

  private func numberSection() -> ReportSection {
    ReportSection(
      "Every curve in numbers",
      [
        .table(
          ReportTable(
            name: "curves",
            columns: [
              .init("Curve"), .init("Verdict"), .init("EC50", unit: unit, alignment: .trailing),
              .init(intervalWords, unit: unit, alignment: .trailing),
              .init("Absolute IC50", unit: unit, alignment: .trailing),
              .init("Hill slope", alignment: .trailing), .init("Area", alignment: .trailing),
              .init("Model"), .init("Wells", alignment: .trailing), .init("What it means"),
            ],
            rows: curves.prefix(Self.tableRows).map(row),
            foldedUnder: curves.count > 20
              ? curves.count > Self.tableRows
                ? "The first \(Self.tableRows) of \(curves.count) curves; fits.csv has them all"
                : "All \(curves.count) curves, number by number" : nil))
      ])
  }

  /// More rows than this a page does not hold well.
  private static let tableRows = 2000

  private func row(_ curve: CurveDigest) -> [ReportTable.Cell] {
    func potency(_ potency: CurveFinding.Potency) -> ReportTable.Cell {
      potency.number?.estimate.map { .number($0, digits: 3) }
        ?? potency.bound.map { .text(ReportText($0.text)) } ?? .missing
    }
    return [
      .text(ReportText(curve.group)), .text(ReportText(curve.verdict)),
      potency(curve.relativeIC50), .interval(curve.relativeIC50.number?.interval),
      potency(curve.absoluteIC50), .number(curve.hillSlope?.estimate), .number(curve.area),
      .text(ReportText(curve.model ?? "–")), .number(Double(curve.used), digits: 6),
      .text(ReportText(curve.reason)),
    ]
  }

  private func wellSection() -> ReportSection {
    let wells = drawn.flatMap { curve in
      curve.wells.filter { $0.isDownWeighted || $0.exclusion != nil }.map { (curve.group, $0) }
    }
    let lost = curves.reduce(0) { $0 + Int($1.downWeighted) }
    guard !wells.isEmpty else {
      return ReportSection(
        "Wells set aside",
        [
          .paragraph(
            lost == 0
              ? "No well was down-weighted or left out."
              : "\(lost) wells were down-weighted; points.csv lists them.")
        ])
    }
    return ReportSection(
      "Wells set aside",
      [
        .paragraph(
          "\(lost) wells of all curves were down-weighted as outlying. Those of the curves drawn above are listed; points.csv has every well with its weight."
        ),
        .table(
          ReportTable(
            name: "wells",
            columns: [
              .init("Curve"), .init("Line", alignment: .trailing),
              .init("Dose", unit: unit, alignment: .trailing),
              .init("Response", alignment: .trailing), .init("Fitted", alignment: .trailing),
              .init("Weight", alignment: .trailing), .init("Why"),
            ],
            rows: wells.map { group, well in
              [
                .text(ReportText(group)), .number(Double(well.line), digits: 9),
                .number(well.dose, digits: 4), .number(well.response, digits: 4),
                .number(well.fitted, digits: 4), .number(well.weight, digits: 2),
                .text(ReportText(well.exclusion ?? "lies far from the curve that the others make")),
              ]
            }, foldedUnder: wells.count > 12 ? "\(wells.count) wells" : nil)),
      ])
  }

  private func methodSection() -> ReportSection {
    var blocks: [ReportBlock] = []
    if !source.notices.isEmpty {
      blocks.append(
        .callout(
          Callout(
            .note, title: "How the table was read", ReportText(source.notices.joined(separator: " "))
          ))
      )
    }
    blocks.append(
      .definitions([
        Definition(
          "Complete", "An effect, and an EC50 that lies with its interval inside the tested doses."),
        Definition(
          "Incomplete",
          "An effect, but the doses do not hold the EC50 and its interval: a bound is given, no number."
        ),
        Definition("Flat", "No effect of dose that noise would not make as well."),
        Definition("Unfit", "No curve can be given; the sentence says why."),
        Definition("EC50", "The dose of half the effect (relative)."),
        Definition("Absolute IC50", "The dose at which half of the response without drug is left."),
      ]))
    return ReportSection("How to read this", blocks)
  }

  private func colophon() -> Colophon {
    Colophon(entries: [
      .init("Primed", PrimedVersion.current), .init("File", source.file),
      .init("Scale", source.scale), .init("Unit of doses", source.unit ?? "none"),
      .init("Model", request.modelName), .init("Loss", request.loss.rawValue),
      .init("Intervals", intervalWords),
    ])
  }
}

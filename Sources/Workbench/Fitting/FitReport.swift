import Figures
import FileFormats
import Quantities
import Reports

/// A run of fits as a report: what was found in words, then the curves, then every number.
struct FitReport {
  let request: FitRequest
  let source: FitSource
  let tally: FitTally
  /// The curves that are drawn; all of a small table.
  let drawn: [CurveFinding]
  let comparison: CurveComparisonFinding?
  /// Where the fits stand on a page with other things.
  var place = Place()

  /// What tells the fits from other parts of a page and a folder; nothing on a page of their own.
  struct Place {
    /// What the titles of sections begin with.
    var title = ""
    /// What the names of files, figures and tables begin with, as in `measured-1-points.csv`.
    var prefix = ""

    func titled(_ section: String) -> String { title.isEmpty ? section : "\(title): \(section)" }
  }

  /// The first curves, at most as many as a page holds.
  var curves: [CurveDigest] { tally.shown }

  var unit: String { source.unit ?? "" }

  /// The unit of responses as a table's heading and an axis show it.
  var responseSign: String { source.response.sign ?? "" }

  func document() -> ReportDocument {
    ReportDocument(
      title: "Dose–response fits of \(fileName)",
      subtitle:
        "\(tally.count) \(tally.count == 1 ? "curve" : "curves"), \(source.scale)",
      kind: "fit report", standing: .measured, answer: answer(), keyFigures: keyFigures(),
      sections: sections() + [methodSection()], colophon: colophon())
  }

  /// Everything that is shown of the fits.
  func sections() -> [ReportSection] {
    [
      rankingSection(), comparison.map(comparisonSection), curveSection(), residualSection(),
      numberSection(), wellSection(),
    ].compactMap(\.self)
  }

  private var fileName: String {
    source.file.split(separator: "/").last.map(String.init) ?? source.file
  }

  private func answer() -> [ReportText] {
    let counts = tally.counts.map { "\($0.count) \($0.verdict)" }.joined(separator: ", ")
    var answer: [ReportText] = [
      "Of \(tally.count) \(tally.count == 1 ? "curve" : "curves"): \(strong: counts)."
    ]
    answer += asides
    if curves.count <= 5 {
      answer += curves.map { "\(strong: $0.group): \($0.reason)" }
    }
    return answer
  }

  /// What is to be told of all curves beside their count: a warning, and how they compare.
  var asides: [ReportText] {
    [departureWarning, comparison.map { ReportText($0.sentence) }].compactMap(\.self)
  }

  /// Curves whose response without drug contradicts the scale, by name.
  var offScaleWarning: ReportText? {
    let names = curves.filter { $0.offScale != nil }.map(\.group)
    guard !names.isEmpty else { return nil }
    return
      "\(strong: "Warning:") the response without drug is far from where the scale has it in \(names.listed(first: 8)). Are the responses relative to vehicle? Absolute IC50, areas and scores count from the scale."
  }

  /// Flat curves whose highest dose alone departs, by name.
  private var departureWarning: ReportText? {
    let names = curves.filter(\.departs).map(\.group)
    guard !names.isEmpty else { return nil }
    let listed =
      names.prefix(8).joined(separator: ", ")
      + (names.count > 8 ? " and \(names.count - 8) more" : "")
    return
      "\(strong: "Warning:") the highest dose alone departs in \(listed), found flat. An effect may begin there; test more doses up to it and above."
  }

  func keyFigures() -> [KeyFigure] {
    guard curves.count <= 6, !source.isFormula else { return [] }
    return curves.map { curve in
      KeyFigure(
        name: "\(curve.group), EC50", value: curve.relativeIC50.number?.estimate, unit: unit,
        interval: curve.relativeIC50.number?.interval, intervalWords: intervalWords,
        status: curve.relativeIC50.number == nil
          ? .refused(curve.relativeIC50.bound?.text ?? curve.verdict) : .reported)
    }
  }

  var intervalWords: String { "\(percent) \(request.interval.rawValue) interval" }

  var percent: String { "\((request.confidence * 100).forPeople()) %" }

  private func methodSection() -> ReportSection {
    var blocks: [ReportBlock] = []
    if let readingNote { blocks.append(readingNote) }
    guard !source.isFormula else {
      blocks.append(
        .paragraph(
          "The equation \(code: request.formula ?? "") was fitted from the start given. Standard errors are Gauss and Newton’s; intervals are \(request.interval.rawValue) intervals."
        ))
      return ReportSection("How to read this", blocks)
    }
    blocks.append(Self.definitions)
    blocks.append(.definitions(statisticDefinitions))
    return ReportSection("How to read this", blocks)
  }

  /// How the table was understood and what was repaired; nil where it left nothing open.
  var readingNote: ReportBlock? {
    source.notices.isEmpty
      ? nil
      : .callout(
        Callout(
          .note, title: "How the table was read",
          ReportText(source.notices.joined(separator: " "))))
  }

  /// The words of verdicts and potencies.
  static var definitions: ReportBlock {
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
    ])
  }

  /// What the columns of fits.csv are that compare models.
  var statisticDefinitions: [Definition] {
    let kind = request.statisticKind
    return [
      ("rss in fits.csv", "rss"), ("log_likelihood", "logLik"), ("aicc", "AICc"),
    ].map { title, key in
      let meaning = FitStatisticMeaning.meaning(of: key, kind)
      return Definition(
        title, ReportText(meaning.prefix(1).uppercased() + meaning.dropFirst() + "."))
    }
  }

  private func colophon() -> Colophon {
    Colophon(entries: [
      .init("Primed", PrimedVersion.current), .init("File", source.file),
      .init("SHA-256 of the file", source.hash),
      .init("Scale", source.scale), .init("Unit of doses", source.unit ?? "none"),
      .init("Model", request.modelName), .init("Loss", request.usedLoss.rawValue),
      .init("Intervals", intervalWords),
    ])
  }
}

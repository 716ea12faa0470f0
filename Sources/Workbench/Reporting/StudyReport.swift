import Experiments
import Figures
import Quantities
import Reports

/// A finished study as a report: the answer in words first, then what it rests on.
struct StudyReport {
  let results: StudyResults
  let record: RunRecord

  var study: Study { results.study }
  var plan: Study.SimulatedPart? { results.study.simulation }

  /// The lines in the order of the study, which is the order of their colours.
  var lineNames: [String] { results.lines.map(\.line.name) }

  func document() -> ReportDocument {
    ReportDocument(
      title: study.title, subtitle: study.question, kind: "study report", standing: standing,
      answer: answer(), keyFigures: keyFigures(), sections: sections(),
      colophon: colophon())
  }

  private var standing: ReportDocument.Standing {
    switch (results.lines.isEmpty, results.measured.isEmpty && results.plates.isEmpty) {
    case (false, true): .simulated
    case (true, _): .measured
    case (false, false): .mixed
    }
  }

  private func sections() -> [ReportSection] {
    var sections: [ReportSection] = []
    if let plan, !results.lines.isEmpty {
      sections += [
        potencySection(plan), cellSection(plan), doseTimeSection(plan), mechanismSection(plan),
      ]
      if let pathway = results.pathway { sections.append(pathwaySection(pathway)) }
      if plan.comparesWithGuide { sections.append(evidenceSection(plan)) }
      sections.append(qualitySection(plan))
    }
    sections += results.measured.enumerated().flatMap { number, measured in
      measuredSections(measured, number: number)
    }
    sections += results.plates.enumerated().flatMap { number, plates in
      plateSections(plates, pointFile: "plates-\(number + 1)-points.csv")
    }
    if let words = verdictSection() { sections.append(words) }
    if let plan, !results.lines.isEmpty { sections += [assumptionSection(plan)] }
    return sections
  }

  // MARK: The answer in words

  private func answer() -> [ReportText] {
    var paragraphs: [ReportText] = []
    if let plan, !results.lines.isEmpty {
      paragraphs += [potencyAnswer(plan), timingAnswer(plan)]
      if let controls = controlAnswer() { paragraphs.append(controls) }
    }
    for (number, measured) in results.measured.enumerated() {
      paragraphs.append(ReportText(measured.summarySentence))
      paragraphs += fitReport(of: measured, number: number).asides
    }
    paragraphs += results.plates.map { ReportText($0.summarySentence) }
    paragraphs += results.refused.map { "\(strong: "\($0.line) was not simulated"): \($0.cause)." }
    return paragraphs
  }

  private func potencyAnswer(_ plan: Study.SimulatedPart) -> ReportText {
    let exposure = plan.caspase.exposure.formatted(in: .hours)
    let ranked = results.lines.compactMap { line -> (String, CurveSummary.Estimate)? in
      line.analysis.curve?.relativeEC50.map { (line.line.name, $0) }
    }.sorted { $0.1.value < $1.1.value }
    let silent = results.lines.filter { $0.analysis.curve?.relativeEC50 == nil }
    var text = ReportText("")
    if results.lines.count == 1, let only = ranked.first {
      text =
        "\(plan.drug.name) activates caspase-3/7 in \(only.0) within \(exposure): "
        + "\(strong: "EC50 \(Self.potency(only.1))")."
    } else if let first = ranked.first {
      let others = ranked.dropFirst().map { "\($0.0) (\(Self.potency($0.1)))" }
      let count =
        ranked.count == results.lines.count
        ? Self.all(ranked.count) : "\(ranked.count) of \(results.lines.count)"
      text =
        text
        + "\(plan.drug.name) activates caspase-3/7 in \(count) lines within \(exposure). "
        + "\(strong: "\(first.0) needs least") (EC50 \(Self.potency(first.1)))"
      text =
        text + ReportText(others.isEmpty ? "." : ", then \(others.joined(separator: ", then ")).")
    }
    for line in silent {
      let reason = line.analysis.refusal ?? line.analysis.curve?.sentence ?? "no curve was fitted"
      text = text + " \(line.line.name) has no EC50: \(reason)"
    }
    return text
  }

  private func timingAnswer(_ plan: Study.SimulatedPart) -> ReportText {
    guard let line = results.lines.first, let shown = Self.tellingArm(of: line, plan) else {
      return "No dose permeabilised a cell, so there is no timing to tell."
    }
    let times = shown.arm.times(of: .permeabilisation)
    guard times.count >= 10 else {
      return "Too few cells crossed the threshold to tell how their times spread."
    }
    let early = Time.quantile(0.1, of: times) ?? times[0]
    let late = Time.quantile(0.9, of: times) ?? times[times.count - 1]
    let release =
      Time.median(of: shown.arm.cells.compactMap(\.releaseDuration))?
      .formatted(in: .minutes, digits: 2) ?? ""
    return
      "\(strong: "Cells switch suddenly, each at its own time.") At \(shown.dose.description) "
      + "the middle four fifths of \(line.line.name) cells cross the threshold between "
      + "\(early.formatted(in: .hours, digits: 2)) and \(late.formatted(in: .hours, digits: 2)), "
      + "yet once release begins it is nine tenths done within \(release) in the median cell."
  }

  private func controlAnswer() -> ReportText? {
    let failing = results.lines.flatMap { line in
      line.mechanismChecks().filter { $0.verdict == .fails }.map {
        "\(line.line.name): \($0.claim)"
      }
    }
    let tested = results.lines.flatMap { $0.mechanismChecks() }.count { $0.verdict != .notTested }
    guard tested > 0 else { return nil }
    if failing.isEmpty {
      let run = results.lines.first?.controls.map(\.control.name) ?? []
      let among = run.isEmpty ? "no control was run" : "controls: \(run.joined(separator: ", "))"
      return
        "\(tested == 1 ? "The one check" : "All \(tested) checks") of the mechanism \(tested == 1 ? "holds" : "hold") (\(among))."
    }
    return
      "\(strong: "\(failing.count) of \(tested) checks of the mechanism fail"): \(failing.joined(separator: "; "))."
  }

  // MARK: Pieces that sections share

  /// The lowest dose that permeabilises nine tenths of the cells which the most effective dose does:
  /// low enough that their times still differ.
  static func tellingArm(
    of line: SimulatedLine, _ plan: Study.SimulatedPart
  ) -> (dose: Concentration, arm: TreatedPopulation.Arm)? {
    let arms = zip(plan.doses, line.doseArms).map { dose, arm in
      (dose: dose, arm: arm, fraction: arm.fraction(reaching: .permeabilisation) ?? 0)
    }
    guard let most = arms.map(\.fraction).max(), most > 0 else { return nil }
    return arms.first { $0.fraction >= 0.9 * most }.map { (dose: $0.dose, arm: $0.arm) }
  }

  /// "9.8 nM, 95 % interval 8.9–10.8 nM", or without the interval where a side is open.
  static func potency(_ estimate: CurveSummary.Estimate) -> String {
    let value = "\(estimate.value.forPeople()) nM"
    guard let interval = estimate.interval else { return "\(value), interval open" }
    return
      "\(value), 95 % interval \(interval.lowerBound.forPeople())–\(interval.upperBound.forPeople()) nM"
  }

  private static func all(_ count: Int) -> String {
    switch count {
    case 1: "the"
    case 2: "both"
    case 3: "all three"
    default: "all \(count)"
    }
  }

  /// The potencies of the lines, and of measured tables with few curves.
  private func keyFigures() -> [KeyFigure] {
    results.lines.map(keyFigure)
      + results.measured.enumerated().flatMap { number, measured in
        fitReport(of: measured, number: number).keyFigures()
      }
  }

  private func keyFigure(_ line: SimulatedLine) -> KeyFigure {
    let published = record.published(for: line.line.name, plan)
    let curve = line.analysis.curve
    let status: KeyFigure.Status =
      if curve?.relativeEC50 == nil {
        .refused(line.analysis.refusal ?? curve?.bound ?? "no curve")
      } else {
        published?.status ?? .reported
      }
    return KeyFigure(
      name: "\(line.line.name), EC50 at \(plan?.caspase.exposure.formatted(in: .hours) ?? "")",
      value: curve?.relativeEC50?.value, unit: "nM", interval: curve?.relativeEC50?.interval,
      intervalWords: "95 % profile interval", published: published?.value,
      publishedSource: published?.source, status: status)
  }

  private func colophon() -> Colophon {
    Colophon(
      entries: record.entries.map { .init($0.name, $0.value) }, rerunCommand: record.rerunCommand)
  }
}

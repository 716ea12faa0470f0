import Assays
import Figures
import Quantities
import Reports

/// Judged plates as a report: the verdicts in words, the maps and controls they rest on, the wells
/// left out and why.
struct PlateQualityReport {
  let result: PlateQualityResult

  /// Beyond this many plates, maps are drawn of those that were not accepted, first; the tables hold
  /// every plate.
  static let drawnPlates = 12

  func document() -> ReportDocument {
    ReportDocument(
      title: "Plate quality",
      subtitle: "\(result.input.file.file), \(result.input.measurementName)",
      kind: "plate report", standing: .measured, answer: answer(), keyFigures: keyFigures(),
      sections: sections(),
      colophon: colophon())
  }

  /// What a study's report takes over: everything but the frame.
  func sections() -> [ReportSection] {
    [numberSection()] + drawn.map(plateSection) + [leftOutSection()].compactMap(\.self)
  }

  func answer() -> [ReportText] {
    let counts = Dictionary(grouping: result.plates, by: \.verdict).mapValues(\.count)
    var paragraphs: [ReportText] = []
    if result.plates.count > 3 {
      let words: [(QualityVerdict, String)] = [
        (.accept, "accepted"), (.marginal, "marginal"), (.reject, "rejected"),
        (.undetermined, "undetermined"),
      ]
      let told = words.compactMap { verdict, word in counts[verdict].map { "\($0) \(word)" } }
      paragraphs.append(
        "\(strong: "Of \(result.plates.count) plates \(told.joined(separator: ", ")).")")
    } else {
      paragraphs += result.plates.map { plate in
        "\(strong: plate.headline) \(plate.remarks.joined(separator: " "))"
      }
    }
    if let drift = result.driftSentence { paragraphs.append(ReportText(drift)) }
    return paragraphs
  }

  private func keyFigures() -> [KeyFigure] {
    guard result.plates.count <= 3 else { return [] }
    return result.plates.flatMap { plate in
      plate.judged.groups.flatMap { quality -> [KeyFigure] in
        let name = [result.plates.count > 1 ? plate.name : nil, quality.group.line]
          .compactMap(\.self).joined(separator: ", ")
        let prefix = name.isEmpty ? "" : "\(name): "
        return [
          KeyFigure(
            name: "\(prefix)Z′", value: quality.zPrime, unit: "",
            status: quality.zPrime == nil ? .refused("too few controls") : .reported, digits: 2),
          KeyFigure(
            name: "\(prefix)Signal to background", value: quality.signalToBackground, unit: "",
            status: quality.signalToBackground == nil
              ? .refused("no background above zero") : .reported),
        ]
      } + [edgeFigure(plate)]
    }
  }

  private func edgeFigure(_ plate: JudgedPlate) -> KeyFigure {
    let edge = plate.findings.position.edge
    let prefix = result.plates.count > 1 ? "\(plate.name): " : ""
    return KeyFigure(
      name: "\(prefix)Rim against inside", value: edge.map { 100 * $0.estimate }, unit: "%",
      interval: edge.map { 100 * $0.low...100 * $0.high }, intervalWords: "95 % interval",
      status: edge == nil ? .refused("cannot be told") : .reported, digits: 2)
  }

  /// Plates that are drawn: all of a few, the least trusted of many.
  private var drawn: [JudgedPlate] {
    guard result.plates.count > Self.drawnPlates else { return result.plates }
    let doubtful = result.plates.filter { $0.verdict != .accept }
    let rest = result.plates.filter { $0.verdict == .accept }
    return Array((doubtful + rest).prefix(Self.drawnPlates))
  }

  private func numberSection() -> ReportSection {
    var blocks: [ReportBlock] = [.table(qualityTable), .table(positionTable)]
    if result.plates.count > Self.drawnPlates {
      blocks.append(
        .paragraph(
          "Maps follow for \(Self.drawnPlates) plates, those that were not accepted first."))
    }
    return ReportSection("Numbers", blocks)
  }

  /// One row a measure, as read and corrected side by side; one row a plate where they are many.
  private var qualityTable: ReportTable {
    result.plates.count > 3 ? plateTable : measureTable
  }

  private static let qualityCaption: ReportText =
    "Signal and background are the two controls; agreement is the intraclass correlation of one replicate."

  private var measureTable: ReportTable {
    let isCorrected = result.correction != .none
    let rows = result.plates.flatMap { plate in
      plate.findings.groups.indices.flatMap { index -> [[ReportTable.Cell]] in
        let read = plate.findings.groups[index]
        let corrected = plate.corrected?.groups[index]
        let name = [plate.name, read.group.line].compactMap(\.self).joined(separator: ", ")
        return read.measures.indices.map { place in
          let value = read.measures[place]
          var row: [ReportTable.Cell] = [
            .text(ReportText(name)), .text(ReportText(value.title)),
            .number(value.shown, digits: 3),
          ]
          if isCorrected { row.append(.number(corrected?.measures[place].shown, digits: 3)) }
          return row
        }
      }
    }
    return ReportTable(
      name: "quality", caption: Self.qualityCaption,
      columns: [
        .init("Plate"), .init("Measure"), .init("As read", alignment: .trailing),
      ] + (isCorrected ? [.init("Corrected", alignment: .trailing)] : []), rows: rows)
  }

  private var plateTable: ReportTable {
    let titles = result.plates.first?.findings.groups.first?.measures.map(\.title) ?? []
    return ReportTable(
      name: "quality", caption: Self.qualityCaption,
      columns: [.init("Plate"), .init("Line"), .init("Verdict")]
        + titles.map { .init($0, alignment: .trailing) },
      rows: result.plates.flatMap { plate in
        plate.judged.groups.map { quality in
          [
            .text(ReportText(plate.name)),
            quality.group.line.map { .text(ReportText($0)) } ?? .missing,
            .text(ReportText(plate.verdict.rawValue)),
          ] + quality.measures.map { .number($0.shown, digits: 3) }
        }
      })
  }

  private var positionTable: ReportTable {
    func rows(_ plate: JudgedPlate, _ state: String, _ position: PositionAnalysis)
      -> [[ReportTable.Cell]]
    {
      position.tests.map { test in
        let size: String =
          switch test.pattern {
          case .edge: position.edge.map(JudgedPlate.percent) ?? "–"
          case .gradient:
            [
              position.rowGradient.map { "rows \(JudgedPlate.percent($0))" },
              position.columnGradient.map { "columns \(JudgedPlate.percent($0))" },
            ].compactMap(\.self).joined(separator: "; ")
          case .stripe:
            position.stripe.map {
              "\($0.name), \(JudgedPlate.signedPercent(position.stripeDeviation ?? .nan))"
            } ?? "–"
          }
        let verdict: String =
          switch test.outcome {
          case .found: "found"
          case .notFound: "none found"
          case .untestable(let reason): "cannot be told: \(reason)"
          }
        return [
          .text(ReportText(plate.name)), .text(ReportText(state)),
          .text(ReportText(test.pattern.noun)), .text(ReportText(size)),
          .number(test.pValue, digits: 2), .number(test.adjustedPValue, digits: 2),
          .text(
            ReportText(verdict + (position.untold(of: test.pattern).map { "; \($0.words)" } ?? ""))),
        ]
      }
    }
    return ReportTable(
      name: "position",
      caption:
        "Wells of one condition against each other. p is the share of \(result.permutations) random rearrangements with as much of the pattern: where place does nothing, p is x or less on at most x of plates. Adjusted is p by Holm’s rule for the tests of one plate; a pattern counts as found at \(PositionTest.level.forPeople(digits: 2)) or less, so that at most 1 in 20 plates without any pattern is said to have one.",
      columns: [
        .init("Plate"), .init("Readings"), .init("Pattern"), .init("Size"),
        .init("p", alignment: .trailing), .init("p, adjusted", alignment: .trailing),
        .init("Verdict"),
      ],
      rows: result.plates.flatMap { plate in
        rows(plate, "as read", plate.findings.position)
          + (plate.corrected.map { rows(plate, "corrected", $0.position) } ?? [])
      })
  }

  private func leftOutSection() -> ReportSection? {
    let rows = result.plates.flatMap { plate in
      plate.leftOut.map { well, reason -> [ReportTable.Cell] in
        [
          .text(ReportText(plate.name)), .text(ReportText(well.well.name)),
          .text(ReportText(plate.plate.layout[well.well]?.content ?? well.role.noun)),
          .text(ReportText(reason)),
        ]
      }
    }
    guard !rows.isEmpty else { return nil }
    return ReportSection(
      "Wells left out",
      [
        .table(
          ReportTable(
            name: "left-out",
            columns: [.init("Plate"), .init("Well"), .init("Content"), .init("Why")], rows: rows,
            foldedUnder: rows.count > 40 ? "\(rows.count) wells, each with its reason" : nil))
      ])
  }

  private func colophon() -> Colophon {
    Colophon(
      entries: [
        .init("Primed", PrimedVersion.current),
        .init("Readings", "\(result.input.file.file), SHA-256 \(result.input.file.sha256)"),
        .init(
          "Layout", "\(result.input.layoutFile.file), SHA-256 \(result.input.layoutFile.sha256)"),
        .init("Correction", result.correction.rawValue), .init("Seed", "\(result.seed)"),
      ])
  }
}

extension LaidOutPlates {
  /// The measurement as a title names it: `Lum, 450 nm, 30 min`.
  var measurementName: String {
    let light = wavelength.map { read.contains($0) ? nil : "\($0) nm" } ?? nil
    return [read, light, time?.description].compactMap(\.self).joined(separator: ", ")
  }
}

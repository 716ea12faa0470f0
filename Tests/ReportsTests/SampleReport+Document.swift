import Citations
import Figures
import Reports

extension SampleReport {
  static var document: ReportDocument {
    ReportDocument(
      title: "AZD4320 in three leukaemia and lymphoma lines",
      subtitle:
        "Caspase-3/7 activity after 6 h, single-cell timing of MOMP, and fitted potencies beside the published ones.",
      standing: .simulated,
      answer: [
        "AZD4320 kills all three lines within 6 h. \(strong: "RS4;11 is the most sensitive") (EC50 9.8 nM), then Ri-1 (17.2 nM) and OCI-M1 (52 nM): the published order, each within a factor of two.",
        "Cells of one line die at their own times. At 100 nM the median RS4;11 cell reaches MOMP after 2.1 h, yet one in ten needs more than 3 h. Cells without BAX and BAK survive 1 µM.",
      ],
      keyFigures: lines.map { line in
        KeyFigure(
          name: "\(line.name), EC50 at 6 h", value: line.ec50, unit: "nM", interval: line.interval,
          published: line.published, publishedSource: "guide, Table 1", status: .used)
      },
      sections: [
        doseSection, cellSection, mapSection, evidenceSection, qualitySection, assumptions,
      ],
      colophon: Colophon(
        entries: [
          .init("Primed", "0.1.0"), .init("Swift", "6.3.1"), .init("CVODES", "6.4.1"),
          .init("Study file", "Examples/azd4320/study.yaml"),
          .init(
            "Study hash", "sha256 3b1f84072b31010f15ceb787be6b415c53936411aae267c8c2b2b6ccde46e7"),
          .init("Seed", "20260101"), .init("Cells per condition", "200"),
        ], rerunCommand: "primed study run Examples/azd4320/study.yaml --output results"))
  }

  private static var doseSection: ReportSection {
    ReportSection(
      "Dose and response",
      [
        .paragraph(
          "Three replicate wells a dose on a simulated plate, normalised to vehicle and to the plate’s maximum. Each curve is a four-parameter logistic fit with its pointwise 95 % band."
        ),
        .figure(
          ReportFigure(
            name: "dose-response", doseResponse,
            caption:
              "Caspase-3/7 activity at 6 h. Below the axis: the fitted EC50 (●) with its 95 % interval, and the published value (◇).",
            alternativeText:
              "Three rising dose–response curves; half-maximal at 9.8, 17.2 and 52 nM.")),
        .table(
          ReportTable(
            name: "ec50",
            columns: [
              .init("Line"), .init("EC50", unit: "nM", alignment: .trailing),
              .init("95 % interval", unit: "nM", alignment: .trailing),
              .init("Published", unit: "nM", alignment: .trailing),
              .init("Hill slope", alignment: .trailing), .init("Verdict"),
            ],
            rows: lines.map { line in
              [
                .text(ReportText(line.name)), .number(line.ec50), .interval(line.interval),
                .number(line.published), .number(line.hill), "EC50 within the tested doses",
              ]
            } + [
              [
                "BAX/BAK double knockout", .missing, .missing, .missing, .missing,
                "flat: no response",
              ]
            ])),
      ])
  }

  private static var cellSection: ReportSection {
    ReportSection(
      "Each cell at its own time",
      [
        .figure(
          ReportFigure(
            lines.enumerated().map { place, line in
              .init(title: line.name, name: "single-cells-\(place + 1)", singleCells(place, line))
            },
            caption:
              "Cytochrome c released from mitochondria in 200 single cells at 100 nM (grey), their median and the middle 80 % (colour).",
            alternativeText:
              "In each line single cells switch abruptly from none to all released, at scattered times."
          )),
        .figure(
          ReportFigure(
            lines.enumerated().map { place, line in
              .init(title: line.name, name: "momp-times-\(place + 1)", events(place, line))
            },
            caption:
              "Cells that have undergone MOMP, by dose, and the time of each cell (ticks). Percentages are of all 200 cells at 6 h.",
            alternativeText: "Higher doses bring MOMP sooner and to more cells.")),
      ])
  }

  private static var mapSection: ReportSection {
    ReportSection(
      "Dose and time together",
      [
        .figure(
          ReportFigure(
            lines.enumerated().map { place, line in
              .init(title: line.name, name: "dead-cells-\(place + 1)", map(place, line))
            },
            caption:
              "Dead cells over dose and time. The tick marks when half of the cells are dead.",
            alternativeText: "Death spreads from high doses and late times towards lower doses."))
      ])
  }

  private static var evidenceSection: ReportSection {
    ReportSection(
      "Beside the published values",
      [
        .figure(
          ReportFigure(
            name: "published-simulated", comparison,
            caption:
              "Published (◇) and simulated (●) with 95 % intervals; the grey band is a factor of two around the published value. “Used” values served to choose parameters and test nothing.",
            alternativeText:
              "Four of five simulated values lie within a factor of two of the published ones.")),
        .callout(
          Callout(
            .warning, title: "Three of these five test nothing",
            "The line vectors were chosen with the 6 h EC50s in view. They are shown as \(emphasis: "used"), never as agreement."
          )),
      ])
  }

  private static var qualitySection: ReportSection {
    ReportSection(
      "Quality of the plate",
      [
        .figure(
          ReportFigure(
            name: "plate", plate,
            caption: "Raw luminescence by well. Outlined: vehicle controls. ×: excluded.",
            alternativeText: "Luminescence rises along the columns with dose.")),
        .definitions([
          Definition(
            "Z′ factor", "0.71, from 16 vehicle and 8 maximum wells; above 0.5 separates well."),
          Definition("Edge effect", "Outer wells differ from inner ones by 1.8 %."),
        ]),
      ])
  }

  private static var assumptions: ReportSection {
    ReportSection(
      "What was assumed, and where numbers come from",
      [
        .paragraph(
          "A cell counts as dead once caspase-3 has cleaved half of its PARP. Lines differ only in the amounts below."
        ),
        .provenance([
          ProvenanceEntry(
            name: "BIM to BCL-2, Kd", value: "0.5 nM", range: "0.1–10 nM",
            provenance: .seen(.certo2006, at: "via EARM code")),
          ProvenanceEntry(
            name: "AZD4320 to BCL-2", value: "5 nM", range: nil,
            provenance: .guide(.azd4320Guide, at: "Table 1")),
          ProvenanceEntry(
            name: "MCL-1 half-life", value: "0.67 h", range: "0.3–4 h",
            provenance: .fromMemory(.tron2018, note: "1–4 h there")),
          ProvenanceEntry(
            name: "BCL-2 in RS4;11", value: "120 nM", range: nil,
            provenance: .fitted(to: "the 6 h EC50s")),
          ProvenanceEntry(
            name: "Cell volume", value: "1 pL", range: "0.5–1.5 pL",
            provenance: .chosen(because: "a round number within the range for leukaemia cells")),
        ]),
        .code("primed models show apoptosis --yaml", language: "sh"),
      ])
  }
}

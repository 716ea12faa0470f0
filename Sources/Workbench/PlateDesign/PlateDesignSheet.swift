import Assays
import Figures
import Foundation
import NumericalMethods
import Quantities
import Reports

/// A design as a sheet for the bench: the plate, the dilutions in their order, and which wells take
/// what.
struct PlateDesignSheet {
  let design: DesignedPlates

  func document() -> ReportDocument {
    let plan = design.plan
    return ReportDocument(
      title: "Plate layout and pipetting",
      subtitle: plan.treatments.map(\.drug).joined(separator: ", "), kind: "plate design",
      standing: .measured,
      answer: design.sentences.map { ReportText($0) },
      sections: design.layouts.enumerated().map(plateSection)
        + [solventSection(), mediumSection(), wellSection()].compactMap(\.self)
        + design.layouts.map(contentSection),
      colophon: Colophon(entries: [
        .init("Primed", PrimedVersion.current), .init("Seed", "\(design.seed)"),
        .init("Well", "\(design.limits.wellVolume)"),
        .init("Smallest transfer", "\(design.limits.smallestTransfer)"),
        .init("Prepared over what is used", "\(design.limits.excess.forPeople()) times"),
      ]))
  }

  private func name(of layout: PlateLayout) -> String { layout.plate ?? "The plate" }

  private func plateSection(_ index: Int, _ layout: PlateLayout) -> ReportSection {
    let wells = layout.wells.map { well in
      PlateMap.Well(
        row: well.well.row, column: well.well.column,
        value: well.role == .sample
          ? ReproducibleMath.log10(well.dose?.concentration?.nanomolar ?? .nan) : .nan,
        role: well.role == .sample ? .treated : .control, content: well.content)
    }
    return ReportSection(
      name(of: layout),
      [
        .figure(
          ReportFigure(
            name: "layout-\(index + 1)",
            PlateMap(
              wells, rowCount: layout.format.rows, columnCount: layout.format.columns,
              value: FigureAxis("log₁₀ dose", unit: "log₁₀ nM")),
            caption: "Doses by colour; controls are outlined. Point at a well for what is in it.",
            alternativeText: "The layout of \(name(of: layout)); the table below holds every well.")
        ),
        .table(balanceTable(design.balances[index], index)),
      ])
  }

  private func balanceTable(_ balance: LayoutBalance, _ index: Int) -> ReportTable {
    ReportTable(
      name: "balance-\(index + 1)",
      caption:
        "How far the order of a drug’s doses follows place (correlation; 0 is not at all), and how controls lie in the quarters of the plate.",
      columns: [
        .init("What"), .init("With row", alignment: .trailing),
        .init("With column", alignment: .trailing), .init("With rim", alignment: .trailing),
        .init("Quarters"), .init("On the rim", alignment: .trailing),
      ],
      rows: balance.drugs.map { drug in
        [
          .text(ReportText(drug.name)), .number(drug.withRow, digits: 2),
          .number(drug.withColumn, digits: 2), .number(drug.withRim, digits: 2), .missing, .missing,
        ]
      }
        + balance.controls.map { control in
          [
            .text(ReportText(control.role.noun)), .missing, .missing, .missing,
            .text(ReportText(control.quarters.map(String.init).joined(separator: " · "))),
            .number(Double(control.onRim), digits: 4),
          ]
        })
  }

  private func steps(
    _ stage: DilutionPlan.Step.Stage, title: String, diluent: String, first: String
  ) -> ReportSection? {
    let steps = design.dilutions.steps.filter { $0.stage == stage }
    guard !steps.isEmpty else { return nil }
    return ReportSection(
      title,
      [
        .paragraph(ReportText(first)),
        .table(
          ReportTable(
            name: stage == .solvent ? "solvent" : "medium",
            columns: [
              .init("Drug"), .init("For the dose", alignment: .trailing),
              .init("Take", alignment: .trailing), .init("of"),
              .init("add \(diluent)", alignment: .trailing),
              .init("gives", alignment: .trailing), .init("Volume", alignment: .trailing),
            ],
            rows: steps.map { step in
              [
                .text(ReportText(step.drug)),
                .text("\(step.isOnTheWay ? "on the way to " : "")\(step.dose.description)"),
                .text("\(step.sourceVolume.description)"), .text("\(step.source.description)"),
                .text(step.diluentVolume == .zero ? "none" : "\(step.diluentVolume.description)"),
                .text("\(step.concentration.description)"), .text("\(step.volume.description)"),
              ]
            })),
      ])
  }

  private func solventSection() -> ReportSection? {
    steps(
      .solvent, title: "1. Dilution series in solvent", diluent: "solvent",
      first:
        "Top dose first, each from the one above it; the first from the stock. Each tube that is not on the way holds its dose at \((1 / design.dilutions.solventFraction).forPeople()) times the final concentration. Mix before each transfer."
    )
  }

  private func mediumSection() -> ReportSection? {
    steps(
      .medium, title: "2. Intermediate plate in medium", diluent: "medium",
      first:
        "Ten times the final concentration, with \((1000 * design.dilutions.solventFraction).forPeople()) % solvent. Vehicle and blank: \(design.dilutions.vehicleSolvent.description) of solvent into \(design.dilutions.vehicleMedium.description) of medium. Use within the hour."
    )
  }

  private func wellSection() -> ReportSection {
    let dilutions = design.dilutions
    let source = dilutions.hasIntermediate ? "of the intermediate plate" : "of the solvent series"
    let cells = design.plan.cells.map { "\($0.forPeople(digits: 6)) cells in " } ?? "cells in "
    return ReportSection(
      dilutions.hasIntermediate ? "3. Into the plate" : "2. Into the plate",
      [
        .paragraph(
          "\(strong: "Seed \(cells)\(dilutions.seededVolume.description) a well"); blanks get medium alone, and so do wells that stay empty. Add \(strong: dilutions.addedVolume.description) \(source) to each well by the list below; untreated wells get medium instead."
        ),
        .callout(
          Callout(
            .note, title: "Solvent",
            "\((100 * dilutions.solventFraction).forPeople()) % in every well but untreated ones; at most \((100 * design.limits.solventLimit).forPeople()) % was allowed."
          )),
      ])
  }

  private func contentSection(_ layout: PlateLayout) -> ReportSection {
    var order: [String] = []
    var wells: [String: [String]] = [:]
    for well in layout.wells.sorted(by: Self.isBefore) {
      if wells[well.content] == nil { order.append(well.content) }
      wells[well.content, default: []].append(well.well.name)
    }
    return ReportSection(
      "Wells of \(layout.plate ?? "the plate")",
      [
        .table(
          ReportTable(
            name: "wells-\(layout.plate ?? "plate")", columns: [.init("Content"), .init("Wells")],
            rows: order.map { content in
              [
                .text(ReportText(content)),
                .text(ReportText((wells[content] ?? []).joined(separator: ", "))),
              ]
            }))
      ])
  }

  /// Controls first, then drug by drug with rising dose.
  private static func isBefore(_ left: LayoutWell, _ right: LayoutWell) -> Bool {
    func key(_ well: LayoutWell) -> (Int, String, Double) {
      let role = well.role == .sample ? 9 : WellRole.allCases.firstIndex(of: well.role) ?? 0
      return (
        role, well.role == .sample ? well.drug ?? "" : "",
        well.role == .sample ? well.dose?.concentration?.nanomolar ?? 0 : 0
      )
    }
    return key(left) < key(right)
  }
}

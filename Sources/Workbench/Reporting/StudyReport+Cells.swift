import Experiments
import Figures
import Quantities
import Reports

extension StudyReport {
  /// Single cells over time, and when each of them crossed the threshold.
  func cellSection(_ plan: Study.SimulatedPart) -> ReportSection {
    var blocks: [ReportBlock] = [
      .paragraph(
        """
        Each line is followed as \(plan.cells) cells that differ in their protein levels \
        (coefficient of variation \(plan.variability.coefficientOfVariation.forPeople())). A cell \
        permeabilises (MOMP) when half of its cytochrome c has left the mitochondria, and is dead \
        when half of its PARP is cut.
        """)
    ]
    let shown = results.lines.compactMap { line in
      Self.tellingArm(of: line, plan).map { (line: line, dose: $0.dose, arm: $0.arm) }
    }
    if shown.isEmpty {
      blocks.append(
        .callout(
          Callout(
            .note, title: "No dose permeabilised a cell",
            "Single-cell courses are shown where cells cross the threshold; here none did.")))
      return ReportSection("Each cell at its own time", blocks)
    }
    blocks.append(
      .figure(
        ReportFigure(
          shown.map { line, dose, arm in
            .init(
              title: "\(line.line.name), \(dose.description)", name: "cells-\(line.line.name)",
              courses(of: line, arm))
          }, columns: 3,
          caption:
            """
            Cytochrome c released, one thin line a cell, with the median and the middle 80 %. The \
            dose is the lowest that takes nine tenths of the cells that the most effective dose takes \
            within \(plan.watch.formatted(in: .hours)).
            """,
          alternativeText: "Release is sudden in each cell and comes at a different time in each."))
    )
    blocks.append(
      .figure(
        ReportFigure(
          results.lines.map { line in
            .init(
              title: line.line.name, name: "momp-\(line.line.name)",
              permeabilisation(of: line, plan))
          }, columns: 3,
          caption: "Cells that have permeabilised, by dose; each tick is a cell.",
          alternativeText: "The higher the dose, the earlier and the more alike the times of MOMP.")
      ))
    blocks.append(.table(timingTable(plan)))
    return ReportSection("Each cell at its own time", blocks)
  }

  private func courses(of line: SimulatedLine, _ arm: TreatedPopulation.Arm) -> SingleCellFigure {
    let cells = arm.observedCells
    let times = line.population.times
    return SingleCellFigure(
      times: times.map(\.hours),
      cells: cells.map { cell in
        times.indices.map { 100 * cell.value(of: .cytochromeReleased, at: $0) }
      },
      time: FigureAxis("Time", unit: "h"), value: FigureAxis("Cytochrome c released", unit: "%"),
      valueRange: 0...100, threshold: .init(50, "MOMP"), series: line.line.name,
      colourOrder: lineNames, shownCells: 100)
  }

  private func permeabilisation(
    of line: SimulatedLine, _ plan: Study.SimulatedPart
  ) -> EventTimeFigure {
    // Four doses tell the story: those nearest to evenly spaced ranks among doses that kill anyone.
    let killing = zip(plan.doses, line.doseArms).filter { !$1.times(of: .permeabilisation).isEmpty }
    let picked = Self.evenly(killing, 4)
    return EventTimeFigure(
      picked.map { dose, arm in
        .init(
          name: dose.description, times: arm.times(of: .permeabilisation).map(\.hours),
          cellCount: arm.knownCells)
      }, event: "MOMP", time: FigureAxis("Time", unit: "h"), watched: 0...plan.watch.hours)
  }

  /// The share of dead cells over dose and time.
  func doseTimeSection(_ plan: Study.SimulatedPart) -> ReportSection {
    let steps = 48
    let times = (0...steps).map { plan.watch * (Double($0) / Double(steps)) }
    return ReportSection(
      "Dose and time together",
      [
        .figure(
          ReportFigure(
            results.lines.map { line in
              .init(
                title: line.line.name, name: "dose-time-\(line.line.name)",
                DoseTimeMap(
                  doses: [0] + plan.doses.map(\.nanomolar), times: times.map(\.hours),
                  values: line.population.arms.map { arm in
                    times.map { time in arm.deadFraction(by: time).map { 100 * $0 } ?? .nan }
                  }, dose: FigureAxis(plan.drug.name, unit: "nM"),
                  time: FigureAxis("Time", unit: "h"), value: FigureAxis("Dead cells", unit: "%"),
                  valueRange: 0...100, markedValue: 50))
            }, columns: 3,
            caption:
              "Dead cells over dose and time. The mark is where half of the cells are dead; the "
              + "vehicle row is at the bottom.",
            alternativeText: "Death comes earlier the higher the dose, later in resistant lines."))
      ])
  }

  private func timingTable(_ plan: Study.SimulatedPart) -> ReportTable {
    ReportTable(
      name: "momp-times",
      columns: [
        .init("Line"), .init(plan.drug.name, unit: "nM", alignment: .trailing),
        .init("Cells with MOMP", unit: "%", alignment: .trailing),
        .init("Median time", unit: "h", alignment: .trailing),
        .init("Middle 80 %", unit: "h", alignment: .trailing),
        .init("Release 10–90 %, median", unit: "min", alignment: .trailing),
      ],
      rows: results.lines.flatMap { line in
        Self.evenly(Array(zip(plan.doses, line.doseArms)), 6).map { dose, arm in
          let times = arm.times(of: .permeabilisation).map(\.hours)
          let releases = arm.cells.compactMap(\.releaseDuration).sorted()
          return [
            .text(ReportText(line.line.name)), .number(dose.nanomolar),
            .number(arm.fraction(reaching: .permeabilisation).map { 100 * $0 }),
            .number(times.isEmpty ? nil : times[times.count / 2]),
            .interval(
              times.count < 10 ? nil : times[times.count / 10]...times[times.count * 9 / 10]),
            .number(releases.isEmpty ? nil : releases[releases.count / 2].minutes),
          ]
        }
      }, foldedUnder: "When cells permeabilise, by line and dose")
  }

  /// At most `count` elements, evenly spaced by rank, first and last among them.
  static func evenly<Element>(_ elements: [Element], _ count: Int) -> [Element] {
    guard elements.count > count, count > 1 else { return elements }
    return (0..<count).map { elements[$0 * (elements.count - 1) / (count - 1)] }
  }
}

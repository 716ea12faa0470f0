import Assays
import Figures
import Quantities
import Reports

extension StudyReport {
  /// The plates as a reader would have written them, and whether they may be trusted.
  func qualitySection(_ plan: Study.SimulatedPart) -> ReportSection {
    ReportSection(
      "Quality of the plates",
      [
        .figure(
          ReportFigure(
            results.lines.map { line in
              .init(
                title: line.line.name, name: "plate-\(line.line.name)",
                PlateMap(
                  line.observations.map(well), rowCount: plan.caspase.format.rows,
                  columnCount: plan.caspase.format.columns,
                  value: FigureAxis("Luminescence", unit: "RLU")))
            }, columns: 3,
            caption:
              "Simulated luminescence by well. Outlined: vehicle, positive control and blank.",
            alternativeText: "Plate maps of the three lines.")),
        .table(
          ReportTable(
            name: "quality",
            columns: [
              .init("Line"), .init("Measure"), .init("Value", alignment: .trailing),
              .init("Verdict"),
            ],
            rows: results.lines.flatMap { line in
              line.analysis.quality.map { row in
                [
                  .text(ReportText(line.line.name)), .text(ReportText(row.measure)),
                  .number(row.value), .text(ReportText(row.verdict)),
                ]
              }
            })),
      ])
  }

  private func well(_ observation: PlateObservation) -> PlateMap.Well {
    let dose = observation.dose?.concentration.map { ", \($0.description)" } ?? ""
    return PlateMap.Well(
      row: observation.well.row, column: observation.well.column, value: observation.value,
      role: observation.role == .sample ? .treated : observation.isUsable ? .control : .excluded,
      content: observation.role.noun + (observation.role == .sample ? dose : ""))
  }
}

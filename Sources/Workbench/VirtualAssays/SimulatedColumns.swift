import Experiments
import FileFormats
import Quantities

/// The columns that every virtual experiment's table begins with, and their values.
struct SimulatedColumns {
  let plan: VirtualAssayPlan
  /// What the container of one observation is called: a plate's well, a tube, a blot's lane.
  let place: [TidyColumn]
  /// The cells of each line that came to rest alive and were treated.
  var treated: [String: Int] = [:]

  /// Both drugs of a combination have columns of their own; a single drug has the plain ones.
  func table(_ measured: [TidyColumn]) -> TidyTable {
    var columns =
      [TidyColumn("origin", meaning: "simulated: no cell was harmed and none was measured")]
      + place
      + [
        TidyColumn("role", meaning: "sample, vehicle, positive (control) or blank"),
        TidyColumn("line", meaning: "the cell line; none in a blank"),
      ]
    for index in 0..<max(1, plan.drugs.count) {
      let suffix = index == 0 ? "" : "_\(index + 1)"
      let which = index == 0 ? "the drug" : "the second drug"
      columns += [
        TidyColumn("drug\(suffix)", meaning: "\(which) of a sample"),
        TidyColumn(
          "nominal\(suffix)_nM", unit: "nM",
          meaning: "\(which)'s dose as pipetted"
            + (plan.isScheduled ? "; none where the well held more than one in turn" : "")),
        TidyColumn(
          "free\(suffix)_nM", unit: "nM", meaning: "the part of \(which)'s dose that is free to act"
        ),
      ]
    }
    if plan.isScheduled {
      columns.append(TidyColumn("schedule", meaning: "every dose and wash of a sample, in order"))
    }
    columns += [
      TidyColumn("time_h", unit: "h", meaning: "time since treatment"),
      TidyColumn("replicate", meaning: "the number of the repeat among equal ones"),
      TidyColumn(
        "cells_treated",
        meaning: "simulated cells of the line that came to rest alive: what the row stands on"),
    ]
    return TidyTable(columns: columns + measured)
  }

  /// - Parameter condition: nil for a control; a vehicle has doses of 0, any other control none.
  func row(
    at place: [TidyValue], role: String, line: String?, _ condition: VirtualAssayPlan.Condition?,
    time: Time, replicate: Int, _ measured: [TidyValue]
  ) -> [TidyValue] {
    var row: [TidyValue] = [.text("simulated")] + place + [.text(role), .text(orMissing: line)]
    for index in 0..<max(1, plan.drugs.count) {
      let dose: Double? =
        role == "vehicle"
        ? 0
        : condition.flatMap { condition in
          condition.doses.indices.contains(index)
            ? plan.nominal(ofDrug: index, in: condition)?.nanomolar : nil
        }
      let grid = plan.drugs.indices.contains(index) ? plan.drugs[index] : nil
      // In a combination the second drug is named in every sample, at a dose that may be 0.
      row += [
        .text(orMissing: role == "sample" ? grid?.name : nil), .number(orMissing: dose),
        .number(
          orMissing: grid.flatMap { grid in
            dose.map { $0.multipliedInDecimals(by: grid.freeFraction) }
          }),
      ]
    }
    if plan.isScheduled { row.append(.text(orMissing: condition.flatMap(plan.schedule))) }
    let cells = line.flatMap { treated[$0] }
    return row + [
      .number(time.hours), .integer(replicate), cells.map(TidyValue.integer) ?? .missing,
    ] + measured
  }
}

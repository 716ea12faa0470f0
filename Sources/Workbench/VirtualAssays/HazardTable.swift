import Citations
import Experiments
import FileFormats
import ModelLibrary
import Quantities

/// The hazard of death of every condition's cells over time, as a table for a tumour to read.
struct HazardTable: CellTable {
  private let plan: VirtualAssayPlan
  private var rows: TidyTable
  private let edges: [Time]

  /// Hour by hour to the last reading; the last interval ends there.
  init(_ plan: VirtualAssayPlan) {
    self.plan = plan
    let end = plan.times[plan.times.count - 1]
    let hours = Int((end.hours - 1e-9).rounded(.down))
    edges = (0...max(0, hours)).map { .hours(Double($0)) } + [end]
    var columns = [
      TidyColumn("origin", meaning: "simulated: no cell was harmed and none was measured"),
      TidyColumn("role", meaning: "sample or vehicle"),
      TidyColumn("line", meaning: "the cell line"),
    ]
    for index in plan.drugs.indices {
      let suffix = index == 0 ? "" : "_\(index + 1)"
      let which = index == 0 ? "the drug" : "the second drug"
      columns += [
        TidyColumn("drug\(suffix)", meaning: "\(which) of a sample"),
        TidyColumn("nominal\(suffix)_nM", unit: "nM", meaning: "\(which)'s dose as pipetted"),
        TidyColumn(
          "free\(suffix)_nM", unit: "nM",
          meaning: "the part of \(which)'s dose that is free to act"),
      ]
    }
    if plan.isScheduled {
      columns.append(TidyColumn("schedule", meaning: "every dose and wash of a sample, in order"))
    }
    rows = TidyTable(
      columns: columns + [
        TidyColumn("from_h", unit: "h", meaning: "the interval's start, since treatment"),
        TidyColumn("to_h", unit: "h", meaning: "its end"),
        TidyColumn(
          "hazard_per_h", unit: "1/h",
          meaning: "deaths per living cell and hour; absent where no cell is left"),
        TidyColumn("hazard_se_per_h", unit: "1/h", meaning: "its standard error over cells"),
        TidyColumn("deaths", meaning: "cells that died in the interval, daughters by weight"),
        TidyColumn("cell_hours", unit: "h", meaning: "time that cells lived in it, summed"),
        TidyColumn(
          "surviving", meaning: "exp of minus the hazard's integral from 0 to the interval's end"),
      ])
  }

  mutating func add(_ cells: VirtualCells) {
    add(cells.vehicle, nil, cells.line.name)
    for (arm, condition) in zip(cells.conditions, plan.conditions) {
      add(arm, condition, cells.line.name)
    }
  }

  private mutating func add(
    _ arm: TreatedPopulation.Arm, _ condition: VirtualAssayPlan.Condition?, _ line: String
  ) {
    let curve = HazardCurve(of: arm, over: edges)
    var given = plan.drugs.indices.flatMap { index -> [TidyValue] in
      let grid = plan.drugs[index]
      let dose: Double? =
        condition.map { plan.nominal(ofDrug: index, in: $0)?.nanomolar } ?? 0
      return [
        .text(orMissing: condition == nil ? nil : grid.name), .number(orMissing: dose),
        .number(orMissing: dose.map { $0 * grid.freeFraction }),
      ]
    }
    if plan.isScheduled { given.append(.text(orMissing: condition.flatMap(plan.schedule))) }
    for interval in curve.intervals {
      rows.append(
        [.text("simulated"), .text(condition == nil ? "vehicle" : "sample"), .text(line)] + given
          + [
            .number(interval.start.hours), .number(interval.end.hours),
            .number(orMissing: interval.hazard.map(perHour)),
            .number(orMissing: interval.standardError.map(perHour)), .number(interval.deaths),
            .number(interval.exposure.hours),
            .number(orMissing: curve.survival(to: interval.end)),
          ])
    }
  }

  private func perHour(_ rate: FirstOrderRate) -> Double { rate.canonicalValue * 3600 }

  /// The table with its companion: units, protocol, seed, and the parameters that it was made with.
  var result: VirtualAssayResult {
    var provenance = plan.provenance(of: plan.lines.map(\.name))
    provenance["parameters"] = "SHA-256 \(ParameterFingerprint.hash.hexadecimal)"
    return VirtualAssayResult(
      kind: "hazard", table: rows,
      sheet: Self.sheet(growth: "\(plan.growthInWords); \(plan.driftInWords)"),
      provenance: provenance)
  }

  private static func sheet(growth: String) -> ProtocolSheet {
    ProtocolSheet(
      "hazard of death", readout: "deaths per living cell and hour, 1/h",
      steps: [
        .init("growth", growth, .chosen(because: "as the experiment beside it was asked for")),
        .init(
          "death", "half of PARP cut; a cell that divides, or that watching ends on, is not dead",
          .chosen(because: "the domain notes' rule")),
        .init(
          "estimate", "Nelson–Aalen: each death over the cells alive before it, by weight",
          .chosen(because: "its integral gives the surviving fraction whatever the intervals are")),
      ],
      cautions: [
        "Where no cell is left the hazard is absent, not 0: nothing is known of a cell that is not there.",
        "Late hazards rest on few cells: read them with their standard error.",
        "A cell that permeabilised without caspases does not count as dead here.",
      ])
  }
}

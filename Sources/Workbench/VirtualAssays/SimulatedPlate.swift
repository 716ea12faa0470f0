import Assays
import FileFormats
import Quantities

/// A simulated plate with what made it: the tidy file that a real plate would give, marked as
/// simulated in every row.
public struct SimulatedPlate: Sendable {
  public let observations: [PlateObservation]
  let freeFraction: Double
  let line: String
  let drug: String
  let control: String?
  let seed: UInt64
  let cells: Int

  /// In a few words: what was written.
  public var summary: String {
    let changed = control.map { " (\($0))" } ?? ""
    return "\(observations.count) simulated wells of \(line)\(changed) with \(drug), seed \(seed)."
  }

  public var csv: String { table.csv }

  /// The conditions whose wells have no signal because no cell could be followed to the reading.
  public var failures: [ItemsFailed.Item] {
    let missing = observations.filter { !$0.value.isFinite }
    let names = Set(
      missing.map { well in
        well.dose?.concentration.map { "\(well.role.noun), \($0)" } ?? well.role.noun
      })
    return names.sorted().map {
      ItemsFailed.Item(
        name: $0, reason: "no cell could be followed to the reading, so its wells are empty.")
    }
  }

  /// Writes the CSV, and its companion of units and provenance beside it.
  public func write(to path: String) throws {
    try table.write(to: path, provenance: provenance)
  }

  private var provenance: [String: String] {
    var provenance = [
      "origin": "simulated", "line": line, "drug": drug, "seed": "\(seed)",
      "cells_per_condition": "\(cells)", "primed": PrimedVersion.current,
      "caveat": "illustrative parameters, not for clinical use",
    ]
    provenance["control"] = control
    return provenance
  }

  private var table: TidyTable { Self.table(of: observations, freeFraction: freeFraction) }

  static func table(of observations: [PlateObservation], freeFraction: Double) -> TidyTable {
    var table = TidyTable(columns: [
      TidyColumn("origin", meaning: "simulated: no cell was harmed and none was measured"),
      TidyColumn("plate", meaning: "the plate"), TidyColumn("well", meaning: "row and column"),
      TidyColumn("role", meaning: "sample, vehicle, positive (control) or blank"),
      TidyColumn("line", meaning: "the cell line; none in a blank"),
      TidyColumn("drug", meaning: "the drug of a sample"),
      TidyColumn("nominal_nM", unit: "nM", meaning: "the dose as pipetted"),
      TidyColumn("free_nM", unit: "nM", meaning: "the part of the dose that is free to act"),
      TidyColumn("time_h", unit: "h", meaning: "time since treatment"),
      TidyColumn("replicate", meaning: "the number of the repeat among equal wells"),
      TidyColumn("signal_RLU", unit: "RLU", meaning: "luminescence"),
    ])
    for well in observations {
      let dose = well.dose?.concentration?.nanomolar
      table.append([
        .text("simulated"), .text(well.plate), .text(well.well.name), .text(well.role.rawValue),
        .text(orMissing: well.line), .text(orMissing: well.drug), .number(orMissing: dose),
        .number(orMissing: dose.map { $0 * freeFraction }),
        .number(orMissing: well.time?.hours), well.replicate.map(TidyValue.integer) ?? .missing,
        .number(well.value),
      ])
    }
    return table
  }
}

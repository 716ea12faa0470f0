import Assays
import FileFormats
import Quantities

/// The tidy file that a study's plates would give, marked as simulated in every row.
enum SimulatedPlate {
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
        .number(orMissing: dose.map { $0.multipliedInDecimals(by: freeFraction) }),
        .number(orMissing: well.time?.hours), well.replicate.map(TidyValue.integer) ?? .missing,
        .number(well.value),
      ])
    }
    return table
  }
}

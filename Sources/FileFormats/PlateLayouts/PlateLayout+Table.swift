import Assays
import DoseResponse

extension PlateLayout {
  /// The plans of several plates as one table, one row a well, which reads back to the same plans.
  ///
  /// Doses stand in one column with their unit in its name where all have the same, else beside a
  /// column of units. Wells that hold nothing have the role `empty`, so that the table has the shape
  /// of its plate.
  public static func table(of layouts: [PlateLayout]) -> TidyTable {
    let doses = layouts.flatMap(\.wells).compactMap(\.dose)
    let units = Set(doses.map(\.unit))
    let single = units.count <= 1 ? (units.first ?? nil) : nil
    let suffix = single.map { "_" + $0.symbol.replacing("µ", with: "u") } ?? ""
    var columns = [
      TidyColumn("plate", meaning: "the plate; none for a plan that serves every plate"),
      TidyColumn("well", meaning: "row letter and column number"),
      TidyColumn("role", meaning: "sample, vehicle, positive, blank, untreated, or empty"),
      TidyColumn("line", meaning: "the cell line or sample"),
      TidyColumn("drug", meaning: "what the well is treated with"),
      TidyColumn("dose\(suffix)", unit: single?.symbol, meaning: "as pipetted"),
    ]
    if single == nil { columns.append(TidyColumn("dose_unit", meaning: "of the dose")) }
    columns += [
      TidyColumn("cells", meaning: "cells seeded a well"),
      TidyColumn("replicate", meaning: "the number of the repeat among equal wells"),
      TidyColumn("exclude", meaning: "why the well does not count; none for a well that does"),
    ]
    var table = TidyTable(columns: columns)
    for layout in layouts {
      for address in layout.format.wells {
        let well = layout[address]
        var row: [TidyValue] = [
          .text(orMissing: layout.plate), .text(address.name),
          .text(well?.role.rawValue ?? "empty"), .text(orMissing: well?.line),
          .text(orMissing: well?.drug), .number(orMissing: well?.dose?.value),
        ]
        if single == nil {
          row.append(.text(orMissing: well?.dose.map { $0.unit?.symbol ?? "none" }))
        }
        row += [
          .number(orMissing: well?.cells), (well?.replicate).map(TidyValue.integer) ?? .missing,
          .text(orMissing: well?.exclusion),
        ]
        table.append(row)
      }
    }
    return table
  }
}

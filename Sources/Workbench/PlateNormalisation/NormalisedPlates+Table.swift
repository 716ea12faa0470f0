import FileFormats

extension NormalisedPlates {
  /// The name of the column of doses, with their unit: `dose_nM`; `dose_uM` for µM.
  public var doseColumn: String {
    guard let doseUnit else { return "dose" }
    return "dose_" + doseUnit.symbol.replacing("µ", with: "u")
  }

  /// The name of the column of responses: what they are.
  public var responseColumn: String { response.rawValue }

  /// plate, group, line, drug, dose, response, well, role, replicate, left_out.
  var table: TidyTable {
    let unit = doseUnit?.symbol
    var table = TidyTable(columns: [
      TidyColumn("plate", meaning: "the plate"),
      TidyColumn("group", meaning: "the curve: line and drug"),
      TidyColumn("line", meaning: "the cell line or sample"),
      TidyColumn("drug", meaning: "the drug of the curve"),
      TidyColumn(doseColumn, unit: unit, meaning: "the dose; 0 is vehicle"),
      TidyColumn(responseColumn, meaning: meaning),
      TidyColumn("well", meaning: "row letter and column number"),
      TidyColumn("role", meaning: "sample, or vehicle as dose 0 of each curve that it serves"),
      TidyColumn("replicate", meaning: "the number of the repeat among equal wells"),
      TidyColumn("left_out", meaning: "why the response is missing; none for a well that counts"),
    ])
    for row in rows {
      let well = row.observation
      table.append([
        .text(well.plate), .text(row.group), .text(orMissing: well.line), .text(row.drug),
        .number(row.dose), .number(row.response), .text(well.well.name), .text(well.role.rawValue),
        well.replicate.map(TidyValue.integer) ?? .missing,
        .text(orMissing: well.isUsable ? nil : well.flag?.text ?? "no number"),
      ])
    }
    return table
  }

  /// The table as CSV.
  public var csv: String { table.csv }

  /// Writes the CSV, and its companion of units and provenance beside it.
  public func write(to path: String) throws {
    try table.write(to: path, provenance: provenance)
  }

  var provenance: [String: String] {
    [
      "readings": judged.input.file.file, "readings_sha256": judged.input.file.sha256,
      "layout": judged.input.layoutFile.file, "layout_sha256": judged.input.layoutFile.sha256,
      "read": judged.input.read, "response": meaning,
      "correction": judged.correction.rawValue, "primed": PrimedVersion.current,
    ]
  }

  /// The command that fits what was written to `path`.
  public func fitCommand(for path: String) -> String {
    let file = path.contains(" ") ? "'\(path)'" : path
    // A fit knows the scales of viability and inhibition by the column's name.
    let scale = response == .effect ? " --scale signal" : ""
    return "primed fit \(file) --dose \(doseColumn) --response \(responseColumn) --group group"
      + scale
  }
}

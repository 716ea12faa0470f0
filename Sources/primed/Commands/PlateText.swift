import Workbench

/// What was read from a plate reader's file, for people.
package enum PlateText {
  /// The format, a line for each measurement, and what was repaired or left out.
  package static func text(of plates: ReadPlates, file: String, output: String?) -> String {
    var table = TextTable([
      .init("plate"), .init("read"), .init("nm", .trailing), .init("times", .trailing),
      .init("wells", .trailing), .init("values", .trailing), .init("flagged", .trailing),
    ])
    for measurement in plates.measurements {
      table.addRow([
        measurement.plate, measurement.read, measurement.wavelength,
        String(measurement.timePoints), String(measurement.wells), String(measurement.values),
        String(measurement.flagged),
      ])
    }
    let heading = "\(file): \(plates.format), known by \(plates.recognisedBy)."
    let written = output.map { ["Wrote \($0): \(plates.count) rows."] } ?? []
    return ([heading, table.text] + plates.notices + written).joined(separator: "\n")
  }
}

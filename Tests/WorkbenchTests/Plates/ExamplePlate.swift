import Assays
import FileFormats
import Foundation
import NumericalMethods
import Quantities
import Workbench

/// A designed plate with readings of a known truth: viability falls around 30 nM.
struct ExamplePlate {
  let layout: String
  var edge = 0.0
  var variation = 0.06
  /// Values by well, above a background of 500.
  var seed: UInt64 = 1

  init(wells: Int = 96, rim: PlateDesignRequest.Rim = .use, seed: UInt64 = 1) throws {
    var request = PlateDesignRequest()
    request.drugs = ["AZD4320=1uM:3:9"]
    request.lines = ["RS4;11"]
    request.wells = wells
    request.rim = rim
    request.seed = Int(seed)
    layout = try request.run().csv
    self.seed = seed
  }

  /// The plate as a reader writes it: a grid, whole numbers.
  func readings() throws -> String {
    let map = try PlateLayoutFile(ExportedFile(file: "layout.csv", bytes: Array(layout.utf8)))
    let plate = map.layouts[0]
    var generator = CounterBasedGenerator(seed: seed, stream: 9)
    var text =
      "Luminescence\n," + (1...plate.format.columns).map(String.init).joined(separator: ",")
    for row in 0..<plate.format.rows {
      text += "\n\(WellAddress.rowName(row))"
      for column in 0..<plate.format.columns {
        let well = WellAddress(row: row, column: column)
        let spread = generator.lognormalFactor(coefficientOfVariation: variation)
        let rim = plate.format.isEdge(well) ? 1 + edge : 1
        text += ",\(Int((500 + 40_000 * level(plate[well]) * rim * spread).rounded()))"
      }
    }
    return text + "\n"
  }

  private func level(_ well: LayoutWell?) -> Double {
    switch well?.role {
    case nil, .blank?: 0
    case .positiveControl?: 0.04
    case .vehicle?, .untreated?: 1
    case .sample?: 1 / (1 + (well?.dose?.concentration?.nanomolar ?? 0) / 30)
    }
  }

  /// Writes readings.csv and layout.csv into a folder.
  func write(to folder: URL) throws {
    try Data(readings().utf8).write(to: folder.appending(path: "readings.csv"))
    try Data(layout.utf8).write(to: folder.appending(path: "layout.csv"))
  }
}

extension LaidOutPlatesRequest {
  /// readings.csv and layout.csv of a folder.
  init(in folder: URL) {
    self.init(
      readings: PlateReadRequest(file: folder.appending(path: "readings.csv").path),
      layout: folder.appending(path: "layout.csv").path)
  }
}

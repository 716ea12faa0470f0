import FileFormats
import Foundation
import Testing
import Workbench

/// From a file on disk to the tidy table beside its companion.
struct PlateReadRequestTests {
  /// Runs `body` in a folder of its own, which is removed afterwards.
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = NSTemporaryDirectory() + "primed-plates-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  @Test func `a recognised file gives a tidy table with units and provenance beside it`() throws {
    try inFolder { folder in
      try write("Lum\n,1,2,3\nA,1,2,OVER\nB,4,,6\n", to: "\(folder)/a.csv")
      let plates = try PlateReadRequest(file: "\(folder)/a.csv").run()
      #expect(
        plates.measurements == [
          .init(
            plate: "Plate 1", read: "Lum", wavelength: nil, timePoints: 1, wells: 6, values: 4,
            flagged: 2)
        ])
      try plates.write(to: "\(folder)/tidy.csv")
      let csv = try String(contentsOfFile: "\(folder)/tidy.csv", encoding: .utf8)
      #expect(
        csv == """
          plate,read,wavelength,time,well,row,column,value,flag
          Plate 1,Lum,,,A1,A,1,1.0,
          Plate 1,Lum,,,A2,A,2,2.0,
          Plate 1,Lum,,,A3,A,3,,overflow
          Plate 1,Lum,,,B1,B,1,4.0,
          Plate 1,Lum,,,B2,B,2,,empty
          Plate 1,Lum,,,B3,B,3,6.0,

          """)
      let companion = try String(contentsOfFile: "\(folder)/tidy.json", encoding: .utf8)
      #expect(companion.contains("\"format\" : \"plate grid\""))
      #expect(companion.contains("\"unit\" : \"nm\""))
    }
  }

  @Test func `a stated mark settles what the values leave open`() throws {
    try inFolder { folder in
      try write(";1;2\nA;1,234;2,345\nB;3,456;4,567\n", to: "\(folder)/a.csv")
      var request = PlateReadRequest(file: "\(folder)/a.csv")
      #expect(throws: InputRefusal.self) { try request.run() }
      request.decimalSign = .comma
      #expect(try request.run().csv.contains("A1,A,1,1.234,\n"))
    }
  }

  @Test func `a described format is read by its description`() throws {
    try inFolder { folder in
      try write("Result\n1,2,3\n4,5,6\n", to: "\(folder)/a.csv")
      try write(
        """
        schema: primed.plate-format/1
        name: bare
        layout: grid
        starts_after: Result
        row_letters: false
        column_numbers: false
        """, to: "\(folder)/format.yaml")
      let plates = try PlateReadRequest(
        file: "\(folder)/a.csv", description: "\(folder)/format.yaml"
      ).run()
      #expect(plates.format == "bare")
      #expect(plates.count == 6)
    }
  }
}

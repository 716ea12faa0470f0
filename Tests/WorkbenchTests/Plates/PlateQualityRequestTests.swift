import Assays
import FileFormats
import Foundation
import Testing
import Workbench

/// From a design to readings to a verdict.
struct PlateQualityRequestTests {
  @Test(arguments: [6, 12, 24, 48, 96, 384, 1536])
  func `a designed layout is read back by the judge`(wells: Int) throws {
    var request = PlateDesignRequest()
    request.drugs = wells < 48 ? ["d=10nM"] : ["d=100nM:10:3"]
    request.replicates = wells < 24 ? 1 : 2
    (request.vehicle, request.positive, request.blank) = wells < 24 ? (2, 1, 1) : (4, 2, 2)
    request.wells = wells
    let design = try request.run()
    let read = try PlateLayoutFile(ExportedFile(file: "l.csv", bytes: Array(design.csv.utf8)))
    #expect(read.layouts == design.layouts)
    #expect(read.layouts[0].format.wellCount == wells)
  }

  @Test func `a clean plate is accepted, and says what was looked for`() throws {
    try inTemporaryFolder { folder in
      try ExamplePlate().write(to: folder)
      let result = try PlateQualityRequest(input: LaidOutPlatesRequest(in: folder)).run()
      #expect(result.verdict == .accept, "\(result.sentences)")
      #expect(result.sentences.contains { $0.hasPrefix("Edge effect: none found") })
      #expect(result.sentences.contains { $0.hasPrefix("Gradient: none found") })
    }
  }

  @Test func `an edge effect is found, told, and taken out on request alone`() throws {
    try inTemporaryFolder { folder in
      var plate = try ExamplePlate()
      plate.edge = -0.25
      try plate.write(to: folder)
      var request = PlateQualityRequest(input: LaidOutPlatesRequest(in: folder))
      let seen = try request.run()
      #expect(seen.verdict == .marginal)
      #expect(seen.sentences.contains { $0.hasPrefix("Edge effect: the rim reads −2") })
      #expect(seen.sentences.contains { $0.hasPrefix("--correct edge takes it out") })
      #expect(seen.plates[0].judgedObservations == seen.plates[0].plate.observations)
      request.correction = .edge
      let corrected = try request.run()
      #expect(corrected.verdict == .accept)
      #expect(corrected.plates[0].corrected?.position.found == [])
      let before = try #require(corrected.plates[0].findings.groups[0].zPrime)
      let after = try #require(corrected.plates[0].corrected?.groups[0].zPrime)
      #expect(after > before)
    }
  }

  @Test(arguments: [PlateQualityRequest.Correction.polish, .loess])
  func `rows and columns or a smooth surface are levelled, and each well has its score`(
    correction: PlateQualityRequest.Correction
  ) throws {
    try inTemporaryFolder { folder in
      var plate = try ExamplePlate(wells: 384)
      plate.edge = correction == .polish ? -0.25 : 0
      try plate.write(to: folder)
      let result = try PlateQualityRequest(
        input: LaidOutPlatesRequest(in: folder), correction: correction
      ).run()
      let judged = result.plates[0]
      let before = try #require(judged.findings.position.edge?.estimate)
      let after = try #require(judged.corrected?.position.edge?.estimate)
      #expect(abs(after) <= max(0.03, abs(before) / 4), "\(before) became \(after)")
      #expect(result.sentences.contains { $0.hasPrefix("Corrected for ") })
      let surface = try #require(judged.surface)
      // Vehicle and the doses that leave a fifth of the signal or more; the others are not compared.
      #expect(surface.scores.count == surface.comparedWells && surface.comparedWells >= 60)
      let report = try PlateQualityArchive(result).write(
        to: folder.appending(path: "qc").path, replaces: false)
      let table = try String(
        contentsOf: URL(filePath: report).deletingLastPathComponent().appending(path: "wells.csv"),
        encoding: .utf8)
      #expect(table.split(separator: "\n")[0].contains("b_score"))
      let html = try String(contentsOfFile: report, encoding: .utf8)
      #expect(html.contains("After correction"))
      #expect(html.contains("where place does nothing, p is x or less on at most x of plates"))
      #expect(html.contains("<span class=\"brand\">Primed</span> plate report"))
    }
  }

  @Test func `a map that does not fit is refused with all its faults`() throws {
    try inTemporaryFolder { folder in
      try ExamplePlate().write(to: folder)
      try Data("role\n,1,2,3\nA,vehicle,sample,\nB,,,\n".utf8)
        .write(to: folder.appending(path: "layout.csv"))
      let error = #expect(throws: InputRefusal.self) {
        try PlateQualityRequest(input: LaidOutPlatesRequest(in: folder)).run()
      }
      let text = error?.text ?? ""
      #expect(text.contains("is a sample without a drug"), "\(text)")
      try Data("role\n,1,2,3\nA,positive,,\nB,,,\n".utf8)
        .write(to: folder.appending(path: "layout.csv"))
      let other = #expect(throws: InputRefusal.self) {
        try PlateQualityRequest(input: LaidOutPlatesRequest(in: folder)).run()
      }
      let faults = other?.text ?? ""
      #expect(faults.contains("the layout is of 6 wells, and 90 wells beyond it were read"))
      #expect(faults.contains("the layout has no vehicle well"))
    }
  }

  @Test func `a table that holds its own map needs no other, whatever its lines are called`() throws
  {
    try inTemporaryFolder { folder in
      // As `primed assay simulate caspase` writes it: a name with a semicolon in most rows.
      var text = "origin,plate,well,role,line,drug,nominal_nM,free_nM,time_h,replicate,signal_RLU\n"
      for (index, well) in PlateFormat.wells24.wells.enumerated() {
        let role = index < 6 ? "vehicle" : index < 12 ? "positive" : "sample"
        let drug = role == "sample" ? "AZD4320,\(index),\(index)" : ",,"
        let value = role == "positive" ? 30_000 + 10 * (index * 5 % 7) : 2000 + index * 3 % 5
        text +=
          "simulated,\"RS4;11 AZD4320\",\(well),\(role),\"RS4;11\",\(drug),6.0,1,\(value).0\n"
      }
      let path = folder.appending(path: "plate.csv").path
      try Data(text.utf8).write(to: URL(filePath: path))
      let input = LaidOutPlatesRequest(readings: PlateReadRequest(file: path), layout: nil)
      let result = try PlateQualityRequest(input: input).run()
      #expect(result.plates.map(\.name) == ["RS4;11 AZD4320"])
      #expect(result.verdict == .accept)
      #expect(result.plates[0].judged.groups[0].signalRole == .positiveControl)
    }
  }

  @Test func `a file without its map says so`() throws {
    try inTemporaryFolder { folder in
      try ExamplePlate().write(to: folder)
      var request = LaidOutPlatesRequest(in: folder)
      request.layout = nil
      let error = #expect(throws: InputRefusal.self) { try request.run() }
      #expect(error?.text.contains("the readings come without a plate map") == true)
    }
  }

  @Test func `overflow, empty and missing wells are left out and told`() throws {
    try inTemporaryFolder { folder in
      let example = try ExamplePlate()
      try example.write(to: folder)
      let map = try PlateLayoutFile(
        ExportedFile(file: "layout.csv", bytes: Array(example.layout.utf8)))
      let well = try #require(map.layouts[0].wells.first { $0.role == .sample }).well
      let path = folder.appending(path: "readings.csv")
      var lines = try String(contentsOf: path, encoding: .utf8).split(separator: "\n")
      // A title and the column numbers stand above row A, the row letter before column 1.
      var cells = lines[well.row + 2].split(separator: ",", omittingEmptySubsequences: false)
      cells[well.column + 1] = "OVRFLW"
      lines[well.row + 2] = Substring(cells.joined(separator: ","))
      try Data(lines.dropLast().joined(separator: "\n").utf8).write(to: path)
      let result = try PlateQualityRequest(input: LaidOutPlatesRequest(in: folder)).run()
      let reasons = Set(result.plates[0].leftOut.map(\.reason))
      #expect(reasons.contains("overflow"))
      #expect(reasons.contains("reader error: not in the readings"))
      #expect(result.sentences.contains { $0.hasPrefix("Saturation: 1 well (\(well)) overflowed") })
      #expect(result.sentences.contains { $0.hasPrefix("Missing: the readings lack") })
    }
  }

  @Test func `the report, its tables and its answer are written as one folder`() throws {
    try inTemporaryFolder { folder in
      var plate = try ExamplePlate(wells: 384)
      plate.edge = 0.2
      try plate.write(to: folder)
      let result = try PlateQualityRequest(
        input: LaidOutPlatesRequest(in: folder), correction: .edge
      ).run()
      let output = folder.appending(path: "qc").path
      let report = try PlateQualityArchive(result).write(to: output, replaces: false)
      let html = try String(contentsOfFile: report, encoding: .utf8)
      #expect(html.contains("After correction") && html.contains("Wells left out") == false)
      for name in ["report.json", "wells.csv", "quality.csv"] {
        #expect(FileManager.default.fileExists(atPath: "\(output)/\(name)"))
      }
      let wells = try String(contentsOfFile: "\(output)/wells.csv", encoding: .utf8)
      #expect(wells.split(separator: "\n").count == 1 + result.plates[0].plate.observations.count)
      #expect(throws: OutputError.self) {
        try PlateQualityArchive(result).write(to: output, replaces: false)
      }
    }
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["PRIMED_REFERENCE_DATA"] != nil))
  func `a real export is judged under a map of its wells`() throws {
    let data = ProcessInfo.processInfo.environment["PRIMED_REFERENCE_DATA"] ?? ""
    try inTemporaryFolder { folder in
      // Only the file's shape is known, so a map is drawn: columns 1 and 12 as controls.
      var map = "well,role,drug,dose_nM\n"
      for well in PlateFormat.wells96.wells {
        switch well.column {
        case 0: map += "\(well),vehicle,,\n"
        case 11: map += "\(well),blank,,\n"
        default: map += "\(well),sample,d,\(well.column)\n"
        }
      }
      let layout = folder.appending(path: "map.csv")
      try Data(map.utf8).write(to: layout)
      for (file, read) in [
        ("bmg_mars_generic.csv", nil), ("gen5_luminescence_endpoint.txt", "LUM:Lum"),
        ("tecan_magellan_od.xlsx", nil), ("thermo_skanit.xlsx", "Absorbance 1: Abs"),
      ] as [(String, String?)] {
        let result = try PlateQualityRequest(
          input: LaidOutPlatesRequest(
            readings: PlateReadRequest(file: "\(data)/plate-reader/\(file)"), layout: layout.path,
            read: read)
        ).run()
        #expect(result.plates.count == 1 && !result.sentences.isEmpty, "\(file)")
        #expect(result.plates[0].plate.unread.isEmpty, "\(file)")
      }
    }
  }

  /// Doses along the columns: each condition stays in its column, and a gradient across the columns
  /// looks like a dose.
  @Test func `a gradient that the layout hides is not said to be absent`() throws {
    try inTemporaryFolder { folder in
      var layout = "well,role,drug,dose_nM\n"
      var readings = "Luminescence\n," + (1...12).map(String.init).joined(separator: ",")
      for row in 0..<8 {
        readings += "\n\(WellAddress.rowName(row))"
        for column in 0..<12 {
          let well = WellAddress(row: row, column: column).name
          let role = column == 0 ? "vehicle" : column == 11 ? "blank" : "sample"
          let dose = 10_000 / pow(3, Double(column))
          layout += role == "sample" ? "\(well),sample,A,\(dose)\n" : "\(well),\(role),,\n"
          let level = role == "blank" ? 0 : role == "vehicle" ? 1 : 1 / (1 + dose / 100)
          let gradient = 1 + 0.3 * (Double(column) / 11 - 0.5)
          let wobble = 1 + 0.03 * sin(Double(row * 12 + column) * 2.4)
          readings += ",\(Int(500 + 40_000 * level * gradient * wobble))"
        }
      }
      try Data(layout.utf8).write(to: folder.appending(path: "layout.csv"))
      try Data((readings + "\n").utf8).write(to: folder.appending(path: "readings.csv"))
      let result = try PlateQualityRequest(input: LaidOutPlatesRequest(in: folder)).run()
      let position = result.plates[0].findings.position
      #expect(position.columnGradient == nil && position.rowGradient != nil)
      let hidden = position.untold.map { "\($0.pattern.rawValue) \($0.direction.rawValue)" }
      #expect(hidden == ["gradient columns", "stripe columns"])
      let gradient = try #require(result.sentences.first { $0.hasPrefix("Gradient:") })
      #expect(gradient.hasPrefix("Gradient: none found from row to row (p "))
      #expect(
        gradient.hasSuffix(
          "from column to column it cannot be told, since no condition lies in more than one "
            + "column: doses run along the columns."))
      let stripe = try #require(
        result.sentences.first { $0.hasPrefix("Row or column that stands out:") })
      #expect(stripe.hasPrefix("Row or column that stands out: none found among the rows"))
      #expect(stripe.contains("of the columns it cannot be told"))
      let json = String(decoding: try JSONEncoder().encode(result.answer), as: UTF8.self)
      #expect(json.contains("\"cannot_be_told\":[{"))
    }
  }
}

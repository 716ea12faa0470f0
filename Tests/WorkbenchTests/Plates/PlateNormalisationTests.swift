import Assays
import FileFormats
import Foundation
import Testing
import Workbench

/// From readings and a map to a table that a fit takes, and to a study's report.
struct PlateNormalisationTests {
  private func request(
    _ folder: URL, _ response: PlateNormalisationRequest.Response,
    zero: PlateNormalisationRequest.Zero? = nil
  ) -> PlateNormalisationRequest {
    PlateNormalisationRequest(
      quality: PlateQualityRequest(input: LaidOutPlatesRequest(in: folder)), response: response,
      zero: zero)
  }

  /// Runs a study of the readings and the map in a folder.
  private func study(of folder: URL) async throws -> StudyUseCase.Outcome {
    let yaml = """
      schema: primed.study/1
      title: A plate
      plates:
        - name: Monday
          file: readings.csv
          layout: layout.csv
          to: viability
      """
    let path = folder.appending(path: "study.yaml").path
    try Data(yaml.utf8).write(to: URL(filePath: path))
    return try await StudyUseCase(
      path: path, output: folder.appending(path: "results").path, replaces: false, threads: 1
    ).run()
  }

  private func columns(_ csv: String) -> [[String]] {
    csv.split(separator: "\n").dropFirst().map { line in
      // The group's comma stands in quotes.
      line.replacing("\"RS4;11, AZD4320\"", with: "group").split(
        separator: ",", omittingEmptySubsequences: false
      ).map(String.init)
    }
  }

  @Test func `viability is 1 at vehicle, falls with dose, and carries its unit`() throws {
    try inTemporaryFolder { folder in
      try ExamplePlate().write(to: folder)
      let plates = try request(folder, .viability).run()
      #expect(plates.doseColumn == "dose_nM" && plates.responseColumn == "viability")
      #expect(plates.groups == ["RS4;11, AZD4320"] && plates.zero == .blank)
      let rows = columns(plates.csv)
      #expect(rows.count == 12 + 27)
      let vehicle = rows.filter { $0[4] == "0.0" }.compactMap { Double($0[5]) }.sorted()
      #expect(abs(vehicle[5] + vehicle[6] - 2) < 0.01)
      for row in rows.filter({ $0[7] == "sample" }) {
        let expected = 1 / (1 + (Double(row[4]) ?? 0) / 30)
        #expect(abs((Double(row[5]) ?? .nan) - expected) < 0.3 * expected + 0.02, "\(row)")
      }
    }
  }

  @Test func `a positive control that reads more than the vehicle makes no viability`() throws {
    try inTemporaryFolder { folder in
      let plate = try ExamplePlate()
      try plate.write(to: folder)
      let turned = plate.layout.replacing(",vehicle,", with: ",?,")
        .replacing(",positive,", with: ",vehicle,").replacing(",?,", with: ",positive,")
      try #require(turned != plate.layout)
      try Data(turned.utf8).write(to: folder.appending(path: "layout.csv"))
      for response in [PlateNormalisationRequest.Response.viability, .inhibition] {
        let refusal = #expect(throws: InputRefusal.self) { try request(folder, response).run() }
        #expect(refusal?.text.contains("the positive control reads") == true)
        #expect(refusal?.text.contains("hint: --to effect") == true)
      }
    }
  }

  @Test func `inhibition is what viability is not, and effect what the positive control says`()
    throws
  {
    try inTemporaryFolder { folder in
      try ExamplePlate().write(to: folder)
      let viability = columns(try request(folder, .viability).run().csv)
      let inhibition = columns(try request(folder, .inhibition).run().csv)
      let effect = columns(try request(folder, .effect).run().csv)
      let left = columns(try request(folder, .viability, zero: .positive).run().csv)
      for index in viability.indices {
        let alive = Double(viability[index][5]) ?? .nan
        #expect(abs(alive + (Double(inhibition[index][5]) ?? .nan) - 1) < 1e-12)
        let told = (Double(effect[index][5]) ?? .nan) + (Double(left[index][5]) ?? .nan)
        #expect(abs(told - 1) < 1e-12)
      }
    }
  }

  @Test func `doses in molar units meet, other units are refused`() throws {
    try inTemporaryFolder { folder in
      let readings = "Lum\n,1,2,3\nA,100,100,101\nB,50,10,11\n"
      try Data(readings.utf8).write(to: folder.appending(path: "readings.csv"))
      func map(_ second: String) throws {
        let text =
          "well,role,drug,dose\nA1,vehicle,,\nA2,vehicle,,\nA3,sample,a,5nM\nB1,sample,b,\(second)\nB2,blank,,\nB3,blank,,\n"
        try Data(text.utf8).write(to: folder.appending(path: "layout.csv"))
      }
      try map("0.5uM")
      #expect(try request(folder, .viability).run().csv.contains(",b,,b,500.0,"))
      #expect(try request(folder, .viability).run().doseColumn == "dose_nM")
      try map("3ng/mL")
      let error = #expect(throws: InputRefusal.self) { try request(folder, .viability).run() }
      #expect(error?.text.contains("do not convert into each other: nM, ng/mL") == true)
    }
  }

  @Test func `controls that do not stand apart are refused with every group`() throws {
    try inTemporaryFolder { folder in
      try Data("Lum\n,1,2,3\nA,100,90,101\nB,50,95,98\n".utf8)
        .write(to: folder.appending(path: "readings.csv"))
      let text =
        "well,role,drug,dose\nA1,vehicle,,\nA2,vehicle,,\nA3,sample,a,5nM\nB2,blank,,\nB3,blank,,\n"
      try Data(text.utf8).write(to: folder.appending(path: "layout.csv"))
      let error = #expect(throws: InputRefusal.self) { try request(folder, .viability).run() }
      #expect(error?.text.contains("do not separate") == true, "\(error?.text ?? "")")
      let effect = #expect(throws: InputRefusal.self) { try request(folder, .effect).run() }
      #expect(effect?.text.contains("no usable positive control well") == true)
    }
  }

  @Test func `a study goes from the reader's file to a curve and one report`() async throws {
    try await inTemporaryFolder { folder in
      try ExamplePlate().write(to: folder)
      let outcome = try await study(of: folder)
      #expect(outcome.findings.count == 1)
      #expect(
        outcome.findings[0].hasPrefix("Monday: 1 plate, 1 accepted; 1 curve, 1 complete."),
        "\(outcome.findings)")
      let html = try String(contentsOfFile: outcome.report, encoding: .utf8)
      for title in ["Plate 1", "Curves", "Residuals", "Wells set aside by the fits"] {
        #expect(html.contains("Monday: \(title)"))
      }
      #expect(html.contains("<span class=\"brand\">Primed</span> study report"))
      for name in [
        "plates-1-responses.csv", "plates-1-wells.csv", "plates-1-points.csv", "curves.csv",
      ] {
        #expect(FileManager.default.fileExists(atPath: "\(outcome.folder)/\(name)"))
      }
    }
  }

  @Test func `a well that the fit sets aside is named with its plate, and why`() async throws {
    try await inTemporaryFolder { folder in
      let plate = try ExamplePlate()
      try plate.write(to: folder)
      // The first sample well of a low dose reads a twentieth.
      let readings = try plate.readings()
      let well = try #require(
        plate.layout.split(separator: "\n").map { $0.split(separator: ",") }
          .first { $0.contains("sample") }?.first { $0.count <= 3 && $0.last?.isNumber == true })
      var lines = readings.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      let row = try #require(
        lines.firstIndex { $0.first == well.first && $0.dropFirst().first == "," })
      var cells = lines[row].split(separator: ",").map(String.init)
      let column = try #require(Int(well.dropFirst()))
      cells[column] = "\(20 * (Int(cells[column]) ?? 0))"
      lines[row] = cells.joined(separator: ",")
      try Data(lines.joined(separator: "\n").utf8).write(
        to: folder.appending(path: "readings.csv"))
      let outcome = try await study(of: folder)
      let html = try String(contentsOfFile: outcome.report, encoding: .utf8)
      #expect(html.contains("Plate 1 \(well)"))
      #expect(html.contains("lies far from the curve that the others make"))
      let points = try String(
        contentsOfFile: "\(outcome.folder)/plates-1-points.csv", encoding: .utf8)
      #expect(points.hasPrefix("curve,well,dose,response,fitted,residual,weight,left_out\n"))
    }
  }

  @Test func `a study whose plates lack controls is refused, every plate's faults together`()
    async throws
  {
    try await inTemporaryFolder { folder in
      try ExamplePlate().write(to: folder)
      try Data("well,role,drug,dose\nA1,sample,d,5nM\nH12,empty,,\n".utf8)
        .write(to: folder.appending(path: "layout.csv"))
      let yaml = """
        schema: primed.study/1
        title: Two plates
        plates:
          - {name: one, file: readings.csv, layout: layout.csv}
          - {name: two, file: missing.csv, layout: layout.csv}
        """
      let path = folder.appending(path: "study.yaml").path
      try Data(yaml.utf8).write(to: URL(filePath: path))
      let error = await #expect(throws: InputRefusal.self) {
        try await StudyUseCase(
          path: path, output: folder.appending(path: "results").path, replaces: false, threads: 1
        ).run()
      }
      let text = error?.text ?? ""
      #expect(text.contains("no vehicle well") && text.contains("neither positive control nor"))
      #expect(text.contains("there is no such file"))
      #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "results").path))
    }
  }
}

import FileFormats
import Foundation
import Quantities
import Testing
import Workbench

@Suite struct SBMLExportTests {
  /// What another program found: case, time, species, amount.
  private static let recorded: [(name: String, time: Double, species: String, amount: Double)] = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "Reference/SBMLExport/trajectories.csv")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").dropFirst().map { line in
      let fields = line.split(separator: ",").map(String.init)
      return (fields[0], Double(fields[1]) ?? .nan, fields[2], Double(fields[3]) ?? .nan)
    }
  }()

  /// Amounts by species at every hour, of a file or of the library's own.
  private func course(
    _ model: String, _ end: String, hours: Int, _ species: [String], settings: [String] = []
  ) async throws -> [[Double]] {
    var request = TimeCourseRequest(model: model, end: end)
    request.steps = hours
    request.selected = species
    request.settings = settings
    let answer = try await request.run()
    #expect(answer.failed == nil)
    return answer.course.rows
  }

  @Test(
    arguments: [
      ("earm", "earm-1.0", [], 6, []),
      ("rs411", "rs4-11", ["AZD4320=10nM"], 12, ["AZD4320=10nM"]),
    ] as [(String, String, [String], Int, [String])])
  func `an exported model runs as the model does, here and in another program`(
    name: String, model: String, drugs: [String], hours: Int, settings: [String]
  ) async throws {
    let text = try await ModelExport(name: model, format: "sbml", drugs: drugs).text()
    let rows = Self.recorded.filter { $0.name == name }
    var species: [String] = []
    for row in rows where !species.contains(row.species) { species.append(row.species) }
    #expect(species.count == 7)
    try await inTemporaryFolder { folder in
      let path = folder.appending(path: "model.xml").path
      try Data(text.utf8).write(to: URL(filePath: path))
      let read = try await course(path, "\(hours * 3600)", hours: hours, species)
      let own = try await course(model, "\(hours)h", hours: hours, species, settings: settings)
      for (column, one) in species.enumerated() {
        let scale = own.map { $0[column] }.max() ?? 1
        for hour in 0...hours {
          #expect(
            abs(read[hour][column] - own[hour][column]) <= 2e-3 * scale, "\(one) at \(hour) h")
        }
        for row in rows where row.species == one {
          let here = read[Int(row.time / 3600)][column]
          #expect(abs(here - row.amount) <= 2e-3 * scale, "\(one) at \(row.time) s")
        }
      }
    }
  }

  @Test func `azacitidine's laws of change are written and read back as rate rules`() async throws {
    let text = try await ModelExport(
      name: "azacitidine", format: "sbml", drugs: ["azacitidine=1uM"]
    ).text()
    #expect(text.contains("<rateRule variable=\"DNMT1\">"))
    #expect(text.contains("1 µM nominal") && text.contains("does not divide"))
    let network = try SBMLReader.network(from: text)
    #expect(network.variables.contains { $0.symbol == "DNMT1" && !$0.isSpecies })
    try await inTemporaryFolder { folder in
      let path = folder.appending(path: "model.xml").path
      try Data(text.utf8).write(to: URL(filePath: path))
      let rows = try await course(path, "86400", hours: 24, ["azacytosine_DNA", "azacitidine_RNA"])
      // R:D of 71:29 at 24 h after 1 µM, as the mechanism's article has it.
      let share = rows[24][1] / (rows[24][0] + rows[24][1])
      #expect(abs(share - 0.71) < 0.02)
    }
  }

  @Test func `a line of one's own is exported with its drug`() async throws {
    let text = try await ModelExport(
      name: "oci-m1", format: "sbml", drugs: ["venetoclax=100nM"], cleavage: "on"
    ).text()
    #expect(text.contains("The mean cell of OCI-M1 at rest") && text.contains("id=\"BCL2_cut\""))
    #expect(text.contains("venetoclax: 100 nM nominal, of which 5 nM is free in the medium"))
  }
}

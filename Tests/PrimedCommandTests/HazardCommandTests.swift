import Foundation
import Testing

@Suite struct HazardCommandTests {
  @Test func `the hazard is a table with a companion, beside the readings`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "hazard.csv").path
    let run = try BuiltCommand.run(
      "assay", "simulate", "annexin", "--line", "rs4-11", "--drug", "AZD4320=30nM", "--at", "6h",
      "--population", "6", "--hazard", file)
    #expect(run.status == 0, "\(run.messages)")
    #expect(run.output.hasPrefix("origin,tube,"))
    let rows = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
    #expect(rows.count == 13)
    #expect(
      rows.first?.hasSuffix("hazard_per_h,hazard_se_per_h,deaths,cell_hours,surviving") == true)
    let companion = folder.appending(path: "hazard.json").path
    let json = try String(contentsOfFile: companion, encoding: .utf8)
    #expect(json.contains("\"parameters\" : \"SHA-256 "))
  }

  @Test func `readings and hazard in one file are a usage error`() throws {
    for (hazard, part) in [("x.csv", "both name x.csv"), ("-", "needs the name of a file")] {
      let run = try BuiltCommand.run(
        "assay", "simulate", "viability", "--line", "rs4-11", "--drug", "AZD4320=30nM",
        "--output", "x.csv", "--hazard", hazard)
      #expect(run.status == 2)
      #expect(run.messages.contains(part), "\(run.messages)")
    }
  }
}

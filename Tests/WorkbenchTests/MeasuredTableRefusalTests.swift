import FileFormats
import Foundation
import Testing
import Workbench

@Suite struct MeasuredTableRefusalTests {
  @Test func `what nobody says is asked for in the words of a study`() async throws {
    try await inTemporaryFolder { folder in
      func refusal(_ table: String, _ keys: String) async throws -> String {
        let path = try MeasuredTables.write(table, keys: keys, in: folder)
        let error = await #expect(throws: InputRefusal.self) { try await MeasuredTables.run(path) }
        #expect(throws: InputRefusal.self) { try StudyOutline(checking: path) }
        let text = error?.text ?? ""
        #expect(!text.contains("--"), "\(text)")
        return text
      }
      let bare = try await refusal("curve,dose,response\nA,1,0.5\n", "name: x")
      #expect(bare.contains("needed: “dose-unit” with one of pM, nM"))
      #expect(bare.contains("needed: “scale: viability” (full without drug)"))
      #expect(bare.contains("hint: “group: curve”, or “group: none” if all rows are one curve"))
      let doubtful = try await refusal(
        "dose,r\n1,3\n2,5\n3,7\n", "response: r\ndose-unit: uM\nscale: viability")
      #expect(doubtful.contains("needed: “notation: percent” or “notation: fraction”"))
      let sheet = try await refusal(MeasuredTables.tidy, "group: compound\nsheet: 2")
      #expect(sheet.contains("needed: an XLSX or Prism file for “sheet”"))
      let mistaken = try await refusal(MeasuredTables.tidy, "group: compound\nscale: inhibition")
      #expect(mistaken.contains("add “scale-is-right: true” if “scale” is what is meant"))
      let reference = try await refusal(
        MeasuredTables.tidy, "group: compound\ncompare: true\nreference: Z")
      #expect(reference.contains("needed: “reference” with a curve of the table"))
      let layout = try await refusal(
        MeasuredTables.columns, "layout: columns\nscale: signal\nweight: w")
      #expect(layout.contains("“weight” names a column, but in this layout"))
    }
  }

  @Test func `plates are asked about in the words of a study too`() throws {
    try inTemporaryFolder { folder in
      func refusal(_ keys: String) throws -> String {
        let path = folder.appending(path: "study.yaml").path
        try Data("schema: primed.study/1\ntitle: P\nplates:\n  - {\(keys)}\n".utf8)
          .write(to: URL(filePath: path))
        let error = #expect(throws: InputRefusal.self) { try StudyOutline(checking: path) }
        let text = error?.text ?? ""
        #expect(!text.contains("--"), "\(text)")
        return text
      }
      let plate = try ExamplePlate()
      try plate.write(to: folder)
      #expect(try refusal("file: readings.csv").contains("needed: “layout: FILE”, or columns"))
      let read = try refusal("file: readings.csv, layout: layout.csv, read: OD")
      #expect(read.contains("needed: “read” with one of them"))
      let time = try refusal("file: readings.csv, layout: layout.csv, time: last")
      #expect(time.contains("needed: no “time”"))
      let turned = plate.layout.replacing(",vehicle,", with: ",?,")
        .replacing(",positive,", with: ",vehicle,").replacing(",?,", with: ",positive,")
      try Data(turned.utf8).write(to: folder.appending(path: "layout.csv"))
      let direction = try refusal("file: readings.csv, layout: layout.csv")
      #expect(direction.contains("hint: “to: effect” is for signals that rise with death"))
      try Data("what is this\n".utf8).write(to: folder.appending(path: "readings.csv"))
      let unknown = try refusal("file: readings.csv, layout: layout.csv")
      #expect(unknown.contains("read it with “format: FILE.yaml”:"))
      let both = try refusal("file: readings.csv, format: f.yaml, decimal: comma")
      #expect(both.contains("“decimal” beside “format”"))
    }
  }

  @Test(arguments: [
    ("curve: a\ngroup: b", "“curve” beside “group”"),
    ("scale: signal\nnotation: percent", "a signal with a notation"),
    ("dose-unit: MM", "“MM” is no unit of doses"),
    ("interval: bootstrap", "a bootstrap without a seed"),
    ("trials: n", "“trials” without “successes”"),
    ("successes: s\ntrials: n\nresponse: r", "“successes” beside “response”"),
    ("reference: A", "a “reference” to compare with"),
    ("successes: s\ntrials: n\nnoise: proportional", "“noise” with successes among trials"),
    ("group: [none, b]", "“none” among columns"),
    ("confidence: 2", "“confidence” is 2"),
    ("formula: a*x", "a measured table has no key “formula”"),
  ])
  func `what a study says of a table is refused where it cannot be`(
    keys: String, found: String
  ) throws {
    try inTemporaryFolder { folder in
      let path = try MeasuredTables.write(MeasuredTables.tidy, keys: keys, in: folder)
      let error = #expect(throws: InputRefusal.self) { try StudyFile.read(contentsOf: path) }
      #expect(error?.faults.map(\.found) == [found])
    }
  }
}

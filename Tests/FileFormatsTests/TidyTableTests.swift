import FileFormats
import Foundation
import Testing

struct TidyTableTests {
  @Test func `numbers come back bit by bit and texts letter by letter`() throws {
    let numbers = [
      0.1, 1 / 3.0, Double.leastNonzeroMagnitude, 1.797_693_134_862_315_7e308, -0.0, 1e16,
      123_456_789.123_456_78, 1e-5,
    ]
    let texts = ["RS4;11", "a,b", "say \"x\"", "two\nlines", " blank ", "µM", "", "\ttab"]
    var written = TidyTable(columns: [
      TidyColumn("value", unit: "nM", meaning: "a number"),
      TidyColumn("text", meaning: "a text"),
    ])
    for (number, text) in zip(numbers, texts) { written.append([.number(number), .text(text)]) }
    let parsed = try table(written.csv, delimiter: .comma)
    for (index, row) in parsed.rows.enumerated() {
      #expect(Double(row[0].text)?.bitPattern == numbers[index].bitPattern)
      #expect(row[1].text == texts[index])
    }
  }

  @Test func `what is missing is written as nothing, never as 0`() {
    var written = TidyTable(columns: [
      TidyColumn("a", meaning: ""), TidyColumn("b", meaning: ""), TidyColumn("c", meaning: ""),
    ])
    written.append([.number(.nan), .missing, .number(orMissing: nil)])
    written.append([.integer(3), .text(orMissing: nil), .number(orMissing: 2)])
    #expect(written.csv == "a,b,c\n,,\n3,,2.0\n")
  }

  @Test func `a row of one missing value is not lost`() throws {
    var written = TidyTable(columns: [TidyColumn("a", meaning: "")])
    written.append([.missing])
    #expect(written.csv == "a\n\"\"\n")
  }

  @Test func `the companion says units, rows, origin and the hash of its table`() throws {
    try withTemporaryFolder { folder in
      var written = TidyTable(columns: [TidyColumn("dose", unit: "nM", meaning: "nominal dose")])
      written.append([.number(10)])
      try written.write(to: "\(folder)/plate.csv", provenance: ["origin": "simulated"])
      let data = try #require(FileManager.default.contents(atPath: "\(folder)/plate.json"))
      let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      #expect(object["schema"] as? String == "primed.table/1")
      #expect(object["table"] as? String == "plate.csv")
      #expect(object["rows"] as? Int == 1)
      #expect((object["provenance"] as? [String: String])?["origin"] == "simulated")
      let columns = try #require(object["columns"] as? [[String: String]])
      #expect(columns[0]["unit"] == "nM")
      #expect(
        try InputText(contentsOf: "\(folder)/plate.csv").hash.hexadecimal == object["sha256"]
          as? String)
    }
  }
}

@Suite struct CompanionPathTests {
  @Test(arguments: [
    ("a/t.csv", "a/t.json"), ("a/t.tsv", "a/t.tsv.json"), ("t", "t.json"),
    ("a/x.json", "a/x.columns.json"),
  ])
  func `a companion lies beside its table and never on it`(table: String, companion: String) {
    #expect(TidyTable.companionPath(of: table) == companion)
  }
}

/// Runs `body` with a fresh folder that is removed afterwards.
func withTemporaryFolder<Value>(_ body: (String) throws -> Value) throws -> Value {
  let url = FileManager.default.temporaryDirectory.appendingPathComponent(
    "primed-tests-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: url) }
  return try body(url.path)
}

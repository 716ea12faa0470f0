import Figures
import Foundation
import Reports
import Testing

struct JSONReportWriterTests {
  @Test func `the object names its schema and gives missing numbers as null`() throws {
    let table = ReportTable(
      name: "ec50", columns: [.init("Line"), .init("EC50", unit: "nM"), .init("Interval")],
      rows: [["X", .number(.nan, digits: 3), .interval(1...Double.infinity, digits: 3)]])
    let key = KeyFigure(name: "EC50", value: .nan, unit: "nM", status: .refused("flat"))
    let json = try JSONReportWriter().json(
      for: document([.table(table), .figure(smallFigure)], keyFigures: [key]))
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect(object["schema"] as? String == "primed.report/1")
    #expect(object["caveat"] as? String != nil)
    let sections = try #require(object["sections"] as? [[String: Any]])
    let blocks = try #require(sections[0]["blocks"] as? [[String: Any]])
    #expect(blocks.map { $0["kind"] as? String } == ["table", "figure"])
    let rows = (blocks[0]["table"] as? [String: Any])?["rows"] as? [[Any]]
    #expect(rows?[0][1] is NSNull)
    #expect((rows?[0][2] as? [Any])?[1] is NSNull)
    let keys = try #require(object["key_figures"] as? [[String: Any]])
    #expect(keys[0]["value"] is NSNull)
    #expect(keys[0]["reason"] as? String == "flat")
  }

  /// The keys of an object and all it holds; a figure's specification has Vega-Lite's own.
  private func keys(of value: Any) -> Set<String> {
    if let object = value as? [String: Any] {
      return object.filter { $0.key != "specification" }.reduce(into: []) { found, entry in
        found.insert(entry.key)
        found.formUnion(keys(of: entry.value))
      }
    }
    return (value as? [Any] ?? []).reduce(into: []) { $0.formUnion(keys(of: $1)) }
  }

  @Test func `keys are words with underscores`() throws {
    let json = try JSONReportWriter().json(for: SampleReport.document)
    let found = keys(of: try JSONSerialization.jsonObject(with: Data(json.utf8)))
    #expect(found.contains("key_figures") && found.contains("alternative_text"))
    let wrong = found.filter { $0.wholeMatch(of: /[a-z0-9]+(?:_[a-z0-9]+)*/) == nil }
    #expect(wrong.isEmpty, "\(wrong.sorted())")
  }

  @Test func `numbers are exact, whatever digits people see`() throws {
    let table = ReportTable(
      name: "t", columns: [.init("N")], rows: [[.number(0.1 + 0.2, digits: 2)]])
    #expect(
      try JSONReportWriter().json(for: document([.table(table)])).contains("0.30000000000000004"))
    #expect(table.rows[0][0].shown == "0.3")
  }
}

struct CSVTableWriterTests {
  let writer = CSVTableWriter()

  @Test func `numbers read back to the same bits and missing ones are empty`() {
    let numbers = [0.1 + 0.2, 1e-300, -12.5, 9_007_199_254_740_992, 5, .nan]
    let table = ReportTable(
      name: "t", columns: [.init("N", unit: "nM")], rows: numbers.map { [.number($0, digits: 3)] })
    let lines = writer.csv(for: table).components(separatedBy: "\r\n")
    #expect(lines.first == "N (nM)")
    let back = lines.dropFirst().dropLast().map { Double($0) }
    #expect(back.map { $0?.bitPattern } == numbers.map { $0.isNaN ? nil : $0.bitPattern })
    #expect(lines[5] == "5" && lines[6] == "")
  }

  @Test func `commas, quotes and line breaks are quoted`() {
    let table = ReportTable(
      name: "t", columns: [.init("Line, name")], rows: [["say \"RS4;11\""], ["two\nlines"]])
    #expect(
      writer.csv(for: table) == "\"Line, name\"\r\n\"say \"\"RS4;11\"\"\"\r\n\"two\nlines\"\r\n")
  }

  @Test func `an interval is two columns, empty where there is none`() {
    let table = ReportTable(
      name: "t", columns: [.init("Interval", unit: "nM"), .init("Line")],
      rows: [[.interval(8.9...10.8, digits: 2), "A"], [.missing, "B"]])
    #expect(
      writer.csv(for: table)
        == "Interval (nM) from,Interval (nM) to,Line\r\n8.9,10.8,A\r\n,,B\r\n")
  }

  @Test func `a report gives every table, those behind figures too`() {
    #expect(
      SampleReport.document.tables.map(\.name).prefix(3)
        == ["dose-response", "ec50", "single-cells-1"])
  }
}
struct VegaBundleTests {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("primed-bundle-\(UUID().uuidString)")

  private func write(_ text: String, _ path: String) throws -> URL {
    let file = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file
  }

  @Test func `the bundle is found beside the program, then in the repository above it`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let program = try write("", "clone/.build/release/primed")
    _ = try write("", "clone/Package.swift")
    _ = try write("repository", "clone/Resources/Vega/vega-bundle.js")
    func found() -> String? {
      VegaBundle.locate(environment: [:], executable: program, currentFolder: folder)?.script
    }
    #expect(found() == "repository")
    _ = try write("installed", "clone/.build/share/primed/vega-bundle.js")
    #expect(found() == "installed")
  }

  @Test func `a file named by the environment is the only one tried`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    _ = try write("", "clone/Package.swift")
    _ = try write("repository", "clone/Resources/Vega/vega-bundle.js")
    let named = try write("named", "other.js")
    func found(_ path: String) -> String? {
      VegaBundle.locate(
        environment: ["PRIMED_VEGA_BUNDLE": path], executable: nil,
        currentFolder: folder.appendingPathComponent("clone"))?.script
    }
    #expect(found(named.path) == "named")
    #expect(found("/nowhere/vega-bundle.js") == nil)
    #expect(found("") == "repository")
  }

  @Test(arguments: ["", "x</SCRIPT>", "<!-- x"])
  func `a file that would break the page is not a bundle`(text: String) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(VegaBundle(contentsOf: try write(text, "bundle.js")) == nil)
  }
}

import FileFormats
import Foundation
import Testing
import Workbench

/// The page on study files tells every key, and no other.
@Suite struct StudyReferenceTests {
  /// The keys of the table below a heading of `Documentation/StudyFiles.md`.
  private func keys(below heading: String) throws -> [String] {
    let page = try String(
      contentsOf: repository.appending(path: "Documentation/StudyFiles.md"), encoding: .utf8)
    let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0 == "## \(heading)" })
    return lines[(start + 1)...].prefix { !$0.hasPrefix("## ") }.compactMap { line in
      guard line.hasPrefix("| `") else { return nil }
      return line.dropFirst(3).prefix { $0 != "`" }.description
    }
  }

  /// What a study that has every one of these keys is refused for.
  private func faults(_ section: String, _ keys: [String]) throws -> [String] {
    let text =
      "schema: primed.study/1\ntitle: Keys\n\(section):\n  - "
      + keys.map { "\($0): x" }.joined(separator: "\n    ") + "\n"
    do {
      _ = try study(text)
      return []
    } catch let refusal as InputRefusal {
      return refusal.faults.map(\.found)
    }
  }

  @Test func `every key of a measured table that the page tells is read, and the other way round`()
    throws
  {
    let told = try keys(below: "Measured tables")
    #expect(!(try faults("measured", told)).contains { $0.contains("has no key") })
    #expect(Set(told).isSuperset(of: DoseTableStatement.Key.allCases.map(\.rawValue)))
    let odd = try faults("measured", told + ["furlongs"])
    #expect(odd.contains("a measured table has no key “furlongs”"))
  }

  @Test func `every key of plates that the page tells is read`() throws {
    let told = try keys(below: "Plates")
    #expect(told.count == 10)
    #expect(!(try faults("plates", told)).contains { $0.contains("has no key") })
  }

  @Test func `what the page shows of measured tables is the example`() throws {
    let page = try String(
      contentsOf: repository.appending(path: "Documentation/StudyFiles.md"), encoding: .utf8)
    let example = repository.appending(path: "Examples/measured/study.yaml")
    for line in try String(contentsOf: example, encoding: .utf8).split(separator: "\n") {
      // Without comments.
      let plain = (line.firstIndex(of: "#").map { line[..<$0] } ?? line)
        .trimmingCharacters(in: .whitespaces)
      guard !plain.isEmpty else { continue }
      let isShown = page.contains(plain)
      #expect(isShown, "\(plain)")
    }
  }

  @Test func `the example of measured tables runs`() async throws {
    try await inTemporaryFolder { folder in
      let outcome = try await StudyUseCase(
        path: repository.appending(path: "Examples/measured/study.yaml").path,
        output: folder.appending(path: "out").path, replaces: false, threads: 2
      ).run()
      #expect(
        outcome.findings.first
          == "Four compounds: 4 measured curves, viability in percent: 2 complete, 1 flat, 1 incomplete."
      )
      #expect(outcome.findings.last?.contains("2 measured curves, signal: 2 complete.") == true)
      let report = try MeasuredTables.text(outcome, "report.html")
      #expect(report.contains("Resistant line: Comparison"))
    }
  }

  @Test func `what is checked names every file with its hash, a line's own among them`() throws {
    try inTemporaryFolder { folder in
      let path = try MeasuredTables.write(MeasuredTables.tidy, keys: "group: compound", in: folder)
      let outline = try StudyOutline(checking: path)
      #expect(outline.files.map(\.file) == ["t.csv"])
      #expect(outline.files.allSatisfy { $0.sha256.count == 64 })
      let yaml = try ModelCatalogue.yaml(of: "RS4;11")
      try Data(yaml.utf8).write(to: folder.appending(path: "mine.yaml"))
      try Data(small.replacing("RS4;11", with: "mine.yaml").utf8).write(
        to: URL(filePath: path))
      #expect(try StudyOutline(checking: path).files.map(\.file) == ["mine.yaml"])
    }
  }
}

import Foundation
import ModelLibrary
import Testing

/// The article on azacitidine tells the numbers that the model has beyond those of apoptosis.
@Suite struct AzacitidineArticleTests {
  private static let path = "Documentation/Mechanisms/Azacitidine.md"

  private var table: String {
    let apoptosis = Set(
      ModelListing(of: LibraryModel.apoptosis.network).parameters.map(\.symbol))
    let rows = ModelListing(of: LibraryModel.azacitidine.network).parameters
      .filter { !apoptosis.contains($0.symbol) && !$0.symbol.contains("venetoclax") }
      .map { row in
        let unit = row.unit == "1" ? "" : " \(row.unit)"
        let source = [row.provenance, row.detail].compactMap(\.self).joined(separator: ": ")
        return "| `\(row.symbol)` | \(row.name) | \(Self.text(row.value))\(unit) | \(source) |"
      }
    return (["| Symbol | What | Value | Source |", "|---|---|---|---|"] + rows)
      .joined(separator: "\n")
  }

  /// Four digits: the values are given per hour and held per second.
  private static func text(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e6
      ? "\(Int(value))" : String(format: "%.4g", value)
  }

  @Test func `the article's numbers are the library's`() throws {
    let article = try House.text(of: Self.path)
    let refreshed = article.replacing(
      /<!-- module numbers -->\n(?:(?!<!--)[^\n]*\n)*<!-- end -->/
    ) { _ in "<!-- module numbers -->\n\(table)\n<!-- end -->" }
    if ProcessInfo.processInfo.environment["PRIMED_RECORD_ARTICLES"] != nil {
      try Data(refreshed.utf8).write(to: House.folder.appending(path: Self.path))
    }
    #expect(refreshed == article, "PRIMED_RECORD_ARTICLES=1 writes the table anew")
    #expect(article.contains("| `exitRate` |"))
  }

  @Test func `the article says what it cannot claim, and names files that are there`() throws {
    let article = try House.text(of: Self.path)
    #expect(article.contains("## What it cannot claim"))
    for path in article.matches(of: /`(Sources\/[^`]+)`/) {
      #expect(House.exists(String(path.output.1)), "\(path.output.1)")
    }
    #expect(
      try House.text(of: "Documentation/Mechanisms/README.md").contains("(Azacitidine.md)"))
  }
}

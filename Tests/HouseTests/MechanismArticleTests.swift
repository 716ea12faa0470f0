import Foundation
import ModelLibrary
import Testing

/// The tables of an article, made from the library: `<!-- numbers R7 R8 -->` to `<!-- end -->`.
private struct MechanismTables {
  private let listing = ModelListing(of: LibraryModel.apoptosis.network)

  /// An article with every table made anew.
  func refreshed(_ article: String) -> String {
    article.replacing(/<!-- (reactions|numbers) ([R0-9b ]+) -->\n(?:(?!<!--)[^\n]*\n)*<!-- end -->/)
    {
      match in
      let numbers = match.output.2.split(separator: " ").map(String.init)
      let rows = match.output.1 == "numbers" ? self.numbers(numbers) : reactions(numbers)
      return "<!-- \(match.output.1) \(match.output.2) -->\n\(rows)\n<!-- end -->"
    }
  }

  private func mechanisms(_ numbers: [String]) -> [ModelListing.MechanismRow] {
    listing.mechanisms.filter { numbers.contains($0.number) }
  }

  private func reactions(_ numbers: [String]) -> String {
    let names = Set(mechanisms(numbers).map(\.name))
    return listing.reactions.filter { names.contains($0.mechanism) }.map { row in
      "- \(row.mechanism.split(separator: " ")[0]): `\(row.equation)`"
    }.joined(separator: "\n")
  }

  private func numbers(_ numbers: [String]) -> String {
    let used = Set(mechanisms(numbers).flatMap(\.constants))
    let rows = listing.parameters.filter {
      used.contains($0.symbol) && !isOwnedElsewhere($0, numbers)
    }
    .map { row in
      let range = row.lowest.flatMap { low in row.highest.map { "\(text(low))–\(text($0))" } }
      let unit = row.unit == "1" ? "" : " \(row.unit)"
      let source = [row.provenance, row.detail].compactMap(\.self).joined(separator: ": ")
      return
        "| `\(row.symbol)` | \(row.name) | \(text(row.value))\(unit) | \(range ?? "") | \(source) |"
    }
    return (["| Symbol | What | Value | Range | Source |", "|---|---|---|---|---|"] + rows)
      .joined(separator: "\n")
  }

  /// A number that an earlier mechanism has shown already: levels belong to turnover, half-lives too.
  private func isOwnedElsewhere(_ row: ModelListing.ParameterRow, _ numbers: [String]) -> Bool {
    guard let first = listing.mechanisms.first(where: { $0.constants.contains(row.symbol) }) else {
      return false
    }
    return !numbers.contains(first.number)
  }

  private func text(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e6 ? "\(Int(value))" : "\(value)"
  }
}

@Suite struct MechanismArticleTests {
  private static let articles = [
    "DrugsAndSerum", "BH3Binding", "ProteinTurnover", "EffectorActivation", "PoreFormation", "MOMP",
    "Apoptosome", "CaspasesAndXIAP", "CaspaseFeedback",
  ]

  /// Set in the environment, it writes the tables anew: read the difference before you keep it.
  private static let isRecording =
    ProcessInfo.processInfo.environment["PRIMED_RECORD_ARTICLES"] != nil

  @Test(arguments: articles)
  func `an article's tables are the library's`(name: String) throws {
    let path = "Documentation/Mechanisms/\(name).md"
    let article = try House.text(of: path)
    let refreshed = MechanismTables().refreshed(article)
    if Self.isRecording {
      try Data(refreshed.utf8).write(to: House.folder.appending(path: path))
    }
    #expect(article.contains("<!-- numbers "))
    #expect(refreshed == article, "\(path): PRIMED_RECORD_ARTICLES=1 writes the tables anew")
  }

  @Test(arguments: articles)
  func `an article says what it cannot claim, and where it stands in the code`(name: String) throws
  {
    let article = try House.text(of: "Documentation/Mechanisms/\(name).md")
    for heading in ["## Numbers", "## What it cannot claim", "## Where it stands"] {
      #expect(article.contains(heading))
    }
    for path in article.matches(of: /`(Sources\/[^`]+)`/) {
      #expect(House.exists(String(path.output.1)), "\(path.output.1)")
    }
  }

  @Test func `every mechanism of the network has its article, and the contents name them all`()
    throws
  {
    let text = try Self.articles.map { try House.text(of: "Documentation/Mechanisms/\($0).md") }
      .joined()
    let told = Set(
      text.matches(of: /<!-- numbers ([R0-9b ]+) -->/).flatMap { $0.output.1.split(separator: " ") }
    )
    let all = Set(
      ModelListing(of: LibraryModel.apoptosis.network).mechanisms.map { Substring($0.number) })
    #expect(told == all)
    let contents = try House.text(of: "Documentation/Mechanisms/README.md")
    for name in Self.articles { #expect(contents.contains("(\(name).md)")) }
  }
}

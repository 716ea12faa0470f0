import ModelLibrary
import Testing

/// The article on azacitidine tells every number that its model has beyond those of apoptosis.
@Suite struct AzacitidineArticleTests {
  private static let path = "Documentation/Mechanisms/Azacitidine.md"

  @Test func `the article has a row for each number of the module`() throws {
    let article = try House.text(of: Self.path)
    let apoptosis = Set(
      ModelListing(of: LibraryModel.apoptosis.network).parameters.map(\.symbol))
    let module = ModelListing(of: LibraryModel.azacitidine.network).parameters.filter {
      !apoptosis.contains($0.symbol) && !$0.symbol.contains("venetoclax")
    }
    #expect(module.count > 25)
    for row in module {
      #expect(article.contains("| `\(row.symbol)` | \(row.name) |"), "\(row.symbol)")
    }
  }

  @Test func `the article says what it cannot claim, and names files that are there`() throws {
    let article = try House.text(of: Self.path)
    #expect(article.contains("## What it cannot claim"))
    for path in article.matches(of: /`(Sources\/[^`]+)`/) {
      #expect(House.exists(String(path.output.1)), "\(path.output.1)")
    }
    let contents = try House.text(of: "Documentation/Mechanisms/README.md")
    #expect(contents.contains("(Azacitidine.md)"))
  }
}

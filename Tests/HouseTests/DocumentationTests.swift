import Foundation
import Testing

@Suite struct DocumentationTests {
  @Test func `every path in WhereThingsAre is there`() throws {
    let page = try House.text(of: "Documentation/WhereThingsAre.md")
    let paths = page.matches(of: /`([A-Za-z.][^`\s]*\/[^`\s]*|Makefile|[A-Z]\w+\.(?:md|swift))`/)
      .map { String($0.output.1) }
    #expect(paths.count >= 10)
    for path in paths {
      #expect(House.exists(path), "Documentation/WhereThingsAre.md names \(path)")
    }
  }

  @Test func `every link to a file of the house is good`() throws {
    let pages = ["README.md", "CONTRIBUTING.md"] + (try House.pages(below: "Documentation"))
    #expect(pages.count > 10)
    for page in pages {
      let folder = page.split(separator: "/").dropLast().map { "\($0)/" }.joined()
      for link in try House.text(of: page).matches(of: /\]\(([^)#\s]+)[^)]*\)/) {
        let target = String(link.output.1)
        if target.hasPrefix("http") { continue }
        #expect(House.exists(folder + target), "\(page) links to \(target)")
      }
    }
  }

  @Test func `each word of the glossary stands once, in order`() throws {
    let words = try House.text(of: "Documentation/Glossary.md").split(separator: "\n")
      .compactMap { $0.firstMatch(of: /^\*\*([^*]+)\.\*\*/)?.output.1 }
      .map { $0.lowercased().filter { $0.isLetter || $0.isNumber || $0 == " " } }
    #expect(words.count > 30)
    for (word, next) in zip(words, words.dropFirst()) {
      #expect(word < next, "“\(next)” stands after “\(word)”")
    }
  }

  @Test func `the README can be read in one sitting`() throws {
    #expect(try House.text(of: "README.md").lineCount <= 150)
  }

  @Test func `the README says the two commands and what it cannot claim`() throws {
    let text = try House.text(of: "README.md")
    #expect(text.contains("make demo"))
    #expect(text.contains("make test"))
    #expect(text.contains("not for clinical use"))
  }

  @Test func `the changelog tells which numbers moved`() throws {
    let lines = try House.text(of: "CHANGELOG.md").split(separator: "\n")
    #expect(lines.contains("### Numerical changes"))
  }
}

import Foundation
import Testing

/// One entry of a BibTeX file, as far as the house's rules go.
struct BibliographyEntry {
  var kind: String
  var key: String
  var fields: [String: String]
}

/// Reads the plain BibTeX that the house writes: one `name = {value},` a line, `}` alone at the end.
struct Bibliography {
  var entries: [BibliographyEntry] = []
  var faults: [String] = []

  init(_ text: String) {
    var open: BibliographyEntry?
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let trimmed = line.trimmingCharacters(in: .whitespaces)
      if trimmed.isEmpty || trimmed.hasPrefix("%") { continue }
      if let start = trimmed.wholeMatch(of: /@(\w+)\{([A-Za-z][A-Za-z0-9]*),/), open == nil {
        open = BibliographyEntry(
          kind: String(start.output.1), key: String(start.output.2), fields: [:])
      } else if let field = trimmed.wholeMatch(of: /(\w+)\s*=\s*\{(.+)\},?/), open != nil,
        Self.isBalanced(field.output.2)
      {
        open?.fields[String(field.output.1)] = String(field.output.2)
      } else if trimmed == "}", let entry = open {
        entries.append(entry)
        open = nil
      } else {
        faults.append("line \(index + 1): \(trimmed)")
      }
    }
    if let open { faults.append("\(open.key) is not closed") }
  }

  private static func isBalanced(_ text: Substring) -> Bool {
    var depth = 0
    for character in text {
      if character == "{" { depth += 1 }
      if character == "}" { depth -= 1 }
      if depth < 0 { return false }
    }
    return depth == 0
  }
}

@Suite struct BibliographyTests {
  private let bibliography: Bibliography

  init() throws {
    bibliography = Bibliography(try House.text(of: "Documentation/References.bib"))
  }

  @Test func `the bibliography is well formed`() {
    #expect(bibliography.faults.isEmpty, "\(bibliography.faults)")
    #expect(Set(bibliography.entries.map(\.key)).count == bibliography.entries.count)
  }

  @Test func `every entry says who, what, when, and whether it was looked up`() {
    for entry in bibliography.entries {
      for field in ["author", "title", "year", "note"] {
        #expect(entry.fields[field] != nil, "\(entry.key) has no \(field)")
      }
      if entry.kind == "article" {
        #expect(entry.fields["journal"] != nil, "\(entry.key) has no journal")
      }
      let note = entry.fields["note"] ?? ""
      #expect(
        note.hasPrefix("verified") || note.hasPrefix("from memory"),
        "\(entry.key): the note begins with verified or from memory")
      if let year = entry.fields["year"] {
        #expect(year.wholeMatch(of: /(19|20)\d\d/) != nil, "\(entry.key): year \(year)")
      }
      if let doi = entry.fields["doi"] {
        #expect(doi.wholeMatch(of: /10\.\d{4,9}\/\S+/) != nil, "\(entry.key): doi \(doi)")
      }
    }
  }

  @Test func `every citation resolves, and names the work's year`() throws {
    let years = Dictionary(
      bibliography.entries.map { ($0.key, $0.fields["year"] ?? "") }, uniquingKeysWith: { $1 })
    var found = 0
    for path in try House.swiftFiles(below: "Sources") {
      let text = try House.text(of: path)
      for citation in text.matches(of: /key:\s*"([^"]+)",\s*short:\s*"([^"]+)"/) {
        let key = String(citation.output.1)
        found += 1
        let year = years[key]
        #expect(year != nil, "\(path): \(key) is not in Documentation/References.bib")
        if let year, let named = citation.output.2.firstMatch(of: /(19|20)\d\d/) {
          #expect(String(named.output.0) == year, "\(key)")
        }
      }
    }
    #expect(found >= 15)
  }

  @Test func `every work named in a References section resolves`() throws {
    let keys = Set(bibliography.entries.map(\.key))
    for path in try House.swiftFiles(below: "Sources") {
      for line in try House.text(of: path).split(separator: "\n")
      where line.contains("///") {
        for mention in line.matches(of: /\[([A-Z][A-Za-z]+(?:19|20)\d\d)(?:,[^\]]*)?\]/) {
          let key = String(mention.output.1)
          #expect(keys.contains(key), "\(path) cites \(key)")
        }
      }
    }
  }

  @Test func `a malformed entry is noticed`() {
    let malformed = [
      "@article{Key2000,\n  title = {Open\n}\n", "@article{Key2000,\n  title = {A},\n",
      "title = {A},\n", "@article{,\n}\n",
    ]
    for text in malformed { #expect(!Bibliography(text).faults.isEmpty, "\(text)") }
  }
}

import Testing
import Workbench

@Suite struct CatalogueTests {
  @Test func `every entry can be shown, and every parameter says where it comes from`() throws {
    for entry in ModelCatalogue.entries {
      let listing = try ModelCatalogue.listing(of: entry.name)
      #expect(!listing.parts.isEmpty)
      for part in listing.parts {
        #expect(
          part.rows.allSatisfy { $0.count == part.columns.count }, "\(entry.name), \(part.title)")
      }
    }
    let parameters = try #require(
      ModelCatalogue.listing(of: "apoptosis").parts.first { $0.title == "Parameters" })
    #expect(parameters.rows.allSatisfy { $0[5] != nil && $0[6] != nil })
  }

  @Test func `whatever an experiment can be given is listed as a drug`() {
    let drugs = ModelCatalogue.entries.filter { $0.kind == .drug }.map(\.name)
    #expect(drugs.contains("azacitidine"))
    #expect(drugs.contains("decitabine"))
  }

  @Test func `an unknown name is refused with the nearest one`() {
    do {
      _ = try ModelCatalogue.listing(of: "venetoclaxx")
      Issue.record("a name that nothing has was found")
    } catch {
      #expect(
        error.text
          == """
          command line: “venetoclaxx” is no model, drug or line; needed: a name of the library
            hint: did you mean venetoclax?
          """)
    }
  }
}

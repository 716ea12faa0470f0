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

@Suite struct DrugListingTests {
  private func cells(_ drug: String, _ part: String) throws -> [[String?]] {
    try #require(ModelCatalogue.listing(of: drug).parts.first { $0.title == part }).rows
  }

  @Test func `what a drug does beside binding is shown: stabilised MCL-1, and its route`() throws {
    for drug in ["s63845", "azd5991"] {
      let rows = try cells(drug, "Exposure")
      #expect(rows.contains { $0[0] == "MCL-1 held by it lasts longer, times" && $0[1] == "5" })
      #expect(rows.contains { $0[0] == "route" && $0[1] == "intravenous" })
    }
    #expect(try cells("venetoclax", "Exposure").contains { $0[0] == "route" && $0[1] == "oral" })
    #expect(try cells("venetoclax", "Exposure").allSatisfy { $0[0]?.hasPrefix("MCL-1") == false })
  }

  @Test func `targets of which nothing is known are not passed over`() throws {
    let rows = try cells("azd4320", "Affinities")
    #expect(rows.count == 4)
    #expect(rows.contains { $0[0] == "MCL-1" && $0[1] == "absent (verify; believed micromolar)" })
    #expect(rows.contains { $0[0] == "BCL-w" && $0[1] == "unknown" })
  }
}

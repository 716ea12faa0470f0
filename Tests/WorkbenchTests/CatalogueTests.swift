import FileFormats
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

  @Test func `a plate asked for in wrong words is refused with all of them`() async {
    let request = CaspasePlateRequest(
      line: "RS4;12", drug: "AZD4320=1,3", exposure: "6", knockout: "BAXX", cells: 0, replicates: 3,
      seed: 1, threads: 1)
    await #expect {
      _ = try await request.run()
    } throws: { error in
      guard let refusal = error as? InputRefusal else { return false }
      // The line, two doses without a unit, the time, the protein and the cells.
      return refusal.faults.count == 6
    }
  }

  @Test func `a simulated plate says so in every row`() async throws {
    let plate = try await CaspasePlateRequest(
      line: "rs4-11", drug: "azd4320=10,100nM", exposure: "6h", knockout: nil, cells: 4,
      replicates: 2, seed: 1, threads: 2
    ).run()
    let rows = plate.csv.split(separator: "\n").dropFirst()
    let wells = 28  // 12 vehicle, 6 positive, 6 blank, 2 doses twice
    #expect(rows.count == wells)
    #expect(rows.allSatisfy { $0.hasPrefix("simulated,") })
  }
}

import Expressions
import ModelLibrary
import Quantities
import ReactionNetworks
import Testing
import Workbench

@Suite struct PathwayPictureTests {
  private func edges(_ topology: MOMPTopology) async throws -> String {
    try await ModelExport(
      name: "apoptosis", format: "dot", topology: topology.rawValue
    ).text()
  }

  @Test func `the picture follows the topology, not a drawing`() async throws {
    let embedded = try await edges(.embedded)
    #expect(embedded.contains("id=\"edge-BCL2-holds-BIM\"") && embedded.contains("arrowhead=tee"))
    #expect(embedded.contains("id=\"edge-BCL2-holds-BAX_active\""))
    #expect(embedded.contains("id=\"edge-BAD-holds-BCL2\""))
    #expect(embedded.contains("id=\"edge-BIM-helps-BAX-BAX_active\""))
    let direct = try await edges(.direct)
    #expect(!direct.contains("BCL2-holds-BAX_active") && direct.contains("BCL2-holds-BIM"))
    let indirect = try await edges(.indirect)
    #expect(indirect.contains("BIM-holds-BCL2") && !indirect.contains("BIM-helps"))
  }

  @Test func `a state shows bars, and what is given is said`() async throws {
    let text = try await ModelExport(
      name: "apoptosis", format: "dot", line: "oci-m1", drugs: ["venetoclax=100nM"], time: "6h"
    ).text()
    #expect(text.contains("apoptosis, OCI-M1, mean cell, venetoclax 100 nM nominal, after 6 h"))
    #expect(text.contains("FIXEDSIZE=\"TRUE\" BGCOLOR="))
  }

  @Test func `words that are not understood are refused together`() async {
    await #expect {
      _ = try await ModelExport(
        name: "apoptosis", format: "dot", line: "RS4;12", drugs: ["AZD4321=1"], time: "4",
        topology: "sideways"
      ).text()
    } throws: { "\($0)".contains("4 faults found") }
  }

  @Test func `EARM is drawn from its reactions, every one of them`() async throws {
    let text = try await ModelExport(name: "earm", format: "dot").text()
    for edge in [
      "L-DISC", "pR-DISC", "flip-holds-DISC", "Bcl2-holds-Bax2", "Mito-AMito", "Bax4-AMito",
      "XIAP-holds-C3", "cSmac-holds-XIAP", "C8-helps-Bid-tBid",
    ] {
      #expect(text.contains("id=\"edge-\(edge)\""), "\(edge)")
    }
    #expect(text.contains("58 species, 70 one-way reactions.") && text.contains("Every reaction"))
    let later = try await ModelExport(name: "earm", format: "dot", time: "6h").text()
    #expect(later.contains("EARM 1.0, after 6h"))
    // After six hours most of PARP is cut.
    let node = later.split(separator: "\n").first { $0.contains("id=\"node-CPARP\"") }
    #expect(node?.contains("→ 1e6 molecules") == true)
  }

  @Test func `no library network has a reaction that folds into nothing`() {
    for model in ModelLibrary.models {
      #expect(NetworkOutline(of: model.network).steps.isEmpty, "\(model.name)")
    }
    // Synthesis, loss and decay, as before any file could be drawn.
    #expect(NetworkOutline(of: LibraryModel.apoptosis.network).unshown.count == 67)
  }

  @Test func `a file of one's own is drawn, and looked at in its own time`() async throws {
    try await DecayFolder.with { folder in
      let path = folder.path("decay.xml")
      let text = try await ModelExport(name: path, format: "dot", time: "2").text()
      #expect(text.contains("after time 2") && text.contains("id=\"edge-A-B\""))
      await #expect {
        _ = try await ModelExport(name: path, format: "dot", drugs: ["AZD4320"], time: "2h").text()
      } throws: { "\($0)".contains("2 faults found") }
    }
  }

  @Test func `azacitidine's pathway shows the state of a cell that divides`() async throws {
    func text(_ drugs: [String]) async throws -> String {
      try await ModelExport(name: "azacitidine", format: "dot", drugs: drugs, time: "72h").text()
    }
    func change(_ node: String, in text: String) throws -> [Double] {
      let line = try #require(text.split(separator: "\n").first { $0.contains("\"node-\(node)\"") })
      let words = try #require(line.firstMatch(of: />([0-9.e-]+)(?: → ([0-9.e-]+))?[^<]*<\/FONT>/))
      let first = try #require(Double(words.output.1))
      return [first, words.output.2.flatMap { Double($0) } ?? first]
    }
    let (treated, plain) = (try await text(["azacitidine=0.3uM"]), try await text(["aza=0nM"]))
    #expect(treated.contains("0.3 µM nominal, after 72 h and") || treated.contains("300 nM nominal"))
    #expect(treated.contains("divisions"))
    #expect(try change("DNMT1", in: treated)[1] < 0.7)
    #expect(try change("promoterMethylation", in: treated)[1] < 0.6)
    #expect(try change("promoterMethylation", in: plain)[1] > 0.68)
    #expect(try change("DNMT1", in: plain) == [1, 1])
  }

  @Test func `without a program that draws there is a table of the arrows`() async throws {
    let text = try await ModelExport(name: "apoptosis", format: "table").text()
    #expect(text.hasPrefix("From,To,What happens\n"))
    #expect(text.contains("BCL-2,BIM,"))
    let flow = try AssayPictures.text(of: "fret", format: "table", theme: "light")
    #expect(flow.contains("layout,–,") && flow.contains("there is no default"))
  }

  @Test func `each kind of experiment has its picture`() {
    let kinds = ["caspase", "viability", "annexin", "coip", "fret", "bh3profile", "methylation"]
    #expect(Set(kinds).isSubset(of: AssayPictures.names))
  }

  @Test func `every experiment can be drawn, and chosen numbers look chosen`() throws {
    for name in AssayPictures.names {
      let text = try AssayPictures.text(of: name, format: "dot", theme: "dark")
      #expect(text.contains("->"), "\(name)")
    }
  }

  @Test func `azacitidine's pathway is read off its laws of change`() async throws {
    let text = try await ModelExport(name: "azacitidine", format: "dot").text()
    func edge(_ from: String, _ to: String) -> Substring? {
      text.split(separator: "\n").first { $0.contains("id=\"edge-\(from)-to-\(to)\"") }
    }
    #expect(edge("azacitidine_RNA", "stressResponse")?.contains("arrowhead=normal") == true)
    #expect(edge("stressResponse", "NOXA_mRNA")?.contains("arrowhead=normal") == true)
    #expect(edge("NOXA_mRNA", "NOXA")?.contains("arrowhead=normal") == true)
    #expect(edge("azacytosine_DNA", "DNMT1")?.contains("arrowhead=tee") == true)
    #expect(edge("azacitidine_RNA", "translation")?.contains("arrowhead=tee") == true)
    #expect(edge("promoterMethylation", "TSG")?.contains("arrowhead=tee") == true)
    #expect(edge("missedMaintenance", "promoterMethylation")?.contains("at division") == true)
    #expect(text.contains("id=\"edge-NOXA-holds-MCL1\""))
  }
}

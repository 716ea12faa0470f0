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

  @Test func `what would be drawn wrong is refused`() async {
    await #expect {
      _ = try await ModelExport(name: "earm", format: "dot").text()
    } throws: { "\($0)".contains("earm-1.0 cannot be drawn yet") }
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

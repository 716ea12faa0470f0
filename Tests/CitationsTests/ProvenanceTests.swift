import Citations
import Testing

@Suite struct ProvenanceTests {
  @Test func `each standing has its word, its work and its place`() {
    let seen = Provenance.seen(.albeck2008, at: "Table 1")
    #expect(seen.label == "seen")
    #expect(seen.citation == .albeck2008)
    #expect(seen.detail == "Albeck et al. 2008, Table 1")
    let recalled = Provenance.fromMemory(nil, note: "to be verified")
    #expect(recalled.label == "from memory")
    #expect(recalled.detail == "to be verified")
    #expect(Provenance.chosen(because: "a round number").citation == nil)
    #expect(Provenance.fitted(to: "the EC50").detail == "to the EC50")
  }

  @Test func `a value derived from another keeps its source and loses its range`() {
    let value = Sourced(2.0, .chosen(because: "test"), range: 1...3)
    let squared = value.map { $0 * $0 }
    #expect(squared.value == 4)
    #expect(squared.provenance == value.provenance)
    #expect(squared.range == nil)
  }
}

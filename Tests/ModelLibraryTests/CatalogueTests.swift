import Citations
import ModelLibrary
import Quantities
import ReactionNetworks
import Testing

@Suite struct CatalogueTests {
  @Test(arguments: ["RS4;11", "rs4-11", "RS411", "rs4 11"])
  func `lines are found without case or punctuation`(name: String) {
    #expect(ModelLibrary.cellLine(named: name)?.name == "RS4;11")
  }

  @Test(arguments: [
    ("ABT-199", "venetoclax"), ("abt199", "venetoclax"), ("Venetoclax", "venetoclax"),
    ("azd-4320", "AZD4320"), ("ABT-263", "navitoclax"),
  ])
  func `drugs are found by any of their names`(name: String, expected: String) {
    #expect(ModelLibrary.drug(named: name)?.name == expected)
  }

  @Test(arguments: [("EARM 1.0", "earm-1.0"), ("earm", "earm-1.0"), ("Apoptosis", "apoptosis")])
  func `models are found by any of their names`(name: String, expected: String) {
    #expect(ModelLibrary.model(named: name)?.name == expected)
  }

  @Test func `a name with a slip and an empty one find nothing`() {
    #expect(ModelLibrary.cellLine(named: "RS4;12") == nil)
    #expect(ModelLibrary.cellLine(named: "") == nil)
  }

  @Test func `no two names of a kind can be confused`() {
    for name in ModelLibrary.cellLines.map(\.name) {
      #expect(ModelLibrary.cellLine(named: name)?.name == name)
    }
    for name in ModelLibrary.drugs.map(\.name) {
      #expect(ModelLibrary.drug(named: name)?.name == name)
    }
    for name in ModelLibrary.proteins { #expect(Protein(named: name)?.name == name) }
    #expect(Protein(named: "mcl1") == .mcl1)
    #expect(Protein(named: "Bcl-XL") == .bclXL)
  }

  @Test(arguments: ModelLibrary.cellLines)
  func `every line makes a sound network with every drug, and every number says its source`(
    line: CellLine
  ) {
    let network = ApoptosisModel(of: line, drugs: ModelLibrary.drugs).network
    #expect(network.faults().isEmpty)
    for parameter in network.parameters {
      #expect(parameter.provenance != nil, "\(parameter.symbol)")
      #expect(parameter.value.isFinite && parameter.value >= 0, "\(parameter.symbol)")
      if let range = parameter.range, !parameter.tags.contains(.abundance) {
        #expect(range.contains(parameter.value), "\(parameter.symbol) is outside its range")
      }
    }
    for reaction in network.reactions { #expect(reaction.mechanism.hasPrefix("R")) }
  }

  @Test func `each mechanism of the model is there, and the network has no needless species`() {
    let plain = ApoptosisModel(of: .rs411).network
    #expect(plain.species.count == 77)
    #expect(plain.oneWayReactionCount == 186)
    let network = ApoptosisModel(of: .rs411, drugs: [.azd4320]).network
    let tags = Set(network.reactions.map { $0.mechanism.prefix { $0 != " " } })
    #expect(tags == Set((1...19).map { "R\($0)" }))
  }

  @Test func `levels are never shown as measured`() {
    for line in ModelLibrary.cellLines {
      for vector in line.vectors {
        #expect(["chosen", "fitted"].contains(vector.provenance.label), "\(line.name)")
      }
    }
  }

  @Test func `bounds and gaps in published affinities are read as said`() {
    #expect(BH3Mimetic.azd4320.modelAffinity(for: .mcl1) == nil)
    #expect(BH3Mimetic.venetoclax.modelAffinity(for: .bcl2)?.value == .nanomolar(0.01))
    #expect(BH3Mimetic.venetoclax.modelAffinity(for: .bcl2)?.provenance.label == "chosen")
    #expect(BH3Mimetic.s63845.modelAffinity(for: .bcl2) == nil)
    #expect(BH3Mimetic.s63845.affinities.map(\.text).first == "Ki > 10000 nM")
    #expect(BH3Mimetic.azd4320.affinities.first?.text == "IC50 = 5 nM")
  }

  @Test func `a knockout and a factor say so in the level's source`() {
    let model = ApoptosisModel(of: .rs411, knockouts: [.noxa], levelFactors: [.mcl1: 3])
    #expect(model.level(of: .noxa).value == .zero)
    #expect(model.level(of: .noxa).provenance.detail == "knockout of NOXA")
    #expect(model.level(of: .mcl1).value == .nanomolar(120))
    #expect(model.level(of: .mcl1).provenance.detail.hasPrefix("3 × the level of RS4;11"))
  }

  @Test func `a model lists as tables`() throws {
    let model = try #require(ModelLibrary.model(named: "apoptosis"))
    let listing = ModelListing(of: model.network)
    let bim = try #require(listing.species.first { $0.symbol == "BIM" })
    #expect(bim.initial == 28 && bim.compartment == "mitochondrial outer membrane")
    let reaction = try #require(listing.reactions.first { $0.symbol == "bind_BIM_BCL2" })
    #expect(reaction.equation == "BIM + BCL2 ⇌ BIM_BCL2")
    #expect(reaction.forward == "crowding * kon_groove * BIM * BCL2")
    let affinity = try #require(listing.parameters.first { $0.symbol == "Kd_NOXA_MCL1" })
    #expect(affinity.value == 19 && affinity.unit == "nM" && affinity.lowest == 8)
    #expect(affinity.provenance == "seen" && affinity.citation == "Certo2006")
    let medium = try #require(listing.species.first { $0.symbol == "AZD4320_medium" })
    #expect(medium.compartment == "medium")
  }
}

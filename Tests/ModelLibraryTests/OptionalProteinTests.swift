import Citations
import ModelLibrary
import Quantities
import ReactionNetworks
import Testing

@Suite struct OptionalProteinTests {
  private func level(_ nanomolar: Double) -> Sourced<Concentration> {
    Sourced(.nanomolar(nanomolar), .chosen(because: "a test"))
  }

  private func model(
    _ levels: [Protein: Double] = [:], drugs: [BH3Mimetic] = [.azd4320]
  ) -> ApoptosisModel {
    var model = ApoptosisModel(of: .rs411, drugs: drugs)
    for (protein, nanomolar) in levels { model.levels[protein] = level(nanomolar) }
    return model
  }

  @Test func `without them the network is as it was`() {
    let network = model(drugs: []).network
    #expect(network.species.count == 77)
    #expect(network.oneWayReactionCount == 186)
    #expect(
      !network.parameters.contains { ["BCLW", "BFL1", "HRK"].contains($0.symbol.name.suffix(4)) })
  }

  @Test(arguments: [Protein.bclW, .bfl1, .hrk])
  func `a level of zero, and a knockout, leave a protein out whole`(protein: Protein) {
    let plain = model().network
    let zero = model([protein: 0]).network
    var knockedOut = model([protein: 50])
    knockedOut.knockouts = [protein]
    for network in [zero, knockedOut.network] {
      #expect(network.reactions == plain.reactions)
      #expect(network.variables == plain.variables)
      #expect(network.parameters == plain.parameters)
    }
  }

  @Test(arguments: [Protein.bclW, .bfl1, .hrk])
  func `a level brings a protein in after all others, so that cells vary as before`(
    protein: Protein
  ) {
    let with = model([protein: 50])
    #expect(with.network.parameter(protein.level)?.value == 50)
    #expect(with.cellModel.abundances.dropLast() == model().cellModel.abundances[...])
    #expect(with.cellModel.abundances.last == protein.level)
  }

  @Test func `each binds whom it is said to bind, and drugs find BCL-w`() {
    let network = model(
      [.bclW: 50, .bfl1: 30, .hrk: 10], drugs: [.navitoclax, .venetoclax, .azd4320]
    ).network
    func binds(_ complex: String) -> Bool { network.variable(.init(complex)) != nil }
    #expect(["BIM_BCLW", "tBID_BCLW", "PUMA_BCLW", "BAD_BCLW", "HRK_BCLW"].allSatisfy(binds))
    #expect(!binds("NOXA_BCLW"))
    #expect(["BIM_BFL1", "tBID_BFL1", "PUMA_BFL1", "NOXA_BFL1"].allSatisfy(binds))
    #expect(!binds("BAD_BFL1") && !binds("HRK_BFL1") && !binds("BAX_active_BFL1"))
    #expect(["HRK_BCL2", "HRK_BCLXL", "HRK_MCL1"].allSatisfy(binds))
    #expect(network.parameter("Ki_venetoclax_BCLW")?.value == 245)
    #expect(network.parameter("Ki_navitoclax_BCLW")?.value == 1)
    #expect(network.parameter("Ki_AZD4320_BCLW") == nil)
  }

  @Test func `every number of theirs lies in its published range`() {
    let network = model([.bclW: 50, .bfl1: 30, .hrk: 10]).network
    for parameter in network.parameters {
      #expect(parameter.provenance != nil)
      if let range = parameter.range {
        #expect(range.contains(parameter.value), "\(parameter.symbol)")
      }
    }
  }
}

@Suite struct TopologyTests {
  private func network(_ topology: MOMPTopology) -> ReactionNetwork {
    var model = ApoptosisModel(of: .rs411)
    model.topology = topology
    return model.network
  }

  private func mechanisms(_ topology: MOMPTopology) -> Set<Substring> {
    Set(network(topology).reactions.compactMap { $0.mechanism.split(separator: " ").first })
  }

  @Test func `the three differ in who acts on BAX and BAK, and in nothing else`() {
    let all = mechanisms(.embedded)
    #expect(all.subtracting(mechanisms(.direct)) == ["R5", "R6"])
    #expect(all.subtracting(mechanisms(.indirect)) == ["R3", "R6"])
  }

  @Test func `directly, nothing holds or turns an effector but an activator`() {
    let direct = network(.direct)
    #expect(direct.variable("BAX_active_BCL2") == nil)
    #expect(direct.parameter("k_spontaneous") == nil)
    let turning = direct.reactions.filter { reaction in
      reaction.products.contains { $0.species == "BAX_active" }
        && !reaction.reactants.contains { $0.species.name.hasPrefix("BAX_active") }
        && reaction.reactants.contains { $0.species.name.hasSuffix("BAX") }
    }
    #expect(
      Set(turning.map(\.symbol.name))
        == [
          "convert_BAX_by_BIM", "convert_BAX_by_tBID", "convert_BAX_by_PUMA",
          "activate_BAX_by_pore",
        ])
  }

  @Test func `indirectly, effectors turn by themselves at EARM's rate`() {
    let indirect = network(.indirect)
    #expect(indirect.parameter("k_spontaneous")?.value == 1e-2)
    #expect(indirect.variable("BIM_BAX") == nil)
    #expect(indirect.variable("BAX_active_BCL2") != nil)
  }

  @Test func `cut guardians are an option that adds what it names`() {
    var model = ApoptosisModel(of: .rs411)
    model.caspaseCleavage = .on
    let added = model.network.species.map(\.symbol.name).filter { $0.hasSuffix("_cut") }
    #expect(added == ["BCL2_cut", "MCL1_cut"])
  }
}

import Experiments
import Expressions
import ModelLibrary
import Quantities
import ReactionNetworks
import Simulation
import Testing

/// What no reaction of the apoptosis model changes.
@Suite struct ConservationTests {
  /// The laws of a network that hold one protein: its forms by symbol.
  private func forms(in network: ReactionNetwork, of protein: String) -> Set<String>? {
    network.conservationLaws().map { Set($0.terms.map(\.species.name)) }.first {
      $0.contains(protein)
    }
  }

  @Test func `PARP and XIAP only change their form`() {
    let network = ApoptosisModel(of: .rs411, drugs: [.azd4320]).network
    #expect(forms(in: network, of: "PARP") == ["PARP", "C3_PARP", "cPARP"])
    #expect(forms(in: network, of: "XIAP") == ["XIAP", "XIAP_C3", "XIAP_APOP", "XIAP_SMAC"])
    #expect(network.conservationLaws().count == 2)
  }

  @Test func `without clearance the caspase machinery conserves every molecule`() {
    var network = ApoptosisModel(of: .rs411).network
    network.reactions.removeAll { $0.mechanism == "R17 Clearance" }
    let sums: [[Symbol: Double]] = [
      ["PARP": 1, "C3_PARP": 1, "cPARP": 1],
      ["XIAP": 1, "XIAP_C3": 1, "XIAP_APOP": 1, "XIAP_SMAC": 1],
      ["BAR": 1, "C8_BAR": 1],
      ["CYTC_IMS": 1, "CYTC": 1, "CYTC_APAF": 1],
      ["SMAC_IMS": 1, "SMAC": 1, "XIAP_SMAC": 1],
      ["C9": 1, "APOP": 1, "APOP_proC3": 1, "XIAP_APOP": 1],
      // Each oligomer counts for the APAF-1 in it.
      [
        "APAF": 1, "CYTC_APAF": 1, "A1": 1, "A2": 2, "A3": 3, "A4": 4, "A5": 5, "A6": 6, "A7": 7,
        "APOP": 7, "APOP_proC3": 7, "XIAP_APOP": 7,
      ],
      [
        "proC3": 1, "APOP_proC3": 1, "C8_proC3": 1, "C3": 1, "C3_PARP": 1, "C3_proC6": 1,
        "XIAP_C3": 1, "C3_ubiquitinated": 1,
      ],
      ["proC6": 1, "C3_proC6": 1, "C6": 1, "C6_proC8": 1],
      ["proC8": 1, "C6_proC8": 1, "C8": 1, "C8_proC3": 1, "C8_BID": 1, "C8_BAR": 1],
    ]
    for sum in sums {
      for reaction in network.reactions {
        let change = reaction.netStoichiometry.reduce(0) { $0 + $1.value * (sum[$1.key] ?? 0) }
        #expect(change == 0, "\(reaction)")
      }
    }
    #expect(network.conservationLaws().count == sums.count)
  }

  @Test func `a dying cell keeps its PARP and its XIAP`() throws {
    let network = ApoptosisModel(of: .rs411, drugs: [.azd4320]).network
    let compiled = try CompiledNetwork(network, readouts: [])
    var integrator = CVODESIntegrator(compiled)
    let inputs = compiled.inputs(setting: ["AZD4320_medium": 100])
    let result = integrator.run(SimulationProblem(until: .hours(6), inputs: inputs))
    #expect(result.ending == .reachedEnd)
    let cleaved = try #require(compiled.stateIndex(of: "cPARP"))
    #expect(result.finalState[cleaved] > 900)
    for law in network.conservationLaws() {
      let total = law.total { compiled.stateIndex(of: $0).map { result.finalState[$0] } }
      let start = law.terms.map(\.species).contains("PARP") ? 1000.0 : 50
      // Linear invariants are kept to round-off by every implicit method, whatever its tolerance.
      #expect((total / start - 1).magnitude < 1e-9)
    }
  }

  @Test func `binding changes no total: at rest each family member keeps its level`() async throws {
    let cell = try await SingleCell(ApoptosisModel(of: .rs411))
    let complexes: [(Symbol, [Symbol], Double)] = [
      ("BIM", ["BIM_BCL2", "BIM_BCLXL", "BIM_MCL1"], 28),
      ("NOXA", ["NOXA_MCL1"], 10), ("BAD", ["BAD_BCL2", "BAD_BCLXL"], 5),
    ]
    for (free, bound, level) in complexes {
      let total = cell.resting(free) + bound.reduce(0) { $0 + cell.resting($1) }
      // Activators caught on an effector at this moment are not counted: parts in a thousand.
      #expect((total / level - 1).magnitude < 2e-3, "\(free): \(total)")
    }
  }
}

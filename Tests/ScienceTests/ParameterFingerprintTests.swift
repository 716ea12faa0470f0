import Citations
import Expressions
import ModelLibrary
import Quantities
import ReactionNetworks
import Testing

@Suite(.tags(.science)) struct ParameterFingerprintTests {
  @Test func `no parameter has moved since the predictions were frozen`() throws {
    let recorded = try ReferenceFile("Parameters/fingerprint.txt").text
    #expect(ParameterFingerprint.hash.hexadecimal == recorded)
  }

  @Test func `every line, drug and model is in the hash`() {
    let listing = ParameterFingerprint.listing
    for line in ModelLibrary.cellLines { #expect(listing.contains("apoptosis, \(line.name)")) }
    for drug in ModelLibrary.drugs { #expect(listing.contains("\(drug.name) free fraction")) }
    for model in ModelLibrary.models { #expect(listing.contains("# \(model.network.name)")) }
  }

  /// Whatever moves at a rate of its own, or by a law that is no reaction's, is a row.
  @Test func `every law of every model is in the hash`() {
    let rows = Set(ParameterFingerprint.listing.split(separator: "\n").map(String.init))
    for network in ModelLibrary.models.map(\.network) {
      for variable in network.variables {
        switch variable.behaviour {
        case .rate(let law): #expect(rows.contains("d \(variable.symbol)/dt = \(law)"))
        case .assignment(let law): #expect(rows.contains("\(variable.symbol) := \(law)"))
        default: break
        }
      }
      for parameter in network.parameters {
        #expect(rows.contains("\(parameter.symbol) = \(parameter.value) \(parameter.unit)"))
      }
    }
    for law in [
      "d DNMT1/dt", "d stressResponse/dt", "daughter genomeMethylation",
      "caspase.secondaryNecrosis",
    ] {
      #expect(rows.contains { $0.hasPrefix(law) }, "\(law)")
    }
    #expect(rows.contains { $0.hasPrefix("rest 86400") })
    #expect(rows.contains { $0.hasPrefix("co-IP.protocolC.washing") })
  }

  @Test func `whoever changes a law changes the hash`() {
    var network = ModelLibrary.models[1].network
    let before = ParameterFingerprint.rows(of: network)
    guard let index = network.variables.firstIndex(where: { $0.symbol == "DNMT1" }) else {
      Issue.record("no DNMT1")
      return
    }
    network.variables[index].behaviour = .rate(0)
    #expect(ParameterFingerprint.rows(of: network) != before)
  }

  /// What the hash covered before its coverage widened: that no parameter moved then.
  @Test func `the part that was covered first has the hash it had`() {
    func rows(of network: ReactionNetwork) -> [String] {
      let listing = ModelListing(of: network)
      return ["# \(listing.name)"]
        + listing.parameters.map { "\($0.symbol) = \($0.value) \($0.unit)" }
        + listing.species.map {
          "\($0.symbol)(0) = \($0.initialFormula ?? $0.initial.map { "\($0)" } ?? "unset")"
        }
        + listing.assignments.map { "\($0.symbol) := \($0.formula)" }
        + listing.reactions.map { "\($0.equation): \($0.forward), \($0.reverse ?? "one way")" }
    }
    var adapting = ApoptosisModel(of: .genericAML, drugs: [.venetoclax])
    adapting.nucleosides = ModelLibrary.nucleosideAnalogues
    adapting.nucleosideResponse.pyrimidineCompensation = 1
    let networks =
      ModelLibrary.cellLines.map { ApoptosisModel(of: $0, drugs: ModelLibrary.drugs).network }
      + ModelLibrary.models.map(\.network) + [adapting.network]
    let covered =
      networks.flatMap(rows)
      + ModelLibrary.cellLines.map { "\($0.name) doubles in \($0.doublingTime.value.seconds) s" }
      + ModelLibrary.drugs.map { "\($0.name) free fraction \($0.freeFraction.value)" }
    #expect(
      ContentHash(of: covered.joined(separator: "\n")).hexadecimal
        == "132821f16bc589171c68646e4eb52ec5f2b878c29ac2261a4e33093468a054ab")
  }
}

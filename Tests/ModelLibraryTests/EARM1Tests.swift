import Expressions
import Foundation
import ModelLibrary
import ReactionNetworks
import Simulation
import Testing

/// EARM 1.0 against the exported SBML file and its golden end states.
///
/// The file and the goldens may not be committed; `PRIMED_REFERENCE_DATA` says where they are.
@Suite struct EARM1Tests {
  @Test func `it has the size of the published model and no fault`() {
    #expect(EARM1.network.species.count == 58)
    #expect(EARM1.network.oneWayReactionCount == 70)
    #expect(EARM1.network.faults().isEmpty)
    #expect(EARM1.sbmlIdentifier(of: "L") == "__s0")
    #expect(EARM1.sbmlIdentifier(of: "nothing") == nil)
  }

  @Test func `what turns over nothing is conserved: 18 proteins, less those that are consumed`() {
    let laws = EARM1.network.conservationLaws().map(\.description)
    // Each of these proteins only changes form; the others are lost into products of two histories.
    #expect(laws.contains { $0.contains("CPARP") && $0.contains("C3_PARP") })
    #expect(laws.contains { $0.contains("mCytoC") && $0.contains("ACytoC") })
  }

  @Test(.enabled(if: ReferenceModels.isPresent))
  func `species, reactions and numbers are those of the exported file`() throws {
    let file = try ReferenceModels.sbml("earm_1_0")
    let network = EARM1.network
    #expect(file.species.count == network.species.count)
    #expect(file.reactions.count == network.reactions.count)
    for (identifier, amount) in file.initialAmounts {
      let variable = try #require(
        network.species.first { EARM1.sbmlIdentifier(of: $0.symbol) == identifier })
      let own: Double? =
        switch variable.initial {
        case .number(let value): value
        case .formula(.symbol(let symbol)): network.parameter(symbol)?.value
        default: nil
        }
      #expect(own == amount, "\(identifier)")
    }
    // Two laws that agree at a state without symmetry agree as polynomials of so low a degree.
    let state = Dictionary(
      uniqueKeysWithValues: file.species.enumerated().map { ($1, 100 * sqrt(Double($0 + 2))) })
    for reaction in network.reactions {
      let key = ReferenceModels.Stoichiometry(
        reactants: reaction.reactants.identifiers, products: reaction.products.identifiers)
      let twin = try #require(file.reactions[key], "no \(reaction) in the file")
      let own = try #require(value(of: reaction.netRate, at: state))
      let published = try #require(twin.rate(state.merging(file.parameters) { $1 }))
      #expect((own / published - 1).magnitude < 1e-12, "\(reaction)")
    }
  }

  @Test(.enabled(if: ReferenceModels.isPresent), arguments: [0, 1, 2, 499, 999])
  func `end states agree with the golden ones to 1e-5`(variant: Int) throws {
    #expect(try EARM1Variants().error(of: variant) < 1e-5)
  }

  @Test(.enabled(if: ReferenceModels.isPresent && ReferenceModels.runsLongTests))
  func `all thousand end states agree with the golden ones to 1e-5`() throws {
    let variants = try EARM1Variants()
    let errors = try (0..<variants.count).map { try variants.error(of: $0) }
    #expect(errors.filter { $0 == .infinity }.isEmpty, "runs that did not reach their end")
    #expect((errors.filter(\.isFinite).max() ?? .nan) < 1e-5)
  }

  private func value(of rate: Expressions.Expression, at state: [String: Double]) -> Double? {
    rate.value { symbol in
      EARM1.sbmlIdentifier(of: symbol).flatMap { state[$0] }
        ?? EARM1.network.parameter(symbol)?.value
    }
  }
}

/// The thousand variants of EARM 1.0 and their end states at 20,000 s.
private struct EARM1Variants {
  private let network: CompiledNetwork
  private let starts: ReferenceModels.Table
  private let ends: ReferenceModels.Table

  init() throws {
    network = try CompiledNetwork(EARM1.network, readouts: [])
    starts = try ReferenceModels.table("earm_1_0.variants.csv")
    ends = try ReferenceModels.table("earm_1_0.reference.csv")
  }

  var count: Int { starts.rows.count }

  /// The measure of the golden files: the largest of |x − ref| / max(|ref|, 1) over all species.
  func error(of variant: Int) throws -> Double {
    var amounts: [Symbol: Double] = [:]
    for species in EARM1.network.species {
      let start = Symbol("\(species.symbol)_0")
      guard network.inputIndex(of: start) != nil else { continue }
      amounts[start] = try starts.value(variant, identifier(species.symbol))
    }
    var integrator = CVODESIntegrator(network)
    let result = integrator.run(
      SimulationProblem(
        until: .seconds(20_000), inputs: network.inputs(setting: amounts),
        tolerances: Tolerances(relative: 1e-10, absolute: 1e-7)))
    guard result.ending == .reachedEnd else { return .infinity }
    return try zip(network.stateSymbols, result.finalState).reduce(0) { worst, entry in
      let reference = try ends.value(variant, identifier(entry.0))
      return max(worst, (entry.1 - reference).magnitude / max(reference.magnitude, 1))
    }
  }

  private func identifier(_ species: Symbol) throws -> String {
    try #require(EARM1.sbmlIdentifier(of: species))
  }
}

extension [Reaction.Participant] {
  /// The SBML identifiers, each as often as it takes part, in order.
  fileprivate var identifiers: [String] {
    flatMap { participant -> [String] in
      [String](
        repeating: EARM1.sbmlIdentifier(of: participant.species) ?? "?",
        count: Int(participant.stoichiometry))
    }.sorted()
  }
}

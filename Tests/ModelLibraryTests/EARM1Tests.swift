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

  @Test(.enabled(if: ReferenceModels.isPresent))
  func `all thousand end states agree with the golden ones to 1e-5`() async throws {
    let errors = try await EARM1Variants().errors(threads: 2)
    #expect(errors.count == 1000)
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
private struct EARM1Variants: Sendable {
  private let network: CompiledNetwork
  private let inputs: [[Double]]
  private let ends: [[Double]]

  init() throws {
    network = try CompiledNetwork(EARM1.network, readouts: [])
    let starts = try ReferenceModels.table("earm_1_0.variants.csv")
    let golden = try ReferenceModels.table("earm_1_0.reference.csv")
    let (network, species) = (network, network.stateSymbols)
    func identifier(_ species: Symbol) throws -> String {
      try #require(EARM1.sbmlIdentifier(of: species))
    }
    let started = species.filter { network.inputIndex(of: Symbol("\($0)_0")) != nil }
    inputs = try starts.rows.indices.map { row in
      let amounts = try started.map {
        (Symbol("\($0)_0"), try starts.value(row, identifier($0)))
      }
      return network.inputs(setting: Dictionary(uniqueKeysWithValues: amounts))
    }
    ends = try golden.rows.indices.map { row in
      try species.map { try golden.value(row, identifier($0)) }
    }
  }

  /// The measure of the golden files for each variant: the largest of |x − ref| / max(|ref|, 1) over
  /// all species; infinite for a run that did not reach its end.
  ///
  /// The tolerances are those at which the global error, some hundred local ones, stays below 1e-5.
  func errors(threads: Int) async throws -> [Double] {
    let (inputs, ends) = (inputs, ends)
    return try await EnsembleRunner(network, threads: threads).run(
      count: inputs.count,
      problem: {
        SimulationProblem(
          until: .seconds(20_000), inputs: inputs[$0],
          tolerances: Tolerances(relative: 1e-10, absolute: 1e-7))
      },
      reduce: { variant, result in
        guard result.ending == .reachedEnd else { return .infinity }
        return zip(result.finalState, ends[variant]).reduce(0) { worst, pair in
          max(worst, (pair.0 - pair.1).magnitude / max(pair.1.magnitude, 1))
        }
      })
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

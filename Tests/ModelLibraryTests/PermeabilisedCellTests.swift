import Experiments
import ModelLibrary
import Quantities
import Simulation
import Testing

@Suite struct PermeabilisedCellTests {
  private func release(
    of line: CellLine, _ peptide: BH3Peptide, _ concentration: Concentration,
    knockouts: Set<Protein> = []
  ) async throws -> Double {
    let model = ApoptosisModel(of: line, knockouts: knockouts).permeabilised(for: [peptide])
    let founders = try await FounderPopulation(
      of: CellExperiment(model), size: 1, seed: 1, variability: .none, threads: 1)
    let dose =
      concentration > .zero
      ? Treatment([.init(peptide.treatment, concentration, .free)]) : .vehicle
    let arm = try await founders.treated(
      with: [dose], until: .minutes(60), reportedAt: [.minutes(60)], threads: 1
    ).arms[0]
    return arm.mean(of: .cytochromeReleased, at: 0)
  }

  @Test(arguments: BH3Peptide.allCases)
  func `solvent releases nothing, and more peptide never releases less`(
    peptide: BH3Peptide
  ) async throws {
    let doses = [0, 100, 1000, 10_000].map(Concentration.nanomolar)
    var releases: [Double] = []
    for dose in doses { releases.append(try await release(of: .rs411, peptide, dose)) }
    #expect(releases[0] < 0.01)
    #expect(zip(releases, releases.dropFirst()).allSatisfy { $0 <= $1 + 1e-6 })
  }

  @Test(arguments: BH3Peptide.allCases)
  func `without BAX and BAK no peptide releases anything`(peptide: BH3Peptide) async throws {
    let lost = try await release(of: .rs411, peptide, .micromolar(10), knockouts: [.bax, .bak])
    #expect(lost < 0.01)
  }

  @Test func `a peptide for BCL-2 and BCL-xL empties a line that depends on BCL-2`() async throws {
    #expect(try await release(of: .rs411, .bad, .micromolar(10)) > 0.5)
    #expect(try await release(of: .rs411, .bim, .micromolar(10)) > 0.9)
  }
}

@Suite struct ProteinAmountTests {
  @Test func `what is held is part of the whole, and the whole of a resting cell is its level`()
    async throws
  {
    let model = ApoptosisModel(of: .pc9BCL2, drugs: [.azd4320])
    let names = [Protein.bcl2, .bim, .bak, .bad]
    var cell = model.cellModel
    cell.observables = names.map {
      Readout("total \($0.name)", unit: "nM", model.total(of: $0))
    }
    let held = try #require(model.held(.bim, by: .bcl2))
    cell.observables.append(Readout("held", unit: "nM", held))
    let experiment = try CellExperiment(cell)
    let founders = try await FounderPopulation(
      of: experiment, size: 1, seed: 1, variability: .none, threads: 1)
    let arms = try await founders.treated(
      with: [.vehicle, Treatment([.init("AZD4320", .micromolar(3))])], until: .hours(4),
      reportedAt: [.hours(4)], threads: 1
    ).arms
    func value(_ name: String, _ arm: Int) throws -> Double {
      arms[arm].mean(ofReadout: try #require(experiment.observable(name)), at: 0)
    }
    for protein in [Protein.bcl2, .bim, .bad] {
      let total = try value("total \(protein.name)", 0)
      // Synthesis equals loss at the level, whatever is bound to what: the remainder is what 72 h of
      // equilibration leave of an unbound start.
      #expect(abs(total / model.level(of: protein).value.nanomolar - 1) < 0.05, "\(protein.name)")
    }
    #expect(try value("held", 0) > 0.8 * value("total BIM", 0))
    #expect(try value("held", 1) < 0.5 * value("held", 0))
    // The drug changes who holds BIM, not how much there is.
    #expect(abs(try value("total BIM", 1) / value("total BIM", 0) - 1) < 0.05)
  }

  @Test func `a pair that does not bind has no complex and no rate`() {
    let model = ApoptosisModel(of: .rs411)
    #expect(model.held(.noxa, by: .bcl2) == nil)
    #expect(model.release(of: .noxa, from: .bcl2) == nil)
    #expect(model.release(of: .bim, from: .bcl2) == .perSecond(5e-4))
    #expect(model.dissociationConstant(of: .bak, from: .bcl2) == .nanomolar(300))
  }
}

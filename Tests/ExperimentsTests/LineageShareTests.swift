import Experiments
import Foundation
import Quantities
import Testing

/// What survives of lineages, as if no cell had multiplied.
@Suite struct LineageShareTests {
  private func arms(
    doubling: Double?, _ following: Proliferation.Following = .oneDaughter, hours: Double
  ) async throws -> [TreatedPopulation.Arm] {
    let founders = try await FounderPopulation(
      of: CellExperiment(toyCell(steepness: 8)), size: 60, seed: 3, variability: .typical,
      threads: 2)
    return try await founders.treated(
      with: [.vehicle, Treatment([.init("poison", .nanomolar(40))])], until: .hours(hours),
      reportedAt: [.hours(hours)],
      proliferation: doubling.map { Proliferation(doublingTime: .hours($0), following: following) },
      threads: 2
    ).arms
  }

  private func shares(_ arm: TreatedPopulation.Arm, by hours: Double) -> (
    dead: Double, known: Double
  ) {
    arm.lineagesByFounder(by: .hours(hours)).reduce((0, 0)) { ($0.0 + $1.dead, $0.1 + $1.known) }
  }

  @Test func `each founder's lineage counts as one, however often it divided`() async throws {
    for following in [Proliferation.Following.oneDaughter, .bothDaughters(upTo: .max)] {
      let arms = try await arms(doubling: 20, following, hours: 70)
      for lineage in arms[0].lineagesByFounder(by: .hours(70)) {
        #expect(abs(lineage.known - 1) < 1e-12 && lineage.dead == 0)
      }
      for lineage in arms[1].lineagesByFounder(by: .hours(70)) {
        #expect(abs(lineage.known - 1) < 1e-12 && lineage.dead <= lineage.known + 1e-12)
      }
    }
  }

  @Test func `without division lineages are cells`() async throws {
    let arm = try await arms(doubling: nil, hours: 30)[1]
    let lineages = shares(arm, by: 30)
    let cells = arm.fatesByFounder(by: .hours(30)).reduce(0) { $0 + $1.dead }
    #expect(lineages.dead == cells)
    #expect(lineages.known == 60)
  }

  @Test func `counted in cells, deaths before a division weigh less than in lineages`() async throws
  {
    // Half of the founders are given nothing to die of: the dead of the others came early.
    let arms = try await arms(doubling: 12, hours: 60)
    let (treated, vehicle) = (arms[1], arms[0])
    // N(t) = N₀ e^{gt} S(t): living cells over vehicle's are what survives of the lineages.
    let survivors = 1 - shares(treated, by: 60).dead / shares(treated, by: 60).known
    let ratio = treated.livingCells(at: .hours(60)) / vehicle.livingCells(at: .hours(60))
    #expect(abs(survivors - ratio) < 0.02)
    let diluted = try #require(treated.deadFraction(by: .hours(60)))
    if survivors > 0.02, survivors < 0.98 { #expect(diluted < 1 - survivors) }
  }
}

@Suite struct DriftWithoutDivisionTests {
  private func arm(drift: LevelWandering?) async throws -> (TreatedPopulation.Arm, Int) {
    let founders = try await FounderPopulation(
      of: CellExperiment(toyCell(steepness: 8)), size: 40, seed: 8, variability: .typical,
      threads: 2)
    let arm = try await founders.treated(
      with: [.vehicle], until: .hours(45), reportedAt: [.hours(5), .hours(45)], drift: drift,
      threads: 2
    ).arms[0]
    return (arm, try #require(founders.experiment.observable("guard level")))
  }

  @Test func `levels stay unless drift is asked for, and nobody divides either way`() async throws {
    let (still, level) = try await arm(drift: nil)
    #expect(still.cells.count == 40)
    for cell in still.cells {
      #expect(cell.value(ofReadout: level, at: 0) == cell.value(ofReadout: level, at: 1))
    }
    let (wandering, _) = try await arm(drift: LevelWandering())
    #expect(wandering.cells.count == 40)
    #expect(
      wandering.cells.allSatisfy {
        $0.value(ofReadout: level, at: 0) != $0.value(ofReadout: level, at: 1)
      })
  }
}

@Suite struct CultureAtRestTests {
  @Test func `fewer than half alive at rest is no culture`() {
    #expect(CultureAtRest(drawn: 200, ready: 100, permeabilised: 100).canBePlated)
    #expect(!CultureAtRest(drawn: 200, ready: 99, permeabilised: 101).canBePlated)
    #expect(!CultureAtRest(drawn: 0, ready: 0, permeabilised: 0).canBePlated)
    #expect(
      CultureAtRest(drawn: 200, ready: 189, permeabilised: 11).sentence
        == "189 of 200 drawn; 11 permeabilised at rest and were left out")
    #expect(CultureAtRest(drawn: 8, ready: 8, permeabilised: 0).sentence == "8 of 8 drawn")
    #expect(
      CultureAtRest(drawn: 8, ready: 6, permeabilised: 1).sentence
        == "6 of 8 drawn; 1 permeabilised at rest and were left out; 1 could not be followed to "
        + "rest and were left out")
  }
}

@Suite struct NoiseSeedTests {
  @Test func `a container's seed is its own, and the same in every run`() {
    #expect(NoiseSeed.seed(1, of: "a") == NoiseSeed.seed(1, of: "a"))
    let seeds = (0..<50).flatMap { seed in
      (0..<50).map { NoiseSeed.seed(UInt64(seed), of: "plate \($0)") }
    }
    #expect(Set(seeds).count == 2500)
    // Kept, so that no release moves simulated plates unseen.
    #expect(NoiseSeed.seed(1, of: "RS4;11 AZD4320, 6 h") == 1_810_291_907_892_742_323)
  }
}

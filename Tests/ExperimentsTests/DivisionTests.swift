import Experiments
import Foundation
import Quantities
import Testing

@Suite struct DivisionTests {
  private static let doubling = Time.hours(24)

  private func founders(_ size: Int, seed: UInt64 = 3) async throws -> FounderPopulation {
    try await FounderPopulation(
      of: CellExperiment(toyCell(steepness: 8)), size: size, seed: seed, variability: .typical,
      threads: 2)
  }

  private func treated(
    _ founders: FounderPopulation, _ treatment: Treatment, hours: Double = 72,
    _ proliferation: Proliferation?, threads: Int = 2
  ) async throws -> TreatedPopulation.Arm {
    try await founders.treated(
      with: [treatment], until: .hours(hours),
      reportedAt: [.zero, .hours(hours / 2), .hours(hours)],
      proliferation: proliferation, threads: threads
    ).arms[0]
  }

  @Test(arguments: [6.0, 24, 40, 72])
  func `untreated cells grow by the exponential law`(hours: Double) async throws {
    let arm = try await treated(
      founders(200), .vehicle, Proliferation(doublingTime: Self.doubling))
    let expected = 200 * exp2(hours / 24)
    #expect(abs(arm.livingCells(at: .hours(hours)) / expected - 1) < 0.01)
  }

  /// Levels do not drift here, so a family dies when its founder would have, whatever its phase.
  @Test(arguments: [48.0, 60, 66, 72])
  func `where death does not depend on division, growth and survival multiply`(hours: Double)
    async throws
  {
    let founders = try await founders(400)
    let poison = Treatment([.init("poison", .nanomolar(2))])
    let still = try await treated(founders, poison, nil)
    let dividing = try await treated(
      founders, poison, Proliferation(doublingTime: Self.doubling, memory: nil))
    let survival = still.livingCells(at: .hours(hours)) / 400
    let expected = 400 * exp2(hours / 24) * survival
    // The founders' phases and levels are independent draws: a few percent at this number of cells.
    #expect(abs(dividing.livingCells(at: .hours(hours)) - expected) < 0.04 * 400 * exp2(hours / 24))
  }

  @Test func `following one daughter counts as many cells as following both`() async throws {
    let founders = try await founders(300)
    let poison = Treatment([.init("poison", .nanomolar(2))])
    let one = try await treated(founders, poison, Proliferation(doublingTime: Self.doubling))
    let both = try await treated(
      founders, poison,
      Proliferation(doublingTime: Self.doubling, following: .bothDaughters(upTo: .max)))
    #expect(one.cells.count < 300 * 5)
    #expect(both.cells.allSatisfy { $0.weight == 1 })
    for hours in [24.0, 48, 72] {
      let (left, right) = (
        one.livingCells(at: .hours(hours)), both.livingCells(at: .hours(hours))
      )
      #expect(abs(left - right) < 0.06 * 300 * exp2(hours / 24))
      let dead = try #require(one.deadFraction(by: .hours(hours)))
      #expect(abs(dead - (both.deadFraction(by: .hours(hours)) ?? .nan)) < 0.06)
    }
  }

  @Test func `a cap on followed cells keeps the count right`() async throws {
    let capped = try await treated(
      founders(100), .vehicle,
      Proliferation(doublingTime: Self.doubling, following: .bothDaughters(upTo: 200))
    )
    #expect(abs(capped.livingCells(at: .hours(72)) / 800 - 1) < 0.02)
    #expect(capped.cells.contains { $0.weight > 1 })
  }

  @Test func `cells exist from birth to division, each after its mother`() async throws {
    let arm = try await treated(founders(20), .vehicle, Proliferation(doublingTime: Self.doubling))
    for cell in arm.cells {
      #expect(cell.exists(at: cell.born))
      if let divided = cell.divided {
        #expect(!cell.exists(at: divided))
        #expect(cell.isDead(by: divided) == nil)
      }
      if cell.generation > 0 {
        let mother = arm.cells.first {
          $0.lineage.founder == cell.lineage.founder && $0.generation == cell.generation - 1
        }
        #expect(mother?.divided == cell.born)
        #expect(cell.value(of: .parpCleaved, at: 0).isNaN)
      }
    }
    #expect(arm.mean(of: .parpCleaved, at: 2).isFinite)
  }

  @Test func `threads change no bit of any descendant`() async throws {
    let founders = try await founders(24)
    let poison = Treatment([.init("poison", .nanomolar(2))])
    let proliferation = Proliferation(doublingTime: Self.doubling)
    let one = try await treated(founders, poison, proliferation, threads: 1)
    let two = try await treated(founders, poison, proliferation, threads: 2)
    #expect(one.cells.map(\.lineage) == two.cells.map(\.lineage))
    #expect(one.cells.map(\.death) == two.cells.map(\.death))
    #expect(one.cells.map(\.divided) == two.cells.map(\.divided))
    #expect(one.cells.contains { $0.death != nil } && one.cells.contains { $0.divided != nil })
  }

  @Test func `without division nothing of a course changes by asking for its lineage`() async throws
  {
    let arm = try await treated(founders(5), .vehicle, nil)
    #expect(arm.cells.allSatisfy { $0.weight == 1 && $0.generation == 0 && $0.divided == nil })
    #expect(arm.livingCells(at: .hours(72)) == 5)
  }
}

@Suite struct DoseScheduleTests {
  private func death(_ treatment: Treatment) async throws -> Time? {
    let founders = try await FounderPopulation(
      of: CellExperiment(toyCell(steepness: 8)), size: 1, seed: 3, variability: .none, threads: 1)
    return try await founders.treated(
      with: [treatment], until: .hours(100), reportedAt: [], threads: 1
    ).arms[0].cells[0].permeabilisation
  }

  private let dose = Treatment.DrugDose("poison", .nanomolar(20))

  @Test func `a dose that comes later kills as much later`() async throws {
    let now = try #require(try await death(Treatment([dose])))
    let later = try #require(
      try await death(Treatment([], then: [.init(at: .hours(7), .add(dose))])))
    #expect(abs((later - now).hours - 7) < 0.01)
  }

  @Test func `doses add up, and washing out ends them`() async throws {
    let half = Treatment.DrugDose("poison", .nanomolar(10))
    let whole = try #require(try await death(Treatment([dose])))
    let halves = try #require(try await death(Treatment([half, half])))
    #expect(abs(whole.hours - halves.hours) < 0.01)
    let washed = Treatment([dose], then: [.init(at: .hours(1), .washOut)])
    #expect(try await death(washed) == nil)
  }

  @Test func `a treatment names every drug of its schedule`() {
    let treatment = Treatment(
      [dose], then: [.init(at: .hours(2), .add(.init("other", .nanomolar(1))))])
    #expect(treatment.drugs == ["poison", "other"])
  }
}

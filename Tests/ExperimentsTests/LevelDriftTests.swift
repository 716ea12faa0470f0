import Experiments
import Foundation
import Quantities
import Testing

/// The toy's level is read as such; its guard is made once and does not follow the drift, so that
/// who dies depends on the level at the start alone.
@Suite struct LevelDriftTests {
  private static let spread = log(1 + 0.25 * 0.25).squareRoot()

  private func arm(
    _ size: Int, _ treatment: Treatment = .vehicle, doubling: Double,
    _ following: Proliferation.Following = .oneDaughter, at hours: [Double]
  ) async throws -> (arm: TreatedPopulation.Arm, level: Int) {
    let founders = try await FounderPopulation(
      of: CellExperiment(toyCell(steepness: 8)), size: size, seed: 8, variability: .typical,
      threads: 2)
    let arm = try await founders.treated(
      with: [treatment], until: .hours(hours.max() ?? 0), reportedAt: hours.map { .hours($0) },
      proliferation: Proliferation(doublingTime: .hours(doubling), following: following),
      threads: 2
    ).arms[0]
    return (arm, try #require(founders.experiment.observable("guard level")))
  }

  /// The standard normal deviate of a cell's level.
  private func deviate(_ cell: CellCourse, _ level: Int, at index: Int) -> Double {
    log(cell.value(ofReadout: level, at: index) / 10) / Self.spread + Self.spread / 2
  }

  private func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  @Test func `levels keep their spread, and forget with the given memory`() async throws {
    let hours = [5.0, 15, 45, 85, 205]
    let (arm, level) = try await arm(400, doubling: 1e6, at: hours)
    let cells = arm.cells.filter { $0.generation == 0 && $0.isReported(at: 4) }
    let paths = cells.map { cell in hours.indices.map { deviate(cell, level, at: $0) } }
    for turn in hours.indices {
      let values = paths.map { $0[turn] }
      // Three standard errors of 400 draws.
      #expect(mean(values).magnitude < 0.15)
      #expect((mean(values.map { $0 * $0 }).squareRoot() - 1).magnitude < 0.11)
      let correlation = mean(paths.map { $0[0] * $0[turn] })
      let steps = ((hours[turn] - 5) / 10).rounded()
      #expect((correlation - exp(-steps * 10 / 40)).magnitude < 0.16)
    }
  }

  @Test func `sisters are born equal and part`() async throws {
    let hours = Array(stride(from: 0.0, through: 96, by: 2))
    let (arm, level) = try await arm(
      60, doubling: 48, .bothDaughters(upTo: .max), at: hours)
    let pairs = Dictionary(grouping: arm.cells.filter { $0.generation == 1 }) {
      $0.lineage.founder
    }.values.filter { $0.count == 2 }
    #expect(pairs.count == 60)
    var (early, late): ([Double], [Double]) = ([], [])
    for pair in pairs {
      guard let first = hours.indices.first(where: { pair[0].isReported(at: $0) }),
        let last = hours.indices.last(where: {
          pair[0].isReported(at: $0) && pair[1].isReported(at: $0)
        })
      else { continue }
      let age = hours[first] - pair[0].born.hours
      if (hours[first] / 10).rounded(.down) == (pair[0].born.hours / 10).rounded(.down), age < 2 {
        early.append(
          (deviate(pair[0], level, at: first) - deviate(pair[1], level, at: first)).magnitude)
      }
      late.append((deviate(pair[0], level, at: last) - deviate(pair[1], level, at: last)).magnitude)
    }
    #expect(early.count > 30 && early.allSatisfy { $0 < 1e-12 })
    #expect(mean(late) > 0.5)
  }

  @Test func `survivors of a dose come to resemble the untreated again`() async throws {
    let poison = Treatment(
      [.init("poison", .nanomolar(40))], then: [.init(at: .hours(1.1), .washOut)])
    let hours = [0.0, 25, 45, 85, 165]
    let (arm, level) = try await arm(600, poison, doubling: 1e6, at: hours)
    let survivors = arm.cells.filter { $0.isDead(by: .hours(165)) == false }
    #expect(survivors.count > 100 && survivors.count < 500)
    let start = mean(survivors.map { deviate($0, level, at: 0) })
    #expect(start > 0.3)
    for (index, time) in hours.enumerated() {
      let expected = start * exp(-(time / 10).rounded(.down) * 10 / 40)
      let found = mean(survivors.map { deviate($0, level, at: index) })
      #expect((found - expected).magnitude < 0.2)
    }
  }
}

import Experiments
import Foundation
import NumericalMethods
import Quantities
import Testing

@Suite struct AssayReadingTests {
  private func arms(
    _ doses: [Double], at times: [Time], proliferation: Proliferation? = nil, cells: Int = 12
  ) async throws -> TreatedPopulation {
    let founders = try await FounderPopulation(
      of: CellExperiment(toyCell(guardLevel: 100)), size: cells, seed: 4, variability: .typical,
      threads: 2)
    return try await founders.treated(
      with: doses.map { $0 == 0 ? .vehicle : Treatment([.init("poison", .nanomolar($0))]) },
      until: times[times.count - 1], reportedAt: times, proliferation: proliferation, threads: 2)
  }

  @Test func `untreated cells that do not divide read 1, treated ones fade as the rule says`()
    async throws
  {
    let times = [Time.hours(6), .hours(12), .hours(48)]
    let population = try await arms([0, 20], at: times)
    for readout in ViabilityProtocol.Assay.allCases {
      let assay = ViabilityAssay(ViabilityProtocol(readout))
      for time in times {
        #expect(assay.reading(of: population.arms[0], at: time).mean == 1)
        let arm = population.arms[1]
        let expected = arm.cells.map { cell -> Double in
          guard let death = cell.death, death <= time else {
            guard cell.death == nil, let momp = cell.permeabilisation, momp <= time else {
              return 1
            }
            return pow(0.5, (time - momp) / .hours(24))
          }
          return pow(0.5, (time - death) / readout.dyingHalfLife)
        }
        let mean = expected.reduce(0, +) / Double(expected.count)
        #expect(abs(assay.reading(of: arm, at: time).mean - mean) < 1e-12)
      }
    }
  }

  @Test func `cells that divide double the signal of vehicle in their doubling time`() async throws
  {
    let time = Time.hours(60)
    let population = try await arms(
      [0], at: [time], proliferation: Proliferation(doublingTime: .hours(30)), cells: 200)
    let reading = ViabilityAssay().reading(of: population.arms[0], at: time)
    // Cells begin at phases of their own, so that numbers follow 2^(t/30 h) on average only.
    #expect(abs(reading.mean - 4) <= 4 * (reading.standardError ?? 0) + 1e-9)
    #expect(reading.cells == 200)
  }

  @Test func `events fall in the quadrants in the order of the stains`() async throws {
    let times = (1...8).map { Time.hours(Double($0) * 6) }
    let population = try await arms([0, 20], at: times)
    let assay = AnnexinAssay()
    var late = 0.0
    for time in times {
      let vehicle = assay.shares(of: population.arms[0], at: time, seed: 1)
      #expect(vehicle.viable.mean == 1 && vehicle.dead.mean == 0)
      let shares = assay.shares(of: population.arms[1], at: time, seed: 1)
      let sum = shares.viable.mean + shares.early.mean + shares.late.mean
      #expect(abs(sum - 1) < 1e-12)
      #expect(shares.late.mean >= late)
      late = shares.late.mean
    }
    #expect(late == 1)
  }

  @Test func `counted events are 10,000 a tube, and scatter as counts do`() async throws {
    let population = try await arms([20], at: [.hours(8)], cells: 40)
    var assay = AnnexinAssay()
    assay.protocolData.replicates = 40
    assay.protocolData.handlingEarly = 0
    assay.protocolData.handlingLate = 0
    let shares = assay.shares(of: population.arms[0], at: .hours(8), seed: 1)
    let tubes = assay.tubes(of: shares, seed: 1)
    #expect(tubes.allSatisfy { $0.events?.reduce(0, +) == 10_000 })
    let fractions = tubes.map { $0.fraction(.viable) }
    let deviation = try #require(OrderStatistics.standardDeviation(of: fractions))
    let expected = (shares.viable.mean * (1 - shares.viable.mean) / 10_000).squareRoot()
    // The deviation of 40 repeats is known to about 11 %.
    #expect(deviation < 1.5 * expected)
    let mean = try #require(OrderStatistics.mean(of: fractions))
    #expect(abs(mean - shares.viable.mean) < 4 * expected / 40.0.squareRoot() + 1e-12)
    #expect(assay.tubes(of: shares, seed: 1) == tubes)
    #expect(assay.tubes(of: shares, seed: 2) != tubes || expected == 0)
  }

  @Test func `founders with unknown cells are left out, not counted as alive`() async throws {
    let founders = try await FounderPopulation(
      of: CellExperiment(toyCell(guardLevel: 0.01)), size: 4, seed: 11, variability: .typical,
      threads: 1)
    let arm = try await founders.treated(
      with: [.vehicle], until: .hours(6), reportedAt: [.hours(6)], threads: 1
    ).arms[0]
    #expect(ViabilityAssay().reading(of: arm, at: .hours(6)).mean.isNaN)
    #expect(arm.fatesByFounder(by: .hours(6)).allSatisfy { $0.known == 0 })
    let shares = AnnexinAssay().shares(of: arm, at: .hours(6), seed: 1)
    #expect(AnnexinAssay().tubes(of: shares, seed: 1).allSatisfy { $0.events == nil })
  }
}

import Experiments
import Foundation
import Quantities
import Testing

@Suite struct HazardCurveTests {
  private let edges = stride(from: 0.0, through: 72, by: 1).map { Time.hours($0) }

  private func arm(_ proliferation: Proliferation?) async throws -> TreatedPopulation.Arm {
    let founders = try await FounderPopulation(
      of: CellExperiment(toyCell(steepness: 8)), size: 300, seed: 3, variability: .typical,
      threads: 2)
    return try await founders.treated(
      with: [Treatment([.init("poison", .nanomolar(2))])], until: .hours(72), reportedAt: [],
      proliferation: proliferation, threads: 2
    ).arms[0]
  }

  /// As near as one cell's share, however long the intervals are.
  @Test(arguments: [0.25, 1, 6, 24])
  func `the integral of the hazard gives the surviving fraction back`(step: Double) async throws {
    let arm = try await arm(nil)
    let edges = stride(from: 0.0, through: 72, by: step).map { Time.hours($0) }
    let curve = HazardCurve(of: arm, over: edges)
    for edge in edges {
      let dead = try #require(arm.deadFraction(by: edge))
      guard let survival = curve.survival(to: edge) else {
        // Past the last cell's death nothing is told.
        #expect(dead == 1)
        continue
      }
      #expect(abs(survival - (1 - dead)) < 1 / 300.0, "\(edge)")
    }
    let deaths = curve.intervals.reduce(0) { $0 + $1.deaths }
    #expect(deaths == Double(arm.cells.count { $0.death != nil }))
  }

  @Test func `division does not bias the hazard`() async throws {
    let still = HazardCurve(of: try await arm(nil), over: edges)
    let dividing = HazardCurve(
      of: try await arm(Proliferation(doublingTime: .hours(24), memory: nil)), over: edges)
    for hours in [32.0, 40, 48] {
      let (left, right) = (still.survival(to: .hours(hours)), dividing.survival(to: .hours(hours)))
      #expect(abs((left ?? .nan) - (right ?? .nan)) < 0.06)
    }
  }

  @Test func `where no cell is left there is no hazard, not 0`() async throws {
    let founders = try await FounderPopulation(
      of: CellExperiment(toyCell()), size: 3, seed: 3, variability: .none, threads: 1)
    let arm = try await founders.treated(
      with: [Treatment([.init("poison", .nanomolar(200))])], until: .hours(72), reportedAt: [],
      threads: 1
    ).arms[0]
    let curve = HazardCurve(of: arm, over: edges)
    // All three die at one moment: they are taken one after another.
    let rise = curve.intervals.reduce(0) { $0 + $1.increase }
    #expect(abs(rise - (1 / 3.0 + 1 / 2.0 + 1)) < 1e-12)
    #expect(curve.intervals.last?.hazard == nil)
    #expect(curve.intervals.last?.standardError == nil)
    #expect(curve.survival(to: .hours(72)) == nil)
    #expect(curve.hazard(at: .hours(100)) == nil)
  }
}

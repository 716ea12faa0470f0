import Assays
import Foundation
import Quantities
import Testing

/// The tests find a pattern where there is one, and none where there is none.
@Suite struct PositionAnalysisTests {
  /// 400 plates at a rate of 0.05 vary with a standard deviation of 0.011; 0.08 lies beyond 2.7 of it.
  @Test(arguments: PlatePattern.allCases)
  func `plates without a pattern are called at the level of the test`(pattern: PlatePattern) {
    let rate = PlateSimulation().found(pattern, plates: 400)
    #expect(rate.alone <= 0.08, "\(pattern): \(rate.alone)")
    #expect(rate.adjusted <= rate.alone)
  }

  @Test func `wild wells and unequal noise do not raise the rate`() {
    var simulation = PlateSimulation()
    simulation.wild = 0.03
    let rate = simulation.found(.edge, plates: 300)
    #expect(rate.alone <= 0.085, "\(rate)")
  }

  @Test(arguments: [PlateFormat.wells96, .wells384])
  func `an edge effect of 15 percent is found on nine plates of ten`(format: PlateFormat) {
    var simulation = PlateSimulation()
    simulation.format = format
    simulation.edge = -0.15
    let rate = simulation.found(.edge, plates: format == .wells96 ? 100 : 20)
    #expect(rate.adjusted >= 0.9, "\(rate)")
  }

  @Test func `an edge effect is found among wild wells, and is not told as a gradient`() {
    var simulation = PlateSimulation()
    simulation.edge = 0.15
    simulation.wild = 0.02
    #expect(simulation.found(.edge, plates: 100).adjusted >= 0.9)
    #expect(simulation.found(.gradient, plates: 200).alone <= 0.1)
  }

  @Test func `a gradient of 20 percent over the columns is found, and is no edge effect`() {
    var simulation = PlateSimulation()
    simulation.columnGradient = 0.2
    #expect(simulation.found(.gradient, plates: 100).adjusted >= 0.9)
    #expect(simulation.found(.edge, plates: 200).alone <= 0.1)
  }

  @Test func `a column whose tip was half blocked is found and named`() throws {
    var simulation = PlateSimulation()
    simulation.stripe = (column: 6, change: -0.4)
    #expect(simulation.found(.stripe, plates: 60).adjusted >= 0.9)
    let analysis = PositionAnalysis(of: simulation.plate(seed: 5), format: .wells96)
    #expect(analysis.stripe == .column(6))
    #expect(abs(try #require(analysis.stripeDeviation) + 0.4) < 0.1)
  }

  @Test func `the estimated effect is near the truth, and its interval covers it`() throws {
    var simulation = PlateSimulation()
    simulation.edge = -0.15
    var covered = 0
    var sum = 0.0
    for seed in 0..<200 {
      let analysis = PositionAnalysis(
        of: simulation.plate(seed: UInt64(seed)), format: .wells96, permutations: 1)
      let edge = try #require(analysis.edge)
      if edge.low <= -0.15, -0.15 <= edge.high { covered += 1 }
      sum += edge.estimate
    }
    #expect(abs(sum / 200 + 0.15) < 0.01)
    // Of 200 intervals of 95 %, 190 ± 3 cover.
    #expect(covered >= 180, "\(covered)")
  }

  @Test func `conditions side by side are no gradient`() {
    var simulation = PlateSimulation()
    simulation.isRandomised = false
    // Doses fall along the rows here; only wells of one dose are compared.
    #expect(simulation.found(.gradient, plates: 200).alone <= 0.1)
  }

  @Test func `the same seed gives the same p values, whatever the order of the wells`() {
    let plate = PlateSimulation().plate(seed: 3)
    let one = PositionAnalysis(of: plate, format: .wells96, permutations: 99, seed: 7)
    let other = PositionAnalysis(
      of: plate.reversed(), format: .wells96, permutations: 99, seed: 7)
    #expect(one.tests == other.tests)
  }

  @Test func `a plate of single wells cannot tell, and says so`() {
    let wells = PlateFormat.wells24.wells.enumerated().map { index, well in
      PlateObservation(
        plate: "1", well: well, role: .sample, drug: "d",
        dose: NominalDose(Double(index + 1), unit: .nanomolar), value: Double(100 + index))
    }
    let analysis = PositionAnalysis(of: wells, format: .wells24, permutations: 9)
    #expect(analysis.edge == nil)
    #expect(analysis.tests.allSatisfy { if case .untestable = $0.outcome { true } else { false } })
  }

  @Test func `equal values find nothing`() {
    let wells = PlateFormat.wells24.wells.map {
      PlateObservation(plate: "1", well: $0, role: .vehicle, value: 100)
    }
    #expect(PositionAnalysis(of: wells, format: .wells24, permutations: 9).found.isEmpty)
  }
}

@Suite struct PlateCorrectionTests {
  private func spread(_ wells: [PlateObservation]) -> Double {
    let vehicle = wells.filter { $0.role == .vehicle }.map(\.value)
    let mean = vehicle.reduce(0, +) / Double(vehicle.count)
    return (vehicle.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }).squareRoot() / mean
  }

  @Test(arguments: [PlateCorrection.edge, .gradient])
  func `a correction takes its pattern out and leaves blanks alone`(correction: PlateCorrection) {
    var simulation = PlateSimulation()
    simulation.wellVariation = 0.04
    simulation.edge = correction == .edge ? -0.25 : 0
    simulation.columnGradient = correction == .gradient ? 0.4 : 0
    let plate = simulation.plate(seed: 11)
    let before = PositionAnalysis(of: plate, format: .wells96, permutations: 199)
    #expect(before.found.contains(correction == .edge ? .edge : .gradient))
    let corrected = correction.corrected(plate, by: before, format: .wells96)
    let after = PositionAnalysis(of: corrected, format: .wells96, permutations: 199)
    #expect(after.found.isEmpty)
    #expect(spread(corrected) < 0.6 * spread(plate))
    for (old, new) in zip(plate, corrected) where old.role == .blank { #expect(old == new) }
  }

  @Test func `no correction changes nothing`() {
    let plate = PlateSimulation().plate(seed: 1)
    let analysis = PositionAnalysis(of: plate, format: .wells96, permutations: 9)
    #expect(PlateCorrection.none.corrected(plate, by: analysis, format: .wells96) == plate)
  }
}

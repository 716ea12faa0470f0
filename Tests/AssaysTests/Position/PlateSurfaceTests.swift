import Assays
import Foundation
import NumericalMethods
import Quantities
import Testing

/// What place did, found without a formula, and taken out.
@Suite struct PlateSurfaceTests {
  /// A screen: every sample a compound of its own, controls in the outer columns.
  private func screen(seed: UInt64, hits: Set<Int> = [40, 50]) -> [PlateObservation] {
    var generator = CounterBasedGenerator(seed: seed, stream: 78)
    return PlateFormat.wells96.wells.enumerated().map { index, well in
      let isControl = well.column == 0 || well.column == 11
      let role: WellRole = isControl ? (well.row < 6 ? .vehicle : .blank) : .sample
      let level = role == .blank ? 0 : hits.contains(index) ? 0.3 : 1
      let factor = 1 + 0.2 * Double(well.row) / 7 + (well.column == 4 ? 0.25 : 0)
      let noise = 1 + 0.03 * generator.standardNormal()
      return PlateObservation(
        plate: "1", well: well, role: role, drug: role == .sample ? "c\(index)" : nil,
        dose: role == .sample ? NominalDose(10, unit: .micromolar) : nil,
        value: 500 + 20_000 * level * factor * noise)
    }
  }

  @Test func `the score of a screen is Brideau's: the polished rest over the plate's spread`()
    throws
  {
    let wells = screen(seed: 3)
    let samples = wells.filter { $0.role == .sample }
    let background =
      OrderStatistics.median(of: wells.filter { $0.role == .blank }.map(\.value)) ?? 0
    let surface = try #require(
      PlateSurface(.rowsAndColumns, of: samples, background: background, format: .wells96))
    #expect(surface.assumesMostDoNothing)
    var table = [[Double]](repeating: [Double](repeating: .nan, count: 12), count: 8)
    for well in samples { table[well.well.row][well.well.column] = well.value }
    let polish = MedianPolish(of: table, fewest: 3)
    let rests = samples.map { polish.residuals[$0.well.row][$0.well.column] }
    let middle = try #require(OrderStatistics.median(of: rests))
    let spread = try #require(OrderStatistics.medianAbsoluteDeviation(of: rests))
    for (well, rest) in zip(samples, rests) {
      let score = try #require(surface.scores[well.well])
      #expect(abs(score - (rest - middle) / spread) < 1e-6)
    }
  }

  @Test(arguments: PlateSurface.Kind.allCases)
  func `hits keep their scores, and a change of the reader's gain changes none`(
    kind: PlateSurface.Kind
  ) throws {
    let wells = screen(seed: 5)
    let surface = try #require(PlateSurface(kind, of: wells, background: 500, format: .wells96))
    let strongest = surface.scores.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.prefix(2)
    #expect(Set(strongest.map(\.key)) == [wells[40].well, wells[50].well])
    #expect(strongest.allSatisfy { $0.value < -5 })
    let amplified = wells.map { well in
      var changed = well
      changed.value = 3 * well.value
      return changed
    }
    let other = try #require(PlateSurface(kind, of: amplified, background: 1500, format: .wells96))
    for (well, score) in surface.scores {
      #expect(abs((other.scores[well] ?? .nan) - score) < 1e-6)
    }
  }

  @Test func `a blocked column is levelled by rows and columns, a dose series is not`() throws {
    var simulation = PlateSimulation()
    simulation.wellVariation = 0.03
    simulation.stripe = (5, -0.4)
    let plate = simulation.plate(seed: 8)
    let before = PositionAnalysis(of: plate, format: .wells96, permutations: 199)
    #expect(before.found.contains(.stripe))
    let corrected = PlateCorrection.rowsAndColumns.corrected(plate, by: before, format: .wells96)
    let after = PositionAnalysis(of: corrected, format: .wells96, permutations: 199)
    #expect(!after.found.contains(.stripe))
    for (old, new) in zip(plate, corrected) {
      if old.role == .blank { #expect(old == new) }
      // Outside the column the signals, whatever their dose, stay nearly what they were.
      if old.well.column != 5, old.role == .sample {
        #expect(abs(new.value / old.value - 1) < 0.12)
      }
    }
  }

  @Test func `a curved pattern that no plane follows is levelled smoothly`() throws {
    let flat = PlateSimulation(format: .wells384, wellVariation: 0.03).plate(seed: 4)
    let bowl = flat.map { well in
      let x = Double(well.well.column) / 23 - 0.5
      let y = Double(well.well.row) / 15 - 0.5
      var changed = well
      if well.role != .blank {
        changed.value = 1000 + (well.value - 1000) * (1 - 0.8 * (x * x + y * y))
      }
      return changed
    }
    let analysis = PositionAnalysis(of: bowl, format: .wells384, permutations: 99)
    let corrected = PlateCorrection.smooth.corrected(bowl, by: analysis, format: .wells384)
    func deviation(_ wells: [PlateObservation]) -> Double {
      let ratios = zip(wells, flat).filter { $0.1.role == .vehicle }.map {
        log($0.value / $1.value)
      }
      return OrderStatistics.standardDeviation(of: ratios) ?? .nan
    }
    #expect(deviation(bowl) > 0.1)
    #expect(deviation(corrected) < 0.04)
  }

  @Test(arguments: [PlateCorrection.rowsAndColumns, .smooth])
  func `where place did nothing, a correction changes little`(correction: PlateCorrection) {
    let plate = PlateSimulation(wellVariation: 0.05).plate(seed: 21)
    let analysis = PositionAnalysis(of: plate, format: .wells96, permutations: 9)
    let corrected = correction.corrected(plate, by: analysis, format: .wells96)
    let changes = zip(plate, corrected).filter { $0.0.role != .blank }
      .map { abs($1.value / $0.value - 1) }
    #expect((OrderStatistics.median(of: changes) ?? 1) < 0.04)
  }

  @Test func `a handful of wells is not corrected`() {
    let wells = PlateFormat.wells6.wells.map {
      PlateObservation(plate: "1", well: $0, role: .vehicle, value: 100 + Double($0.column))
    }
    #expect(PlateSurface(.rowsAndColumns, of: wells, background: 0, format: .wells6) == nil)
    let analysis = PositionAnalysis(of: wells, format: .wells6, permutations: 9)
    #expect(PlateCorrection.smooth.corrected(wells, by: analysis, format: .wells6) == wells)
  }
}

/// What a p value of the tests of place means: at level x, at most x of plates without a pattern.
@Suite struct PositionNullRateTests {
  /// 300 plates; a rate of x varies by √(x (1 − x) / 300), of which 2.6 are allowed for chance.
  @Test func `at level x at most x of plates without a pattern are called`() {
    let plates = 300
    var low: [PlatePattern: [Double]] = [:]
    var anyFound = 0
    for seed in 0..<UInt64(plates) {
      let plate = PlateSimulation(wild: 0.01).plate(seed: 9_000 + seed)
      let analysis = PositionAnalysis(of: plate, format: .wells96, permutations: 199, seed: seed)
      for test in analysis.tests { low[test.pattern, default: []].append(test.pValue ?? 1) }
      anyFound += analysis.found.isEmpty ? 0 : 1
    }
    for level in [0.01, 0.05, 0.1, 0.2, 0.5] {
      let allowance = 2.6 * (level * (1 - level) / Double(plates)).squareRoot()
      for (pattern, values) in low {
        let rate = Double(values.count { $0 <= level }) / Double(plates)
        #expect(rate <= level + allowance, "\(pattern) at \(level): \(rate)")
      }
    }
    let rate = Double(anyFound) / Double(plates)
    #expect(rate <= 0.05 + 2.6 * (0.05 * 0.95 / Double(plates)).squareRoot(), "any: \(rate)")
  }
}

import Expressions
import Foundation
import NumericalMethods
import Quantities
import Simulation

/// How a cell's levels wander: log-levels as Ornstein–Uhlenbeck processes, independent of each
/// other, whose stationary law is that of the founders.
///
/// With y a level's standard normal deviate and s the spread of its logarithm, the level is
/// `base · exp(s y − s²/2)`, and over an interval Δ the deviate goes to `ρ y + √(1 − ρ²) ξ` with
/// `ρ = exp(−Δ / memory)` and ξ a new standard normal: the exact transition of the process.
struct LevelDrift: Sendable {
  private let symbols: [Symbol]
  private let indices: [Int]
  /// The mean cell's levels.
  private let bases: [Double]
  /// The standard deviation of log-levels.
  private let spread: Double
  private let interval: Double
  private let persistence: Double
  private let seed: UInt64

  /// nil where levels do not change: cells do not differ, or nothing is renewed.
  init?(_ population: FounderPopulation, _ wandering: LevelWandering) {
    let cv = population.variability.coefficientOfVariation
    let experiment = population.experiment
    guard cv > 0, !experiment.model.renewedAbundances.isEmpty else { return nil }
    // A protein that this cell's network does not have cannot drift.
    let renewed = experiment.model.renewedAbundances.compactMap { symbol in
      experiment.network.inputIndex(of: symbol).map { (symbol, $0) }
    }
    symbols = renewed.map(\.0)
    indices = renewed.map(\.1)
    let resting = experiment.restingInputs
    bases = indices.map { resting[$0] }
    spread = log(1 + cv * cv).squareRoot()
    interval = wandering.renewal.seconds
    persistence = exp(-wandering.renewal.seconds / wandering.memory.seconds)
    seed = population.seed
  }

  /// A level of exactly 0 (a knockout) stays there.
  func deviates(ofFounder inputs: [Double]) -> [Double] {
    zip(indices, bases).map { index, base in
      base > 0 && inputs[index] > 0 ? log(inputs[index] / base) / spread + spread / 2 : 0
    }
  }

  struct Renewal {
    let time: Time
    let deviates: [Double]
    let changes: [Change]
  }

  /// The draws of one cell within a stretch of its life, at whole multiples of the interval.
  func renewals(of stretch: CellStretch, until stop: Time) -> [Renewal] {
    var renewals: [Renewal] = []
    var deviates = stretch.deviates
    var turn = (stretch.born.seconds / interval).rounded(.down) + 1
    var generator = CounterBasedGenerator(
      seed: seed, purpose: .levelDrift, member: stretch.lineage.member)
    let noise = (1 - persistence * persistence).squareRoot()
    while turn * interval < stop.seconds {
      let time = Time.seconds(turn * interval)
      turn += 1
      let fresh = deviates.map { _ in generator.standardNormal() }
      // A dying cell's second stretch begins after draws that are already in its deviates.
      guard time > stretch.start else { continue }
      deviates = zip(deviates, fresh).map { persistence * $0 + noise * $1 }
      renewals.append(
        Renewal(
          time: time, deviates: deviates,
          changes: deviates.indices.map { .set(symbols[$0], level($0, deviates[$0])) }))
    }
    return renewals
  }

  func deviates(after stretch: CellStretch, at time: Time) -> [Double] {
    renewals(of: stretch, until: time).last?.deviates ?? stretch.deviates
  }

  func set(_ inputs: inout [Double], to deviates: [Double]) {
    for (place, deviate) in deviates.enumerated() {
      inputs[indices[place]] = level(place, deviate)
    }
  }

  private func level(_ place: Int, _ deviate: Double) -> Double {
    bases[place] * exp(spread * deviate - spread * spread / 2)
  }
}

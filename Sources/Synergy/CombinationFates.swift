import NumericalMethods
import Quantities

/// What became of one founder and its daughters under one treatment, counted in cells.
public struct CloneFate: Hashable, Sendable {
  /// Cells that died, weights of daughters included.
  public let dead: Double
  /// Cells whose fate is known: the dead and the living.
  public let known: Double

  public init(dead: Double, known: Double) {
    precondition(dead >= 0 && dead <= known, "more cells dead than are known")
    self.dead = dead
    self.known = known
  }

  /// A founder of which nothing is known: it was not treated, or could not be followed.
  public static let unknown = CloneFate(dead: 0, known: 0)
}

/// The same founders under vehicle, each drug alone, and both: what a Bliss excess is computed from.
///
/// Founder i of each arm is the same cell, so founders are resampled together: what the arms share
/// cancels, and the interval is that of the difference.
public struct CombinationFates: Sendable {
  public let vehicle: [CloneFate]
  public let first: [CloneFate]
  public let second: [CloneFate]
  public let both: [CloneFate]

  /// - Precondition: all arms have the same founders.
  public init(
    vehicle: [CloneFate], first: [CloneFate], second: [CloneFate], both: [CloneFate]
  ) {
    precondition(
      Set([vehicle.count, first.count, second.count, both.count]).count == 1,
      "the arms of a combination have the same founders")
    self.vehicle = vehicle
    self.first = first
    self.second = second
    self.both = both
  }

  /// The excess with an interval over founders.
  ///
  /// - Parameters:
  ///   - seed: of the resampling; the same seed gives the same interval.
  /// - Returns: nil if an arm has no cell of known fate, or vehicle left none alive.
  public func excess(
    seed: UInt64, resamples: Int = 2000, confidence: Double = 0.95
  ) -> BlissExcess? {
    guard let (observed, expected) = fractions(counting: nil) else { return nil }
    let draws = Self.resampledExcesses(of: [self], seed: seed, resamples: resamples)
    return BlissExcess(
      observed: observed, expected: expected, interval: interval(of: draws, confidence),
      confidence: confidence)
  }

  /// The mean excess over several pairs of doses of the same founders, with its interval.
  ///
  /// - Returns: nil if one pair cannot be told.
  public static func meanExcess(
    of pairs: [CombinationFates], seed: UInt64, resamples: Int = 2000, confidence: Double = 0.95
  ) -> (mean: Double, interval: ClosedRange<Double>)? {
    let values = pairs.compactMap { $0.fractions(counting: nil).map { $0.fraction - $1.fraction } }
    guard !pairs.isEmpty, values.count == pairs.count else { return nil }
    let draws = resampledExcesses(of: pairs, seed: seed, resamples: resamples)
    guard let interval = pairs[0].interval(of: draws, confidence) else { return nil }
    return (values.reduce(0, +) / Double(values.count), interval)
  }

  /// The mean excess of each resample of founders; resamples in which it is undefined are left out.
  private static func resampledExcesses(
    of pairs: [CombinationFates], seed: UInt64, resamples: Int
  ) -> [Double] {
    guard let count = pairs.first?.vehicle.count, count > 0 else { return [] }
    precondition(pairs.allSatisfy { $0.vehicle.count == count }, "pairs of different founders")
    return (0..<resamples).compactMap { resample in
      var generator = CounterBasedGenerator(seed: seed, purpose: .resampling, member: resample)
      var counts = [Double](repeating: 0, count: count)
      for _ in 0..<count { counts[Int(generator.uniform() * Double(count))] += 1 }
      var sum = 0.0
      for pair in pairs {
        guard let (observed, expected) = pair.fractions(counting: counts) else { return nil }
        sum += observed.fraction - expected.fraction
      }
      return sum / Double(pairs.count)
    }
  }

  private func interval(of draws: [Double], _ confidence: Double) -> ClosedRange<Double>? {
    guard draws.count > 1, let low = OrderStatistics.quantile((1 - confidence) / 2, of: draws),
      let high = OrderStatistics.quantile((1 + confidence) / 2, of: draws)
    else { return nil }
    return low...high
  }

  /// The combination's dead fraction and the one expected, both relative to vehicle.
  private func fractions(
    counting counts: [Double]?
  ) -> (observed: DeadFraction, expected: DeadFraction)? {
    guard let vehicle = dead(vehicle, counts),
      let first = dead(first, counts)?.corrected(forVehicle: vehicle),
      let second = dead(second, counts)?.corrected(forVehicle: vehicle),
      let both = dead(both, counts)?.corrected(forVehicle: vehicle)
    else { return nil }
    return (both, blissExpectation(first, second))
  }

  private func dead(_ arm: [CloneFate], _ counts: [Double]?) -> DeadFraction? {
    var dead = 0.0
    var known = 0.0
    for (index, fate) in arm.enumerated() {
      let times = counts?[index] ?? 1
      dead += times * fate.dead
      known += times * fate.known
    }
    return known > 0 ? DeadFraction(fraction: dead / known) : nil
  }
}

import Foundation
import NumericalMethods
import Quantities

/// The dose that leaves half of a population at some time, read from the cells themselves.
///
/// No assay, noise or curve stands between: what is left of the population is interpolated in the
/// logarithm of the dose between the two doses around one half. Its interval comes from drawing the
/// founders anew, each with its whole row of doses, since a cell at one dose is the twin of the same
/// cell at another.
public enum LethalDose: Hashable, Sendable {
  case between(dose: Concentration, interval: ClosedRange<Concentration>?)
  /// More than half is left even at the highest dose given.
  case above(Concentration)
  /// At most half is left already at the lowest dose given.
  case below(Concentration)
  /// No cell's fate is known at some dose.
  case unknown
}

extension LethalDose {
  /// The dose that kills half of the cells of arms that do not divide.
  ///
  /// - Parameters:
  ///   - arms: one a dose, of the same founders, without vehicle.
  ///   - doses: ascending, above zero, one an arm.
  ///   - resamples: draws of the founders for the 95 % interval; fewer than 40 give none.
  public init(
    of arms: [TreatedPopulation.Arm], at doses: [Concentration], by time: Time,
    resamples: Int = 400, seed: UInt64
  ) {
    precondition(arms.count == doses.count && !doses.isEmpty, "one arm a dose")
    // A founder counts where its fate is known at every dose, so that all doses speak of the same cells.
    let founders = arms[0].cells.indices.compactMap { cell -> Founder? in
      let fates = arms.compactMap { $0.cells[cell].isDead(by: time) }
      guard fates.count == arms.count else { return nil }
      return Founder(untreated: 1, left: fates.map { $0 ? 0 : 1 })
    }
    self.init(left: founders, doses: doses, resamples: resamples, seed: seed)
  }

  /// What one founder and its descendants come to, in any unit of amount.
  public struct Founder: Hashable, Sendable {
    public let untreated: Double
    /// One a dose.
    public let left: [Double]

    public init(untreated: Double, left: [Double]) {
      self.untreated = untreated
      self.left = left
    }
  }

  /// The dose that leaves half of what the same founders come to untreated.
  ///
  /// - Parameter doses: ascending, above zero.
  public init(
    left founders: [Founder], doses: [Concentration], resamples: Int = 400, seed: UInt64
  ) {
    precondition(
      doses.first.map { $0 > .zero } == true, "doses are given, and zero has no logarithm")
    guard !founders.isEmpty else {
      self = .unknown
      return
    }
    let whole = Self.midpoint(of: founders, doses)
    guard case .between(let dose, _) = whole, resamples >= 40 else {
      self = whole
      return
    }
    var generator = CounterBasedGenerator(seed: seed, purpose: .resampling, member: 0)
    let drawn = (0..<resamples).compactMap { _ -> Double? in
      let sample = founders.indices.map { _ in
        founders[Int(generator.uniform() * Double(founders.count))]
      }
      switch Self.midpoint(of: sample, doses) {
      case .between(let dose, _): return dose.nanomolar
      case .above: return .infinity
      case .below: return 0
      case .unknown: return nil
      }
    }.sorted()
    let tail = Int((0.025 * Double(drawn.count)).rounded(.down))
    let (low, high) = (drawn[tail], drawn[drawn.count - 1 - tail])
    let isInside = low > 0 && high.isFinite
    self = .between(
      dose: dose, interval: isInside ? .nanomolar(low) ... .nanomolar(high) : nil)
  }

  private static func midpoint(of founders: [Founder], _ doses: [Concentration]) -> LethalDose {
    let untreated = founders.reduce(0) { $0 + $1.untreated }
    guard untreated > 0 else { return .unknown }
    let lost = doses.indices.map { dose in
      1 - founders.reduce(0) { $0 + $1.left[dose] } / untreated
    }
    guard let upper = lost.firstIndex(where: { $0 >= 0.5 }) else {
      return .above(doses[doses.count - 1])
    }
    guard upper > 0 else { return .below(doses[0]) }
    let share = (0.5 - lost[upper - 1]) / (lost[upper] - lost[upper - 1])
    let (low, high) = (log(doses[upper - 1].nanomolar), log(doses[upper].nanomolar))
    return .between(dose: .nanomolar(exp(low + share * (high - low))), interval: nil)
  }

  /// This dose over another, as a number or a bound; nil where both are bounds on the same side.
  public func ratio(to other: LethalDose) -> Ratio? {
    switch (self, other) {
    case (.between(let dose, _), .between(let reference, _)): .about(dose / reference)
    case (.above(let dose), .between(let reference, _)): .atLeast(dose / reference)
    case (.between(let dose, _), .below(let reference)): .atLeast(dose / reference)
    case (.above(let dose), .below(let reference)): .atLeast(dose / reference)
    case (.below(let dose), .between(let reference, _)): .atMost(dose / reference)
    case (.between(let dose, _), .above(let reference)): .atMost(dose / reference)
    case (.below(let dose), .above(let reference)): .atMost(dose / reference)
    case (.above, .above), (.below, .below), (.unknown, _), (_, .unknown): nil
    }
  }

  /// How many times higher one lethal dose is than another.
  public enum Ratio: Hashable, Sendable {
    case about(Double)
    case atLeast(Double)
    case atMost(Double)

    /// Whether the ratio is at least a number; nil where a bound leaves it open.
    public func reaches(_ limit: Double) -> Bool? {
      switch self {
      case .about(let value): value >= limit
      case .atLeast(let bound): bound >= limit ? true : nil
      case .atMost(let bound): bound < limit ? false : nil
      }
    }
  }
}

extension LethalDose: CustomStringConvertible {
  public var description: String {
    switch self {
    case .between(let dose, let interval):
      dose.description + (interval.map { " (\($0.lowerBound) to \($0.upperBound))" } ?? "")
    case .above(let dose): "above \(dose)"
    case .below(let dose): "below \(dose)"
    case .unknown: "unknown"
    }
  }
}

extension LethalDose.Ratio: CustomStringConvertible {
  public var description: String {
    switch self {
    case .about(let value): "\(value.forPeople(digits: 2))-fold"
    case .atLeast(let value): "at least \(value.forPeople(digits: 2))-fold"
    case .atMost(let value): "at most \(value.forPeople(digits: 2))-fold"
    }
  }
}

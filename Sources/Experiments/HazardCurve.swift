import Foundation
import Quantities

/// How likely a living cell is to die per unit of time, λ(t) = −d ln S / dt, interval by interval.
///
/// The estimator is Nelson and Aalen's: each death adds its weight over the weight of the cells alive
/// just before it, and an interval's hazard is what its deaths add, over its length. Its integral
/// gives the surviving fraction back whatever the intervals are; cells that die at one moment are
/// taken one after another, as Fleming and Harrington do. A cell enters when it is born and leaves
/// when it divides, when watching ends or when its solver stopped; none of these counts as a death,
/// so that division does not bias the hazard.
///
/// It is what carries a population's fate into a tumour: growth and death act there side by side.
///
/// ## References
/// [Aalen1978]; [FlemingHarrington1984] for ties and for the survival that belongs to it.
public struct HazardCurve: Hashable, Sendable {
  /// Side by side, ascending.
  public let intervals: [Interval]

  public struct Interval: Hashable, Sendable {
    public let start: Time
    public let end: Time
    /// Cells that died, by weight.
    public let deaths: Double
    /// The time that cells were alive and watched, summed over cells by weight.
    public let exposure: Time
    /// What the deaths add to the integral of the hazard.
    public let increase: Double
    /// The variance of ``increase`` that so many cells leave.
    public let variance: Double

    /// nil where no cell was left to watch.
    public var hazard: FirstOrderRate? {
      exposure > .zero ? FirstOrderRate(canonical: increase / (end - start).seconds) : nil
    }

    /// Of ``hazard``, over cells; nil where that is nil.
    public var standardError: FirstOrderRate? {
      exposure > .zero
        ? FirstOrderRate(canonical: variance.squareRoot() / (end - start).seconds) : nil
    }
  }

  /// - Parameter edges: where intervals meet, at least two, ascending.
  public init(of arm: TreatedPopulation.Arm, over edges: [Time]) {
    precondition(
      edges.count >= 2 && zip(edges, edges.dropFirst()).allSatisfy { $0 < $1 }, "edges ascend")
    let lives = arm.cells.compactMap(Life.init)
    let steps = Self.steps(of: lives)
    intervals = zip(edges, edges.dropFirst()).map { start, end in
      let exposure = lives.reduce(0.0) { sum, life in
        let alive = min(life.end ?? end, end).seconds - max(life.start, start).seconds
        return sum + (alive > 0 ? life.weight * alive : 0)
      }
      let own = steps.filter { $0.time > start && $0.time <= end }
      return Interval(
        start: start, end: end, deaths: own.reduce(0) { $0 + $1.weight },
        exposure: .seconds(exposure), increase: own.reduce(0) { $0 + $1.share },
        variance: own.reduce(0) { $0 + $1.share * $1.share })
    }
  }

  /// One death: the share of the cells alive just before it that it takes.
  private struct Step {
    let time: Time
    let weight: Double
    let share: Double
  }

  private static func steps(of lives: [Life]) -> [Step] {
    let deaths = lives.compactMap { life in
      life.died ? life.end.map { (time: $0, weight: life.weight) } : nil
    }.sorted { ($0.time, $0.weight) < ($1.time, $1.weight) }
    var steps: [Step] = []
    // What has died at the moment that is being taken.
    var taken = 0.0
    for (index, death) in deaths.enumerated() {
      if index > 0, deaths[index - 1].time < death.time { taken = 0 }
      let alive = lives.reduce(0.0) { sum, life in
        let isThere = life.start < death.time && (life.end.map { $0 >= death.time } ?? true)
        return sum + (isThere ? life.weight : 0)
      }
      let left = alive - taken
      steps.append(
        Step(time: death.time, weight: death.weight, share: left > 0 ? death.weight / left : 0))
      taken += death.weight
    }
    return steps
  }

  /// From when to when a cell was alive and watched.
  private struct Life {
    let start: Time
    /// nil for a cell that outlived the watching.
    let end: Time?
    let died: Bool
    let weight: Double

    init?(_ cell: CellCourse) {
      start = cell.born
      weight = cell.weight
      died = cell.death != nil
      switch cell.ending {
      case .notTreated: return nil
      case .observed: end = cell.death ?? cell.divided
      case .failed:
        // What it did after its last report is not known.
        end = cell.death ?? cell.trajectory.times.last ?? cell.born
      }
    }
  }

  /// The hazard at a time; nil outside the intervals, and where no cell was left to watch.
  public func hazard(at time: Time) -> FirstOrderRate? {
    intervals.first { $0.start <= time && time < $0.end }?.hazard
  }

  /// The fraction that survives from the first edge to a time, `exp(−∫ λ dt)`; nil past the
  /// intervals, and past one without a cell.
  public func survival(to time: Time) -> Double? {
    guard let first = intervals.first, let last = intervals.last, time >= first.start,
      time <= last.end
    else { return nil }
    var total = 0.0
    for interval in intervals where interval.start < time {
      guard let hazard = interval.hazard else { return nil }
      total += hazard.canonicalValue * (min(interval.end, time) - interval.start).seconds
    }
    return exp(-total)
  }
}

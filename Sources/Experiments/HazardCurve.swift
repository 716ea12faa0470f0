import Foundation
import Quantities

/// How likely a living cell is to die per unit of time, λ(t) = −d ln S / dt, interval by interval.
///
/// The estimator is occurrence over exposure: the cells that died in an interval, over the time that
/// cells spent alive in it, both by weight. For a hazard that is constant within intervals it is the
/// maximum-likelihood estimate. A cell enters when it is born and leaves when it divides, when
/// watching ends or when its solver stopped; none of these counts as a death, so that division does
/// not bias the hazard.
///
/// It is what carries a population's fate into a tumour: growth and death act there side by side.
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

    /// nil where no cell was left to watch.
    public var hazard: FirstOrderRate? {
      exposure > .zero ? FirstOrderRate(canonical: deaths / exposure.seconds) : nil
    }
  }

  /// - Parameter edges: where intervals meet, at least two, ascending.
  public init(of arm: TreatedPopulation.Arm, over edges: [Time]) {
    precondition(
      edges.count >= 2 && zip(edges, edges.dropFirst()).allSatisfy { $0 < $1 }, "edges ascend")
    let lives = arm.cells.compactMap(Life.init)
    intervals = zip(edges, edges.dropFirst()).map { start, end in
      var deaths = 0.0
      var exposure = 0.0
      for life in lives {
        let alive = min(life.end ?? end, end).seconds - max(life.start, start).seconds
        if alive > 0 { exposure += life.weight * alive }
        if life.died, let death = life.end, death > start, death <= end { deaths += life.weight }
      }
      return Interval(start: start, end: end, deaths: deaths, exposure: .seconds(exposure))
    }
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

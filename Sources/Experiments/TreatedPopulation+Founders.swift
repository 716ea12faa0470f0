import Foundation
import Quantities

extension TreatedPopulation.Arm {
  /// What each founder's cells hold together at a time, dead ones included: each cell's value times
  /// its weight, in founder order.
  ///
  /// Founders that were not treated, or one of whose cells could not be followed, are left out.
  public func valuesByFounder(at time: Time, _ value: (CellCourse) -> Double) -> [Double] {
    valueOfEachFounder(at: time, value).compactMap(\.self)
  }

  /// The same with nil for a founder that is left out, so that arms can be set side by side.
  public func valueOfEachFounder(at time: Time, _ value: (CellCourse) -> Double) -> [Double?] {
    families.map { family in
      guard family.allSatisfy({ $0.ending == .observed }) else { return nil }
      return family.reduce(0) { $0 + ($1.exists(at: time) ? $1.weight * value($1) : 0) }
    }
  }

  /// Of each founder, in order: how many of its cells died by a time, of how many whose fate is known.
  public func fatesByFounder(by time: Time) -> [(dead: Double, known: Double)] {
    families.map { family in
      family.reduce((dead: 0.0, known: 0.0)) { sum, cell in
        guard let isDead = cell.isDead(by: time) else { return sum }
        return (sum.dead + (isDead ? cell.weight : 0), sum.known + cell.weight)
      }
    }
  }

  /// Of each founder, in order: which share of its lineage died by a time, of the share whose fate is
  /// known, as if no cell had multiplied.
  ///
  /// A cell born after g divisions stands for 2⁻ᵍ of its founder, so that a founder's death counts
  /// as 1 and that of one of its eight great-granddaughters as an eighth. Where death does not
  /// depend on division, 1 less the dead share is the S of N(t) = N₀ e^{gt} S(t); counted in cells,
  /// the daughters of survivors would dilute those that died early.
  public func lineagesByFounder(by time: Time) -> [(dead: Double, known: Double)] {
    families.map { family in
      family.reduce((dead: 0.0, known: 0.0)) { sum, cell in
        guard let isDead = cell.isDead(by: time) else { return sum }
        let share = cell.weight * exp2(-Double(cell.generation))
        return (sum.dead + (isDead ? share : 0), sum.known + share)
      }
    }
  }

  /// Of each founder that was followed: how many of its cells fall in each of some classes.
  func countsByFounder(
    at time: Time, classes: Int, _ classify: (CellCourse) -> Int
  ) -> [[Double]] {
    families.compactMap { family in
      guard family.allSatisfy({ $0.ending == .observed }) else { return nil }
      var counts = [Double](repeating: 0, count: classes)
      for cell in family where cell.exists(at: time) { counts[classify(cell)] += cell.weight }
      return counts
    }
  }

  /// Every founder with its descendants, in founder order.
  private var families: [[CellCourse]] {
    var families: [[CellCourse]] = Array(repeating: [], count: founders.count)
    for cell in cells { families[cell.lineage.founder].append(cell) }
    return families
  }
}

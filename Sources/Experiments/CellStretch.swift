import Quantities
import Simulation

/// One run of one cell: from its birth to its division or the end of watching.
///
/// A cell that is dying when its division would come has a second stretch, to the end.
struct CellStretch: Sendable {
  let arm: Int
  let lineage: Lineage
  let weight: Double
  /// When the cell was born; zero for a founder.
  let born: Time
  /// Where the stretch begins: at birth, unless the cell is dying.
  let start: Time
  let state: [Double]
  let inputs: [Double]
  /// The standard normal deviates of the renewed log-levels; empty where levels do not change.
  let deviates: [Double]
  /// The part of the cycle passed at the start, 0–1.
  let progress: Double
  /// The cell's place in its arm's list; nil for one that is not there yet.
  let record: Int?
  /// Whether the cell had permeabilised, so that it does not divide.
  let isDying: Bool
}

/// What the cycle holds for a cell, if it lives.
struct CellFate: Sendable {
  /// When it divides; nil if it does not before watching ends.
  var division: Time?
  /// When it leaves the cycle; nil if it does not.
  var exit: Time?
  /// How the clock's run ended, if early.
  var failure: SimulationResult.Ending?

  static let none = CellFate()
}

/// What came of a stretch.
struct LivedStretch: Sendable {
  /// Without the row that tells what daughters get.
  let result: SimulationResult
  /// The daughters' values at the stretch's end, in the order of the cycle's inheritance.
  let inheritance: [Double]
}

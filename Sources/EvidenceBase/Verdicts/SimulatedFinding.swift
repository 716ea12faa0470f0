import Quantities

/// What a simulation, analysed as an experiment would be, says to a published finding.
public enum SimulatedFinding: Hashable, Sendable {
  /// A midpoint with its interval, where one could be given.
  case estimate(Concentration, interval: ClosedRange<Concentration>?)
  /// No midpoint up to the highest dose tested.
  case above(Concentration)
  /// Half the effect already below the lowest dose tested.
  case below(Concentration)
  /// Whether the outcome in words came about, and the numbers that show it.
  case outcome(holds: Bool, because: String)
  /// The simulation answers another question; `because` says which.
  case notClaimed(because: String)
  case notYetComputed
}

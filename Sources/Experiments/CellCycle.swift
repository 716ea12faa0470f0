import Expressions
import ReactionNetworks
import Simulation

/// How far a cell is on its way to division, what slows it, and what a division changes: named by
/// the variables of the cell's own network.
///
/// What a drug does to the cycle depends on a part of the network that does not depend on the rest.
/// That part runs first, alone, and tells when the cell will divide, so that the whole network is
/// run exactly so far and no run is thrown away.
public struct CellCycle: Sendable {
  /// The part of the cell's network that the cycle depends on. Each of its variables and parameters
  /// is one of the cell's network, by the same symbol and law.
  public var clock: ReactionNetwork
  /// The state that runs from 0 at birth to 1 at division.
  public var progress: Symbol
  /// The state that is the time since birth, s.
  public var age: Symbol
  /// The state that sums up the hazard of leaving the cycle since birth.
  public var exitHazard: Symbol
  /// The parameter at which the cell leaves: drawn for each cell, exponential with mean 1.
  public var exitThreshold: Symbol
  /// The parameter that is 1 while the cell is in the cycle, else 0.
  public var cycling: Symbol
  /// The parameter that is the time from birth to division in a cell that nothing slows, s.
  public var doublingTime: Symbol
  /// What daughters have that their mother had not.
  public var inheritance: [Inheritance]

  public init(
    clock: ReactionNetwork, progress: Symbol, age: Symbol, exitHazard: Symbol,
    exitThreshold: Symbol, cycling: Symbol, doublingTime: Symbol, inheritance: [Inheritance]
  ) {
    self.clock = clock
    self.progress = progress
    self.age = age
    self.exitHazard = exitHazard
    self.exitThreshold = exitThreshold
    self.cycling = cycling
    self.doublingTime = doublingTime
    self.inheritance = inheritance
  }

  /// A variable or parameter that a daughter begins with, as a formula over her mother at division.
  public struct Inheritance: Sendable {
    public let target: Symbol
    public let value: Expression

    public init(_ target: Symbol, from value: Expression) {
      self.target = target
      self.value = value
    }

    var readout: Readout { Readout("\(target) of a daughter", unit: "", value) }
  }

  /// The clock's landmarks, in this order.
  var landmarks: [Landmark] {
    [
      Landmark("division", whenRisesThroughZero: progress.expression - 1),
      Landmark("exit", whenRisesThroughZero: exitHazard - exitThreshold),
    ]
  }
}

import Expressions

/// A number that a run reports at each asked time: a variable, or a formula over variables.
public struct Readout: Hashable, Sendable {
  public let name: String
  public let unit: String
  public let formula: Expression

  public init(_ name: String, unit: String, _ formula: Expression) {
    self.name = name
    self.unit = unit
    self.formula = formula
  }
}

/// A moment worth locating: when a formula first rises through 0.
///
/// The solver finds it by root finding on its own interpolant, so it is no grid point.
public struct Landmark: Hashable, Sendable {
  public let name: String
  public let formula: Expression

  /// - Parameter formula: negative before the moment, positive after it.
  public init(_ name: String, whenRisesThroughZero formula: Expression) {
    self.name = name
    self.formula = formula
  }
}

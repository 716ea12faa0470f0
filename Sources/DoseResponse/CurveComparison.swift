/// What several curves are asked to have in common.
public enum SharedParameter: String, Hashable, Sendable, CaseIterable {
  case responseWithoutDrug = "response_without_drug"
  case fullEffect = "full_effect"
  case slope
  case potency
}

/// The extra-sum-of-squares test: are curves that share parameters worse than curves of their own?
public struct ExtraSumOfSquares: Hashable, Sendable {
  /// What the simpler model lets the curves share.
  public let shared: Set<SharedParameter>
  /// The residual sum of squares with each curve on its own, and with the parameters shared.
  public let separateSum: Double
  public let sharedSum: Double
  /// How many parameters sharing saves.
  public let numerator: Int
  /// Wells less parameters of the separate curves.
  public let denominator: Int
  public let ratio: Double
  /// The probability of so large a ratio where the parameters are in truth the same.
  public let probability: Double
}

/// How the curves of several series differ.
public struct CurveComparison: Hashable, Sendable {
  /// The potency of one series against the first.
  public struct PotencyRatio: Hashable, Sendable {
    public let name: String
    public let reference: String
    /// The EC50 of this series over that of the first; above 1 is less potent. Its interval is
    /// profiled on the logarithm.
    public let ratio: ParameterEstimate
  }

  public enum Ending: Hashable, Sendable {
    case compared
    /// Fewer than two can be compared; these have no curve to compare: flat, unfit, or of another unit or scale than the first.
    case notComparable([String])
    case noMinimum
  }

  public let ending: Ending
  /// By series after the first, in their order. Where the test holds them to be parallel the curves
  /// share both limits and the slope, which makes one number of their potencies' ratio at every
  /// effect; where it does not, each has its own, and the ratio is that at half of each one's effect.
  public let ratios: [PotencyRatio]
  /// One test for each question asked, in their order.
  public let tests: [ExtraSumOfSquares]
  /// The fit of each series on its own.
  public let fits: [DoseResponseFit]
  /// A series that was not compared, and why, as a clause.
  public struct LeftOut: Hashable, Sendable {
    public let name: String
    public let reason: String
  }
  /// The series that the others were compared without.
  public var leftOut: [LeftOut] = []

  /// Whether the limits and slopes may be taken as shared at this level, so that the ratio holds at
  /// every level of effect and not at half the effect alone. Nil where that was not asked.
  public func isParallel(level: Double = 0.05) -> Bool? {
    Self.isParallel(tests, level: level)
  }

  /// What parallel curves share.
  static let parallel: Set<SharedParameter> = [.responseWithoutDrug, .fullEffect, .slope]

  static func isParallel(_ tests: [ExtraSumOfSquares], level: Double) -> Bool? {
    tests.first { $0.shared == parallel }.map { $0.probability >= level }
  }
}

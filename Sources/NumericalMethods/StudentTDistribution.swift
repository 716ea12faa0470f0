/// Student's t distribution.
public struct StudentTDistribution: Hashable, Sendable {
  /// Positive, not necessarily whole.
  public let degreesOfFreedom: Double

  /// - Precondition: `degreesOfFreedom` is positive and finite.
  public init(degreesOfFreedom: Double) {
    precondition(
      degreesOfFreedom > 0 && degreesOfFreedom.isFinite, "degrees of freedom are positive")
    self.degreesOfFreedom = degreesOfFreedom
  }

  private var ratio: FDistribution { FDistribution(numerator: 1, denominator: degreesOfFreedom) }

  /// The probability of a value below `t`; precise in the left tail.
  public func cumulative(_ t: Double) -> Double {
    if t.isNaN { return t }
    // t² is F distributed with 1 and ν degrees of freedom.
    let tail = 0.5 * ratio.upperTail(t * t)
    return t > 0 ? 1 - tail : tail
  }

  /// The value below which a fraction `probability` lies: −∞ at 0, ∞ at 1, NaN outside.
  public func quantile(_ probability: Double) -> Double {
    guard probability > 0, probability < 1 else {
      return probability == 0 ? -.infinity : probability == 1 ? .infinity : .nan
    }
    if probability == 0.5 { return 0 }
    if probability > 0.5 { return -quantile(1 - probability) }
    return -ratio.upperQuantile(2 * probability).squareRoot()
  }
}

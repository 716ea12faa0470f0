/// Fisher's F distribution: the ratio of two mean squares.
public struct FDistribution: Hashable, Sendable {
  /// Degrees of freedom above the line, positive, not necessarily whole.
  public let numerator: Double
  /// Degrees of freedom below the line.
  public let denominator: Double

  /// - Precondition: both are positive and finite.
  public init(numerator: Double, denominator: Double) {
    precondition(
      numerator > 0 && denominator > 0 && numerator.isFinite && denominator.isFinite,
      "degrees of freedom are positive")
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The probability of a ratio below `ratio`.
  public func cumulative(_ ratio: Double) -> Double {
    guard ratio > 0 else { return ratio.isNaN ? .nan : 0 }
    if ratio.isInfinite { return 1 }
    let (share, rest) = shares(ratio)
    return IncompleteBeta.regularised(share, complement: rest, numerator / 2, denominator / 2)
  }

  /// The probability of a ratio above `ratio`: the p value of a test, precise where it is small.
  public func upperTail(_ ratio: Double) -> Double {
    guard ratio > 0 else { return ratio.isNaN ? .nan : 1 }
    if ratio.isInfinite { return 0 }
    let (share, rest) = shares(ratio)
    return IncompleteBeta.regularised(rest, complement: share, denominator / 2, numerator / 2)
  }

  /// What of the sum of squares lies above the line, and what below.
  private func shares(_ ratio: Double) -> (above: Double, below: Double) {
    let above = numerator * ratio
    let sum = above + denominator
    // Beyond 1e308 only the quotient can be written.
    return sum.isFinite
      ? (above / sum, denominator / sum) : (1, denominator / numerator / ratio)
  }

  /// The ratio below which a fraction `probability` lies: 0 at 0, ∞ at 1, NaN outside.
  public func quantile(_ probability: Double) -> Double {
    guard probability > 0, probability < 1 else {
      return probability == 0 ? 0 : probability == 1 ? .infinity : .nan
    }
    return solve {
      ReproducibleMath.log(cumulative(ReproducibleMath.exp($0)))
        - ReproducibleMath.log(probability)
    }
  }

  /// The ratio above which a fraction `probability` lies: the critical value of a test.
  public func upperQuantile(_ probability: Double) -> Double {
    guard probability > 0, probability < 1 else {
      return probability == 0 ? .infinity : probability == 1 ? 0 : .nan
    }
    return solve {
      ReproducibleMath.log(probability)
        - ReproducibleMath.log(upperTail(ReproducibleMath.exp($0)))
    }
  }

  /// The ratio where a rising function of its logarithm crosses zero.
  private func solve(_ excess: (Double) -> Double) -> Double {
    var low = -1.0
    var high = 1.0
    while excess(low) > 0, low > -1e3 { low *= 2 }
    while excess(high) < 0, high < 1e3 { high *= 2 }
    var lowValue = excess(low)
    var highValue = excess(high)
    // Regula falsi in the Illinois form: an end that stays twice counts half.
    var stayedLow = false
    var stayedHigh = false
    for _ in 0..<200 {
      var middle = (low * highValue - high * lowValue) / (highValue - lowValue)
      if !(middle > low && middle < high) { middle = (low + high) / 2 }
      let value = excess(middle)
      if value < 0 {
        if stayedHigh { highValue /= 2 }
        (low, lowValue) = (middle, value)
        (stayedLow, stayedHigh) = (false, true)
      } else {
        if stayedLow { lowValue /= 2 }
        (high, highValue) = (middle, value)
        (stayedLow, stayedHigh) = (true, false)
      }
      if value == 0 { return ReproducibleMath.exp(middle) }
      if high - low <= 1e-15 * max(1, middle.magnitude) { break }
    }
    return ReproducibleMath.exp((low + high) / 2)
  }
}

/// The χ² distribution: a sum of squares of standard normals.
public struct ChiSquared: Hashable, Sendable {
  /// Positive, not necessarily whole.
  public let degreesOfFreedom: Double

  /// - Precondition: `degreesOfFreedom` is positive and finite.
  public init(degreesOfFreedom: Double) {
    precondition(
      degreesOfFreedom > 0 && degreesOfFreedom.isFinite, "degrees of freedom are positive")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The probability of a value above `square`: the p value of a test, precise where it is small.
  public func upperTail(_ square: Double) -> Double {
    guard square > 0 else { return square.isNaN ? .nan : 1 }
    if square.isInfinite { return 0 }
    return IncompleteGamma.regularised(degreesOfFreedom / 2, square / 2).upper
  }

  /// The probability of a value below `square`.
  public func cumulative(_ square: Double) -> Double {
    guard square > 0 else { return square.isNaN ? .nan : 0 }
    if square.isInfinite { return 1 }
    return IncompleteGamma.regularised(degreesOfFreedom / 2, square / 2).lower
  }

  /// The value below which a fraction `probability` lies: 0 at 0, ∞ at 1, NaN outside.
  public func quantile(_ probability: Double) -> Double {
    guard probability > 0, probability < 1 else {
      return probability == 0 ? 0 : probability == 1 ? .infinity : .nan
    }
    return bisected { cumulative($0) < probability }
  }

  /// The value above which a fraction `probability` lies: the critical value of a test.
  public func upperQuantile(_ probability: Double) -> Double {
    guard probability > 0, probability < 1 else {
      return probability == 0 ? .infinity : probability == 1 ? 0 : .nan
    }
    return bisected { upperTail($0) > probability }
  }

  /// The square below which `isTooLow` holds, to the last bit or two.
  private func bisected(_ isTooLow: (Double) -> Bool) -> Double {
    var high = max(1, degreesOfFreedom)
    while isTooLow(high) { high *= 2 }
    var low = high / 2
    while !isTooLow(low) {
      high = low
      low /= 16
      if low < .leastNormalMagnitude { return 0 }
    }
    for _ in 0..<200 {
      let middle = low + (high - low) / 2
      if middle <= low || middle >= high { break }
      if isTooLow(middle) { low = middle } else { high = middle }
    }
    return low + (high - low) / 2
  }
}

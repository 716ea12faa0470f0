import Foundation

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

  /// The probability of a value above `square`.
  public func upperTail(_ square: Double) -> Double {
    guard square > 0 else { return square.isNaN ? .nan : 1 }
    if square.isInfinite { return 0 }
    return tails(square).upper
  }

  /// The probability of a value below `square`.
  public func cumulative(_ square: Double) -> Double {
    guard square > 0 else { return square.isNaN ? .nan : 0 }
    if square.isInfinite { return 1 }
    return tails(square).lower
  }

  /// The value below which a fraction `probability` lies: 0 at 0, ∞ at 1, NaN outside.
  public func quantile(_ probability: Double) -> Double {
    guard probability > 0, probability < 1 else {
      return probability == 0 ? 0 : probability == 1 ? .infinity : .nan
    }
    var low = 0.0
    var high = max(1, degreesOfFreedom)
    while cumulative(high) < probability { high *= 2 }
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if middle <= low || middle >= high { break }
      if cumulative(middle) < probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The regularised incomplete gamma functions at half the value.
  ///
  /// ## References
  /// [DLMF, 8.7.1 and 8.9.2]: the series on the near side of the mean, the fraction beyond.
  private func tails(_ square: Double) -> (lower: Double, upper: Double) {
    let a = degreesOfFreedom / 2
    let x = square / 2
    let front = exp(a * log(x) - x - IncompleteBeta.logGamma(a))
    if x < a + 1 {
      var term = 1 / a
      var sum = term
      for step in 1...10_000 {
        term *= x / (a + Double(step))
        sum += term
        if term < sum * 1e-17 { break }
      }
      return (sum * front, 1 - sum * front)
    }
    let tiny = 1e-300
    var b = x + 1 - a
    var c = 1 / tiny
    var d = 1 / b
    var result = d
    for step in 1...10_000 {
      let numerator = -Double(step) * (Double(step) - a)
      b += 2
      d = numerator * d + b
      if d.magnitude < tiny { d = tiny }
      c = b + numerator / c
      if c.magnitude < tiny { c = tiny }
      d = 1 / d
      let factor = d * c
      result *= factor
      if (factor - 1).magnitude < 1e-16 { break }
    }
    return (1 - result * front, result * front)
  }
}

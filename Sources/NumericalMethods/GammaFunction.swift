/// The gamma function and what densities are made of, so arranged that large arguments do not cancel.
package enum GammaFunction {
  /// ln Γ(x) for positive x: good to some 1e-15 beside the larger of 1 and itself.
  package static func logarithm(_ x: Double) -> Double {
    (x - 0.5) * ReproducibleMath.log(x) - x + halfLogTau + correction(x)
  }

  /// What Stirling's formula leaves of ln Γ(x): ln Γ(x) − (x − ½) ln x + x − ½ ln 2π, for positive x.
  ///
  /// ## References
  /// [DLMF2025, 5.11.1], after x was shifted past 15.
  package static func correction(_ x: Double) -> Double {
    if x >= 15 { return series(x) }
    var shifted = x
    var product = 1.0
    while shifted < 15 {
      product *= shifted
      shifted += 1
    }
    // ln Γ(shifted) − ln product − (x − ½) ln x + x, the whole numbers taken together.
    let steps = shifted - x
    let gain = (shifted - 0.5) * ReproducibleMath.log(shifted) - steps
    return gain - ReproducibleMath.log(product) - (x - 0.5) * ReproducibleMath.log(x)
      + series(shifted)
  }

  private static func series(_ x: Double) -> Double {
    let inverse = 1 / x
    let square = inverse * inverse
    // Bernoulli numbers over 2k(2k − 1).
    var sum = 1 / 156.0
    sum = sum * square - 691 / 360_360.0
    sum = sum * square + 1 / 1188.0
    sum = sum * square - 1 / 1680.0
    sum = sum * square + 1 / 1260.0
    sum = sum * square - 1 / 360.0
    sum = sum * square + 1 / 12.0
    return sum * inverse
  }

  /// a ln(a / m) + m − a for positive a and m: how far m lies from a on the scale of a density's
  /// exponent, 0 where they agree.
  ///
  /// `gap` is a − m, asked for since two shares of one exponent must have opposite gaps to the last
  /// bit, and the difference of two large numbers has not.
  ///
  /// ## References
  /// [Loader2000]; his bd0.
  ///
  /// ## Departures from the paper
  /// The series serves to a ratio of m to a of 3 and not of 1.2, since the plain formula cancels.
  package static func devianceShare(_ a: Double, _ m: Double, gap: Double) -> Double {
    let ratio = gap / (a + m)
    guard ratio.magnitude < 0.5 else {
      return m == 0 ? .infinity : a * ReproducibleMath.log(a / m) - gap
    }
    let square = ratio * ratio
    var sum = gap * ratio
    var term = 2 * a * ratio
    for step in 1...100 {
      term *= square
      let next = sum + term / Double(2 * step + 1)
      if next == sum { break }
      sum = next
    }
    return sum
  }

  private static let halfLogTau = 0.5 * ReproducibleMath.log(2 * Double.pi)
}

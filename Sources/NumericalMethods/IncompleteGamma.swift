/// The regularised incomplete gamma functions, behind χ².
package enum IncompleteGamma {
  /// P(a, x) and Q(a, x) = 1 − P(a, x), each found directly where it is the smaller.
  ///
  /// - Precondition: `a` is positive and finite, `x` positive and finite.
  ///
  /// ## References
  /// [DLMF2025, 8.7.1 and 8.9.2]: the series on the near side of the mean, the fraction beyond.
  package static func regularised(_ a: Double, _ x: Double) -> (lower: Double, upper: Double) {
    precondition(a > 0 && x > 0 && a.isFinite && x.isFinite, "positive arguments")
    // xᵃ e⁻ˣ / Γ(a), the large terms taken together.
    let exponent = GammaFunction.devianceShare(a, x, gap: a - x) + GammaFunction.correction(a)
    let front = (a / (2 * Double.pi)).squareRoot() * ReproducibleMath.exp(-exponent)
    if x < a + 1 {
      let lower = front * series(a, x)
      return (lower, 1 - lower)
    }
    let upper = front * fraction(a, x)
    return (1 - upper, upper)
  }

  private static func series(_ a: Double, _ x: Double) -> Double {
    var term = 1 / a
    var sum = term
    for step in 1...1_000_000 {
      term *= x / (a + Double(step))
      sum += term
      if term < sum * 1e-17 { break }
    }
    return sum
  }

  private static func fraction(_ a: Double, _ x: Double) -> Double {
    let tiny = 1e-300
    func away(_ value: Double) -> Double { value.magnitude < tiny ? tiny : value }
    var b = x + 1 - a
    var c = 1 / tiny
    var d = 1 / away(b)
    var result = d
    for step in 1...1_000_000 {
      let numerator = -Double(step) * (Double(step) - a)
      b += 2
      d = 1 / away(numerator * d + b)
      c = away(b + numerator / c)
      let factor = d * c
      result *= factor
      if (factor - 1).magnitude < 1e-16 { break }
    }
    return result
  }
}

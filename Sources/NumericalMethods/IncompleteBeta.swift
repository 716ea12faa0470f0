/// The regularised incomplete beta function, behind Student's t and Fisher's F.
package enum IncompleteBeta {
  /// I_x(a, b), for x in 0...1 and positive a and b; NaN elsewhere.
  ///
  /// `complement` is 1 − x, asked for so that it need not be subtracted where x is near 1.
  ///
  /// ## References
  /// [DiDonatoMorris1992] for the fraction, the even part of [DLMF2025, 8.17.22], summed by the
  /// modified Lentz method; [Loader2000] for the factor before it. Both keep their digits where a and
  /// b are large.
  package static func regularised(
    _ x: Double, complement: Double, _ a: Double, _ b: Double
  ) -> Double {
    guard a > 0, b > 0, x >= 0, complement >= 0, a.isFinite, b.isFinite else { return .nan }
    if x == 0 { return 0 }
    if complement == 0 { return 1 }
    // The fraction converges fast on the near side of the mean only.
    if x > (a + 1) / (a + b + 2) {
      return 1 - regularised(complement, complement: x, b, a)
    }
    let gap = a * complement - b * x
    return front(x, complement, a, b, gap: gap) / fraction(x, a, b, gap: gap)
  }

  /// xᵃ (1 − x)ᵇ / B(a, b).
  private static func front(
    _ x: Double, _ complement: Double, _ a: Double, _ b: Double, gap: Double
  ) -> Double {
    let sum = a + b
    let exponent =
      GammaFunction.devianceShare(a, sum * x, gap: gap)
      + GammaFunction.devianceShare(b, sum * complement, gap: -gap)
      + GammaFunction.correction(a) + GammaFunction.correction(b) - GammaFunction.correction(sum)
    return (a / sum * b / (2 * Double.pi)).squareRoot() * ReproducibleMath.exp(-exponent)
  }

  private static func fraction(
    _ x: Double, _ a: Double, _ b: Double, gap: Double
  ) -> Double {
    let tiny = 1e-300
    func away(_ value: Double) -> Double { value.magnitude < tiny ? tiny : value }
    var result = away(a * (gap + 1) / (a + 1))
    var c = result
    var d = 0.0
    for step in 1...1_000_000 {
      let m = Double(step)
      let before = a + 2 * m - 1
      let numerator = (m * (a + m - 1) / before) * ((a + b + m - 1) / before) * (b - m) * x * x
      let denominator =
        m + m * (b - m) * x / before + (a + m) * (gap + 1 + m * (2 - x)) / (a + 2 * m + 1)
      d = 1 / away(denominator + numerator * d)
      c = away(denominator + numerator / c)
      let factor = d * c
      result *= factor
      if (factor - 1).magnitude < 1e-16 { break }
    }
    return result
  }
}

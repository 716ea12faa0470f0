import Foundation

/// The regularised incomplete beta function, behind Student's t and Fisher's F.
package enum IncompleteBeta {
  /// I_x(a, b), for x in 0...1 and positive a and b; NaN elsewhere.
  ///
  /// `complement` is 1 − x, asked for so that it need not be subtracted where x is near 1.
  ///
  /// ## References
  /// [DLMF, 8.17.22], summed by the modified Lentz method.
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
    let front = exp(a * log(x) + b * logOf(complement, orOneMinus: x) - logBeta(a, b)) / a
    return front * fraction(x, a, b)
  }

  private static func logOf(_ complement: Double, orOneMinus x: Double) -> Double {
    x < 0.5 ? log1p(-x) : log(complement)
  }

  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    func away(_ value: Double) -> Double { value.magnitude < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / away(1 - (a + b) * x / (a + 1))
    var result = d
    for step in 1...10_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / away(1 + even * d)
      c = away(1 + even / c)
      result *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / away(1 + odd * d)
      c = away(1 + odd / c)
      let factor = d * c
      result *= factor
      if (factor - 1).magnitude < 1e-16 { break }
    }
    return result
  }

  /// log B(a, b).
  package static func logBeta(_ a: Double, _ b: Double) -> Double {
    logGamma(a) + logGamma(b) - logGamma(a + b)
  }

  /// log Γ(x) for positive x, by Stirling's series after shifting x past 15.
  ///
  /// The C library's own writes a global sign, which threads may not share.
  package static func logGamma(_ x: Double) -> Double {
    var shifted = x
    var product = 1.0
    while shifted < 15 {
      product *= shifted
      shifted += 1
    }
    let inverse = 1 / shifted
    let square = inverse * inverse
    // Bernoulli numbers over 2k(2k − 1).
    let coefficients: [Double] = [
      1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156,
    ]
    var series = 0.0
    for coefficient in coefficients.reversed() { series = series * square + coefficient }
    let leading: Double = (shifted - 0.5) * log(shifted) - shifted
    let constant: Double = 0.5 * log(2 * Double.pi)
    return leading + constant + series * inverse - log(product)
  }
}

import Foundation

/// The standard normal distribution.
public enum NormalDistribution {
  /// The probability of a value below `x`; keeps its relative precision far into the left tail.
  public static func cumulative(_ x: Double) -> Double {
    0.5 * erfc(-x * 0.5.squareRoot())
  }

  public static func density(_ x: Double) -> Double {
    exp(-x * x / 2) / (2 * Double.pi).squareRoot()
  }

  /// The value below which a fraction `probability` lies: −∞ at 0, ∞ at 1, NaN outside.
  ///
  /// A rough start is polished on the cumulative distribution to about 1e-15.
  ///
  /// ## References
  /// [AbramowitzStegun1964, 26.2.23] for the start.
  public static func quantile(_ probability: Double) -> Double {
    guard probability > 0, probability < 1 else {
      return probability == 0 ? -.infinity : probability == 1 ? .infinity : .nan
    }
    // The smaller tail is where a probability keeps its digits.
    if probability > 0.5 { return -quantile(1 - probability) }
    if probability == 0.5 { return 0 }
    let t = (-2 * log(probability)).squareRoot()
    let numerator = 2.515_517 + t * (0.802_853 + t * 0.010_328)
    let denominator = 1 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308))
    var x = numerator / denominator - t
    for _ in 0..<3 {
      // Halley's step, on the ratio of tail to density.
      let error = (cumulative(x) - probability) / density(x)
      x -= error / (1 + x * error / 2)
    }
    return x
  }
}

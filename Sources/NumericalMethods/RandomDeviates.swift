extension CounterBasedGenerator {
  /// A standard normal deviate, by the transform of Box and Muller (one of the pair is used).
  public mutating func standardNormal() -> Double {
    let radius = (-2 * ReproducibleMath.log(uniform())).squareRoot()
    return radius * ReproducibleMath.cosine(turns: uniform())
  }

  /// A positive factor with mean 1 and the given coefficient of variation, lognormally distributed.
  ///
  /// `exp(σz − σ²/2)` with `σ² = ln(1 + CV²)`.
  public mutating func lognormalFactor(coefficientOfVariation: Double) -> Double {
    let variance = ReproducibleMath.log1p(coefficientOfVariation * coefficientOfVariation)
    return ReproducibleMath.exp(variance.squareRoot() * standardNormal() - variance / 2)
  }
}

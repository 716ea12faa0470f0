extension FitSession {
  /// What to multiply each sorted well's residual by where noise grows with the fitted response: the
  /// standard deviation at the largest response over its own.
  ///
  /// A response near 0 would weigh without limit; below a hundredth of the largest, noise is taken
  /// not to shrink further, since a reader's own remains.
  func noiseRoots(_ noise: DoseResponseFitOptions.NoiseModel) -> [Double] {
    let curve = fittedCurve(reference, referenceOptimum.parameters)
    let shape = curve.shape
    var roots = [Double](repeating: 1, count: prepared.wellCount)
    let fitted = prepared.problem.logDoses.map {
      (shape.fullEffect + shape.span * shape.remaining(at: $0)).magnitude
    }
    let largest = fitted.max() ?? 0
    guard largest > 0 else { return roots }
    for dose in fitted.indices {
      let relative = max(fitted[dose] / largest, 0.01)
      let root = pow(relative, -noise.exponent)
      for well in prepared.problem.starts[dose]..<prepared.problem.starts[dose + 1] {
        roots[well] = root
      }
    }
    return roots
  }
}

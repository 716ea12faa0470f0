import NumericalMethods

/// Noise that grows with the response: its standard deviation is proportional to the share of the
/// largest response and a floor, raised to a power.
public struct GrowingNoise: Hashable, Sendable {
  public let exponent: Double
  /// What is left of the noise where there is no response, over the response that it would be that of,
  /// as a share of the largest.
  public let floor: Double
  /// The largest fitted response, as an instrument sees it.
  let largest: Double

  /// What to multiply a residual by so that all wells can be judged on one scale: the standard deviation
  /// at the largest response over that at this one.
  public func root(at response: Double, on scale: ResponseScale) -> Double {
    let share = Self.level(of: response, on: scale) / largest
    return pow((share + floor) / (1 + floor), -exponent)
  }

  /// A response as an instrument sees it: what is inhibited does not shine.
  static func level(of response: Double, on scale: ResponseScale) -> Double {
    switch scale {
    case .viability, .effect: max(0, response)
    case .inhibition: max(0, 1 - response)
    case .growthRate: max(0, 1 + response)
    case .signal: response.magnitude
    }
  }

  /// The floors that are tried: from a hundredth, a good reader's own noise, to as much as the largest
  /// response.
  static let floors = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]
}

extension FitSession {
  /// The level of the test for noise that grows.
  static let growingNoiseLevel = 0.01

  /// The probability that wells which are equally noisy differ so much more from the curve where it is
  /// high, where it is below a level: Spearman's rank correlation of the sizes of residuals with the
  /// fitted response, one-sided.
  ///
  /// Ranks, since a wild well must not decide. Nil where wells carry weights already.
  ///
  /// - Parameter critical: The value that a squared t of so many degrees of freedom exceeds, on either
  ///   side together, with twice the level.
  func growingNoiseProbability(critical: (_ freedom: Int) -> Double) -> Double? {
    let problem = prepared.problem
    let count = problem.observationCount
    guard prepared.weights.isEmpty, problem.roots.isEmpty,
      count >= DoseResponseFitter.fewestWellsToJudge
    else { return nil }
    let levels = fittedLevels()
    let residuals = Self.residuals(
      Self.problem(prepared, reference, responseScale), referenceOptimum.parameters)
    // Twice the mean rank of the wells that share a level.
    var levelRanks = [Double](repeating: 0, count: count)
    let order = levels.indices.sorted { (levels[$0], $0) < (levels[$1], $1) }
    var before = 0
    var place = 0
    while place < order.count {
      var end = place
      var wells = 0
      while end < order.count, levels[order[end]] == levels[order[place]] {
        wells += problem.starts[order[end] + 1] - problem.starts[order[end]]
        end += 1
      }
      for dose in order[place..<end] {
        for well in problem.starts[dose]..<problem.starts[dose + 1] {
          levelRanks[well] = Double(2 * before + wells + 1)
        }
      }
      before += wells
      place = end
    }
    let sizes = residuals.map(\.magnitude)
    let bySize = residuals.indices.sorted { one, other in
      sizes[one] == sizes[other] ? one < other : sizes[one] < sizes[other]
    }
    let middle = Double(count + 1)
    var products = 0.0
    var levelSquares = 0.0
    var sizeSquares = 0.0
    for (rank, well) in bySize.enumerated() {
      let size = Double(2 * (rank + 1)) - middle
      let level = levelRanks[well] - middle
      products += size * level
      levelSquares += level * level
      sizeSquares += size * size
    }
    guard levelSquares > 0, products > 0 else { return nil }
    let correlation = products / (levelSquares * sizeSquares).squareRoot()
    // The curve has taken what its parameters could explain.
    let freedom = Double(count - 1 - reference.parameterCount)
    let unexplained = max(1 - correlation * correlation, .leastNormalMagnitude)
    let t = correlation * (freedom / unexplained).squareRoot()
    guard t * t > critical(Int(freedom)) else { return nil }
    return 0.5 * FDistribution(numerator: 1, denominator: freedom).upperTail(t * t)
  }

  /// The fitted response of each dose, as an instrument sees it.
  private func fittedLevels() -> [Double] {
    let shape = fittedCurve(reference, referenceOptimum.parameters).shape
    return prepared.problem.logDoses.map {
      GrowingNoise.level(
        of: shape.fullEffect + shape.span * shape.remaining(at: $0), on: responseScale)
    }
  }

  /// Noise that grows by a power of the response, with the floor that makes the sizes of the residuals
  /// likeliest: as if they were exponentially distributed, which forgives wild wells.
  ///
  /// Nil where no response is above zero.
  func fittedNoise(exponent: Double) -> GrowingNoise? {
    let levels = fittedLevels()
    let largest = levels.max() ?? 0
    guard largest > 0, largest.isFinite else { return nil }
    let problem = Self.problem(prepared, reference, responseScale)
    let residuals = Self.residuals(problem, referenceOptimum.parameters)
    var best: (likelihood: Double, floor: Double) = (-.infinity, GrowingNoise.floors[0])
    for floor in GrowingNoise.floors {
      var logs = 0.0
      var sizes = 0.0
      for dose in levels.indices {
        let relative = pow((levels[dose] / largest + floor) / (1 + floor), exponent)
        for well in problem.starts[dose]..<problem.starts[dose + 1] {
          let root = problem.roots.isEmpty ? 1 : problem.roots[well]
          logs += log(relative)
          sizes += residuals[well].magnitude / root / relative
        }
      }
      let wells = Double(max(residuals.count, 1))
      let likelihood = -logs - wells * log(max(sizes / wells, .leastNormalMagnitude))
      if likelihood > best.likelihood { best = (likelihood, floor) }
    }
    return GrowingNoise(exponent: exponent, floor: best.floor, largest: largest)
  }

  /// What to multiply each sorted well's residual by.
  func roots(of noise: GrowingNoise) -> [Double] {
    let curve = fittedCurve(reference, referenceOptimum.parameters)
    let shape = curve.shape
    var roots = [Double](repeating: 1, count: prepared.wellCount)
    for (dose, logDose) in prepared.problem.logDoses.enumerated() {
      let response = shape.fullEffect + shape.span * shape.remaining(at: logDose)
      let root = noise.root(at: response, on: responseScale)
      for well in prepared.problem.starts[dose]..<prepared.problem.starts[dose + 1] {
        roots[well] = root
      }
    }
    return roots
  }
}

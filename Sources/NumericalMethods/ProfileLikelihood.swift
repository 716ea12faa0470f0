/// Where the profiled cost has risen by a given amount on either side of its minimum.
public struct ProfileInterval: Hashable, Sendable {
  /// Nil where the cost does not rise enough before the parameter's bound: unbounded as far as the
  /// data can tell.
  public let low: Double?
  public let high: Double?
  /// Parameters that fit better than the optimum the profile started from, if it met any.
  public let betterParameters: [Double]?

  public init(low: Double?, high: Double?, betterParameters: [Double]?) {
    self.low = low
    self.high = high
    self.betterParameters = betterParameters
  }
}

extension LeastSquaresSolver {
  /// The profile-likelihood interval of one parameter: all others are refitted at each trial value.
  ///
  /// - Parameters:
  ///   - optimum: The parameters at the minimum.
  ///   - minimum: The cost there.
  ///   - rise: How much the cost may rise: the residual variance times the critical value of F
  ///     with 1 and n − p degrees of freedom.
  ///   - firstStep: A guess of the interval's half width, such as twice the standard error.
  ///   - tolerance: The relative error of each half width.
  ///   - elsewhere: Other parameters to begin from with this one held at a value. The path from the
  ///     optimum may end in a valley that the lowest curves have left; where it says that the cost has
  ///     risen enough, these are asked too.
  /// - Precondition: `bounds` has a range for each parameter, and `rise` is positive.
  ///
  /// ## References
  /// [BatesWatts1988, 6.1]; the root of the relative rise is their profile t, nearly linear in the
  /// parameter, so a secant finds where it reaches 1.
  public mutating func profileInterval(
    of parameter: Int, _ model: some LeastSquaresModel, optimum: [Double], minimum: Double,
    rise: Double, firstStep: Double, bounds: [ClosedRange<Double>], weights: [Double] = [],
    tolerance: Double = 1e-4, elsewhere: ((_ value: Double) -> [[Double]])? = nil
  ) -> ProfileInterval {
    precondition(bounds.count == optimum.count, "a profile needs a range for each parameter")
    precondition(rise > 0, "a profile needs a rise above zero")
    var better: [Double]?
    let low = profileEnd(
      of: parameter, model, optimum: optimum, minimum: minimum, rise: rise,
      firstStep: -firstStep.magnitude, bounds: bounds, weights: weights, tolerance: tolerance,
      elsewhere, better: &better)
    guard better == nil else {
      return ProfileInterval(low: nil, high: nil, betterParameters: better)
    }
    let high = profileEnd(
      of: parameter, model, optimum: optimum, minimum: minimum, rise: rise,
      firstStep: firstStep.magnitude, bounds: bounds, weights: weights, tolerance: tolerance,
      elsewhere, better: &better)
    return ProfileInterval(
      low: better == nil ? low : nil, high: better == nil ? high : nil, betterParameters: better)
  }

  private mutating func profileEnd(
    of parameter: Int, _ model: some LeastSquaresModel, optimum: [Double], minimum: Double,
    rise: Double, firstStep: Double, bounds: [ClosedRange<Double>], weights: [Double],
    tolerance: Double, _ elsewhere: ((_ value: Double) -> [[Double]])?, better: inout [Double]?
  ) -> Double? {
    let center = optimum[parameter]
    let direction = firstStep < 0 ? -1.0 : 1.0
    let limit =
      direction < 0
      ? center - bounds[parameter].lowerBound : bounds[parameter].upperBound - center
    guard limit > 0 else { return nil }
    var held = bounds
    // Distances from the optimum, with the root of the relative rise there.
    var inside = (distance: 0.0, root: 0.0, parameters: optimum)
    var outside: (distance: Double, root: Double)?
    var distance = min(max(firstStep.magnitude, 1e-9 * max(1, center.magnitude)), limit)
    if !distance.isFinite { distance = limit.isFinite ? limit / 4 : max(1, center.magnitude) }

    for _ in 0..<40 {
      let value = center + direction * distance
      held[parameter] = value...value
      var parameters = inside.parameters
      if inside.distance > 0 {
        let stretch = distance / inside.distance
        for index in parameters.indices {
          parameters[index] = optimum[index] + stretch * (parameters[index] - optimum[index])
        }
      }
      parameters[parameter] = value
      var cost =
        minimise(model, parameters: &parameters, bounds: held, weights: weights).cost
      if !cost.isFinite || cost - minimum >= rise * (1 - 2 * tolerance) {
        for start in elsewhere?(value) ?? [] {
          var other = start
          other[parameter] = value
          let found = minimise(model, parameters: &other, bounds: held, weights: weights).cost
          if found < cost || !cost.isFinite { (cost, parameters) = (found, other) }
        }
      }
      guard cost.isFinite else {
        outside = (distance, 2)
        distance = (inside.distance + distance) / 2
        continue
      }
      let relative = (cost - minimum) / rise
      if relative < -1e-3 {
        better = parameters
        return nil
      }
      let root = max(0, relative).squareRoot()
      if (root - 1).magnitude <= tolerance { return value }
      if root < 1 {
        if distance >= limit { return nil }
        inside = (distance, root, parameters)
      } else {
        outside = (distance, root)
      }
      distance = nextDistance(inside: (inside.distance, inside.root), outside, limit: limit)
      if let outside, outside.distance - inside.distance <= tolerance * outside.distance {
        return center + direction * distance
      }
    }
    return nil
  }

  private func nextDistance(
    inside: (distance: Double, root: Double), _ outside: (distance: Double, root: Double)?,
    limit: Double
  ) -> Double {
    guard let outside else {
      let growth = inside.root > 0 ? min(max(1.02 / inside.root, 1.1), 4) : 4
      return min(inside.distance * growth, limit)
    }
    let width = outside.distance - inside.distance
    let fraction = (1 - inside.root) / (outside.root - inside.root)
    return inside.distance + width * min(max(fraction, 0.02), 0.98)
  }
}

/// Minimises a weighted, possibly robust, sum of squares of a small dense problem within bounds.
///
/// A Levenberg–Marquardt search in Moré's trust-region form: the Jacobian is factored by QR, never
/// squared; the parameters are scaled by their own derivatives, so that their units do not matter;
/// a parameter that presses against its bound is held there until the gradient releases it. A robust
/// loss enters by reweighting each residual at each step. The solver owns its workspace, so fitting
/// many problems of one shape allocates once.
///
/// ## References
/// [More1978] for the search; [Holland1977] for reweighting.
///
/// ## Departures from the papers
/// Moré has no bounds: here a step is clamped to the box and its predicted gain is recomputed from
/// the linear model at the clamped step.
public struct LeastSquaresSolver {
  public var options: LeastSquaresOptions

  /// Model minus observation at the parameters found last, without weights.
  public internal(set) var residuals: [Double] = []

  private var trialResiduals: [Double] = []
  private var jacobian: [Double] = []
  private var rowFactors: [Double] = []
  private var transformed: [Double] = []
  private var gradient: [Double] = []
  private var columnNorms: [Double] = []
  private var scale: [Double] = []
  private var freeScale: [Double] = []
  private var free: [Int] = []
  private var trial: [Double] = []
  private var move: [Double] = []
  private var factorization = PivotedFactorization()
  private var region = TrustRegionStep()

  public init(options: LeastSquaresOptions = LeastSquaresOptions()) {
    self.options = options
  }

  /// Searches from `parameters`, and leaves the best ones found there.
  ///
  /// - Parameters:
  ///   - bounds: One closed range per parameter, or none at all; a range of one point holds its
  ///     parameter. A start outside is moved to the nearest bound.
  ///   - weights: One non-negative weight per observation (an inverse variance), or none at all.
  /// - Precondition: the counts match the model's.
  public mutating func minimise(
    _ model: some LeastSquaresModel, parameters: inout [Double],
    bounds: [ClosedRange<Double>] = [], weights: [Double] = []
  ) -> LeastSquaresOutcome {
    precondition(parameters.count == model.parameterCount, "one start per parameter")
    precondition(bounds.isEmpty || bounds.count == parameters.count, "one range per parameter")
    precondition(
      weights.isEmpty || weights.count == model.observationCount, "one weight per observation")
    prepare(parameterCount: parameters.count, observationCount: model.observationCount)
    Self.clamp(&parameters, to: bounds)

    var iterations = 0
    var evaluations = 1
    model.write(&residuals, at: parameters)
    var cost = cost(of: residuals, weights: weights)
    func outcome(_ ending: LeastSquaresEnding) -> LeastSquaresOutcome {
      LeastSquaresOutcome(
        ending: ending, cost: cost, iterations: iterations, evaluations: evaluations)
    }
    guard cost.isFinite else { return outcome(.undefinedAtStart) }
    var radius = 0.0
    region.reset()

    while true {
      if cost == 0 { return outcome(.exactFit) }
      if iterations == options.iterationLimit { return outcome(.iterationLimit) }
      iterations += 1
      var jacobianSpan = jacobian.mutableSpan
      model.writeJacobian(at: parameters.span, into: &jacobianSpan)
      guard linearise(weights: weights) else { return outcome(.undefinedDerivative) }
      chooseFree(parameters, bounds)
      if free.isEmpty || steepestCosine() <= options.gradientTolerance {
        return outcome(.converged)
      }
      for (place, parameter) in free.enumerated() { freeScale[place] = scale[parameter] }
      if iterations == 1 {
        let length = scaledLength(parameters)
        radius = options.firstRadius * (length > 0 ? length : 1)
      }
      for row in residuals.indices { transformed[row] = rowFactors[row] * residuals[row] }
      factorization.factor(
        jacobian, rowCount: residuals.count, columns: free, rowFactors: rowFactors,
        transforming: &transformed)

      var accepted = false
      repeat {
        region.find(factorization, projected: transformed, scale: freeScale, radius: radius)
        proposeStep(from: parameters, bounds)
        let moved = scaledLength(move)
        if iterations == 1, moved > 0 { radius = min(radius, moved) }
        evaluations += 1
        model.write(&trialResiduals, at: trial)
        let trialCost = self.cost(of: trialResiduals, weights: weights)
        let predicted = predictedReduction() / cost
        let actual = trialCost.isFinite ? 1 - trialCost / cost : -.infinity
        let ratio = predicted > 0 ? actual / predicted : 0
        if ratio <= 0.25 {
          let shrink = actual >= -1 && actual < 0 ? max(0.1, 0.5 / (1 - actual)) : 0.25
          radius = min(radius, moved * 10) * shrink
          region.relax(by: shrink)
        } else if region.damping == 0 || ratio >= 0.75 {
          radius = moved * 2
          region.relax(by: 2)
        }
        if ratio >= 1e-4 {
          accepted = true
          cost = trialCost
          for index in parameters.indices { parameters[index] = trial[index] }
          swap(&residuals, &trialResiduals)
        }
        let tolerance = options.costTolerance
        if actual.magnitude <= tolerance && predicted <= tolerance && ratio <= 2
          || radius <= options.stepTolerance * scaledLength(parameters) || moved == 0
        {
          return outcome(cost == 0 ? .exactFit : .converged)
        }
      } while !accepted
    }
  }

  /// The inverse of JᵀWJ at `parameters`, row-major: times the residual variance it is the
  /// Gauss–Newton covariance.
  ///
  /// Rows of parameters that a bound holds are NaN. Nil where the data cannot tell the free
  /// parameters apart. `weights` here are the whole weights; the loss is not asked.
  public mutating func inverseInformation(
    _ model: some LeastSquaresModel, at parameters: [Double],
    bounds: [ClosedRange<Double>] = [], weights: [Double] = []
  ) -> [Double]? {
    let count = parameters.count
    prepare(parameterCount: count, observationCount: model.observationCount)
    var jacobianSpan = jacobian.mutableSpan
    model.writeJacobian(at: parameters.span, into: &jacobianSpan)
    guard jacobian.allSatisfy(\.isFinite) else { return nil }
    for row in rowFactors.indices {
      rowFactors[row] = weights.isEmpty ? 1 : weights[row].squareRoot()
    }
    free.removeAll(keepingCapacity: true)
    for index in 0..<count {
      if bounds.isEmpty
        || (parameters[index] > bounds[index].lowerBound
          && parameters[index] < bounds[index].upperBound)
      {
        free.append(index)
      }
    }
    var result = [Double](repeating: .nan, count: count * count)
    guard !free.isEmpty else { return result }
    factorization.factor(
      jacobian, rowCount: model.observationCount, columns: free, rowFactors: rowFactors,
      transforming: &transformed)
    guard let inverse = factorization.inverseOfNormalMatrix() else { return nil }
    for (row, first) in free.enumerated() {
      for (column, second) in free.enumerated() {
        result[first * count + second] = inverse[row * free.count + column]
      }
    }
    return result
  }

  // MARK: - One iteration's parts

  private mutating func prepare(parameterCount: Int, observationCount: Int) {
    if residuals.count != observationCount {
      residuals = [Double](repeating: 0, count: observationCount)
      trialResiduals = residuals
      rowFactors = residuals
      transformed = residuals
    }
    if transformed.count != max(observationCount, parameterCount) {
      transformed = [Double](repeating: 0, count: max(observationCount, parameterCount))
    }
    if jacobian.count != parameterCount * observationCount {
      jacobian = [Double](repeating: 0, count: parameterCount * observationCount)
    }
    if gradient.count != parameterCount {
      gradient = [Double](repeating: 0, count: parameterCount)
      columnNorms = gradient
      freeScale = gradient
      trial = gradient
      move = gradient
      scale = gradient
    }
    for index in scale.indices { scale[index] = 0 }
  }

  private func cost(of residuals: [Double], weights: [Double]) -> Double {
    var sum = 0.0
    if options.loss == .squares {
      for row in residuals.indices {
        let square = residuals[row] * residuals[row]
        sum += weights.isEmpty ? square : weights[row] * square
      }
      return sum
    }
    let variance = options.scale * options.scale
    for row in residuals.indices {
      let square = residuals[row] * residuals[row] / variance
      let cost = options.loss.cost(ofSquare: square)
      // A bounded loss would swallow an undefined residual.
      guard square.isFinite else { return .nan }
      sum += weights.isEmpty ? cost : weights[row] * cost
    }
    return sum * variance
  }

  /// Sets the row factors, the gradient and the scale; false where a derivative is not finite.
  private mutating func linearise(weights: [Double]) -> Bool {
    let variance = options.scale * options.scale
    for row in residuals.indices {
      var weight = weights.isEmpty ? 1 : weights[row]
      if options.loss != .squares {
        weight *= options.loss.weight(atSquare: residuals[row] * residuals[row] / variance)
      }
      rowFactors[row] = weight.squareRoot()
    }
    for parameter in gradient.indices {
      let start = parameter * residuals.count
      var product = 0.0
      var sum = 0.0
      for row in residuals.indices {
        let entry = jacobian[start + row] * rowFactors[row]
        product += entry * rowFactors[row] * residuals[row]
        sum += entry * entry
      }
      guard sum.isFinite, product.isFinite else { return false }
      gradient[parameter] = product
      columnNorms[parameter] = sum.squareRoot()
      scale[parameter] = max(scale[parameter], columnNorms[parameter])
      if scale[parameter] == 0 { scale[parameter] = 1 }
    }
    return true
  }

  private mutating func chooseFree(_ parameters: [Double], _ bounds: [ClosedRange<Double>]) {
    free.removeAll(keepingCapacity: true)
    for index in parameters.indices {
      guard !bounds.isEmpty else {
        free.append(index)
        continue
      }
      let range = bounds[index]
      let pressesDown = parameters[index] <= range.lowerBound && gradient[index] >= 0
      let pressesUp = parameters[index] >= range.upperBound && gradient[index] <= 0
      if !pressesDown && !pressesUp { free.append(index) }
    }
  }

  /// The largest cosine between the residuals and a free column of the Jacobian.
  private func steepestCosine() -> Double {
    var sum = 0.0
    for row in residuals.indices {
      let value = rowFactors[row] * residuals[row]
      sum += value * value
    }
    let length = sum.squareRoot()
    var largest = 0.0
    for parameter in free where columnNorms[parameter] > 0 {
      largest = max(largest, gradient[parameter].magnitude / (columnNorms[parameter] * length))
    }
    return largest
  }

  private func scaledLength(_ vector: [Double]) -> Double {
    var sum = 0.0
    for index in vector.indices {
      let value = scale[index] * vector[index]
      sum += value * value
    }
    return sum.squareRoot()
  }

  private mutating func proposeStep(from parameters: [Double], _ bounds: [ClosedRange<Double>]) {
    for index in parameters.indices { trial[index] = parameters[index] }
    for (place, parameter) in free.enumerated() { trial[parameter] += region.step[place] }
    Self.clamp(&trial, to: bounds)
    for index in parameters.indices { move[index] = trial[index] - parameters[index] }
  }

  private static func clamp(_ parameters: inout [Double], to bounds: [ClosedRange<Double>]) {
    guard !bounds.isEmpty else { return }
    for index in parameters.indices {
      let range = bounds[index]
      parameters[index] = min(max(parameters[index], range.lowerBound), range.upperBound)
    }
  }

  /// How much the linear model says that `move` lowers the cost.
  private func predictedReduction() -> Double {
    var linear = 0.0
    for parameter in free { linear += gradient[parameter] * move[parameter] }
    var quadratic = 0.0
    for row in residuals.indices {
      var change = 0.0
      for parameter in free {
        change += jacobian[parameter * residuals.count + row] * move[parameter]
      }
      change *= rowFactors[row]
      quadratic += change * change
    }
    return -2 * linear - quadratic
  }
}

extension LeastSquaresModel {
  func write(_ residuals: inout [Double], at parameters: [Double]) {
    var span = residuals.mutableSpan
    writeResiduals(at: parameters.span, into: &span)
  }
}

import NumericalMethods

/// Counts of successes as residuals whose sum of squares is the deviance, so that the least squares
/// are the maximum of the binomial likelihood.
struct BinomialProblem: LeastSquaresModel {
  /// Gives the probability at each dose; its responses are the observed fractions.
  let curve: CurveProblem
  let trials: [Double]

  var parameterCount: Int { curve.parameterCount }
  var observationCount: Int { curve.observationCount }

  /// Nearer to 0 or 1 than this no derivative is followed: that of log 0 leads nowhere.
  private static let edge = 1e-12

  func writeResiduals(at parameters: Span<Double>, into residuals: inout MutableSpan<Double>) {
    curve.writeResiduals(at: parameters, into: &residuals)
    for row in trials.indices {
      residuals[row] = deviation(row, probability: residuals[row] + curve.responses[row])
    }
  }

  func writeJacobian(at parameters: Span<Double>, into jacobian: inout MutableSpan<Double>) {
    var fitted = [Double](repeating: 0, count: observationCount)
    var span = fitted.mutableSpan
    curve.writeResiduals(at: parameters, into: &span)
    curve.writeJacobian(at: parameters, into: &jacobian)
    for row in trials.indices {
      let probability = clamped(fitted[row] + curve.responses[row])
      let residual = deviation(row, probability: probability)
      let information = trials[row] / (probability * (1 - probability))
      let gap = probability - curve.responses[row]
      // d = sign·√(2 D): its derivative is D′/d, which at a perfect fit is the root of the information.
      let factor =
        residual.magnitude < 1e-6 * trials[row].squareRoot()
        ? information.squareRoot() : information * gap / residual
      for parameter in 0..<parameterCount {
        jacobian[parameter * observationCount + row] *= factor
      }
    }
  }

  private func clamped(_ probability: Double) -> Double {
    min(max(probability, Self.edge), 1 - Self.edge)
  }

  /// The signed root of the row's part of the deviance, 2 n [y ln(y/p) + (1 − y) ln((1 − y)/(1 − p))].
  ///
  /// 0 ln 0 is 0: a row of no successes costs nothing where the curve is 0, one of successes alone
  /// nothing where it is 1. What the curve makes impossible costs much and not infinitely much, so
  /// that a search can leave it.
  private func deviation(_ row: Int, probability: Double) -> Double {
    guard probability.isFinite else { return .nan }
    let observed = curve.responses[row]
    var half = 0.0
    if observed > 0 { half += observed * log(observed / max(probability, Self.edge)) }
    if observed < 1 {
      half += (1 - observed) * log((1 - observed) / max(1 - probability, Self.edge))
    }
    let size = (2 * trials[row] * max(half, 0)).squareRoot()
    return probability < observed ? -size : size
  }
}

/// The same curve with each row scaled by the root of its expected information: what standard errors
/// are made of.
struct BinomialInformation: LeastSquaresModel {
  let curve: CurveProblem
  let trials: [Double]

  var parameterCount: Int { curve.parameterCount }
  var observationCount: Int { curve.observationCount }

  func writeResiduals(at parameters: Span<Double>, into residuals: inout MutableSpan<Double>) {
    curve.writeResiduals(at: parameters, into: &residuals)
  }

  func writeJacobian(at parameters: Span<Double>, into jacobian: inout MutableSpan<Double>) {
    var fitted = [Double](repeating: 0, count: observationCount)
    var span = fitted.mutableSpan
    curve.writeResiduals(at: parameters, into: &span)
    curve.writeJacobian(at: parameters, into: &jacobian)
    for row in trials.indices {
      let probability = min(max(fitted[row] + curve.responses[row], 1e-12), 1 - 1e-12)
      let root = (trials[row] / (probability * (1 - probability))).squareRoot()
      for parameter in 0..<parameterCount { jacobian[parameter * observationCount + row] *= root }
    }
  }
}

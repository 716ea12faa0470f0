import NumericalMethods

/// The wells of a series ready to be fitted, each dose's curve computed once for its replicates.
///
/// Parameters, in order: response without drug, response at full effect, position (the natural
/// logarithm of a dose over the highest dose), ln of the slope, then what the family adds: ln of the
/// asymmetry, ln of the hormesis, or the first site's share with the second's position and slope.
struct CurveProblem: LeastSquaresModel {
  enum Index {
    static let withoutDrug = 0
    static let fullEffect = 1
    static let position = 2
    static let logHill = 3
    static let extra = 4
    static let secondPosition = 5
    static let secondLogHill = 6
  }

  /// A family on a scale: on a fraction a Weibull curve ends as its viability does, on a signal as
  /// drc's does with the lower limit as c.
  struct Kind: Hashable {
    var family = CurveModel.Family.logLogistic
    var isFraction = true

    var parameterCount: Int { family == .biphasic ? 7 : 5 }

    func form(isFalling: Bool) -> CurveShape.Form {
      switch family {
      case .flat, .logLogistic: .logLogistic
      case .weibull1: isFalling || isFraction ? .abrupt : .gradual
      case .weibull2: isFalling || isFraction ? .gradual : .abrupt
      case .brainCousens: .brainCousens
      case .biphasic: .biphasic
      }
    }
  }

  /// ln(dose / highest dose), ascending; −∞ for the vehicle.
  let logDoses: [Double]
  /// Where the wells of each dose begin, and one past the last.
  let starts: [Int]
  var responses: [Double]
  /// What each residual is multiplied by where the noise is not the same in all wells, so that they
  /// can be judged on one scale; empty where it is.
  var roots: [Double] = []
  var kind = Kind()
  var anchor = CurveShape.Anchor.relative
  /// Whether the derivative by the family's own parameter is wanted; without it that column is 0.
  var extraIsFree = false

  var parameterCount: Int { kind.parameterCount }
  var observationCount: Int { responses.count }

  func writeResiduals(at parameters: Span<Double>, into residuals: inout MutableSpan<Double>) {
    let shape = CurveShape(parameters, kind, anchor)
    for dose in logDoses.indices {
      let value = shape.fullEffect + shape.span * shape.remaining(at: logDoses[dose])
      for well in starts[dose]..<starts[dose + 1] { residuals[well] = value - responses[well] }
    }
    for well in roots.indices { residuals[well] *= roots[well] }
  }

  func writeJacobian(at parameters: Span<Double>, into jacobian: inout MutableSpan<Double>) {
    let shape = CurveShape(parameters, kind, anchor)
    let count = responses.count
    var slopes = InlineArray<7, Double>(repeating: 0)
    for dose in logDoses.indices {
      shape.write(at: logDoses[dose], extraIsFree: extraIsFree) { slopes[$0] = $1 }
      for well in starts[dose]..<starts[dose + 1] {
        let root = roots.isEmpty ? 1 : roots[well]
        for parameter in 0..<parameterCount {
          jacobian[parameter * count + well] = slopes[parameter] * root
        }
      }
    }
  }
}

/// A constant through all wells.
struct FlatProblem: LeastSquaresModel {
  let responses: [Double]
  /// As ``CurveProblem/roots``.
  let roots: [Double]
  var parameterCount: Int { 1 }
  var observationCount: Int { responses.count }

  func writeResiduals(at parameters: Span<Double>, into residuals: inout MutableSpan<Double>) {
    for well in responses.indices {
      residuals[well] = (parameters[0] - responses[well]) * (roots.isEmpty ? 1 : roots[well])
    }
  }

  func writeJacobian(at parameters: Span<Double>, into jacobian: inout MutableSpan<Double>) {
    for well in responses.indices { jacobian[well] = roots.isEmpty ? 1 : roots[well] }
  }
}

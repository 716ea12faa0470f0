/// Chooses steps from error estimates, lane by lane.
///
/// ## References
/// The predictive controller of Gustafsson as in [HairerWanner1996, IV.8].
struct StepControl {
  /// The scaled error of an attempt.
  struct Error {
    /// The mean of squares; NaN where the attempt gave no usable number.
    let square: Double
    /// The fifth root of the error (the tenth of its square), and one over it.
    let root, inverseRoot: Double

    var isUnsound: Bool { square.isNaN }
    var isAcceptable: Bool { square <= 1 }
    var isTooLarge: Bool { square > 1 }
  }

  private var previousStep = 0.0
  /// One over the fifth root of the error of the step accepted last.
  private var previousInverseRoot = 1.0
  private var hasAccepted = false
  private var wasRejected = false

  private static let safetyFactor = 0.95
  private static let largestGrowth = 6.0
  private static let largestShrinkage = 0.2
  /// One over the fifth root of a hundredth: a smaller error is remembered as this.
  private static let largestInverseRoot = 2.511_886_431_509_580_1

  /// The step after one of length `step` that was accepted.
  mutating func afterAccepting(_ step: Double, error: Error) -> Double {
    var growth = Self.limited(Self.safetyFactor * error.inverseRoot)
    if hasAccepted {
      let trend = Self.limited(
        Self.safetyFactor * error.inverseRoot * error.inverseRoot / previousInverseRoot)
      growth = min(growth, Self.limited(step / previousStep * trend))
    }
    if wasRejected { growth = min(growth, 1) }
    hasAccepted = true
    wasRejected = false
    previousStep = step
    previousInverseRoot = min(Self.largestInverseRoot, error.inverseRoot)
    return step * growth
  }

  /// The step to try instead of one with too large an error.
  mutating func afterRejecting(_ step: Double, error: Error) -> Double {
    wasRejected = true
    return step * max(Self.largestShrinkage, min(0.9, Self.safetyFactor * error.inverseRoot))
  }

  /// The step to try instead of one that gave no usable number.
  mutating func afterFailing(_ step: Double) -> Double {
    wasRejected = true
    return step * 0.25
  }

  private static func limited(_ growth: Double) -> Double {
    min(largestGrowth, max(largestShrinkage, growth))
  }
}

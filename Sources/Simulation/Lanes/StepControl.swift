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
  /// The fifth root of the error of the step accepted last.
  private var previousRoot = 1.0
  private var hasAccepted = false
  private var wasRejected = false

  private static let safetyFactor = 0.95
  private static let largestGrowth = 6.0
  private static let largestShrinkage = 0.2
  /// The fifth root of a hundredth: a smaller error is remembered as this.
  private static let smallestRoot = 0.398_107_170_553_497_25

  /// The step after one of length `step` that was accepted.
  func stepAfterAccepting(_ step: Double, error: Error) -> Double {
    var growth = Self.limited(Self.safetyFactor * error.inverseRoot)
    if hasAccepted {
      let trend = Self.limited(
        Self.safetyFactor * error.inverseRoot * error.inverseRoot * previousRoot)
      growth = min(growth, Self.limited(step / previousStep * trend))
    }
    if wasRejected { growth = min(growth, 1) }
    return step * growth
  }

  mutating func accept(_ step: Double, error: Error) {
    hasAccepted = true
    wasRejected = false
    previousStep = step
    previousRoot = max(Self.smallestRoot, error.root)
  }

  /// The step to try instead of one with too large an error.
  func stepAfterRejecting(_ step: Double, error: Error) -> Double {
    step * max(Self.largestShrinkage, min(0.9, Self.safetyFactor * error.inverseRoot))
  }

  mutating func reject() { wasRejected = true }

  /// The step to try instead of one that gave no usable number.
  func stepAfterFailing(_ step: Double) -> Double { step * 0.25 }

  private static func limited(_ growth: Double) -> Double {
    min(largestGrowth, max(largestShrinkage, growth))
  }
}

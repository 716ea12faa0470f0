/// Chooses steps from error estimates, lane by lane.
///
/// ## References
/// The predictive controller of Gustafsson as in [HairerWanner1996, IV.8].
struct StepControl {
  private var previousStep = 0.0
  /// The fifth root of the error of the step accepted last.
  private var previousRoot = 1.0
  private var hasAccepted = false
  private var wasRejected = false

  private static let safetyFactor = 0.95
  private static let largestGrowth = 6.0
  private static let largestShrinkage = 0.2
  /// Errors below this say no more than that the step may grow as far as it is let.
  private static let smallestError = 1e-10
  private static let smallestRoot = fifthRoot(0.01)

  /// The step after one of length `step` that was accepted with the scaled error `error`.
  mutating func afterAccepting(_ step: Double, error: Double) -> Double {
    let root = Self.fifthRoot(max(error, Self.smallestError))
    var growth = Self.limited(Self.safetyFactor / root)
    if hasAccepted {
      let trend = Self.limited(Self.safetyFactor * previousRoot / (root * root))
      growth = min(growth, Self.limited(step / previousStep * trend))
    }
    if wasRejected { growth = min(growth, 1) }
    hasAccepted = true
    wasRejected = false
    previousStep = step
    previousRoot = max(Self.smallestRoot, root)
    return step * growth
  }

  /// The step to try instead of one with too large an error.
  mutating func afterRejecting(_ step: Double, error: Double) -> Double {
    wasRejected = true
    return step * max(Self.largestShrinkage, min(0.9, Self.safetyFactor / Self.fifthRoot(error)))
  }

  /// The step to try instead of one that gave no usable number.
  mutating func afterFailing(_ step: Double) -> Double {
    wasRejected = true
    return step * 0.25
  }

  private static func limited(_ growth: Double) -> Double {
    min(largestGrowth, max(largestShrinkage, growth))
  }

  /// The fifth root of a normal positive number by Newton's iteration, so that no library's rounding
  /// enters a step.
  static func fifthRoot(_ value: Double) -> Double {
    // A fifth of the bits is a fifth of the logarithm, but for a few per cent.
    let oneBits = (1.0).bitPattern
    var root = Double(bitPattern: value.bitPattern / 5 + oneBits / 5 * 4)
    for _ in 0..<4 {
      let square = root * root
      root = 0.2 * (4 * root + value / (square * square))
    }
    return root
  }
}

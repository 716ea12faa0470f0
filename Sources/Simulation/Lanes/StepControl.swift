/// Chooses steps from error estimates, lane by lane.
///
/// ## References
/// The predictive controller of Gustafsson as in [HairerWanner1996, IV.8].
struct StepControl {
  private var previousStep = 0.0
  private var previousError = 1.0
  private var hasAccepted = false
  private var wasRejected = false

  private static let safetyFactor = 0.95
  private static let largestGrowth = 6.0
  private static let largestShrinkage = 0.2

  /// The step after one of length `step` that was accepted with the scaled error `error`.
  mutating func afterAccepting(_ step: Double, error: Double) -> Double {
    var growth = Self.growth(for: error)
    if hasAccepted {
      let ratio = step / previousStep * Self.growth(for: error * error / previousError)
      growth = min(growth, Self.limited(ratio))
    }
    if wasRejected { growth = min(growth, 1) }
    hasAccepted = true
    wasRejected = false
    previousStep = step
    previousError = max(0.01, error)
    return step * growth
  }

  /// The step to try instead of one with too large an error.
  mutating func afterRejecting(_ step: Double, error: Double) -> Double {
    wasRejected = true
    return step * min(Self.growth(for: error), Self.safetyFactor)
  }

  /// The step to try instead of one that gave no usable number.
  mutating func afterFailing(_ step: Double) -> Double {
    wasRejected = true
    return step * 0.25
  }

  private static func limited(_ growth: Double) -> Double {
    min(largestGrowth, max(largestShrinkage, growth))
  }

  private static func growth(for error: Double) -> Double {
    limited(safetyFactor / fifthRoot(max(error, 1e-10)))
  }

  /// The fifth root of a positive number by Newton's iteration, so that no library's rounding
  /// enters a step.
  static func fifthRoot(_ value: Double) -> Double {
    let exponent = Int(value.exponent)
    var root = Double(sign: .plus, exponent: exponent / 5, significand: 1)
    // From a factor of two away Newton's method needs up to seven turns.
    for _ in 0..<8 {
      let square = root * root
      root = (4 * root + value / (square * square)) / 5
    }
    return root
  }
}

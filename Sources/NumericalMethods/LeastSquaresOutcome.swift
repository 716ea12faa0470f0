/// How a least-squares search ended. None of them is thrown: a search that failed keeps its best
/// parameters and says here what stopped it.
public enum LeastSquaresEnding: Hashable, Sendable {
  /// The sum of squares, the parameters or the gradient stopped changing by more than the tolerance.
  case converged
  /// Every residual became zero.
  case exactFit
  /// Not converged after the permitted number of Jacobians. Look for parameters that the data
  /// cannot tell apart, or start nearer.
  case iterationLimit
  /// The residuals are not finite at the start: choose a start where the model is defined.
  case undefinedAtStart
  /// The derivatives are not finite at the best parameters found, so no step can be chosen.
  case undefinedDerivative

  /// Whether the parameters are a minimum, as far as `Double` can tell.
  public var isMinimum: Bool { self == .converged || self == .exactFit }
}

/// What a least-squares search found, apart from the parameters themselves.
public struct LeastSquaresOutcome: Hashable, Sendable {
  public let ending: LeastSquaresEnding
  /// Σ wᵢ s² ρ(rᵢ²/s²): the weighted sum of squares, or its robust counterpart. NaN if undefined.
  public let cost: Double
  /// How many Jacobians were formed.
  public let iterations: Int
  /// How many times the residuals were evaluated.
  public let evaluations: Int
}

/// When a search may stop, and what a residual costs.
public struct LeastSquaresOptions: Hashable, Sendable {
  public var loss: RobustLoss = .squares
  /// The spread of a good residual, in units of the response; only a robust loss asks for it.
  public var scale = 1.0
  /// The relative fall of the cost, predicted and actual, below which a search has converged.
  public var costTolerance = 1e-12
  /// The relative change of the parameters below which a search has converged.
  public var stepTolerance = 1e-10
  /// The cosine between residuals and derivatives below which a search has converged.
  public var gradientTolerance = 1e-12
  /// The most Jacobians to form.
  public var iterationLimit = 200
  /// The first step's limit, as a multiple of the start's scaled length.
  public var firstRadius = 100.0

  public init() {}

  /// As far as `Double` goes.
  public static var tight: Self {
    var options = Self()
    options.costTolerance = 1e-15
    options.stepTolerance = 1e-15
    options.gradientTolerance = 1e-15
    options.iterationLimit = 2000
    return options
  }
}

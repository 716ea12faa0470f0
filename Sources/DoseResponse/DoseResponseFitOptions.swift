/// How a series is to be fitted.
public struct DoseResponseFitOptions: Hashable, Sendable {
  public enum ModelChoice: Hashable, Sendable {
    /// The log-logistic model with the lowest AICc among those the scale permits, behind a gate for
    /// no effect.
    case automatic
    /// This one, behind the same gate.
    case only(CurveModel)
  }

  public enum Loss: Hashable, Sendable {
    /// Tukey's biweight: an outlying well loses its say, and is reported.
    case robust
    case leastSquares
  }

  /// Which profile-likelihood intervals to compute.
  public enum Intervals: Hashable, Sendable {
    case all
    /// Only that of the relative EC50, which the verdict rests on.
    case potencyOnly
  }

  public var model = ModelChoice.automatic
  public var loss = Loss.robust
  public var intervals = Intervals.all
  /// The level of the gate's F test. Flat series are called active less often than this says: some
  /// 0.3 % at 0.01, since the curve's bounds and the expected direction leave noise less room.
  public var gateLevel = 0.01
  /// The coverage of the intervals.
  public var confidence = 0.95

  public init() {}
}

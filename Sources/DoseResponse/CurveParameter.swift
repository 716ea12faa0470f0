/// One parameter of a fitted model under the field's name and the letter that drc gives it.
public struct CurveParameter: Hashable, Sendable {
  public enum Name: String, Hashable, Sendable, CaseIterable {
    /// How steep, with drc's sign: positive for a falling curve and negative for a rising one, and the
    /// other way round for Weibull type 2.
    case slope
    case lowerLimit = "lower_limit"
    case upperLimit = "upper_limit"
    /// The dose that positions the curve: its EC50 if it is a symmetric log-logistic, else its
    /// inflection (Weibull) or drc's e.
    case location
    /// The exponent of a five-parameter log-logistic.
    case asymmetry
    /// Brain–Cousens: the response gained per unit of dose as the dose goes to 0.
    case hormesis
    /// The first site's share of a biphasic effect, 0–1.
    case firstShare = "first_share"
    case secondSlope = "second_slope"
    case secondLocation = "second_location"

    /// The letter in drc's formulas.
    public var letter: String {
      switch self {
      case .slope: "b"
      case .lowerLimit: "c"
      case .upperLimit: "d"
      case .location: "e"
      case .asymmetry, .hormesis, .firstShare: "f"
      case .secondSlope: "b2"
      case .secondLocation: "e2"
      }
    }
  }

  public let name: Name
  public let estimate: ParameterEstimate
  /// Whether the model holds the parameter at the scale's value instead of estimating it.
  public let isFixed: Bool
  /// Whether the estimate ended at the end of the range that the search allows, so that the wells
  /// alone did not settle it.
  public var isAtBound = false
}

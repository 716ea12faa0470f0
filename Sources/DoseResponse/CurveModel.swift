/// The shapes a curve may take, from none to five parameters.
///
/// All but `flat` are log-logistic: the response goes from its value without drug to its value at
/// full effect, half of it done at the EC50.
public enum CurveModel: String, CaseIterable, Hashable, Sendable {
  /// No effect of dose: one constant.
  case flat
  /// EC50 and Hill slope; both asymptotes are what the scale says.
  case logLogistic2 = "ll2"
  /// EC50, Hill slope and the full effect; the response without drug is what the scale says.
  case logLogistic3 = "ll3"
  /// EC50, Hill slope and both asymptotes.
  case logLogistic4 = "ll4"
  /// As four, and an asymmetry that makes one shoulder rounder than the other.
  case logLogistic5 = "ll5"

  public var parameterCount: Int {
    switch self {
    case .flat: 1
    case .logLogistic2: 2
    case .logLogistic3: 3
    case .logLogistic4: 4
    case .logLogistic5: 5
    }
  }

  /// Whether the model needs a scale that fixes an asymptote.
  public var needsFractionScale: Bool { self == .logLogistic2 || self == .logLogistic3 }

  /// The model as a person names it.
  public var name: String {
    switch self {
    case .flat: "no effect"
    case .logLogistic2: "log-logistic, 2 parameters"
    case .logLogistic3: "log-logistic, 3 parameters"
    case .logLogistic4: "log-logistic, 4 parameters"
    case .logLogistic5: "log-logistic, 5 parameters"
    }
  }
}

/// What may be said of a published finding after a simulation.
public enum EvidenceVerdict: Hashable, Sendable {
  case agrees
  case disagrees
  /// The finding helped to choose parameters: closeness is shown, agreement is never claimed.
  case usedInCalibration(Closeness)
  /// No claim is made, and why.
  case notClaimed(because: String)
  case notYetComputed

  /// How a value used in calibration came out.
  public enum Closeness: String, CaseIterable, Hashable, Sendable {
    case withinFactor
    case outsideFactor
  }

  /// The words that tables and reports show.
  public var label: String {
    switch self {
    case .agrees: "agrees"
    case .disagrees: "disagrees"
    case .usedInCalibration(.withinFactor): "used in calibration, within the factor"
    case .usedInCalibration(.outsideFactor): "used in calibration, outside the factor"
    case .notClaimed: "not claimed"
    case .notYetComputed: "not yet computed"
    }
  }

  /// Why no claim is made, where none is.
  public var reason: String? {
    if case .notClaimed(let reason) = self { reason } else { nil }
  }
}

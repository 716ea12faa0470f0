import NumericalMethods

/// A highest dose that alone lies far from all others of a flat series: one dose makes no curve, and
/// yet it may be where an effect begins.
public struct TopDoseDeparture: Hashable, Sendable {
  /// The highest dose, in the unit of the series.
  public let dose: Double
  /// The median response there.
  public let response: Double
  /// The median response of all other wells.
  public let others: Double
}

/// How responses are written in words.
public enum ResponseNotation: String, Hashable, Sendable {
  /// As they were fitted.
  case asFitted
  /// A hundredfold, with a sign for percent.
  case percent

  func words(_ response: Double) -> String {
    switch self {
    case .asFitted: response.forPeople()
    case .percent: "\((100 * response).forPeople()) %"
    }
  }
}

extension DoseResponseFit {
  /// Where the highest dose departs from the rest of a series found flat: by more than three times the
  /// spread of the others, or by more than three tenths of them and beyond each of them.
  public var departure: TopDoseDeparture? {
    guard verdict == .flat, !flatWasAskedFor else { return nil }
    let used = points.filter { $0.robustWeight != nil }.map(\.point)
    guard let highest = used.map(\.dose).max(),
      let response = OrderStatistics.median(of: used.filter { $0.dose == highest }.map(\.response))
    else { return nil }
    let rest = used.filter { $0.dose < highest }.map(\.response)
    guard rest.count >= 4, let middle = OrderStatistics.median(of: rest),
      let deviation = OrderStatistics.medianAbsoluteDeviation(of: rest)
    else { return nil }
    // Responses that repeat have no spread; rounding is then no departure.
    let spread = max(deviation, middle.magnitude * 1e-6)
    let distance = (response - middle).magnitude
    let isBeyondAll = rest.allSatisfy { response < middle ? $0 > response : $0 < response }
    guard distance > 3 * spread || (distance > 0.3 * middle.magnitude && isBeyondAll) else {
      return nil
    }
    return TopDoseDeparture(dose: highest, response: response, others: middle)
  }
}

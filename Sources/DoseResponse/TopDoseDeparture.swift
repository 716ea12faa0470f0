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
  /// Where the highest dose departs from the rest of a series found flat, the way that an effect goes and
  /// beyond each of them: by more than three tenths of them and further than they lie apart, or, of
  /// twelve wells or more, by more than three times their spread.
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
    let falls = response < middle
    if let expected = series.scale.expectedDirection, (expected == .falling) != falls { return nil }
    guard let least = rest.min(), let most = rest.max(),
      falls ? response < least : response > most
    else { return nil }
    // Of few wells the farthest is often three spreads away; then it must stand apart from all others.
    let gap = falls ? least - response : response - most
    let isApart = distance > 0.3 * middle.magnitude && gap > most - least
    guard isApart || (rest.count >= 12 && distance > 3 * spread) else { return nil }
    return TopDoseDeparture(dose: highest, response: response, others: middle)
  }
}

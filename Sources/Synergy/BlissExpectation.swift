import Quantities

/// The viability expected if two drugs act independently: the surviving fractions multiply.
///
/// Symmetric; a drug without effect (viability 1) leaves the other's viability; complete kill by one
/// is complete kill by both. For viabilities between 0 and 1 the expectation lies at or below both.
///
/// ## References
/// [Bliss1939].
///
/// ## Departures from the paper
/// Bliss allowed for correlated susceptibilities; the reference used here, as everywhere today, is
/// the case without correlation. Cells that share the cause of their resistance (much MCL-1, say)
/// die together under both drugs, so twins simulated side by side can show a small excess or deficit
/// without any interaction of the drugs.
public func blissExpectation(_ first: Viability, _ second: Viability) -> Viability {
  Viability(fraction: first.fraction * second.fraction)
}

/// The dead fraction expected if two drugs act independently.
public func blissExpectation(_ first: DeadFraction, _ second: DeadFraction) -> DeadFraction {
  blissExpectation(first.survivors, second.survivors).dead
}

/// What a combination did beyond what its parts would if they acted independently.
public struct BlissExcess: Hashable, Sendable {
  public let observed: DeadFraction
  public let expected: DeadFraction
  /// Of the excess, at ``confidence``; nil where nothing was repeated that it could come from.
  public let interval: ClosedRange<Double>?
  public let confidence: Double

  public init(
    observed: DeadFraction, expected: DeadFraction, interval: ClosedRange<Double>?,
    confidence: Double = 0.95
  ) {
    self.observed = observed
    self.expected = expected
    self.interval = interval
    self.confidence = confidence
  }

  /// Observed less expected, −1 to 1: positive is synergy, negative antagonism.
  public var value: Double { observed.fraction - expected.fraction }

  /// What may be said of it.
  public var verdict: Verdict {
    guard let interval else { return .notTold }
    if interval.lowerBound > 0 { return .synergy }
    return interval.upperBound < 0 ? .antagonism : .independent
  }

  public enum Verdict: String, Sendable, Hashable {
    /// The whole interval lies above 0.
    case synergy
    /// The whole interval lies below 0.
    case antagonism
    /// The interval holds 0: no departure from independence was shown.
    case independent = "no departure shown"
    /// There is no interval.
    case notTold = "not told"
  }
}

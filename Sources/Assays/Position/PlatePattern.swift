/// A pattern over the plate that no treatment explains.
public enum PlatePattern: String, CaseIterable, Hashable, Sendable {
  /// The rim reads otherwise than the inside: evaporation, temperature.
  case edge
  /// The signal rises or falls across the plate: pipetting order, reading order, a tilted plate.
  case gradient
  /// One row or column stands out: a blocked tip, a channel out of calibration.
  case stripe

  /// As a sentence names it.
  public var noun: String {
    switch self {
    case .edge: "edge effect"
    case .gradient: "gradient"
    case .stripe: "row or column that stands out"
    }
  }
}

/// A relative change of the signal above background, with its 95 % interval.
public struct RelativeEffect: Hashable, Sendable {
  /// −0.15 is 15 % less.
  public let estimate: Double
  public let low: Double
  public let high: Double

  public init(estimate: Double, low: Double, high: Double) {
    self.estimate = estimate
    self.low = low
    self.high = high
  }
}

/// One row or column of a plate.
public enum PlateStripe: Hashable, Sendable {
  /// From zero.
  case row(Int)
  case column(Int)

  /// `row C`, `column 7`.
  public var name: String {
    switch self {
    case .row(let row): "row \(WellAddress.rowName(row))"
    case .column(let column): "column \(column + 1)"
    }
  }

  public func contains(_ well: WellAddress) -> Bool {
    switch self {
    case .row(let row): well.row == row
    case .column(let column): well.column == column
    }
  }
}

/// Which way over a plate a pattern may lie.
public enum PlateDirection: String, CaseIterable, Hashable, Sendable {
  /// From row to row.
  case rows
  /// From column to column.
  case columns
}

/// A direction of which nothing can be told, where the other could be tested.
public struct UntoldDirection: Hashable, Sendable {
  public let pattern: PlatePattern
  public let direction: PlateDirection
  /// As a clause.
  public let reason: String
}

/// What one test of a plate's wells found.
public struct PositionTest: Hashable, Sendable {
  public enum Outcome: Hashable, Sendable {
    case found
    case notFound
    /// Why the wells cannot tell, as a clause.
    case untestable(String)
  }

  public let pattern: PlatePattern
  /// The share of random arrangements at least as extreme; nil where there was no test.
  public let pValue: Double?
  /// The same, held to the number of tests on this plate by Holm's rule.
  public let adjustedPValue: Double?
  public let outcome: Outcome

  public init(
    pattern: PlatePattern, pValue: Double?, adjustedPValue: Double?, outcome: Outcome
  ) {
    self.pattern = pattern
    self.pValue = pValue
    self.adjustedPValue = adjustedPValue
    self.outcome = outcome
  }

  public var isFound: Bool { outcome == .found }

  /// The level at which a pattern counts as found.
  public static let level = 0.05

  /// Adjusts p values for each other (Holm) and judges them.
  ///
  /// ## References
  /// [Holm1979].
  static func judged(
    _ tests: [(pattern: PlatePattern, pValue: Double?, untestable: String?)]
  ) -> [PositionTest] {
    let ordered = tests.indices.filter { tests[$0].pValue != nil }
      .sorted { (tests[$0].pValue ?? 1) < (tests[$1].pValue ?? 1) }
    var adjusted: [Int: Double] = [:]
    var least = 0.0
    for (rank, index) in ordered.enumerated() {
      least = max(least, min(1, (tests[index].pValue ?? 1) * Double(ordered.count - rank)))
      adjusted[index] = least
    }
    return tests.indices.map { index in
      let test = tests[index]
      let outcome: Outcome =
        test.untestable.map { .untestable($0) }
        ?? ((adjusted[index] ?? 1) <= level ? .found : .notFound)
      return PositionTest(
        pattern: test.pattern, pValue: test.pValue, adjustedPValue: adjusted[index],
        outcome: outcome)
    }
  }
}

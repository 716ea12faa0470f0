import NumericalMethods

/// Whether place on the plate, and not treatment, moved the signal.
///
/// Wells of one condition are compared with each other only. The p values are those of a permutation
/// test: the wells of each condition are rearranged among their own places, which changes nothing if
/// place does not matter. Each pattern is tested beside the others, so that an edge effect is not told
/// as a gradient as well.
///
/// ## References
/// [FreedmanLane1983] for permuting the residuals of the smaller model; [Holm1979] for three tests on
/// one plate.
public struct PositionAnalysis: Hashable, Sendable {
  /// Edge, gradient and stripe, in this order.
  public let tests: [PositionTest]
  /// The rim against the inside; nil where the wells cannot tell.
  public let edge: RelativeEffect?
  /// From the first row to the last.
  public let rowGradient: RelativeEffect?
  /// From the first column to the last.
  public let columnGradient: RelativeEffect?
  /// The row or column that differs most from the rest, with the median relative deviation of its
  /// wells; judged by the test of ``PlatePattern/stripe``.
  public let stripe: PlateStripe?
  public let stripeDeviation: Double?
  /// Directions of a tested pattern that the wells cannot tell of: on a plate whose doses run along
  /// the columns, a gradient from column to column looks like a dose.
  public let untold: [UntoldDirection]
  /// The median of the blanks, which effects are relative to; 0 without blanks.
  public let background: Double
  /// Wells that could be compared with another well of their condition.
  public let comparedWells: Int
  public let permutations: Int

  public func test(of pattern: PlatePattern) -> PositionTest? {
    tests.first { $0.pattern == pattern }
  }

  /// What cannot be told of a pattern that could be tested the other way.
  public func untold(of pattern: PlatePattern) -> UntoldDirection? {
    untold.first { $0.pattern == pattern }
  }

  /// The patterns that were found.
  public var found: [PlatePattern] { tests.filter(\.isFound).map(\.pattern) }

  /// - Parameters:
  ///   - observations: of one plate, blanks included.
  ///   - seed: of the rearrangements; the same seed gives the same p values on every machine.
  public init(
    of observations: [PlateObservation], format: PlateFormat, permutations: Int = 1999,
    seed: UInt64 = 1
  ) {
    self.permutations = permutations
    guard let model = PositionModel(observations, format: format) else {
      let blanks = observations.filter { $0.isUsable && $0.role == .blank }.map(\.value)
      background = OrderStatistics.median(of: blanks) ?? 0
      comparedWells = 0
      (edge, rowGradient, columnGradient, stripe, stripeDeviation) = (nil, nil, nil, nil, nil)
      untold = []
      let reason = "no condition has two wells that differ"
      tests = PositionTest.judged(PlatePattern.allCases.map { ($0, nil, reason) })
      return
    }
    background = model.background
    comparedWells = model.wells.count
    edge = Self.effect(of: 0, in: model)
    rowGradient = Self.effect(of: 1, in: model)
    columnGradient = Self.effect(of: 2, in: model)
    let comparison = PermutationComparison(model)
    let outcome = comparison.run(permutations, seed: seed)
    stripe = outcome.stripe
    stripeDeviation = outcome.stripe.map { Self.deviation(of: $0, in: model) }
    let told: [(PlatePattern, isTested: Bool, PlateDirection, isTold: Bool)] = [
      (.gradient, outcome.gradient != nil, .rows, rowGradient != nil),
      (.gradient, outcome.gradient != nil, .columns, columnGradient != nil),
      (.stripe, outcome.stripes != nil, .rows, outcome.hasRows),
      (.stripe, outcome.stripes != nil, .columns, outcome.hasColumns),
    ]
    untold = told.filter { $0.isTested && !$0.isTold }.map {
      UntoldDirection(pattern: $0.0, direction: $0.2, reason: model.reason(against: $0.2))
    }
    tests = PositionTest.judged([
      (
        .edge, edge == nil ? nil : outcome.edge,
        edge == nil ? "no condition has comparable wells both on the rim and inside" : nil
      ),
      (
        .gradient, outcome.gradient,
        outcome.gradient == nil ? "no condition spreads over rows or columns" : nil
      ),
      (
        .stripe, outcome.stripes,
        outcome.stripes == nil ? "no condition spreads over rows or columns" : nil
      ),
    ])
  }

  /// The coefficient with the interval of the linear model's t distribution.
  private static func effect(of term: Int, in model: PositionModel) -> RelativeEffect? {
    let order = (0..<PositionModel.terms).filter { $0 != term } + [term]
    let terms = LinearTerms(order.map { model.design[$0] })
    guard let variance = terms.lastVariance, model.degreesOfFreedom > 0 else { return nil }
    let residuals = terms.residuals(of: model.response)
    let spread = LinearTerms.dot(residuals, residuals) / Double(model.degreesOfFreedom)
    let error = (spread * variance).squareRoot()
    let reach =
      error
      * StudentTDistribution(degreesOfFreedom: Double(model.degreesOfFreedom)).quantile(0.975)
    let estimate = model.coefficients[term]
    return RelativeEffect(estimate: estimate, low: estimate - reach, high: estimate + reach)
  }

  /// The median relative deviation of a row's or column's wells from their conditions, once edge and
  /// gradient are taken out.
  private static func deviation(of stripe: PlateStripe, in model: PositionModel) -> Double {
    let deviations = model.wells.indices.compactMap { index -> Double? in
      let well = model.wells[index]
      guard stripe.contains(well.observation.well) else { return nil }
      func level(_ well: PositionModel.Well) -> Double {
        (well.observation.value - model.background) / max(0.05, model.factor(well))
      }
      let others = model.strata[well.stratum].map { model.wells[$0] }
        .filter { !stripe.contains($0.observation.well) }.map(level)
      guard let other = OrderStatistics.median(of: others), other > 0 else { return nil }
      return level(well) / other - 1
    }
    return OrderStatistics.median(of: deviations) ?? .nan
  }
}

import NumericalMethods
import Quantities

extension BlissExcess {
  /// The excess from repeated measurements of viability: wells, plates, days.
  ///
  /// The mean viabilities enter; their standard errors are propagated to first order,
  /// `Var(ab − c) = (b·sₐ)² + (a·s_b)² + s_c²`, and the interval takes Student's t with the degrees of
  /// freedom of Welch and Satterthwaite.
  ///
  /// - Returns: nil if one of the three has no usable repeat. With a single repeat somewhere there is
  ///   a value and no interval.
  ///
  /// ## References
  /// [Welch1947] for the degrees of freedom.
  public init?(
    first: [Viability], second: [Viability], both: [Viability], confidence: Double = 0.95
  ) {
    let series = [first, second, both].map { $0.map(\.fraction).filter(\.isFinite) }
    let means = series.compactMap { OrderStatistics.mean(of: $0) }
    guard means.count == 3 else { return nil }
    let weights = [means[1], means[0], 1]
    let deviations = series.map { OrderStatistics.standardDeviation(of: $0) }
    var interval: ClosedRange<Double>?
    if deviations.allSatisfy({ $0 != nil }) {
      let variances = zip(zip(series, deviations), weights).map { pair, weight in
        let error = weight * (pair.1 ?? 0)
        return error * error / Double(pair.0.count)
      }
      let total = variances.reduce(0, +)
      let excess = means[0] * means[1] - means[2]
      if total > 0 {
        let freedom =
          total * total
          / zip(variances, series).reduce(0) { $0 + $1.0 * $1.0 / Double($1.1.count - 1) }
        let half =
          StudentTDistribution(degreesOfFreedom: freedom).quantile(0.5 + confidence / 2)
          * total.squareRoot()
        interval = (excess - half)...(excess + half)
      } else {
        interval = excess...excess
      }
    }
    self.init(
      observed: Viability(fraction: means[2]).dead,
      expected: blissExpectation(
        Viability(fraction: means[0]), Viability(fraction: means[1])
      ).dead,
      interval: interval, confidence: confidence)
  }
}

/// Cell counts turned into growth rates relative to vehicle, and their curve's metrics.
///
/// GR(x) = 2^(log₂(n(x)/n₀) / log₂(n_vehicle/n₀)) − 1: 1 is growth as in the vehicle, 0 no growth,
/// below 0 fewer cells than at the start; it does not depend on how long the assay ran or how fast
/// the cells divide, where rates are constant.
///
/// ## References
/// [Hafner2016].
public struct GrowthRateMetrics: Hashable, Sendable {
  /// The dose at which GR is one half; a bound where the doses do not hold it.
  public let gr50: PotencyEstimate
  /// The dose of half the effect on growth (GEC50).
  public let gec50: PotencyEstimate
  /// The fitted GR at the highest dose.
  public let grMax: Double?
  /// GR towards which the curve goes as the dose grows without limit.
  public let grInfinity: ParameterEstimate?
  /// The slope of the curve.
  public let hGR: ParameterEstimate?
  /// The mean of 1 − GR over the logarithm of the tested doses.
  public let grAOC: Double?
  /// The curve of GR values that these come from.
  public let fit: DoseResponseFit

  /// The relative growth rate of one count; NaN where the vehicle did not grow.
  ///
  /// - Parameters:
  ///   - count: at the end, with drug.
  ///   - vehicle: at the end, without.
  ///   - start: at time zero.
  public static func relativeGrowth(count: Double, vehicle: Double, start: Double) -> Double {
    guard vehicle > start, start > 0, count >= 0 else { return .nan }
    return exp2(log2(count / start) / log2(vehicle / start)) - 1
  }

  /// A series of counts as one of relative growth rates, which fits and comparisons take.
  public static func series(
    _ counts: DoseResponseSeries, vehicle: Double, start: Double
  ) -> DoseResponseSeries {
    var series = counts
    series.scale = .growthRate
    for index in series.points.indices {
      series.points[index].response = relativeGrowth(
        count: series.points[index].response, vehicle: vehicle, start: start)
    }
    return series
  }

  /// Fits the GR values of a series of counts.
  ///
  /// Points whose count makes no GR value are left out and listed in the fit, as are all of them
  /// where the vehicle did not grow.
  public init(
    _ counts: DoseResponseSeries, vehicle: Double, start: Double,
    by fitter: inout DoseResponseFitter
  ) {
    fit = fitter.fit(Self.series(counts, vehicle: vehicle, start: start))
    gr50 = fit.absoluteIC50
    gec50 = fit.relativeEC50
    grMax = fit.responseAtHighestDose
    grInfinity = fit.fullEffect
    hGR = fit.hillSlope
    grAOC = fit.areaUnderCurve.map { 1 - $0 }
  }
}

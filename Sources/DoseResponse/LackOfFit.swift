import NumericalMethods

/// Whether the means of the doses lie further from the curve than replicates lie from their means: the
/// F test of lack of fit.
///
/// It tells apart what an interval takes as one: noise of single wells, which replicates average out,
/// and errors that the wells of a dose share, such as a dilution gone wrong, which they do not. Where
/// it is significant, either the model bends otherwise than the data or such errors are there, and
/// intervals that count every well as a fresh look are too narrow.
///
/// ## References
/// [BatesWatts1988, 1.3.2].
public struct LackOfFit: Hashable, Sendable {
  /// The mean square about the curve that replicates do not explain, over that within doses.
  public let ratio: Double
  /// Doses less parameters.
  public let numerator: Int
  /// Wells less doses.
  public let denominator: Int

  /// The probability of so large a ratio where the curve is right and wells err independently.
  public var probability: Double {
    FDistribution(numerator: Double(numerator), denominator: Double(denominator)).upperTail(ratio)
  }

  /// The level at which a fit warns of it.
  public static let warningLevel = 0.01
}

extension DoseResponseFit {
  /// The test of lack of fit, each well counted by its weights; nil without a curve, without
  /// replicates, or with no more doses than parameters.
  public var lackOfFit: LackOfFit? {
    guard let model else { return nil }
    var wells: [(dose: Double, response: Double, weight: Double)] = []
    for use in points {
      guard let robust = use.robustWeight, robust > 0 else { continue }
      guard let fitted = fittedCurve?.response(at: use.point.dose) ?? flatResponse?.estimate
      else { return nil }
      let precision = noise.map { $0.root(at: fitted, on: series.scale) } ?? 1
      wells.append(
        (
          use.point.dose, use.point.response,
          robust * (use.point.weight ?? 1) * precision * precision
        ))
    }
    wells.sort { ($0.dose, $0.response) < ($1.dose, $1.response) }
    var doses = 0
    var within = 0.0
    var between = 0.0
    var first = 0
    while first < wells.count {
      let dose = wells[first].dose
      var last = first
      while last + 1 < wells.count, wells[last + 1].dose == dose { last += 1 }
      let group = wells[first...last]
      let total = group.reduce(0) { $0 + $1.weight }
      if total > 0 {
        let mean = group.reduce(0) { $0 + $1.weight * $1.response } / total
        within += group.reduce(0) { $0 + $1.weight * ($1.response - mean) * ($1.response - mean) }
        let fitted = fittedCurve?.response(at: dose) ?? flatResponse?.estimate ?? .nan
        between += total * (mean - fitted) * (mean - fitted)
      }
      doses += 1
      first = last + 1
    }
    let numerator = doses - model.parameterCount
    let denominator = wells.count - doses
    guard numerator > 0, denominator > 0, within > 0, between.isFinite, within.isFinite else {
      return nil
    }
    return LackOfFit(
      ratio: between / Double(numerator) / (within / Double(denominator)), numerator: numerator,
      denominator: denominator)
  }
}

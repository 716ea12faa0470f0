/// The area of a drug's effect above a threshold, as a screening core scores it.
///
/// With y the inhibition in percent over log₁₀ dose, t the threshold, a the full effect (at most
/// 100), x₂ the highest dose, x₁ where y passes t (at the earliest the lowest dose x₀):
///
/// - DSS1 = 100 ∫ (y − t) dx from x₁ to x₂, over (100 − t)(x₂ − x₀);
/// - DSS2 = DSS1 / log₁₀ a, which takes down drugs that only work at high doses to a full effect;
/// - DSS3 = DSS2 · 2 (x₂ − x₁) / (x₂ − x₀), which takes down those that begin to work late.
///
/// ## References
/// [Yadav2014]; the formulas are those of the authors' script.
///
/// ## Departures from the paper
/// A curve of any model is integrated, numerically. The script gives 0 to a DSS2 above 50; here it
/// keeps its value.
public struct DrugSensitivityScore: Hashable, Sendable {
  /// Which of the three scores.
  public enum Kind: Int, Hashable, Sendable, CaseIterable {
    case one = 1
    case two = 2
    case three = 3
  }

  public let kind: Kind
  /// 0 for no effect; at most 100 (DSS1, DSS3) or 50 (DSS2).
  public let value: Double

  /// The score of a fit on a fraction scale; nil where there is no curve, or no fraction.
  ///
  /// A flat series scores 0 unless its effect is full at every dose, and so does an EC50 at or beyond the highest dose, as in the script.
  ///
  /// - Parameter threshold: the least inhibition that counts, in percent.
  public init?(_ kind: Kind, of fit: DoseResponseFit, threshold: Double = 10) {
    guard let values = Self.values(of: fit, threshold: threshold) else { return nil }
    self.kind = kind
    value = values[kind.rawValue - 1]
  }

  /// All three scores, by ``Kind``, from one integration; nil as above.
  public static func values(of fit: DoseResponseFit, threshold: Double = 10) -> [Double]? {
    guard fit.series.scale.responseWithoutDrug != nil, fit.series.scale != .growthRate,
      let doses = fit.testedDoses,
      threshold >= 0, threshold < 100
    else { return nil }
    let none = [0.0, 0, 0]
    if fit.verdict == .flat { return none }
    guard doses.lowerBound < doses.upperBound else { return nil }
    func inhibition(_ response: Double) -> Double {
      let percent = fit.series.scale == .viability ? 100 * (1 - response) : 100 * response
      return min(percent, 100)
    }
    if let constant = fit.flatResponse {
      let full = inhibition(constant.estimate)
      guard full > threshold else { return none }
      let first = 100 * (full - threshold) / (100 - threshold)
      let second = first / log10(full)
      return [first, second, second * 2]
    }
    guard let curve = fit.fittedCurve else { return nil }
    let full = inhibition(curve.responseAtFullEffect)
    let from = log10(doses.lowerBound)
    let to = log10(doses.upperBound)
    if case .bounded(.above(let bound)) = fit.relativeEC50, bound >= doses.upperBound {
      return none
    }
    let level = fit.series.scale == .viability ? 1 - threshold / 100 : threshold / 100
    guard full > threshold else { return none }
    let begins =
      inhibition(curve.response(at: doses.lowerBound)) >= threshold
      ? from : min(max(curve.dose(forResponse: level).map { log10($0) } ?? from, from), to)
    let steps = 400
    var area = 0.0
    if to > begins {
      let places = (0...steps).map { begins + (to - begins) * Double($0) / Double(steps) }
      for (step, response) in curve.responses(atPowersOfTen: places).enumerated() {
        let factor = step == 0 || step == steps ? 1.0 : step % 2 == 1 ? 4.0 : 2.0
        area += factor * (inhibition(response) - threshold)
      }
    }
    area *= (to - begins) / Double(3 * steps)
    let first = max(0, 100 * area / ((100 - threshold) * (to - from)))
    let second = first / log10(full)
    return [first, second, second * 2 * (to - begins) / (to - from)]
  }
}

extension DoseResponseFit {
  /// One less the mean viability over the logarithm of the tested doses (AAC): 0 for no effect, 1
  /// for a complete kill at every dose. Nil off the fraction scales.
  public var areaAboveCurve: Double? {
    guard series.scale.responseWithoutDrug != nil, series.scale != .growthRate,
      let area = areaUnderCurve
    else { return nil }
    return series.scale == .viability ? 1 - area : area
  }
}

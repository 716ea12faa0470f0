/// A fitted or given curve: response as a function of dose.
///
/// f(x) = F + (N − F) / (1 + exp(z))ᵃ with z = h (ln x − ln EC50) + ln(2^(1/a) − 1); N is the
/// response without drug, F that at full effect, h the Hill slope, a the asymmetry. The last term
/// makes EC50 the dose of half the effect whatever the asymmetry.
public struct LogLogisticCurve: Hashable, Sendable {
  public var responseWithoutDrug: Double
  public var responseAtFullEffect: Double
  /// The dose of half the effect (the relative EC50), in the unit of the series.
  public var ec50: Double
  /// Positive for rising and falling curves alike.
  public var hillSlope: Double
  /// 1 for a symmetric curve.
  public var asymmetry: Double

  public init(
    responseWithoutDrug: Double, responseAtFullEffect: Double, ec50: Double, hillSlope: Double,
    asymmetry: Double = 1
  ) {
    self.responseWithoutDrug = responseWithoutDrug
    self.responseAtFullEffect = responseAtFullEffect
    self.ec50 = ec50
    self.hillSlope = hillSlope
    self.asymmetry = asymmetry
  }

  public var bottom: Double { min(responseWithoutDrug, responseAtFullEffect) }
  public var top: Double { max(responseWithoutDrug, responseAtFullEffect) }
  public var direction: CurveDirection {
    responseAtFullEffect < responseWithoutDrug ? .falling : .rising
  }

  /// The response at a dose of 0 or more.
  public func response(at dose: Double) -> Double {
    let remaining = dose == 0 ? 1 : remainingFraction(logRatio: log(dose) - log(ec50))
    return responseAtFullEffect + (responseWithoutDrug - responseAtFullEffect) * remaining
  }

  /// How much of the way from full effect to none is left, at ln(dose / EC50).
  private func remainingFraction(logRatio: Double) -> Double {
    let shift = asymmetry == 1 ? 0 : log(exp(log(2) / asymmetry) - 1)
    let z = hillSlope * logRatio + shift
    let base = z > 700 ? 0 : 1 / (1 + exp(z))
    return asymmetry == 1 ? base : pow(base, asymmetry)
  }

  /// The dose at which the curve passes `response`; nil where it never does.
  public func dose(forResponse response: Double) -> Double? {
    let fraction =
      (response - responseAtFullEffect) / (responseWithoutDrug - responseAtFullEffect)
    guard fraction > 0, fraction < 1 else { return nil }
    let shift = asymmetry == 1 ? 0 : log(exp(log(2) / asymmetry) - 1)
    let z = log(exp(-log(fraction) / asymmetry) - 1)
    return exp(log(ec50) + (z - shift) / hillSlope)
  }

  /// The mean response over the logarithm of dose between two doses: the area under the curve,
  /// divided by its width. Between 0 and 1 for a viability.
  ///
  /// - Precondition: `0 < low < high`.
  public func meanResponse(overLogDoseFrom low: Double, to high: Double) -> Double {
    precondition(0 < low && low < high, "an area needs a range of doses above zero")
    let from = log(low) - log(ec50)
    let width = log(high) - log(low)
    var remaining: Double
    if asymmetry == 1 {
      // ∫ 1/(1 + e^(hu)) du = −ln(1 + e^(−hu))/h.
      func softened(_ u: Double) -> Double {
        let z = hillSlope * u
        return z > 0 ? log1p(exp(-z)) : -z + log1p(exp(z))
      }
      remaining = (softened(from) - softened(from + width)) / (hillSlope * width)
    } else {
      let steps = 400
      remaining = 0
      for step in 0...steps {
        let factor = step == 0 || step == steps ? 1.0 : step % 2 == 1 ? 4.0 : 2.0
        remaining +=
          factor * remainingFraction(logRatio: from + width * Double(step) / Double(steps))
      }
      remaining /= Double(3 * steps)
    }
    return responseAtFullEffect + (responseWithoutDrug - responseAtFullEffect) * remaining
  }
}

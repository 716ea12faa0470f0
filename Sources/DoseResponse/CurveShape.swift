/// A curve's parameters unpacked: what fraction of the effect is still to come at each dose.
///
/// The response is F + (N − F) r with N the response without drug, F that at full effect, and r the
/// fraction remaining, a function of z = h (x − p) + s, where x is ln(dose / highest dose), h the
/// slope, p the position and s a shift that makes the position mean what the anchor says:
///
/// - log-logistic: r = (1 + eᶻ)⁻ᵃ;
/// - Weibull, abrupt at its end (drc's falling type 1): r = exp(−eᶻ);
/// - Weibull, slow at its end (drc's falling type 2): r = 1 − exp(−e⁻ᶻ);
/// - Brain–Cousens: r = (1 + ρ eˣ) / (1 + eᶻ), with ρ = f · highest dose / (d − c);
/// - biphasic: r = w / (1 + eᶻ) + (1 − w) / (1 + eᶻ′), which knows one anchor only, its sites.
struct CurveShape {
  /// Which dose the position parameter stands for.
  enum Anchor: Hashable {
    /// That of half the effect.
    case relative
    /// That at which the curve passes this response.
    case absolute(level: Double)
    /// drc's e.
    case location
  }

  /// The families with a Weibull's two types told apart by how they end, not by their names.
  enum Form: Hashable {
    case logLogistic, abrupt, gradual, brainCousens, biphasic
  }

  let form: Form
  let fullEffect: Double
  let span: Double
  let position: Double
  let hill: Double
  /// a, ρ or w.
  let extra: Double
  private let secondPosition: Double
  private let secondHill: Double
  private(set) var shift = 0.0
  private(set) var shiftByWithoutDrug = 0.0
  private(set) var shiftByFullEffect = 0.0
  private(set) var shiftByPosition = 0.0
  /// By ln a or ln ρ.
  private(set) var shiftByExtra = 0.0

  init(_ parameters: Span<Double>, _ kind: CurveProblem.Kind, _ anchor: Anchor) {
    fullEffect = parameters[CurveProblem.Index.fullEffect]
    span = parameters[CurveProblem.Index.withoutDrug] - fullEffect
    position = parameters[CurveProblem.Index.position]
    hill = exp(parameters[CurveProblem.Index.logHill])
    form = kind.form(isFalling: span >= 0)
    let packed = parameters[CurveProblem.Index.extra]
    switch form {
    case .logLogistic, .brainCousens: extra = packed == 0 ? 1 : exp(packed)
    case .abrupt, .gradual: extra = 1
    case .biphasic: extra = packed
    }
    if form == .biphasic {
      secondPosition = parameters[CurveProblem.Index.secondPosition]
      secondHill = exp(parameters[CurveProblem.Index.secondLogHill])
      return
    }
    secondPosition = 0
    secondHill = 0
    place(anchor)
  }

  /// Chooses the shift with which the fraction remaining at the position is the anchor's.
  private mutating func place(_ anchor: Anchor) {
    var fraction = 0.5
    switch anchor {
    case .location: return
    case .relative: break
    case .absolute(let level): fraction = (level - fullEffect) / span
    }
    guard fraction > 0, fraction < 1 || form == .brainCousens else {
      shift = .nan
      shiftByWithoutDrug = .nan
      shiftByFullEffect = .nan
      shiftByExtra = .nan
      shiftByPosition = .nan
      return
    }
    let shiftByFraction: Double
    switch form {
    case .logLogistic:
      let isSymmetric = extra == 1
      let inverse = isSymmetric ? 1 / fraction : exp(-log(fraction) / extra)
      shift = isSymmetric && fraction == 0.5 ? 0 : log(inverse - 1)
      shiftByExtra = inverse * log(fraction) / extra / (inverse - 1)
      shiftByFraction = -inverse / (extra * fraction) / (inverse - 1)
    case .abrupt:
      shift = log(-log(fraction))
      shiftByFraction = 1 / (fraction * log(fraction))
    case .gradual:
      shift = -log(-log(1 - fraction))
      shiftByFraction = 1 / ((1 - fraction) * log(1 - fraction))
    case .brainCousens:
      let stimulation = extra * exp(position)
      let inverse = (1 + stimulation) / fraction
      shift = log(inverse - 1)
      shiftByExtra = stimulation / fraction / (inverse - 1)
      shiftByPosition = shiftByExtra
      shiftByFraction = -inverse / fraction / (inverse - 1)
    case .biphasic: return
    }
    if case .absolute = anchor {
      shiftByWithoutDrug = -shiftByFraction * fraction / span
      shiftByFullEffect = shiftByFraction * (fraction - 1) / span
    }
  }

  /// ln(drc's e / highest dose).
  var location: Double { position - shift / hill }

  /// The fraction of the effect left at ln(dose / highest dose).
  func remaining(at logDose: Double) -> Double {
    if logDose == -.infinity { return shift.isNaN ? .nan : 1 }
    let z = hill * (logDose - position) + shift
    switch form {
    case .logLogistic:
      let base = z > 700 ? 0 : 1 / (1 + exp(z))
      return extra == 1 || base == 0 ? base : pow(base, extra)
    case .abrupt: return exp(-exp(z))
    case .gradual: return -expm1(-exp(-z))
    case .brainCousens: return z > 700 ? 0 : (1 + extra * exp(logDose)) / (1 + exp(z))
    case .biphasic:
      return extra * Self.logistic(z)
        + (1 - extra) * Self.logistic(secondHill * (logDose - secondPosition))
    }
  }

  /// The derivatives of the response at one dose by each parameter.
  func write(
    at logDose: Double, extraIsFree: Bool, _ write: (_ parameter: Int, _ slope: Double) -> Void
  ) {
    let remaining = remaining(at: logDose)
    let isVehicle = logDose == -.infinity
    if form == .biphasic {
      writeBiphasic(at: logDose, remaining, isVehicle, write)
      return
    }
    let z = isVehicle ? -.infinity : hill * (logDose - position) + shift
    let alongLogit = span * slope(z, remaining, logDose)
    let offset = isVehicle ? 0 : logDose - position
    write(CurveProblem.Index.withoutDrug, remaining + alongLogit * shiftByWithoutDrug)
    write(CurveProblem.Index.fullEffect, 1 - remaining + alongLogit * shiftByFullEffect)
    write(CurveProblem.Index.position, alongLogit * (shiftByPosition - hill))
    write(CurveProblem.Index.logHill, alongLogit * hill * offset)
    var byExtra = 0.0
    if extraIsFree {
      byExtra = alongLogit * shiftByExtra
      switch form {
      case .logLogistic: byExtra += remaining == 0 ? 0 : span * remaining * log(remaining)
      case .brainCousens:
        let stimulation = extra * exp(logDose)
        byExtra += isVehicle ? 0 : span * remaining * stimulation / (1 + stimulation)
      default: break
      }
    }
    write(CurveProblem.Index.extra, byExtra)
  }

  /// dr/dz.
  private func slope(_ z: Double, _ remaining: Double, _ logDose: Double) -> Double {
    switch form {
    case .logLogistic:
      if extra == 1 { return -remaining * (1 - remaining) }
      let base = remaining == 0 ? 0 : exp(log(remaining) / extra)
      return -extra * remaining * (1 - base)
    case .abrupt: return remaining == 0 ? 0 : -exp(z) * remaining
    case .gradual:
      let left = exp(-z)
      return left.isInfinite ? 0 : -left * exp(-left)
    case .brainCousens: return -remaining * (1 - Self.logistic(z))
    case .biphasic: return .nan
    }
  }

  private func writeBiphasic(
    at logDose: Double, _ remaining: Double, _ isVehicle: Bool,
    _ write: (_ parameter: Int, _ slope: Double) -> Void
  ) {
    write(CurveProblem.Index.withoutDrug, remaining)
    write(CurveProblem.Index.fullEffect, 1 - remaining)
    let first = isVehicle ? 1 : Self.logistic(hill * (logDose - position))
    let second = isVehicle ? 1 : Self.logistic(secondHill * (logDose - secondPosition))
    let byFirst = -span * extra * first * (1 - first) * hill
    let bySecond = -span * (1 - extra) * second * (1 - second) * secondHill
    write(CurveProblem.Index.position, -byFirst)
    write(CurveProblem.Index.logHill, isVehicle ? 0 : byFirst * (logDose - position))
    write(CurveProblem.Index.extra, span * (first - second))
    write(CurveProblem.Index.secondPosition, -bySecond)
    write(CurveProblem.Index.secondLogHill, isVehicle ? 0 : bySecond * (logDose - secondPosition))
  }

  private static func logistic(_ z: Double) -> Double { z > 700 ? 0 : 1 / (1 + exp(z)) }
}

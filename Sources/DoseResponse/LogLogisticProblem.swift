import Foundation
import NumericalMethods

/// The wells of a series ready to be fitted, each dose's curve computed once for its replicates.
///
/// Parameters, in order: response without drug, response at full effect, position (the natural
/// logarithm of a dose over the highest dose), ln of the Hill slope, ln of the asymmetry.
struct LogLogisticProblem: LeastSquaresModel {
  /// Which dose the position parameter stands for.
  enum Anchor {
    /// That of half the effect.
    case relative
    /// That at which the curve passes this response.
    case absolute(level: Double)
  }

  enum Index {
    static let withoutDrug = 0
    static let fullEffect = 1
    static let position = 2
    static let logHill = 3
    static let logAsymmetry = 4
  }

  /// ln(dose / highest dose), ascending; −∞ for the vehicle.
  let logDoses: [Double]
  /// Where the wells of each dose begin, and one past the last.
  let starts: [Int]
  let responses: [Double]
  var anchor = Anchor.relative
  /// Whether the derivative by asymmetry is wanted; without it that column is 0.
  var asymmetryIsFree = false

  var parameterCount: Int { 5 }
  var observationCount: Int { responses.count }

  func writeResiduals(at parameters: Span<Double>, into residuals: inout MutableSpan<Double>) {
    let shape = Shape(parameters, anchor)
    for dose in logDoses.indices {
      let value = shape.fullEffect + shape.span * shape.remaining(at: logDoses[dose])
      for well in starts[dose]..<starts[dose + 1] { residuals[well] = value - responses[well] }
    }
  }

  func writeJacobian(at parameters: Span<Double>, into jacobian: inout MutableSpan<Double>) {
    let shape = Shape(parameters, anchor)
    let count = responses.count
    for dose in logDoses.indices {
      let logDose = logDoses[dose]
      let remaining = shape.remaining(at: logDose)
      let alongLogit = shape.span * shape.slope(atRemaining: remaining)
      let isVehicle = logDose == -.infinity
      let offset = isVehicle ? 0 : logDose - shape.position
      let byWithoutDrug = remaining + alongLogit * shape.shiftByWithoutDrug
      let byFullEffect = 1 - remaining + alongLogit * shape.shiftByFullEffect
      let byPosition = -alongLogit * shape.hill
      let byLogHill = alongLogit * shape.hill * offset
      let byLogAsymmetry =
        asymmetryIsFree ? shape.byLogAsymmetry(atRemaining: remaining, alongLogit: alongLogit) : 0
      for well in starts[dose]..<starts[dose + 1] {
        jacobian[well] = byWithoutDrug
        jacobian[count + well] = byFullEffect
        jacobian[2 * count + well] = byPosition
        jacobian[3 * count + well] = byLogHill
        jacobian[4 * count + well] = byLogAsymmetry
      }
    }
  }

  /// The parameters unpacked, with the shift that makes the position mean what the anchor says.
  private struct Shape {
    let fullEffect: Double
    let span: Double
    let position: Double
    let hill: Double
    let asymmetry: Double
    let shift: Double
    let shiftByWithoutDrug: Double
    let shiftByFullEffect: Double
    let shiftByAsymmetry: Double

    init(_ parameters: Span<Double>, _ anchor: Anchor) {
      fullEffect = parameters[Index.fullEffect]
      span = parameters[Index.withoutDrug] - fullEffect
      position = parameters[Index.position]
      hill = exp(parameters[Index.logHill])
      let isSymmetric = parameters[Index.logAsymmetry] == 0
      asymmetry = isSymmetric ? 1 : exp(parameters[Index.logAsymmetry])
      // z = h (x − position) + shift, with (1 + e^shift)^(−a) = φ, the fraction left there.
      var fraction = 0.5
      if case .absolute(let level) = anchor { fraction = (level - fullEffect) / span }
      guard fraction > 0, fraction < 1 else {
        shift = .nan
        shiftByWithoutDrug = .nan
        shiftByFullEffect = .nan
        shiftByAsymmetry = .nan
        return
      }
      let inverse = isSymmetric ? 1 / fraction : exp(-log(fraction) / asymmetry)
      shift = isSymmetric && fraction == 0.5 ? 0 : log(inverse - 1)
      shiftByAsymmetry = inverse * log(fraction) / (asymmetry * asymmetry) / (inverse - 1)
      if case .absolute = anchor {
        let shiftByFraction = -inverse / (asymmetry * fraction) / (inverse - 1)
        shiftByWithoutDrug = -shiftByFraction * fraction / span
        shiftByFullEffect = shiftByFraction * (fraction - 1) / span
      } else {
        shiftByWithoutDrug = 0
        shiftByFullEffect = 0
      }
    }

    /// The fraction of the span left at ln dose.
    func remaining(at logDose: Double) -> Double {
      if logDose == -.infinity { return shift.isNaN ? .nan : 1 }
      let z = hill * (logDose - position) + shift
      let base = z > 700 ? 0 : 1 / (1 + exp(z))
      return asymmetry == 1 || base == 0 ? base : pow(base, asymmetry)
    }

    /// Its derivative by z.
    func slope(atRemaining remaining: Double) -> Double {
      if asymmetry == 1 { return -remaining * (1 - remaining) }
      let base = remaining == 0 ? 0 : exp(log(remaining) / asymmetry)
      return -asymmetry * remaining * (1 - base)
    }

    /// The derivative of the response by ln a, directly and through the shift.
    func byLogAsymmetry(atRemaining remaining: Double, alongLogit: Double) -> Double {
      let direct = remaining == 0 ? 0 : span * remaining * log(remaining)
      return direct + asymmetry * alongLogit * shiftByAsymmetry
    }
  }
}

/// A constant through all wells.
struct FlatProblem: LeastSquaresModel {
  let responses: [Double]
  var parameterCount: Int { 1 }
  var observationCount: Int { responses.count }

  func writeResiduals(at parameters: Span<Double>, into residuals: inout MutableSpan<Double>) {
    for well in responses.indices { residuals[well] = parameters[0] - responses[well] }
  }

  func writeJacobian(at parameters: Span<Double>, into jacobian: inout MutableSpan<Double>) {
    for well in responses.indices { jacobian[well] = 1 }
  }
}

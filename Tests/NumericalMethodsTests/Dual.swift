import Foundation

/// A number with its derivatives by up to sixteen parameters, so that a test's formula is its own
/// Jacobian.
struct Dual {
  var value: Double
  var slopes: SIMD16<Double>

  init(_ value: Double, slopes: SIMD16<Double> = .zero) {
    self.value = value
    self.slopes = slopes
  }

  /// The parameter with this index.
  init(parameter index: Int, value: Double) {
    self.init(value)
    slopes[index] = 1
  }

  func map(_ value: Double, slope: Double) -> Dual { Dual(value, slopes: slopes * slope) }

  static func + (left: Dual, right: Dual) -> Dual {
    Dual(left.value + right.value, slopes: left.slopes + right.slopes)
  }
  static func - (left: Dual, right: Dual) -> Dual {
    Dual(left.value - right.value, slopes: left.slopes - right.slopes)
  }
  static func * (left: Dual, right: Dual) -> Dual {
    Dual(left.value * right.value, slopes: left.slopes * right.value + right.slopes * left.value)
  }
  static func / (left: Dual, right: Dual) -> Dual {
    let value = left.value / right.value
    return Dual(value, slopes: (left.slopes - right.slopes * value) / right.value)
  }
  static func * (left: Double, right: Dual) -> Dual { right.map(left * right.value, slope: left) }
  static func + (left: Double, right: Dual) -> Dual { Dual(left) + right }
  static func - (left: Double, right: Dual) -> Dual { Dual(left) - right }
  static prefix func - (right: Dual) -> Dual { -1 * right }

  var squared: Dual { self * self }
}

func exp(_ x: Dual) -> Dual { x.map(exp(x.value), slope: exp(x.value)) }
func log(_ x: Dual) -> Dual { x.map(log(x.value), slope: 1 / x.value) }
func cos(_ x: Dual) -> Dual { x.map(cos(x.value), slope: -sin(x.value)) }
func sin(_ x: Dual) -> Dual { x.map(sin(x.value), slope: cos(x.value)) }
func atan(_ x: Dual) -> Dual { x.map(atan(x.value), slope: 1 / (1 + x.value * x.value)) }
func pow(_ x: Dual, _ power: Dual) -> Dual { exp(power * log(x)) }

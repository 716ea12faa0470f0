import NumericalMethods

/// The inverse of a curve's information matrix over its four parameters that no bound holds:
/// times the residual variance, their covariance.
struct LaneErrors {
  private var inverse = InlineArray<16, Double>(repeating: .nan)
  private let free: InlineArray<4, Bool>

  /// Nil where rounding would show: the careful solver does not square the Jacobian.
  init?(
    _ information: InlineArray<10, Lanes>, lane: Int, _ parameters: [Double],
    _ bounds: [ClosedRange<Double>]
  ) {
    var free = InlineArray<4, Bool>(repeating: false)
    // Cholesky's factor and its inverse, both lower triangles in rows of four.
    var factor = InlineArray<16, Double>(repeating: 0)
    var solved = InlineArray<16, Double>(repeating: 0)
    for row in 0..<4 {
      free[row] =
        parameters[row] > bounds[row].lowerBound && parameters[row] < bounds[row].upperBound
      guard free[row] else { continue }
      let diagonal = information[row * (row + 3) / 2][lane]
      for column in 0...row where free[column] {
        var sum = information[row * (row + 1) / 2 + column][lane]
        for inner in 0..<column { sum -= factor[row * 4 + inner] * factor[column * 4 + inner] }
        if column < row {
          factor[row * 4 + column] = sum / factor[column * 4 + column]
        } else {
          guard sum > 1e-7 * diagonal, sum.isFinite else { return nil }
          factor[row * 4 + row] = sum.squareRoot()
        }
      }
      solved[row * 4 + row] = 1 / factor[row * 4 + row]
      for column in 0..<row where free[column] {
        var sum = 0.0
        for inner in column..<row { sum -= factor[row * 4 + inner] * solved[inner * 4 + column] }
        solved[row * 4 + column] = sum / factor[row * 4 + row]
      }
    }
    self.free = free
    for row in 0..<4 where free[row] {
      for column in 0...row where free[column] {
        var sum = 0.0
        for inner in row..<4 { sum += solved[inner * 4 + row] * solved[inner * 4 + column] }
        inverse[row * 4 + column] = sum
        inverse[column * 4 + row] = sum
      }
    }
  }

  /// By parameter, in units of the standard deviation; NaN where a bound holds.
  var standardErrors: [Double] {
    (0..<4).map { inverse[$0 * 5].squareRoot() } + [.nan]
  }

  /// The standard error of a quantity with these derivatives by the four parameters.
  func standardError(_ slopes: InlineArray<4, Double>) -> Double {
    var square = 0.0
    for row in 0..<4 where free[row] {
      for column in 0..<4 where free[column] {
        square += slopes[row] * inverse[row * 4 + column] * slopes[column]
      }
    }
    return square.squareRoot()
  }

  /// The derivatives of the ln dose at which a symmetric curve passes a level; nil where it does not.
  static func slopes(_ parameters: [Double], level: Double) -> InlineArray<4, Double>? {
    let span = parameters[0] - parameters[1]
    let fraction = (level - parameters[1]) / span
    guard fraction > 0, fraction < 1 else { return nil }
    let hill = exp(parameters[3])
    let byFraction = -1 / (fraction * (1 - fraction)) / hill
    return [
      byFraction * -fraction / span, byFraction * (fraction - 1) / span, 1,
      -log(1 / fraction - 1) / hill,
    ]
  }
}

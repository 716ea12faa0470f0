/// The step that most reduces a linearised sum of squares without leaving a scaled ball.
///
/// With R from a pivoted factorisation it solves min ‖R Pᵀ s + Qᵀr‖ subject to ‖D s‖ ≤ Δ, by
/// finding the damping λ for which the damped step just reaches the ball's edge.
///
/// ## References
/// [More1978, 5]; our `radius` is his Δ, our `damping` his α.
package struct TrustRegionStep {
  /// The step, one entry per factored column, in the caller's order.
  package private(set) var step: [Double] = []
  package private(set) var damping = 0.0

  private var scaledOrder: [Double] = []
  private var triangle: [Double] = []
  private var rightSide: [Double] = []
  private var row: [Double] = []
  private var work: [Double] = []

  package init() {}

  package mutating func reset() { damping = 0 }

  /// Adjusts the first guess of the next damping to a radius multiplied by `factor`.
  package mutating func relax(by factor: Double) { damping /= factor }

  /// Finds the step, for `projected` = the head of Qᵀr and `scale` = the diagonal of D in the
  /// caller's order. The damping of the last call is the first guess of the next.
  package mutating func find(
    _ factorization: PivotedFactorization, projected: [Double], scale: [Double], radius: Double
  ) {
    let count = factorization.columnCount
    resize(count)
    for place in 0..<count { scaledOrder[place] = scale[factorization.order[place]] }
    solveUndamped(factorization, projected: projected)
    var length = scaledLength(factorization)
    var excess = length - radius
    guard excess > 0.1 * radius else {
      damping = 0
      return
    }

    var lower = 0.0
    if factorization.rank == count {
      lower = excess / radius / slope(factorization, length: length, damped: false)
    }
    var gradientSquare = 0.0
    for column in 0..<count {
      var sum = 0.0
      for inner in 0...column { sum += factorization.upper(inner, column) * projected[inner] }
      let scaled = sum / scaledOrder[column]
      gradientSquare += scaled * scaled
    }
    let gradientLength = gradientSquare.squareRoot()
    var upper = gradientLength / radius
    if upper == 0 { upper = Double.leastNormalMagnitude / min(radius, 0.1) }
    damping = min(max(damping, lower), upper)
    if damping == 0 { damping = gradientLength / length }

    for _ in 0..<10 {
      if damping == 0 { damping = max(Double.leastNormalMagnitude, 0.001 * upper) }
      solveDamped(factorization, projected: projected, root: damping.squareRoot())
      length = scaledLength(factorization)
      let previous = excess
      excess = length - radius
      if excess.magnitude <= 0.1 * radius || (lower == 0 && excess <= previous && previous < 0) {
        return
      }
      let correction = excess / radius / slope(factorization, length: length, damped: true)
      if excess > 0 { lower = max(lower, damping) } else { upper = min(upper, damping) }
      damping = max(lower, damping + correction)
    }
  }

  private mutating func resize(_ count: Int) {
    guard step.count != count else { return }
    step = [Double](repeating: 0, count: count)
    scaledOrder = step
    rightSide = step
    row = step
    work = step
    triangle = [Double](repeating: 0, count: count * count)
    damping = 0
  }

  private func scaledLength(_ factorization: PivotedFactorization) -> Double {
    var sum = 0.0
    for place in 0..<step.count {
      let value = scaledOrder[place] * step[factorization.order[place]]
      sum += value * value
    }
    return sum.squareRoot()
  }

  /// The Gauss–Newton step; a column that depends on the others stays where it is.
  private mutating func solveUndamped(
    _ factorization: PivotedFactorization, projected: [Double]
  ) {
    let count = step.count
    let rank = factorization.rank
    for place in 0..<count { work[place] = place < rank ? -projected[place] : 0 }
    for place in stride(from: rank - 1, through: 0, by: -1) {
      work[place] /= factorization.upper(place, place)
      for above in 0..<place { work[above] -= factorization.upper(above, place) * work[place] }
    }
    for place in 0..<count { step[factorization.order[place]] = work[place] }
  }

  /// Solves with √λ·D stacked under R, rotated away one row at a time.
  private mutating func solveDamped(
    _ factorization: PivotedFactorization, projected: [Double], root: Double
  ) {
    let count = step.count
    for first in 0..<count {
      rightSide[first] = -projected[first]
      for second in first..<count {
        triangle[first * count + second] = factorization.upper(first, second)
      }
    }
    for stacked in 0..<count {
      for place in stacked..<count { row[place] = 0 }
      row[stacked] = root * scaledOrder[stacked]
      var rowRightSide = 0.0
      for place in stacked..<count where row[place] != 0 {
        let diagonal = triangle[place * count + place]
        let length = (diagonal * diagonal + row[place] * row[place]).squareRoot()
        let cosine = diagonal / length
        let sine = row[place] / length
        for column in place..<count {
          let kept = triangle[place * count + column]
          triangle[place * count + column] = cosine * kept + sine * row[column]
          row[column] = cosine * row[column] - sine * kept
        }
        let kept = rightSide[place]
        rightSide[place] = cosine * kept + sine * rowRightSide
        rowRightSide = cosine * rowRightSide - sine * kept
      }
    }
    for place in stride(from: count - 1, through: 0, by: -1) {
      var sum = rightSide[place]
      for later in (place + 1)..<max(count, place + 1) {
        sum -= triangle[place * count + later] * work[later]
      }
      let diagonal = triangle[place * count + place]
      work[place] = diagonal == 0 ? 0 : sum / diagonal
    }
    for place in 0..<count { step[factorization.order[place]] = work[place] }
  }

  /// ‖R⁻ᵀ Pᵀ D² s‖² / ‖D s‖²: how fast the step's length falls as the damping grows.
  private mutating func slope(
    _ factorization: PivotedFactorization, length: Double, damped: Bool
  ) -> Double {
    let count = step.count
    var sum = 0.0
    for place in 0..<count {
      var value =
        scaledOrder[place] * scaledOrder[place] * step[factorization.order[place]] / length
      for earlier in 0..<place {
        let entry =
          damped ? triangle[earlier * count + place] : factorization.upper(earlier, place)
        value -= entry * work[earlier]
      }
      let diagonal = damped ? triangle[place * count + place] : factorization.upper(place, place)
      work[place] = diagonal == 0 ? 0 : value / diagonal
      sum += work[place] * work[place]
    }
    return max(sum, Double.leastNormalMagnitude)
  }
}

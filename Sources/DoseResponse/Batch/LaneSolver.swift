import NumericalMethods

/// The ranges of four curves' parameters; a range of one point holds its parameter.
struct LaneBounds {
  var lower = LaneParameters()
  var upper = LaneParameters()

  mutating func set(_ bounds: [ClosedRange<Double>], lane: Int) {
    for index in 0..<5 {
      lower[index][lane] = bounds[index].lowerBound
      upper[index][lane] = bounds[index].upperBound
    }
  }
}

/// What a search in lanes found.
struct LaneOptimum {
  var parameters: LaneParameters
  var cost: Lanes
  /// Lanes that stopped for another reason than a minimum.
  var isUnsure: LaneMask
}

/// Levenberg's and Marquardt's search for four curves at once, each on its own schedule.
///
/// A lane that has finished is frozen, so its bits do not depend on how long its neighbours take.
/// Unlike ``LeastSquaresSolver`` this squares the Jacobian, which costs half the digits of badly
/// determined parameters: lanes that end anywhere but in a clean minimum are marked unsure and are
/// the careful solver's to fit.
///
/// ## References
/// [Marquardt1963].
struct LaneSolver {
  var tolerance = 1e-10
  var iterationLimit = 60

  /// Searches from `start` in the lanes of `active`; the others keep their start.
  ///
  /// With a `target`, a lane also ends once its cost is below it, or so far above it that the steps
  /// left cannot lead there.
  func minimise<Loss: LaneLoss>(
    _ wells: LaneWells, _ loss: Loss.Type, from start: LaneParameters, _ bounds: LaneBounds,
    scale: Lanes, isAsymmetric: Bool = false, target: Lanes? = nil, active: LaneMask
  ) -> LaneOptimum {
    let count = isAsymmetric ? 5 : 4
    let precision = 1 / (scale * scale)
    func evaluate(_ parameters: LaneParameters) -> LaneLinearisation {
      isAsymmetric
        ? wells.lineariseAsymmetric(loss, parameters, precision: precision)
        : wells.linearise(loss, parameters, precision: precision)
    }
    var parameters = Self.clamped(start, bounds, count)
    var here = evaluate(parameters)
    var damping = Lanes(repeating: 1e-3)
    var growth = Lanes(repeating: 4)
    var running = active .& (here.cost .< .infinity)
    var isUnsure = active .& .!running
    running = running .& (here.cost .> 0)
    var iterations = 0
    while any(running), iterations < iterationLimit {
      iterations += 1
      let (step, isSolved) = Self.step(here, parameters, bounds, damping, count)
      // A slope that leaps to a step, or a position that leaps off the doses, finds no way back.
      let leap = Self.larger(
        Self.magnitude(step[CurveProblem.Index.position]) * (1 / Self.longestMove),
        Self.magnitude(step[CurveProblem.Index.logHill]) * (1 / Self.steepestMove))
      let share = (1 / leap).replacing(with: 1, where: leap .<= 1)
      var trial = parameters
      for index in 0..<count { trial[index] += step[index] * share }
      trial = Self.clamped(trial, bounds, count)
      let predicted = Self.predictedReduction(here, parameters, trial, count)
      let there = evaluate(trial)
      let actual = here.cost - there.cost
      let isBetter = running .& isSolved .& (actual .>= 0)
      let small = tolerance * here.cost
      // A step cut short by a bound may be foretold to fail: shorter ones are still to come.
      let isFlat = (predicted .<= small) .& (predicted .>= 0)
      let stays = Self.isSame(parameters, trial, count)
      let ends =
        running
        .& ((isBetter .& isFlat .& (actual .<= small) .& (damping .<= 0.1)) .| (isSolved .& stays)
          .| (.!isBetter .& isFlat .& (damping .> 1e6))
          .| (.!isBetter .& (Self.magnitude(predicted) .<= 1e-13 * here.cost)))
      var isDecided = LaneMask(repeating: false)
      if let target {
        let above = there.cost - target
        isDecided = isBetter .& ((above .< 0) .| (above .> 10 * actual))
      }
      parameters.replace(with: trial, where: isBetter)
      // A good step trusts the quadratic more, a failed one ever less.
      let ratio = actual / predicted
      let isGood = isBetter .& (ratio .> 0.25)
      damping.replace(with: damping * 0.1, where: isGood)
      damping.replace(with: damping * growth, where: running .& .!isGood)
      damping.replace(with: 1e-12, where: damping .< 1e-12)
      if all(isBetter .| .!running) {
        // Nobody who still runs needs the old derivatives.
        let cost = here.cost.replacing(with: there.cost, where: isBetter)
        here = there
        here.cost = cost
      } else {
        here.replace(with: there, where: isBetter, count: count)
      }
      growth.replace(with: 4, where: isBetter)
      growth.replace(with: growth * 2, where: running .& .!isBetter)
      let isStuck = running .& .!ends .& (damping .> 1e15)
      isUnsure = isUnsure .| isStuck
      running = running .& .!ends .& .!isStuck .& .!isDecided .& (here.cost .> 0)
    }
    return LaneOptimum(
      parameters: parameters, cost: here.cost, isUnsure: isUnsure .| running)
  }

  /// The furthest that a step may take ln EC50, and ln of the slope.
  private static let longestMove = 1.5
  private static let steepestMove = 0.5

  @inline(__always)
  private static func magnitude(_ value: Lanes) -> Lanes {
    value.replacing(with: -value, where: value .< 0)
  }

  @inline(__always)
  private static func larger(_ one: Lanes, _ other: Lanes) -> Lanes {
    one.replacing(with: other, where: other .> one)
  }

  /// The lower of two optima in each lane.
  static func lower(_ one: LaneOptimum, _ other: LaneOptimum) -> LaneOptimum {
    var best = one
    let isLower = other.cost .< one.cost
    best.parameters.replace(with: other.parameters, where: isLower)
    best.cost.replace(with: other.cost, where: isLower)
    best.isUnsure = (one.isUnsure .& .!isLower) .| (other.isUnsure .& isLower)
    return best
  }

  @inline(__always)
  private static func clamped(
    _ parameters: LaneParameters, _ bounds: LaneBounds, _ count: Int
  ) -> LaneParameters {
    var result = parameters
    for index in 0..<count {
      var value = parameters[index]
      let (low, high) = (bounds.lower[index], bounds.upper[index])
      value.replace(with: low, where: value .< low)
      value.replace(with: high, where: value .> high)
      result[index] = value
    }
    return result
  }

  @inline(__always)
  private static func isSame(
    _ one: LaneParameters, _ other: LaneParameters, _ count: Int
  ) -> LaneMask {
    var same = LaneMask(repeating: true)
    for index in 0..<count { same = same .& (one[index] .== other[index]) }
    return same
  }

  /// How much the quadratic says that the move lowers the cost.
  @inline(__always)
  private static func predictedReduction(
    _ here: LaneLinearisation, _ from: LaneParameters, _ to: LaneParameters, _ count: Int
  ) -> Lanes {
    var linear = Lanes(repeating: 0)
    var quadratic = Lanes(repeating: 0)
    var entry = 0
    for row in 0..<count {
      let move = to[row] - from[row]
      linear += here.gradient[row] * move
      for column in 0..<row {
        quadratic += 2 * here.normal[entry] * move * (to[column] - from[column])
        entry += 1
      }
      quadratic += here.normal[entry] * move * move
      entry += 1
    }
    return -2 * linear - quadratic
  }

  /// Solves (A + λ diag A) s = −g by Cholesky's factorisation over the parameters that no bound holds.
  @inline(__always)
  private static func step(
    _ here: LaneLinearisation, _ parameters: LaneParameters, _ bounds: LaneBounds,
    _ damping: Lanes, _ count: Int
  ) -> (step: InlineArray<5, Lanes>, isSolved: LaneMask) {
    var factor = here.normal
    var step = InlineArray<5, Lanes>(repeating: Lanes(repeating: 0))
    var entry = 0
    var isSolved = LaneMask(repeating: true)
    var held = InlineArray<5, LaneMask>(repeating: LaneMask(repeating: false))
    for row in 0..<count {
      let gradient = here.gradient[row]
      let value = parameters[row]
      held[row] =
        ((value .<= bounds.lower[row]) .& (gradient .>= 0))
        .| ((value .>= bounds.upper[row]) .& (gradient .<= 0))
      step[row] = (-gradient).replacing(with: 0, where: held[row])
    }
    for row in 0..<count {
      let start = entry
      for column in 0..<row {
        var sum = here.normal[start + column].replacing(
          with: 0, where: held[row] .| held[column])
        let other = column * (column + 1) / 2
        for inner in 0..<column { sum -= factor[start + inner] * factor[other + inner] }
        factor[start + column] = sum * factor[other + column]
        entry += 1
      }
      let diagonal = here.normal[entry]
      var pivot = (diagonal + damping * diagonal).replacing(with: 1, where: held[row])
      for inner in 0..<row { pivot -= factor[start + inner] * factor[start + inner] }
      let isGood = pivot .> 1e-14 * diagonal
      isSolved = isSolved .& isGood
      // The diagonal keeps the inverse of its root.
      factor[entry] = 1 / pivot.replacing(with: 1, where: .!isGood).squareRoot()
      entry += 1
    }
    for row in 0..<count {
      let start = row * (row + 1) / 2
      var sum = step[row]
      for inner in 0..<row { sum -= factor[start + inner] * step[inner] }
      step[row] = sum * factor[start + row]
    }
    for row in stride(from: count - 1, through: 0, by: -1) {
      var sum = step[row]
      for below in (row + 1)..<max(count, row + 1) {
        sum -= factor[below * (below + 1) / 2 + row] * step[below]
      }
      step[row] = sum * factor[row * (row + 1) / 2 + row]
    }
    return (step, isSolved)
  }
}

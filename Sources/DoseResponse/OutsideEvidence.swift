/// How much worse the best curve with its EC50 outside the tested doses fits: squared t, infinite
/// where it was not asked.
struct OutsideEvidence: Hashable {
  var below = Double.infinity
  var above = Double.infinity
}

extension PreparedSeries {
  /// The positions below and above the tested doses that a model may take.
  func below(_ bounds: [ClosedRange<Double>]) -> ClosedRange<Double> {
    bounds[CurveProblem.Index.position].lowerBound...lowestLogDose
  }

  func above(_ bounds: [ClosedRange<Double>]) -> ClosedRange<Double> {
    0...bounds[CurveProblem.Index.position].upperBound
  }

  /// Where searches for a curve with its EC50 outside the doses begin: as the best curve is, and at
  /// the best of a few curves far out. The path from the best curve alone ends in steps between two
  /// doses, whose plateau no slope leads out of.
  func outsideStarts(
    _ optimum: [Double], _ bounds: [ClosedRange<Double>]
  ) -> [[Double]] {
    let range = bounds[CurveProblem.Index.position]
    let isAbove = range.lowerBound == 0
    let end = isAbove ? range.lowerBound : range.upperBound
    var moved = optimum
    moved[CurveProblem.Index.position] = end
    var best = (cost: Double.infinity, parameters: moved)
    for (hill, distance) in [(0.8, 1.5), (1.2, 0.5), (2.5, 0.1), (2.5, 1.0)] {
      let position = end + (isAbove ? distance : -distance)
      let left = medians.indices.map { remaining($0, position: position, hill: hill) }
      guard let (withoutDrug, fullEffect) = limits(left, bounds) else { continue }
      var start = optimum
      start[CurveProblem.Index.withoutDrug] = withoutDrug
      start[CurveProblem.Index.fullEffect] = fullEffect
      start[CurveProblem.Index.position] = position
      start[CurveProblem.Index.logHill] = log(hill)
      var cost = 0.0
      for dose in medians.indices {
        cost +=
          (medians[dose] - fullEffect - (withoutDrug - fullEffect) * left[dose]).magnitude
      }
      if cost < best.cost { best = (cost, start) }
    }
    return [moved, best.parameters]
  }

  /// The limits within bounds that suit the dose medians, where so much of the effect is left at each.
  private func limits(
    _ left: [Double], _ bounds: [ClosedRange<Double>]
  ) -> (Double, Double)? {
    let first = bounds[CurveProblem.Index.withoutDrug]
    let second = bounds[CurveProblem.Index.fullEffect]
    func clamp(_ value: Double, _ range: ClosedRange<Double>) -> Double {
      min(max(value, range.lowerBound), range.upperBound)
    }
    var withoutDrug = first.lowerBound
    if first.lowerBound < first.upperBound {
      guard let free = asymptotes(left) else { return nil }
      withoutDrug = clamp(free.0, first)
    }
    // The full effect that is best beside it.
    var (above, below) = (0.0, 0.0)
    for dose in medians.indices {
      let left = left[dose]
      above += (1 - left) * (medians[dose] - withoutDrug * left)
      below += (1 - left) * (1 - left)
    }
    return below > 0 ? (withoutDrug, clamp(above / below, second)) : nil
  }
}

extension PreparedSeries {
  /// Whether the bend of the dose medians alone rules out a symmetric curve with its EC50 below or
  /// above the doses, so that no such curve need be searched for.
  ///
  /// Up to its EC50 such a curve only steepens, beyond it only flattens, in log dose. Three doses
  /// measure the bend; its sign must be wrong by five standard errors at two triples that share no
  /// dose, so that one wild median rules nothing out. Five errors are four times the evidence that a
  /// search has to find.
  func ruledOut(_ optimum: [Double], spread: Double) -> (below: Bool, above: Bool) {
    let span =
      optimum[CurveProblem.Index.withoutDrug] - optimum[CurveProblem.Index.fullEffect]
    let sign = span >= 0 ? 1.0 : -1.0
    guard medians.count <= 64, spread > 0 else { return (false, false) }
    return (
      bends(sign, spread: spread, excluding: nil).map {
        bends(sign, spread: spread, excluding: $0) != nil
      } ?? false,
      bends(-sign, spread: spread, excluding: nil).map {
        bends(-sign, spread: spread, excluding: $0) != nil
      } ?? false
    )
  }

  /// The triple of doses whose middle lies furthest above (sign 1) or below the line between the
  /// outer two, if by five standard errors.
  private func bends(
    _ sign: Double, spread: Double, excluding used: (Int, Int, Int)?
  ) -> (Int, Int, Int)? {
    let logDoses = problem.logDoses
    let first = logDoses.first == -.infinity ? 1 : 0
    var best = 25.0
    var found: (Int, Int, Int)?
    func isFree(_ dose: Int) -> Bool {
      used.map { $0.0 != dose && $0.1 != dose && $0.2 != dose } ?? true
    }
    let variances = logDoses.indices.map { dose -> Double in
      let wells = problem.starts[dose + 1] - problem.starts[dose]
      // A median's variance over a mean's: 1 for one or two wells, at most π/2.
      return (wells < 3 ? 1 : 1.57) / Double(wells) * spread * spread
    }
    for low in first..<logDoses.count where isFree(low) {
      for high in (low + 2)..<max(logDoses.count, low + 2) where isFree(high) {
        let slope = (medians[high] - medians[low]) / (logDoses[high] - logDoses[low])
        for middle in (low + 1)..<high where isFree(middle) {
          let offset = logDoses[middle] - logDoses[low]
          let distance = sign * (medians[middle] - medians[low] - offset * slope)
          guard distance > 0 else { continue }
          let share = offset / (logDoses[high] - logDoses[low])
          let variance =
            variances[middle] + share * share * variances[high]
            + (1 - share) * (1 - share) * variances[low]
          if distance * distance > best * variance {
            best = distance * distance / variance
            found = (low, middle, high)
          }
        }
      }
    }
    return found
  }
}

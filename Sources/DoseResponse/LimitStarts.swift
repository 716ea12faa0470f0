import NumericalMethods

extension PreparedSeries {
  /// Where searches begin for curves with one limit held at a value: at the best of a grid of positions,
  /// inside and outside the doses, and slopes.
  ///
  /// A limit that the doses barely show trades against the position. A curve that is a step between two
  /// doses does not feel that: no slope leads from it to the gentle curves that end beyond the doses.
  func starts(
    _ model: CurveModel, limit: Int, heldAt value: Double, _ bounds: [ClosedRange<Double>]
  ) -> [[Double]] {
    let other = 1 - limit
    let places = bounds[CurveProblem.Index.position]
    var best = (cost: Double.infinity, parameters: [Double]())
    let inside = (0..<8).map { lowestLogDose * (Double($0) + 0.5) / 8 }
    let beyond = [0.1, 0.5, 1, 1.5, 2.5, 4, 6]
    for position in inside + beyond + beyond.map({ lowestLogDose - $0 })
    where places.contains(position) {
      for hill in [0.5, 0.8, 1.2, 2.5, 6] {
        let left = medians.indices.map { remaining($0, position: position, hill: hill) }
        var (above, below) = (0.0, 0.0)
        for dose in medians.indices {
          let share = limit == CurveProblem.Index.fullEffect ? left[dose] : 1 - left[dose]
          above += share * (medians[dose] - value * (1 - share))
          below += share * share
        }
        guard below > 0 else { continue }
        let range = bounds[other]
        var parameters = [value, value, position, log(hill), 0]
        parameters[other] = min(max(above / below, range.lowerBound), range.upperBound)
        var cost = 0.0
        for dose in medians.indices {
          let response = parameters[1] + (parameters[0] - parameters[1]) * left[dose]
          cost += (medians[dose] - response).magnitude
        }
        if cost < best.cost { best = (cost, parameters) }
      }
    }
    return best.parameters.isEmpty ? [] : starts(model, from: [best.parameters])
  }
}

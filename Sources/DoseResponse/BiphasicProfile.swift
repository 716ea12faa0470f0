import NumericalMethods

/// A biphasic curve made to pass a response at a given place: one of its parameters follows from the
/// others and from there.
struct BiphasicAtPlace: LeastSquaresModel {
  /// Which response is passed.
  enum Target: Hashable {
    /// Half the effect.
    case half
    case level(Double)
  }

  /// Which parameter gives way.
  enum Yielding: CaseIterable {
    case share, first, second

    var index: Int {
      switch self {
      case .share: CurveProblem.Index.extra
      case .first: CurveProblem.Index.position
      case .second: CurveProblem.Index.secondPosition
      }
    }
  }

  let problem: CurveProblem
  let target: Target
  let yielding: Yielding
  /// The range in which the yielding parameter may lie.
  let range: ClosedRange<Double>
  /// ln(dose / highest dose) at which the curve passes the target.
  var place: Double

  var parameterCount: Int { problem.parameterCount }
  var observationCount: Int { problem.observationCount }

  /// The parameters with the yielding one solved for; NaN in its place where none would do.
  func completed(_ parameters: Span<Double>) -> [Double] {
    var whole = parameters.indices.map { parameters[$0] }
    let share = whole[CurveProblem.Index.extra]
    let hill = exp(whole[CurveProblem.Index.logHill])
    let secondHill = exp(whole[CurveProblem.Index.secondLogHill])
    let fraction = fraction(whole)
    func remaining(_ hill: Double, _ position: Int) -> Double {
      let z = hill * (place - whole[position])
      return z > 700 ? 0 : 1 / (1 + exp(z))
    }
    /// Where a site lies that has this much left at the place.
    func position(_ left: Double, _ hill: Double) -> Double {
      left > 0 && left < 1 ? place - log((1 - left) / left) / hill : .nan
    }
    let first = remaining(hill, CurveProblem.Index.position)
    let second = remaining(secondHill, CurveProblem.Index.secondPosition)
    let value =
      switch yielding {
      case .share: (fraction - second) / (first - second)
      case .first: position((fraction - (1 - share) * second) / share, hill)
      case .second: position((fraction - share * first) / (1 - share), secondHill)
      }
    whole[yielding.index] = range.contains(value) ? value : .nan
    return whole
  }

  /// How much of the effect is left at the place.
  private func fraction(_ parameters: [Double]) -> Double {
    switch target {
    case .half: return 0.5
    case .level(let level):
      let full = parameters[CurveProblem.Index.fullEffect]
      return (level - full) / (parameters[CurveProblem.Index.withoutDrug] - full)
    }
  }

  func writeResiduals(at parameters: Span<Double>, into residuals: inout MutableSpan<Double>) {
    let whole = completed(parameters)
    guard !whole[yielding.index].isNaN else {
      for row in 0..<observationCount { residuals[row] = .nan }
      return
    }
    problem.writeResiduals(at: whole.span, into: &residuals)
  }

  func writeJacobian(at parameters: Span<Double>, into jacobian: inout MutableSpan<Double>) {
    let whole = completed(parameters)
    problem.writeJacobian(at: whole.span, into: &jacobian)
    // The response at the place less the target stays 0: how the yielding parameter follows.
    var slopes = [Double](repeating: 0, count: parameterCount)
    CurveShape(whole.span, problem.kind, .relative)
      .write(at: place, extraIsFree: true) { slopes[$0] = $1 }
    if target == .half {
      slopes[CurveProblem.Index.withoutDrug] -= 0.5
      slopes[CurveProblem.Index.fullEffect] -= 0.5
    }
    let own = slopes[yielding.index]
    for parameter in 0..<parameterCount where parameter != yielding.index {
      let follows = own == 0 ? 0 : -slopes[parameter] / own
      for row in 0..<observationCount {
        jacobian[parameter * observationCount + row] +=
          follows * jacobian[yielding.index * observationCount + row]
      }
    }
    for row in 0..<observationCount { jacobian[yielding.index * observationCount + row] = 0 }
  }
}

extension EstimateWork {
  /// The dose at which a biphasic curve passes a target, with its profile-likelihood interval, or
  /// Wald's where that was asked for; better parameters where the profile met some.
  ///
  /// At each trial dose the whole curve is fitted again under the condition that it passes the target
  /// there, from the curve moved to it as a whole, which always does. Most trials let that parameter give
  /// way which does so best at the first; where one of the others fits better at the end, all are asked
  /// everywhere.
  func biphasicPotency(
    _ target: BiphasicAtPlace.Target, _ fitter: inout DoseResponseFitter
  ) -> (CurveEstimates.Estimate?, better: [Double]?) {
    let wald = derived(optimum, &fitter) { curve in
      switch target {
      case .half: curve.logDose(forRemaining: 0.5)
      case .level(let level):
        curve.dose(forResponse: level).map { log($0) - log(curve.referenceDose) }
      }
    }
    guard var estimate = wald, fitter.options.intervalMethod == .profile,
      target == .half || fitter.options.intervals == .all, rise > 0, rise.isFinite
    else { return (wald, nil) }
    var better: [Double]?
    let half = estimate.high.map { $0 - estimate.value }
    estimate.low = end(target, estimate.value, -1, half, &better, &fitter)
    if better == nil { estimate.high = end(target, estimate.value, 1, half, &better, &fitter) }
    return (estimate, better)
  }

  private func end(
    _ target: BiphasicAtPlace.Target, _ center: Double, _ direction: Double, _ half: Double?,
    _ better: inout [Double]?, _ fitter: inout DoseResponseFitter
  ) -> Double? {
    let all = BiphasicAtPlace.Yielding.allCases
    func relativeRise(_ place: Double, _ yielding: BiphasicAtPlace.Yielding) -> Double {
      let start = moved(optimum.parameters, by: place - center)
      let found = lowest(target, at: place, from: [start], [yielding], &fitter)
      return found.map { ($0.cost - minimum) / rise } ?? .infinity
    }
    let first = center + direction * (half.map { $0.isFinite && $0 > 0 ? $0 : 0.5 } ?? 0.5)
    let best = all.map { ($0, relativeRise(first, $0)) }.min { $0.1 < $1.1 }
    if let best {
      let end = end(target, center, direction, half, [best.0], &better, &fitter)
      if better != nil { return nil }
      if let end, all.allSatisfy({ $0 == best.0 || relativeRise(end, $0) > 1 - 4e-3 }) {
        return end
      }
    }
    return end(target, center, direction, half, all, &better, &fitter)
  }

  /// How far from `center` the profiled cost rises by an interval's share; nil where it does not
  /// within the places that a curve may have.
  private func end(
    _ target: BiphasicAtPlace.Target, _ center: Double, _ direction: Double, _ half: Double?,
    _ yielding: [BiphasicAtPlace.Yielding], _ better: inout [Double]?,
    _ fitter: inout DoseResponseFitter
  ) -> Double? {
    let places = bounds[CurveProblem.Index.position]
    let limit = direction < 0 ? center - places.lowerBound : places.upperBound - center
    guard limit > 0 else { return nil }
    var inside = (distance: 0.0, root: 0.0, parameters: optimum.parameters)
    var outside: (distance: Double, root: Double)?
    var distance = min(half.map { $0.isFinite && $0 > 0 ? $0 : 0.5 } ?? 0.5, limit)
    for _ in 0..<40 {
      let place = center + direction * distance
      let starts = [
        (inside.parameters, direction * (distance - inside.distance)),
        (optimum.parameters, direction * distance),
      ].map { moved($0, by: $1) }
      guard let found = lowest(target, at: place, from: starts, yielding, &fitter) else {
        return nil
      }
      let relative = (found.cost - minimum) / rise
      if relative < -1e-3 {
        better = found.parameters
        return nil
      }
      let root = max(0, relative).squareRoot()
      if (root - 1).magnitude <= 1e-3 { return place }
      if root < 1 {
        if distance >= limit { return nil }
        inside = (distance, root, found.parameters)
      } else {
        outside = (distance, root)
      }
      if let outside {
        let width = outside.distance - inside.distance
        if width <= 1e-3 * outside.distance { return center + direction * outside.distance }
        let share = (1 - inside.root) / (outside.root - inside.root)
        distance = inside.distance + width * min(max(share, 0.05), 0.95)
      } else {
        let growth = inside.root > 0 ? min(max(1.02 / inside.root, 1.1), 4) : 4
        distance = min(inside.distance * growth, limit)
      }
    }
    return nil
  }

  /// A curve moved as a whole along the doses.
  private func moved(_ parameters: [Double], by shift: Double) -> [Double] {
    var moved = parameters
    moved[CurveProblem.Index.position] += shift
    moved[CurveProblem.Index.secondPosition] += shift
    return moved
  }

  /// The best curve that passes the target at a place, whichever of some parameters gives way.
  private func lowest(
    _ target: BiphasicAtPlace.Target, at place: Double, from starts: [[Double]],
    _ candidates: [BiphasicAtPlace.Yielding], _ fitter: inout DoseResponseFitter
  ) -> Optimum? {
    var best: Optimum?
    for yielding in candidates {
      let model = BiphasicAtPlace(
        problem: problem(.relative), target: target, yielding: yielding,
        range: bounds[yielding.index], place: place)
      var held = bounds
      for start in starts {
        var parameters = start
        held[yielding.index] = start[yielding.index]...start[yielding.index]
        let outcome = fitter.solver.minimise(
          model, parameters: &parameters, bounds: held, weights: weights)
        guard outcome.cost.isFinite, outcome.cost < best?.cost ?? .infinity else { continue }
        best = Optimum(parameters: model.completed(parameters.span), cost: outcome.cost)
      }
    }
    return best
  }
}

import NumericalMethods

/// Profile intervals of one parameter in eight lanes, found as ``LeastSquaresSolver`` finds them: the
/// searches run side by side, each lane's next trial value is its own.
struct LaneProfile {
  let wells: LaneWells
  let solver: LaneSolver
  let isRobust: Bool
  let parameter: Int
  private static let tolerance = 1e-3

  /// What one lane asks for.
  struct Request {
    var optimum: [Double]
    var minimum: Double
    var rise: Double
    var firstStep: Double
    var bounds: [ClosedRange<Double>]
    var scale: Double
    /// What a squared t of 1 is worth.
    var unit: Double
    /// How far the cost must rise for an EC50 outside the doses to be ruled out.
    var outside: Double
  }

  enum End {
    case found(Double)
    case unbounded
    /// A better fit, or no clean answer: the careful solver's to find.
    case unsure
  }

  /// The intervals by lane; nil where the lane asked for none or is unsure.
  func intervals(_ requests: [Request?]) -> [ProfileInterval?] {
    let low = ends(requests, direction: -1)
    let high = ends(requests, direction: 1)
    return requests.indices.map { lane in
      guard requests[lane] != nil else { return nil }
      var values: [Double?] = []
      for end in [low[lane], high[lane]] {
        switch end {
        case .found(let value): values.append(value)
        case .unbounded: values.append(nil)
        case .unsure: return nil
        }
      }
      return ProfileInterval(low: values[0], high: values[1], betterParameters: nil)
    }
  }

  /// The evidence against an EC50 outside the doses, in the lanes that ask; nil where unsure.
  func outside(_ requests: [Request?], _ members: [PreparedSeries]) -> [OutsideEvidence?] {
    // What the bend of the medians rules out needs no search.
    let ruledOut = requests.indices.map { lane in
      requests[lane].map { members[lane].ruledOut($0.optimum, spread: $0.unit.squareRoot()) }
    }
    let below = rises(
      requests.indices.map { ruledOut[$0]?.below == true ? nil : requests[$0] }, members
    ) { $0.below($1) }
    let above = rises(
      requests.indices.map { ruledOut[$0]?.above == true ? nil : requests[$0] }, members
    ) { $0.above($1) }
    return requests.indices.map { lane in
      guard let request = requests[lane], let ruled = ruledOut[lane] else { return nil }
      guard let below = ruled.below ? .infinity : below[lane],
        let above = ruled.above ? .infinity : above[lane]
      else { return nil }
      return OutsideEvidence(below: below / request.unit, above: above / request.unit)
    }
  }

  private func rises(
    _ requests: [Request?], _ members: [PreparedSeries],
    _ range: (PreparedSeries, [ClosedRange<Double>]) -> ClosedRange<Double>
  ) -> [Double?] {
    var active = LaneMask(repeating: false)
    var bounds = LaneBounds()
    var scale = Lanes(repeating: 1)
    var target = Lanes(repeating: 0)
    var starts = [LaneParameters](repeating: LaneParameters(), count: 2)
    for (lane, request) in requests.enumerated() {
      guard let request else { continue }
      active[lane] = true
      var held = request.bounds
      held[parameter] = range(members[lane], request.bounds)
      bounds.set(held, lane: lane)
      scale[lane] = request.scale
      target[lane] = request.minimum + request.outside
      let own = members[lane].outsideStarts(request.optimum, held)
      for (index, start) in own.enumerated() { starts[index].set(start, lane: lane) }
    }
    guard any(active) else { return requests.map { _ in nil } }
    var rough = solver
    rough.tolerance = DoseResponseFitter.outsideTolerance
    let best = starts.map { minimise(rough, $0, bounds, scale, target: target, active) }
    return requests.indices.map { lane in
      guard let request = requests[lane] else { return nil }
      // An unsure lane has a cost all the same; the lowest of them is what counts.
      let lowest = best.map { $0.cost[lane] }.filter(\.isFinite).min()
      return lowest.map { max(0, $0 - request.minimum) }
    }
  }

  private func minimise(
    _ solver: LaneSolver, _ start: LaneParameters, _ bounds: LaneBounds, _ scale: Lanes,
    target: Lanes? = nil, _ active: LaneMask
  ) -> LaneOptimum {
    solver.minimise(
      wells, isRobust ? .bisquare : .squares, from: start, bounds, scale: scale, target: target,
      active: active)
  }

  /// One lane's search for where the root of the relative rise passes 1.
  private struct Search {
    let request: Request
    let center: Double
    let limit: Double
    var inside: (distance: Double, root: Double)
    /// What the others were at the last trial, and where that was.
    var latestParameters: [Double]
    var latestDistance = 0.0
    var outside: (distance: Double, root: Double)?
    /// The trial before the last.
    var previous: (distance: Double, root: Double)?
    var distance: Double
    var end: End?

    init(_ request: Request, _ parameter: Int, _ direction: Double) {
      self.request = request
      center = request.optimum[parameter]
      let range = request.bounds[parameter]
      limit = direction < 0 ? center - range.lowerBound : range.upperBound - center
      inside = (0, 0)
      latestParameters = request.optimum
      distance = min(
        max(request.firstStep.magnitude, 1e-9 * max(1, center.magnitude)), limit)
      if !distance.isFinite {
        distance = limit.isFinite ? limit / 4 : max(1, center.magnitude)
      }
      end = limit > 0 ? nil : .unbounded
    }

    /// Where the others start when the parameter is held at its trial value.
    func start(_ parameter: Int, _ direction: Double) -> [Double] {
      var parameters = latestParameters
      if latestDistance > 0 {
        let stretch = distance / latestDistance
        for index in parameters.indices {
          parameters[index] =
            request.optimum[index] + stretch * (parameters[index] - request.optimum[index])
        }
      }
      parameters[parameter] = center + direction * distance
      return parameters
    }

    mutating func learn(_ cost: Double, _ parameters: [Double], _ direction: Double) {
      let relative = (cost - request.minimum) / request.rise
      guard relative.isFinite, relative >= -1e-3 else {
        end = .unsure
        return
      }
      let root = max(0, relative).squareRoot()
      if (root - 1).magnitude <= LaneProfile.tolerance {
        end = .found(center + direction * distance)
        return
      }
      latestParameters = parameters
      latestDistance = distance
      if let place = interpolated(root) {
        end = .found(center + direction * place)
        return
      }
      previous = (distance, root)
      if root < 1 {
        if distance >= limit {
          end = .unbounded
          return
        }
        inside = (distance, root)
      } else {
        outside = (distance, root)
      }
      distance = next()
      if let outside,
        outside.distance - inside.distance <= LaneProfile.tolerance * outside.distance
      {
        end = .found(center + direction * distance)
      }
    }

    /// Where a parabola through the optimum and two trials, both near, passes 1: within the tolerance,
    /// since the root of the rise is nearly straight.
    private func interpolated(_ root: Double) -> Double? {
      guard let previous, (root - 1).magnitude < 0.03, (previous.root - 1).magnitude < 0.2,
        previous.distance != distance
      else { return nil }
      let (one, other) = (previous.root / previous.distance, root / distance)
      let bend = (other - one) / (distance - previous.distance)
      let rise = one - bend * previous.distance
      // A profile that bends has more to show than a parabola.
      guard (bend * distance).magnitude < 0.3 * rise.magnitude else { return nil }
      // bend d² + rise d = 1, from the last trial on.
      var place = distance
      for _ in 0..<4 { place -= ((bend * place + rise) * place - 1) / (2 * bend * place + rise) }
      guard (place / distance - 1).magnitude < 0.1, place <= limit else { return nil }
      return place
    }

    private func next() -> Double {
      guard let outside else {
        let growth = inside.root > 0 ? min(max(1.02 / inside.root, 1.1), 4) : 4
        return min(inside.distance * growth, limit)
      }
      let width = outside.distance - inside.distance
      let fraction = (1 - inside.root) / (outside.root - inside.root)
      return inside.distance + width * min(max(fraction, 0.02), 0.98)
    }
  }

  private func ends(_ requests: [Request?], direction: Double) -> [End] {
    var searches = requests.map { $0.map { Search($0, parameter, direction) } }
    for _ in 0..<40 {
      var active = LaneMask(repeating: false)
      var start = LaneParameters()
      var bounds = LaneBounds()
      var scale = Lanes(repeating: 1)
      for lane in searches.indices {
        guard let search = searches[lane], search.end == nil else { continue }
        active[lane] = true
        let parameters = search.start(parameter, direction)
        start.set(parameters, lane: lane)
        bounds.set(search.request.bounds, lane: lane)
        bounds.lower[parameter][lane] = parameters[parameter]
        bounds.upper[parameter][lane] = parameters[parameter]
        scale[lane] = search.request.scale
      }
      guard any(active) else { break }
      let found = minimise(solver, start, bounds, scale, active)
      for lane in searches.indices where active[lane] {
        if found.isUnsure[lane] {
          searches[lane]?.end = .unsure
        } else {
          searches[lane]?.learn(
            found.cost[lane], found.parameters.parameters(lane: lane), direction)
        }
      }
    }
    return searches.map { $0?.end ?? .unsure }
  }
}

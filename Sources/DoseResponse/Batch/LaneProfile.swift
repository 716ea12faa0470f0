import NumericalMethods

/// Profile intervals of one parameter in eight lanes, found as ``LeastSquaresSolver`` finds them: the
/// searches run side by side, each lane's next trial value is its own.
struct LaneProfile {
  let wells: LaneWells
  let solver: LaneSolver
  let parameter: Int
  var kind = LaneKind(.symmetric)
  private let scale = Lanes(repeating: 1)

  /// What the lanes ask for.
  struct Requests {
    var active = LaneMask(repeating: false)
    var optimum = LaneParameters()
    var bounds = LaneBounds()
    var minimum = Lanes(repeating: 0)
    /// How far the cost may rise within an interval.
    var rise = Lanes(repeating: 1)
    var firstStep = Lanes(repeating: 1)
    /// The level of ``LaneForm/level``.
    var level = Lanes(repeating: 0)
    /// What a squared t of 1 is worth.
    var unit = Lanes(repeating: 1)
    /// How far the cost must rise for an EC50 outside the doses to be ruled out.
    var outside = Lanes(repeating: 0)
  }

  /// The intervals by lane; nil where the lane asked for none or is unsure.
  func intervals(_ requests: Requests) -> [ProfileInterval?] {
    guard any(requests.active) else {
      return [ProfileInterval?](repeating: nil, count: LaneWells.width)
    }
    let low = ends(requests, direction: -1)
    let high = ends(requests, direction: 1)
    return (0..<LaneWells.width).map { lane in
      guard requests.active[lane], let low = low[lane]?.end?.place,
        let high = high[lane]?.end?.place
      else { return nil }
      return ProfileInterval(low: low.value, high: high.value, betterParameters: nil)
    }
  }

  private func ends(_ requests: Requests, direction: Double) -> [LaneProfileSearch?] {
    var searches = (0..<LaneWells.width).map { lane in
      requests.active[lane]
        ? LaneProfileSearch(requests, lane: lane, parameter, direction) : nil
    }
    var latest = requests.optimum
    var stretch = Lanes(repeating: 0)
    for _ in 0..<40 {
      var active = LaneMask(repeating: false)
      var trial = Lanes(repeating: 0)
      for lane in searches.indices {
        guard let search = searches[lane], search.end == nil else { continue }
        active[lane] = true
        trial[lane] = search.trial
        stretch[lane] = search.stretch
      }
      guard any(active) else { break }
      // The others begin on the line from the optimum through the last trial.
      var start = requests.optimum
      for index in 0..<5 {
        start[index] += stretch * (latest[index] - requests.optimum[index])
      }
      start[parameter] = trial
      var bounds = requests.bounds
      bounds.lower[parameter].replace(with: trial, where: active)
      bounds.upper[parameter].replace(with: trial, where: active)
      let found = solver.minimise(
        wells, .squares, kind, from: start, bounds, scale: scale, level: requests.level,
        active: active)
      latest.replace(with: found.parameters, where: active)
      for lane in searches.indices where active[lane] {
        if found.isUnsure[lane] {
          searches[lane]?.end = .unsure
        } else {
          searches[lane]?.learn(found.cost[lane])
        }
      }
    }
    return searches
  }

  /// The evidence against an EC50 outside the doses, in the lanes that ask; nil where unsure.
  ///
  /// `bounds` holds those of the active lanes.
  func outside(
    _ requests: Requests, _ members: [PreparedSeries], _ bounds: [[ClosedRange<Double>]]
  ) -> [OutsideEvidence?] {
    guard any(requests.active) else { return members.map { _ in nil } }
    let optima = members.indices.map { requests.optimum.parameters(lane: $0) }
    // What the bend of the medians rules out needs no search.
    var (below, above) = (requests.active, requests.active)
    for lane in members.indices
    where requests.active[lane] && kind.form == .symmetric && members[lane].problem.roots.isEmpty {
      let ruled = members[lane].ruledOut(optima[lane], spread: requests.unit[lane].squareRoot())
      if ruled.below { below[lane] = false }
      if ruled.above { above[lane] = false }
    }
    let risesBelow = rises(requests, below, optima, members) { $0.below(bounds[$1]) }
    let risesAbove = rises(requests, above, optima, members) { $0.above(bounds[$1]) }
    return members.indices.map { lane in
      guard requests.active[lane] else { return nil }
      let unit = requests.unit[lane]
      guard let below = below[lane] ? risesBelow[lane] : .infinity,
        let above = above[lane] ? risesAbove[lane] : .infinity
      else { return nil }
      return OutsideEvidence(below: below / unit, above: above / unit)
    }
  }

  private func rises(
    _ requests: Requests, _ active: LaneMask, _ optima: [[Double]], _ members: [PreparedSeries],
    _ range: (PreparedSeries, _ lane: Int) -> ClosedRange<Double>
  ) -> [Double?] {
    guard any(active) else { return members.map { _ in nil } }
    var bounds = requests.bounds
    var starts = (requests.optimum, requests.optimum)
    for lane in members.indices where active[lane] {
      let held = range(members[lane], lane)
      bounds.lower[parameter][lane] = held.lowerBound
      bounds.upper[parameter][lane] = held.upperBound
      let own = members[lane].outsideStarts(
        optima[lane],
        (0..<5).map { bounds.lower[$0][lane]...bounds.upper[$0][lane] })
      starts.0.set(own[0], lane: lane)
      starts.1.set(own[1], lane: lane)
    }
    var rough = solver
    rough.tolerance = DoseResponseFitter.outsideTolerance
    let target = requests.minimum + requests.outside
    func minimise(_ start: LaneParameters) -> Lanes {
      rough.minimise(
        wells, .squares, kind, from: start, bounds, scale: scale, target: target,
        active: active
      ).cost
    }
    let costs = (minimise(starts.0), minimise(starts.1))
    return members.indices.map { lane in
      guard active[lane] else { return nil }
      // An unsure lane has a cost all the same; the lowest of them is what counts.
      let lowest = [costs.0[lane], costs.1[lane]].filter { $0.isFinite }.min()
      return lowest.map { max(0, $0 - requests.minimum[lane]) }
    }
  }
}

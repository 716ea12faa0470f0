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

  /// One lane's search for where the root of the relative rise passes 1.
  private struct Search {
    let request: Request
    let center: Double
    let limit: Double
    var inside: (distance: Double, root: Double)
    var insideParameters: [Double]
    var outside: (distance: Double, root: Double)?
    var distance: Double
    var end: End?

    init(_ request: Request, _ parameter: Int, _ direction: Double) {
      self.request = request
      center = request.optimum[parameter]
      let range = request.bounds[parameter]
      limit = direction < 0 ? center - range.lowerBound : range.upperBound - center
      inside = (0, 0)
      insideParameters = request.optimum
      distance = min(
        max(request.firstStep.magnitude, 1e-9 * max(1, center.magnitude)), limit)
      if !distance.isFinite {
        distance = limit.isFinite ? limit / 4 : max(1, center.magnitude)
      }
      end = limit > 0 ? nil : .unbounded
    }

    /// Where the others start when the parameter is held at its trial value.
    func start(_ parameter: Int, _ direction: Double) -> [Double] {
      var parameters = insideParameters
      if inside.distance > 0 {
        let stretch = distance / inside.distance
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
      if root < 1 {
        if distance >= limit {
          end = .unbounded
          return
        }
        inside = (distance, root)
        insideParameters = parameters
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
        var held = search.request.bounds
        held[parameter] = parameters[parameter]...parameters[parameter]
        bounds.set(held, lane: lane)
        scale[lane] = search.request.scale
      }
      guard any(active) else { break }
      let found =
        isRobust
        ? solver.minimise(
          wells, LaneBisquare.self, from: start, bounds, scale: scale, active: active)
        : solver.minimise(
          wells, LaneSquares.self, from: start, bounds, scale: scale, active: active)
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

/// One lane's search for where the root of the relative rise passes 1.
struct LaneProfileSearch {
  enum End {
    case found(Double)
    case unbounded
    /// A better fit, or no clean answer: the careful solver's to find.
    case unsure

    /// The end's place, nil within where there is none; nil altogether where unsure.
    var place: (value: Double?, Void)? {
      switch self {
      case .found(let value): (value, ())
      case .unbounded: (nil, ())
      case .unsure: nil
      }
    }
  }

  private static let tolerance = 1e-3

  private let minimum: Double
  private let rise: Double
  private let direction: Double
  private let center: Double
  private let limit: Double
  private var inside: (distance: Double, root: Double) = (0, 0)
  private var outside: (distance: Double, root: Double)?
  /// The trial before the last.
  private var previous: (distance: Double, root: Double)?
  /// Where the last trial was; 0 before the first.
  private var latestDistance = 0.0
  private var distance: Double
  var end: End?

  init(_ requests: LaneProfile.Requests, lane: Int, _ parameter: Int, _ direction: Double) {
    minimum = requests.minimum[lane]
    rise = requests.rise[lane]
    self.direction = direction
    center = requests.optimum[parameter][lane]
    let lower = requests.bounds.lower[parameter][lane]
    let upper = requests.bounds.upper[parameter][lane]
    limit = direction < 0 ? center - lower : upper - center
    distance = min(
      max(requests.firstStep[lane].magnitude, 1e-9 * max(1, center.magnitude)), limit)
    if !distance.isFinite {
      distance = limit.isFinite ? limit / 4 : max(1, center.magnitude)
    }
    end = limit > 0 ? nil : .unbounded
  }

  /// The value to hold the parameter at next.
  var trial: Double { center + direction * distance }

  /// How much further from the optimum that is than the last trial was.
  var stretch: Double { latestDistance > 0 ? distance / latestDistance : 0 }

  /// Takes in the lowest cost at the trial value.
  mutating func learn(_ cost: Double) {
    let relative = (cost - minimum) / rise
    guard relative.isFinite, relative >= -1e-3 else {
      end = .unsure
      return
    }
    let root = max(0, relative).squareRoot()
    if (root - 1).magnitude <= Self.tolerance {
      end = .found(trial)
      return
    }
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
    if let outside, outside.distance - inside.distance <= Self.tolerance * outside.distance {
      end = .found(trial)
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

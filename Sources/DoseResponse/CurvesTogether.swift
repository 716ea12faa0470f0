import NumericalMethods

/// Curves of several series fitted at once, each with parameters of its own but for those they share.
///
/// All have the shape of one family, and their positions count from one reference dose.
struct CurvesTogether<Member: LeastSquaresModel> {
  let members: [Member]
  /// For each observation, member after member; empty where all count alike.
  let weights: [Double]
  private let starts: [[Double]]
  private let ownBounds: [[ClosedRange<Double>]]

  struct Found {
    var parameters: [Double]
    var cost: Double
    /// How many parameters are free.
    var parameterCount: Int
    var layout: Layout

    var problem: GroupedProblem<Member> { layout.problem }
    var bounds: [ClosedRange<Double>] { layout.bounds }
  }

  /// Which parameter of the whole each member reads.
  struct Layout {
    var problem: GroupedProblem<Member>
    var bounds: [ClosedRange<Double>]
    /// How many parameters are free.
    var freeCount: Int
    /// For each parameter of the whole, who gives it its start.
    fileprivate var origins: [Origin]
  }

  /// Where a parameter of the whole starts.
  fileprivate enum Origin {
    /// Among what all members have of this parameter.
    case common(index: Int)
    case member(Int, index: Int)
    /// A member's position less the first's.
    case ratio(Int)
  }

  init(
    _ members: [Member], starts: [[Double]], bounds: [[ClosedRange<Double>]], weights: [Double]
  ) {
    self.members = members
    self.starts = starts
    ownBounds = bounds
    self.weights = weights
  }

  /// The same curves with other weights.
  init(_ other: Self, weights: [Double]) {
    members = other.members
    self.weights = weights
    starts = other.starts
    ownBounds = other.ownBounds
  }

  static func solver() -> LeastSquaresSolver {
    var search = LeastSquaresOptions()
    search.costTolerance = 1e-12
    search.firstRadius = 1
    return LeastSquaresSolver(options: search)
  }

  /// What of a curve is free, in every series.
  var free: Set<SharedParameter> {
    Set(
      SharedParameter.allCases.filter { name in
        ownBounds.allSatisfy { bounds in
          name.indices.contains { bounds[$0].lowerBound < bounds[$0].upperBound }
        }
      })
  }

  /// The curves together, `shared` in common; `byRatio` gives every later potency as its ratio to
  /// the first.
  ///
  /// A bounded loss has minima of its own about each group of wells, so that what is shared starts
  /// from the members' mean and from each of the first few members; the lowest minimum counts.
  func minimise(
    _ shared: Set<SharedParameter>, byRatio: Bool = false, _ solver: inout LeastSquaresSolver
  ) -> Found? {
    let layout = layout(sharing: shared, byRatio: byRatio)
    var choices: [([Double]) -> Double] = [{ OrderStatistics.mean(of: $0) ?? 0 }]
    if !shared.isEmpty {
      choices += members.indices.prefix(Self.mostStarts).map { member in { $0[member] } }
    }
    var best: Found?
    for choice in choices {
      let start = layout.origins.map { origin in
        switch origin {
        case .common(let index): choice(starts.map { $0[index] })
        case .member(let member, let index): starts[member][index]
        case .ratio(let member):
          starts[member][CurveProblem.Index.position] - starts[0][CurveProblem.Index.position]
        }
      }
      guard let found = minimise(layout, from: start, &solver) else { continue }
      if found.cost < best?.cost ?? .infinity { best = found }
    }
    return best
  }

  private static var mostStarts: Int { 4 }

  private func minimise(
    _ layout: Layout, from start: [Double], _ solver: inout LeastSquaresSolver
  ) -> Found? {
    var parameters = zip(start, layout.bounds).map { min(max($0, $1.lowerBound), $1.upperBound) }
    let outcome = solver.minimise(
      layout.problem, parameters: &parameters, bounds: layout.bounds, weights: weights)
    guard outcome.cost.isFinite, outcome.ending.isMinimum else { return nil }
    return Found(
      parameters: parameters, cost: outcome.cost, parameterCount: layout.freeCount, layout: layout)
  }

  private func layout(sharing shared: Set<SharedParameter>, byRatio: Bool) -> Layout {
    var places = members.map { [Int](repeating: 0, count: $0.parameterCount) }
    var offsets = [Int?](repeating: nil, count: members.count)
    var origins: [Origin] = []
    var bounds: [ClosedRange<Double>] = []
    func add(_ origin: Origin, _ range: ClosedRange<Double>) -> Int {
      origins.append(origin)
      bounds.append(range)
      return origins.count - 1
    }
    for name in SharedParameter.allCases {
      for index in name.indices {
        let ranges = ownBounds.map { $0[index] }
        let widest = (ranges.map(\.lowerBound).min() ?? 0)...(ranges.map(\.upperBound).max() ?? 0)
        if shared.contains(name) {
          let place = add(.common(index: index), widest)
          for member in members.indices { places[member][index] = place }
        } else if name == .potency, byRatio {
          let place = add(.member(0, index: index), widest)
          let width = widest.upperBound - widest.lowerBound
          for member in members.indices {
            places[member][index] = place
            if member > 0 { offsets[member] = add(.ratio(member), -width...width) }
          }
        } else {
          for member in members.indices {
            places[member][index] = add(.member(member, index: index), ranges[member])
          }
        }
      }
    }
    return Layout(
      problem: GroupedProblem(
        members, places: places, offsets: offsets, parameterCount: origins.count),
      bounds: bounds, freeCount: bounds.count { $0.lowerBound < $0.upperBound }, origins: origins)
  }

  /// How sure a ratio is.
  struct Sureness {
    /// What a rise of the cost is counted in.
    var unit: Double
    /// How many of it the cost may rise.
    var critical: Double
    /// What the inverse of the information is multiplied by to be a covariance.
    var variance: Double
  }

  /// Each later potency over the first's, profiled on its logarithm.
  ///
  /// Where a profile meets better curves than those it began with, it begins again from them.
  ///
  /// - Parameters:
  ///   - found: Curves whose later potencies are given by their ratios.
  ///   - sureness: What to judge such curves by.
  ///   - inverse: The inverse of their information, for standard errors and first steps.
  func ratios(
    _ found: Found, sureness: (Found) -> Sureness,
    inverse: (Found, inout LeastSquaresSolver) -> [Double]?, _ solver: inout LeastSquaresSolver
  ) -> [ParameterEstimate] {
    var found = found
    for _ in 0..<4 {
      let (ratios, better) = ratios(found, sureness(found), inverse(found, &solver), &solver)
      guard let better, let next = minimise(found.layout, from: better, &solver),
        next.cost < found.cost
      else { return ratios }
      found = next
    }
    return ratios(found, sureness(found), inverse(found, &solver), &solver).0
  }

  private func ratios(
    _ found: Found, _ sureness: Sureness, _ inverse: [Double]?,
    _ solver: inout LeastSquaresSolver
  ) -> ([ParameterEstimate], better: [Double]?) {
    let count = found.parameters.count
    var better: [Double]?
    let ratios = members.indices.dropFirst().map { member in
      let place = found.problem.offsets[member] ?? 0
      let value = found.parameters[place]
      let error = inverse.map { ($0[place * count + place] * sureness.variance).squareRoot() }
        .flatMap { $0.isFinite ? $0 : nil }
      var interval: ProfileInterval?
      if sureness.unit > 0, better == nil {
        interval = solver.profileInterval(
          of: place, found.problem, optimum: found.parameters, minimum: found.cost,
          rise: sureness.unit * sureness.critical,
          firstStep: (error ?? 0.1) * sureness.critical.squareRoot(),
          bounds: found.bounds, weights: weights)
        better = interval?.betterParameters
      }
      return ParameterEstimate(
        estimate: exp(value), standardError: error.map { $0 * exp(value) },
        low: interval?.low.map { exp($0) }, high: interval?.high.map { exp($0) })
    }
    return (ratios, better)
  }
}

extension SharedParameter {
  /// Its places among the parameters of a ``CurveProblem``; an asymmetry belongs to the slope.
  fileprivate var indices: [Int] {
    switch self {
    case .responseWithoutDrug: [CurveProblem.Index.withoutDrug]
    case .fullEffect: [CurveProblem.Index.fullEffect]
    case .slope: [CurveProblem.Index.logHill, CurveProblem.Index.extra]
    case .potency: [CurveProblem.Index.position]
    }
  }
}

import NumericalMethods

/// Curves of several series fitted at once, each with parameters of its own but for those they share.
///
/// All are log-logistic, and their positions count from one reference dose.
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
    var problem: GroupedProblem<Member>
    var bounds: [ClosedRange<Double>]
  }

  init(
    _ members: [Member], starts: [[Double]], bounds: [[ClosedRange<Double>]], weights: [Double]
  ) {
    self.members = members
    self.starts = starts
    ownBounds = bounds
    self.weights = weights
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
        ownBounds.allSatisfy { $0[name.index].lowerBound < $0[name.index].upperBound }
      })
  }

  /// The curves together, `shared` in common; `byRatio` gives every later potency as its ratio to
  /// the first.
  func minimise(
    _ shared: Set<SharedParameter>, byRatio: Bool = false, _ solver: inout LeastSquaresSolver
  ) -> Found? {
    var places = members.map { _ in [Int](repeating: 0, count: 5) }
    var offsets = [Int?](repeating: nil, count: members.count)
    var parameters: [Double] = []
    var bounds: [ClosedRange<Double>] = []
    var free = 0
    func add(_ start: Double, _ range: ClosedRange<Double>) -> Int {
      parameters.append(min(max(start, range.lowerBound), range.upperBound))
      bounds.append(range)
      if range.lowerBound < range.upperBound { free += 1 }
      return parameters.count - 1
    }
    for name in SharedParameter.allCases {
      let index = name.index
      let ranges = ownBounds.map { $0[index] }
      let widest = (ranges.map(\.lowerBound).min() ?? 0)...(ranges.map(\.upperBound).max() ?? 0)
      let values = starts.map { $0[index] }
      if shared.contains(name) {
        let place = add(OrderStatistics.mean(of: values) ?? 0, widest)
        for member in members.indices { places[member][index] = place }
      } else if name == .potency, byRatio {
        let place = add(values[0], widest)
        let width = widest.upperBound - widest.lowerBound
        for member in members.indices {
          places[member][index] = place
          if member > 0 { offsets[member] = add(values[member] - values[0], -width...width) }
        }
      } else {
        for member in members.indices {
          places[member][index] = add(values[member], ranges[member])
        }
      }
    }
    let asymmetry = add(0, 0...0)
    for member in members.indices { places[member][CurveProblem.Index.extra] = asymmetry }
    let problem = GroupedProblem(
      members, places: places, offsets: offsets, parameterCount: parameters.count)
    let outcome = solver.minimise(
      problem, parameters: &parameters, bounds: bounds, weights: weights)
    guard outcome.cost.isFinite, outcome.ending.isMinimum else { return nil }
    return Found(
      parameters: parameters, cost: outcome.cost, parameterCount: free, problem: problem,
      bounds: bounds)
  }

  /// Each later potency over the first's, profiled on its logarithm.
  ///
  /// - Parameters:
  ///   - found: Curves whose later potencies are given by their ratios.
  ///   - variance: What a rise of the cost is counted in.
  ///   - critical: How many of it the cost may rise.
  ///   - inverse: The inverse of the information, for standard errors and first steps.
  func ratios(
    _ found: Found, variance: Double, critical: Double, inverse: [Double]?,
    _ solver: inout LeastSquaresSolver
  ) -> [ParameterEstimate] {
    let count = found.parameters.count
    return members.indices.dropFirst().map { member in
      let place = found.problem.offsets[member] ?? 0
      let value = found.parameters[place]
      let error = inverse.map { ($0[place * count + place] * variance).squareRoot() }
        .flatMap { $0.isFinite ? $0 : nil }
      var interval: ProfileInterval?
      if variance > 0 {
        interval = solver.profileInterval(
          of: place, found.problem, optimum: found.parameters, minimum: found.cost,
          rise: variance * critical, firstStep: (error ?? 0.1) * critical.squareRoot(),
          bounds: found.bounds, weights: weights)
      }
      return ParameterEstimate(
        estimate: exp(value), standardError: error.map { $0 * exp(value) },
        low: interval?.low.map { exp($0) }, high: interval?.high.map { exp($0) })
    }
  }
}

extension SharedParameter {
  /// Its place among the parameters of a ``CurveProblem``.
  fileprivate var index: Int {
    switch self {
    case .responseWithoutDrug: CurveProblem.Index.withoutDrug
    case .fullEffect: CurveProblem.Index.fullEffect
    case .slope: CurveProblem.Index.logHill
    case .potency: CurveProblem.Index.position
    }
  }
}

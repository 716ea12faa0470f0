import NumericalMethods

/// Brings up to eight series to where ``FitSession`` brings one, by the same steps in lanes: starts,
/// Huber's loss while the noise is guessed, the biweight until its scale has settled.
struct LaneSession {
  let wells: LaneWells
  let members: [PreparedSeries]
  let scales: [ResponseScale]
  let reference: CurveModel
  let isRobust: Bool
  private let constants: RobustLoss.NormalConstants
  private let first: LaneParameters
  private let second: LaneParameters
  private let negligible: Lanes
  private let inUse: LaneMask
  private var rough = LaneSolver()
  private var passing = LaneSolver()
  private var final = LaneSolver()

  /// By lane; nil where a lane is unsure of its minimum.
  private(set) var sessions: [FitSession?] = []

  init(
    _ wells: LaneWells, _ members: [PreparedSeries], _ scales: [ResponseScale],
    reference: CurveModel, _ fitter: DoseResponseFitter
  ) {
    self.wells = wells
    self.members = members
    self.scales = scales
    self.reference = reference
    isRobust = fitter.loss != .squares
    constants = fitter.constants
    rough.tolerance = 1e-4
    // Reweighting converges by a constant factor, plain least squares by squaring: these end alike.
    passing.tolerance = isRobust ? 1e-5 : DoseResponseFitter.passingTolerance
    final.tolerance = isRobust ? 1e-8 : DoseResponseFitter.finalTolerance
    wells.reset(
      doseCount: members.map(\.problem.logDoses.count).max() ?? 0,
      slots: members.map(\.mostWellsAtOneDose).max() ?? 0)
    var lowest = Lanes(repeating: -1)
    var positions = Lanes(repeating: 0)
    var small = Lanes(repeating: 1)
    var used = LaneMask(repeating: false)
    var grid = LaneBounds()
    for (lane, member) in members.enumerated() {
      wells.load(member, lane: lane)
      lowest[lane] = member.lowestLogDose
      positions[lane] = Double(max(8, min(member.positiveDoseCount, 16)))
      let magnitude = member.problem.responses.reduce(0) { max($0, $1.magnitude) }
      small[lane] = max(magnitude, .leastNormalMagnitude) * 1e-9
      used[lane] = true
      grid.set(member.bounds(.logLogistic4, scales[lane]), lane: lane)
    }
    inUse = used
    negligible = small
    (first, second) = wells.starts(
      lowest: lowest, positions: positions, hills: [0.7, 1.5, 4], grid, isRobust: true)
  }

  /// The bounds of a model by lane.
  func bounds(_ model: CurveModel) -> LaneBounds {
    var bounds = LaneBounds()
    for (lane, member) in members.enumerated() {
      bounds.set(member.bounds(model, scales[lane]), lane: lane)
    }
    return bounds
  }

  /// Fits the reference model.
  mutating func run() {
    let bounds = bounds(reference)
    let count = Double(reference.parameterCount)
    guard isRobust else {
      let one = Lanes(repeating: 1)
      var best = final.minimise(
        wells, .squares, from: first, bounds, scale: one, active: inUse)
      best = LaneOptimum.lower(
        best,
        final.minimise(
          wells, .squares, from: second, bounds, scale: one, active: inUse))
      conclude(best, spread: Lanes(repeating: 0), count)
      return
    }
    var guess = roughSpread(first, count)
    var scale = guess
    var best: LaneOptimum?
    for _ in 0..<2 {
      scale = raised(guess, to: negligible)
      if let known = best {
        best = passing.minimise(
          wells, .huber, from: known.parameters, bounds, scale: scale, active: inUse)
      } else {
        let one = rough.minimise(
          wells, .huber, from: first, bounds, scale: scale, active: inUse)
        let other = rough.minimise(
          wells, .huber, from: second, bounds, scale: scale, active: inUse)
        best = LaneOptimum.lower(one, other)
      }
      guess = roughSpread(best?.parameters ?? first, count)
    }
    guard var optimum = best else { return }
    var spread = raised(guess, to: negligible)
    let floor = raised(spread * FitSession.largestShrinkage, to: negligible)
    var active = inUse
    for round in 0..<6 {
      var next = passing.minimise(
        wells, .bisquare, from: optimum.parameters, bounds, scale: spread, active: active)
      if round == 0 {
        let other = rough.minimise(
          wells, .bisquare, from: second, bounds, scale: spread, active: active)
        let isLower = active .& (other.cost .< next.cost)
        if any(isLower) {
          next = LaneOptimum.lower(
            next,
            passing.minimise(
              wells, .bisquare, from: other.parameters, bounds, scale: spread,
              active: isLower))
        }
      }
      optimum.parameters.replace(with: next.parameters, where: active)
      optimum.isUnsure = optimum.isUnsure .| (next.isUnsure .& active)
      let found = wells.efficientSpread(
        optimum.parameters, count, meanWeightedSquare: constants.meanWeightedSquare,
        previous: spread)
      let renewed = raised(found, to: floor)
      let change = renewed - spread
      let settled = (change .<= 0.01 * spread) .& (-change .<= 0.01 * spread)
      spread.replace(with: renewed, where: active)
      active = active .& .!settled
      if !any(active) { break }
    }
    let polished = final.minimise(
      wells, .bisquare, from: optimum.parameters, bounds, scale: spread, active: inUse)
    conclude(polished, spread: spread, count)
  }

  private func raised(_ value: Lanes, to least: Lanes) -> Lanes {
    value.replacing(with: least, where: value .< least)
  }

  private mutating func conclude(_ optimum: LaneOptimum, spread: Lanes, _ parameterCount: Double) {
    sessions = members.indices.map { lane in
      guard !optimum.isUnsure[lane], optimum.cost[lane].isFinite else { return nil }
      let member = members[lane]
      let parameters = optimum.parameters.parameters(lane: lane)
      var weights = [Double](repeating: 1, count: member.wellCount)
      var deviation = spread[lane]
      if isRobust {
        let residuals = FitSession.residuals(member.problem, parameters)
        for well in residuals.indices {
          let z = residuals[well] * residuals[well] / (deviation * deviation)
          weights[well] = RobustLoss.bisquare.weight(atSquare: z)
        }
      } else {
        let freedom = max(Double(member.wellCount) - parameterCount, 1)
        deviation = max((optimum.cost[lane] / freedom).squareRoot(), 0)
      }
      return FitSession(
        member, scales[lane], reference: reference,
        optimum: Optimum(parameters: parameters, cost: optimum.cost[lane]), spread: deviation,
        robustWeights: weights)
    }
  }

  /// Whether a curve is a step between two doses: its position has no say there, and which of many
  /// such minima is the lowest is the careful solver's to find.
  static func isStep(_ logHill: Double) -> Bool { logHill > steep }

  private static let steep = log(15.0)

  /// The optimum of another log-logistic model in the lanes that ask for it, on their settled scales.
  func optimum(_ model: CurveModel, for lanes: LaneMask) -> [Optimum?] {
    let bounds = bounds(model)
    var start = LaneParameters()
    var scale = Lanes(repeating: 1)
    var active = LaneMask(repeating: false)
    for (lane, session) in sessions.enumerated() where lanes[lane] {
      guard let session else { continue }
      start.set(session.referenceOptimum.parameters, lane: lane)
      if isRobust { scale[lane] = session.spread }
      active[lane] = true
    }
    guard any(active) else { return sessions.map { _ in nil } }
    let isAsymmetric = model == .logLogistic5
    func minimise(_ solver: LaneSolver, _ start: LaneParameters) -> LaneOptimum {
      solver.minimise(
        wells, isRobust ? .bisquare : .squares, isAsymmetric ? .asymmetric : .symmetric,
        from: start, bounds, scale: scale, active: active)
    }
    var best = minimise(isAsymmetric ? rough : passing, start)
    if !isAsymmetric {
      best = minimise(final, LaneOptimum.lower(best, minimise(rough, first)).parameters)
    }
    return sessions.indices.map { lane in
      guard active[lane], !best.isUnsure[lane], best.cost[lane].isFinite,
        isAsymmetric || !Self.isStep(best.parameters.logHill[lane])
      else { return nil }
      return Optimum(
        parameters: best.parameters.parameters(lane: lane), cost: best.cost[lane])
    }
  }

  /// From the median absolute residual, as ``FitSession`` has it.
  private func roughSpread(_ parameters: LaneParameters, _ parameterCount: Double) -> Lanes {
    var spread = Lanes(repeating: 1)
    for (lane, member) in members.enumerated() {
      var sizes = FitSession.residuals(member.problem, parameters.parameters(lane: lane))
      for well in sizes.indices { sizes[well] = sizes[well].magnitude }
      let count = Double(sizes.count)
      let median = OrderStatistics.sortingMedian(of: sizes) ?? 0
      spread[lane] =
        OrderStatistics.normalConsistency * median
        * (count / max(count - parameterCount, 1)).squareRoot()
    }
    return spread
  }
}

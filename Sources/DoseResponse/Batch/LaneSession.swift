import NumericalMethods

/// Brings up to eight series to where ``FitSession`` brings one, by the same steps in lanes: starts,
/// Huber's loss while the noise is guessed, the biweight until its scale has settled.
struct LaneSession {
  let wells: LaneWells
  let members: [PreparedSeries]
  let scales: [ResponseScale]
  let isRobust: Bool
  private let constants: RobustLoss.NormalConstants
  private let first: LaneParameters
  private let second: LaneParameters
  private let negligible: Lanes
  private let inUse: LaneMask
  private var rough = LaneSolver()
  private var passing = LaneSolver()
  private var final = LaneSolver()

  init(
    _ wells: LaneWells, _ members: [PreparedSeries], _ scales: [ResponseScale],
    _ fitter: DoseResponseFitter
  ) {
    self.wells = wells
    self.members = members
    self.scales = scales
    isRobust = fitter.loss != .squares
    constants = fitter.constants
    rough.tolerance = 1e-4
    // Reweighting converges by a constant factor, plain least squares by squaring: these end alike.
    passing.tolerance = isRobust ? 1e-5 : DoseResponseFitter.passingTolerance
    final.tolerance = isRobust ? 1e-8 : DoseResponseFitter.finalTolerance
    wells.reset(
      doseCount: members.map { $0.problem.logDoses.count }.max() ?? 0,
      slots: members.map { $0.mostWellsAtOneDose }.max() ?? 0)
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

  /// The sessions about a model in the lanes that ask for them; nil elsewhere, where a lane is unsure of
  /// its minimum, and for a model that lanes do not know.
  func settle(_ reference: CurveModel, for lanes: LaneMask) -> [FitSession?] {
    guard let kind = LaneKind(reference, scales) else { return members.map { _ in nil } }
    let inUse = inUse .& lanes
    let bounds = bounds(reference)
    let count = Double(reference.parameterCount)
    let first = kind.start(first)
    let second = kind.start(second)
    guard isRobust else {
      let one = Lanes(repeating: 1)
      var best = final.minimise(
        wells, .squares, kind, from: first, bounds, scale: one, active: inUse)
      best = LaneOptimum.lower(
        best,
        final.minimise(
          wells, .squares, kind, from: second, bounds, scale: one, active: inUse))
      return sessions(best, reference, kind, spread: Lanes(repeating: 0), inUse)
    }
    var guess = wells.roughSpread(kind, first, count)
    var scale = guess
    var best: LaneOptimum?
    for _ in 0..<2 {
      scale = raised(guess, to: negligible)
      if let known = best {
        best = passing.minimise(
          wells, .huber, kind, from: known.parameters, bounds, scale: scale, active: inUse)
      } else {
        let one = rough.minimise(
          wells, .huber, kind, from: first, bounds, scale: scale, active: inUse)
        let other = rough.minimise(
          wells, .huber, kind, from: second, bounds, scale: scale, active: inUse)
        best = LaneOptimum.lower(one, other)
      }
      guess = wells.roughSpread(kind, best?.parameters ?? first, count)
    }
    guard var optimum = best else { return members.map { _ in nil } }
    var spread = raised(guess, to: negligible)
    let floor = raised(spread * FitSession.largestShrinkage, to: negligible)
    var active = inUse
    for round in 0..<6 {
      var next = passing.minimise(
        wells, .bisquare, kind, from: optimum.parameters, bounds, scale: spread, active: active)
      if round == 0 {
        let other = rough.minimise(
          wells, .bisquare, kind, from: second, bounds, scale: spread, active: active)
        let isLower = active .& (other.cost .< next.cost)
        if any(isLower) {
          next = LaneOptimum.lower(
            next,
            passing.minimise(
              wells, .bisquare, kind, from: other.parameters, bounds, scale: spread,
              active: isLower))
        }
      }
      optimum.parameters.replace(with: next.parameters, where: active)
      optimum.isUnsure = optimum.isUnsure .| (next.isUnsure .& active)
      let found = wells.efficientSpread(
        kind, optimum.parameters, count, meanWeightedSquare: constants.meanWeightedSquare,
        previous: spread)
      let renewed = raised(found, to: floor)
      let change = renewed - spread
      let settled = (change .<= 0.01 * spread) .& (-change .<= 0.01 * spread)
      spread.replace(with: renewed, where: active)
      active = active .& .!settled
      if !any(active) { break }
    }
    let polished = final.minimise(
      wells, .bisquare, kind, from: optimum.parameters, bounds, scale: spread, active: inUse)
    return sessions(polished, reference, kind, spread: spread, inUse)
  }

  private func raised(_ value: Lanes, to least: Lanes) -> Lanes {
    value.replacing(with: least, where: value .< least)
  }

  private func sessions(
    _ optimum: LaneOptimum, _ reference: CurveModel, _ kind: LaneKind, spread: Lanes,
    _ asked: LaneMask
  ) -> [FitSession?] {
    if isRobust { wells.writeResiduals(kind, optimum.parameters) }
    return members.indices.map { lane in
      guard asked[lane], !optimum.isUnsure[lane], optimum.cost[lane].isFinite else { return nil }
      let member = members[lane]
      var weights = [Double](repeating: 1, count: member.wellCount)
      var deviation = spread[lane]
      if isRobust {
        let variance = deviation * deviation
        let starts = member.problem.starts
        for dose in member.medians.indices {
          for well in starts[dose]..<starts[dose + 1] {
            let residual = wells.scratch[dose * wells.slots + well - starts[dose]][lane]
            weights[well] = RobustLoss.bisquare.weight(atSquare: residual * residual / variance)
          }
        }
      } else {
        let freedom = max(Double(member.wellCount - reference.parameterCount), 1)
        deviation = max((optimum.cost[lane] / freedom).squareRoot(), 0)
      }
      return FitSession(
        member, scales[lane], reference: reference,
        optimum: Optimum(
          parameters: optimum.parameters.parameters(lane: lane), cost: optimum.cost[lane]),
        spread: deviation, robustWeights: weights)
    }
  }

  /// The best constant on the settled scale of each session; nil where there is none.
  func constants(_ sessions: [FitSession?]) -> [Optimum?] {
    let (values, costs) = wells.constants(
      isRobust ? .bisquare : .squares, scale: scale(of: sessions))
    return sessions.indices.map { lane in
      costs[lane].isFinite ? Optimum(parameters: [values[lane]], cost: costs[lane]) : nil
    }
  }

  private func scale(of sessions: [FitSession?]) -> Lanes {
    var scale = Lanes(repeating: 1)
    if isRobust {
      for (lane, session) in sessions.enumerated() { scale[lane] = session?.spread ?? 1 }
    }
    return scale
  }

  /// Whether a curve is a step between two doses: its position has no say there, and which of many
  /// such minima is the lowest is the careful solver's to find.
  static func isStep(_ optimum: Optimum) -> Bool {
    optimum.parameters[CurveProblem.Index.logHill] > steep
  }

  private static let steep = log(15.0)

  /// The optimum of another model in the lanes that ask for it, on the settled scale of their sessions
  /// about a symmetric curve, and whether it is a clean minimum; nil for a model that lanes do not know.
  func optimum(
    _ model: CurveModel, _ sessions: [FitSession?], for lanes: LaneMask
  ) -> [(optimum: Optimum, isSure: Bool)?] {
    let none = [(optimum: Optimum, isSure: Bool)?](repeating: nil, count: sessions.count)
    guard let kind = LaneKind(model, scales) else { return none }
    let bounds = bounds(model)
    let scale = scale(of: sessions)
    var start = LaneParameters()
    var active = LaneMask(repeating: false)
    for (lane, session) in sessions.enumerated() where lanes[lane] {
      guard let session else { continue }
      start.set(session.referenceOptimum.parameters, lane: lane)
      active[lane] = true
    }
    guard any(active) else { return none }
    func minimise(_ solver: LaneSolver, _ start: LaneParameters) -> LaneOptimum {
      solver.minimise(
        wells, isRobust ? .bisquare : .squares, kind, from: start, bounds, scale: scale,
        active: active)
    }
    let isAsymmetric = kind.form == .asymmetric
    var best = minimise(isAsymmetric ? rough : passing, kind.start(start))
    if !isAsymmetric {
      let other = minimise(rough, kind.start(first))
      best = minimise(final, LaneOptimum.lower(best, other).parameters)
    }
    return sessions.indices.map { lane in
      guard active[lane], best.cost[lane].isFinite else { return nil }
      let found = Optimum(
        parameters: best.parameters.parameters(lane: lane), cost: best.cost[lane])
      let isSure = !best.isUnsure[lane] && (isAsymmetric || !Self.isStep(found))
      return (found, isSure)
    }
  }
}

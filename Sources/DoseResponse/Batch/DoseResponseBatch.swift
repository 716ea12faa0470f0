import NumericalMethods

/// Fits many series eight at a time, with the answers of ``DoseResponseFitter`` to the precision of
/// its searches.
///
/// Log-logistic curves with profile intervals run in lanes; whatever the lanes are unsure of, and
/// whatever they do not know (weights, other models or intervals, noise that grows), goes to the
/// careful fitter. The answer to a series is the same to the bit whoever its neighbours are. Memory
/// does not grow with the number of series: they are drawn and handed back in groups.
public struct DoseResponseBatch {
  public let options: DoseResponseFitOptions
  private var fitter: DoseResponseFitter
  private let wells = LaneWells()
  /// How many series were fitted by the careful fitter.
  public private(set) var carefulCount = 0

  public init(options: DoseResponseFitOptions = DoseResponseFitOptions()) {
    self.options = options
    fitter = DoseResponseFitter(options: options)
  }

  public mutating func fit(_ series: [DoseResponseSeries]) -> [DoseResponseFit] {
    var fits: [DoseResponseFit] = []
    fits.reserveCapacity(series.count)
    fit(series) { fits.append($0) }
    return fits
  }

  /// Draws series from a sequence and hands back each fit in the same order.
  public mutating func fit(
    _ series: some Sequence<DoseResponseSeries>, each: (DoseResponseFit) -> Void
  ) {
    var group: [DoseResponseSeries] = []
    group.reserveCapacity(LaneWells.width)
    for member in series {
      group.append(member)
      if group.count == LaneWells.width {
        for fit in fitGroup(group) { each(fit) }
        group.removeAll(keepingCapacity: true)
      }
    }
    for fit in fitGroup(group) { each(fit) }
  }

  /// Whether the options are among those that the lanes know.
  private var suitsLanes: Bool {
    guard options.intervalMethod == .profile, options.noise.exponent == 0 else { return false }
    switch options.model {
    case .automatic, .only(.logLogistic3), .only(.logLogistic4), .only(.logLogistic2): return true
    default: return false
    }
  }

  private mutating func fitGroup(_ group: [DoseResponseSeries]) -> [DoseResponseFit] {
    var fits = [DoseResponseFit?](repeating: nil, count: group.count)
    if suitsLanes {
      // Lanes of one group share their first model, which the scale decides.
      var left = Array(group.indices)
      while let first = left.first {
        let isFraction = group[first].scale.responseWithoutDrug != nil
        let places = left.filter { (group[$0].scale.responseWithoutDrug != nil) == isFraction }
        left.removeAll { (group[$0].scale.responseWithoutDrug != nil) == isFraction }
        let candidates = fitter.permittedModels(group[first].scale)
        if !candidates.isEmpty { fitInLanes(group, places, candidates, &fits) }
      }
    }
    return group.indices.map { place in
      if let fit = fits[place] { return fit }
      carefulCount += 1
      return fitter.fit(group[place])
    }
  }

  private mutating func fitInLanes(
    _ group: [DoseResponseSeries], _ places: [Int], _ candidates: [CurveModel],
    _ fits: inout [DoseResponseFit?]
  ) {
    var members: [PreparedSeries] = []
    var owners: [Int] = []
    for place in places {
      guard let prepared = PreparedSeries(group[place]), prepared.suitsLanes else { continue }
      members.append(prepared)
      owners.append(place)
    }
    guard !members.isEmpty else { return }
    let reference: CurveModel =
      candidates.contains(.logLogistic4) ? .logLogistic4 : candidates[candidates.count - 1]
    var lanes = LaneSession(
      wells, members, owners.map { group[$0].scale }, reference: reference, fitter)
    lanes.run()

    var sessions = lanes.sessions
    let probabilities = sessions.map { $0?.effectProbability(fitter) ?? 1 }
    var isActive = LaneMask(repeating: false)
    for lane in sessions.indices {
      let logHill = sessions[lane]?.referenceOptimum.parameters[CurveProblem.Index.logHill] ?? 0
      if probabilities[lane] < options.gateLevel, LaneSession.isStep(logHill) {
        sessions[lane] = nil
      }
      isActive[lane] = sessions[lane] != nil && probabilities[lane] < options.gateLevel
    }
    for model in candidates where model != reference {
      for (lane, found) in lanes.optimum(model, for: isActive).enumerated() {
        guard let found, let session = sessions[lane] else { continue }
        // A fifth parameter that may be chosen is the careful solver's to find.
        let mayBeChosen =
          model == .logLogistic5 && found.cost < session.referenceOptimum.cost * 0.8
        if !mayBeChosen { sessions[lane]?.known.append((model, found)) }
      }
    }
    var chosen: [FitSession.ChosenCurve?] = sessions.map { _ in nil }
    for lane in sessions.indices {
      guard let session = sessions[lane] else { continue }
      let series = group[owners[lane]]
      switch session.choose(
        series, probabilities[lane], candidates: candidates, fitter: &fitter)
      {
      case .concluded(let fit): fits[owners[lane]] = fit
      case .curve(let curve): chosen[lane] = curve
      }
    }
    profile(&chosen, members)
    for lane in chosen.indices {
      guard let curve = chosen[lane] else { continue }
      fitter.solver.options.scale = curve.session.spread
      fits[owners[lane]] = curve.session.report(group[owners[lane]], curve, &fitter)
    }
  }

  /// Profiles the chosen symmetric curves in lanes; the others are left to the careful solver.
  private mutating func profile(
    _ chosen: inout [FitSession.ChosenCurve?], _ members: [PreparedSeries]
  ) {
    var solver = LaneSolver()
    solver.tolerance = 1e-5
    let asked =
      options.intervals == .all
      ? [
        CurveProblem.Index.withoutDrug, CurveProblem.Index.fullEffect,
        CurveProblem.Index.position, CurveProblem.Index.logHill,
      ] : [CurveProblem.Index.position]
    var works: [(work: EstimateWork, errors: [Double]?)?] = chosen.map { _ in nil }
    for lane in chosen.indices {
      guard let curve = chosen[lane], curve.best.model.family == .logLogistic,
        curve.best.model != .logLogistic5
      else { continue }
      let work = EstimateWork(curve.best.model, curve.best.optimum, curve.session, &fitter)
      let errors = work.standardErrors(.relative, curve.best.optimum.parameters, &fitter)
      chosen[lane]?.session.givenErrors = errors
      works[lane] = (work, errors)
    }
    for parameter in asked {
      let requests = works.map { entry -> LaneProfile.Request? in
        guard let (work, errors) = entry else { return nil }
        let range = work.bounds[parameter]
        guard range.lowerBound < range.upperBound, work.rise > 0, work.rise.isFinite else {
          return nil
        }
        return LaneProfile.Request(
          optimum: work.optimum.parameters, minimum: work.optimum.cost, rise: work.rise,
          firstStep: work.firstStep(errors?[parameter], range), bounds: work.bounds,
          scale: fitter.loss == .squares ? 1 : work.session.spread,
          unit: work.variance / fitter.constants.devianceFactor,
          outside: work.variance / fitter.constants.devianceFactor
            * fitter.criticalOutside(freedom: max(work.session.freedom(work.model), 1)))
      }
      let profile = LaneProfile(
        wells: wells, solver: solver, isRobust: fitter.loss != .squares, parameter: parameter)
      let found = profile.intervals(requests)
      for lane in chosen.indices {
        if let interval = found[lane] {
          if chosen[lane]?.session.givenIntervals.isEmpty == true {
            chosen[lane]?.session.givenIntervals = [nil, nil, nil, nil, nil]
          }
          chosen[lane]?.session.givenIntervals[parameter] = interval
        }
      }
      guard parameter == CurveProblem.Index.position else { continue }
      // Only a point inside the doses has to be defended.
      let claims = requests.indices.map { lane -> LaneProfile.Request? in
        guard let low = found[lane]?.low, let high = found[lane]?.high,
          low >= members[lane].lowestLogDose, high <= 0
        else { return nil }
        return requests[lane]
      }
      for (lane, evidence) in profile.outside(claims, members).enumerated() {
        chosen[lane]?.session.givenOutside = evidence
      }
    }
  }
}

extension PreparedSeries {
  /// How many wells the fullest dose has.
  var mostWellsAtOneDose: Int {
    problem.logDoses.indices.map { problem.starts[$0 + 1] - problem.starts[$0] }.max() ?? 0
  }

  /// Whether the lanes know how to fit the series: enough doses and wells, no weights, and responses
  /// whose squares can be added.
  var suitsLanes: Bool {
    positiveDoseCount >= DoseResponseFitter.fewestDoses
      && wellCount > CurveModel.logLogistic4.parameterCount && weights.isEmpty
      && problem.logDoses.count <= 64 && mostWellsAtOneDose <= 32
      && problem.responses.allSatisfy { $0.magnitude < 1e12 }
  }
}

import NumericalMethods

extension EstimateWork {
  /// Whether two doses at least lie on a limit's side of the curve, so that the path of its profile
  /// leads on; always for what is no limit.
  fileprivate func isShown(limit: Int) -> Bool {
    guard limit <= CurveProblem.Index.fullEffect else { return true }
    let shape = session.fittedCurve(model, optimum.parameters).shape
    let isFullEffect = limit == CurveProblem.Index.fullEffect
    return session.prepared.problem.logDoses.count {
      let left = shape.remaining(at: $0)
      return isFullEffect ? left <= 0.25 : left >= 0.75
    } > 1
  }
}

extension DoseResponseFitter {
  /// Gives the chosen symmetric and Weibull curves their standard errors and profiles in lanes; the
  /// others are left to the careful solver.
  mutating func profile(
    _ chosen: inout [FitSession.ChosenCurve?], _ group: LaneGroup, _ lanes: LaneSession
  ) {
    let forms = chosen.map { $0.flatMap { LaneKind($0.best.model, [])?.form } }
    profile(&chosen, group, lanes, LaneKind(.symmetric), forms.map { $0 == .symmetric })
    let models = chosen.map { $0?.best.model }
    profile(
      &chosen, group, lanes, LaneKind(weibulls: models, lanes.scales), forms.map { $0 == .weibull })
  }

  private mutating func profile(
    _ chosen: inout [FitSession.ChosenCurve?], _ group: LaneGroup, _ lanes: LaneSession,
    _ kind: LaneKind, _ isAsked: [Bool]
  ) {
    let members = group.members.map { $0.prepared }
    var requests = LaneProfile.Requests()
    var works = [EstimateWork?](repeating: nil, count: chosen.count)
    for lane in chosen.indices where isAsked[lane] {
      guard let curve = chosen[lane] else { continue }
      let work = EstimateWork(curve.best.model, curve.best.optimum, curve.session, &self)
      guard work.rise > 0, work.rise.isFinite else { continue }
      works[lane] = work
      requests.active[lane] = true
      requests.optimum.set(work.optimum.parameters, lane: lane)
      requests.bounds.set(work.bounds, lane: lane)
      requests.minimum[lane] = work.minimum
      requests.rise[lane] = work.rise
      requests.unit[lane] = work.unit
      requests.outside[lane] =
        work.unit * criticalOutside(freedom: max(work.session.freedom(work.model), 1))
    }
    guard any(requests.active) else { return }
    let inverses = inverses(lanes.wells, kind, requests, works)
    var solver = LaneSolver()
    solver.tolerance = 1e-5
    for lane in chosen.indices {
      if let work = works[lane] {
        lanes.wells.weigh(work.session.prepared, by: work.weights, lane: lane)
      }
    }
    let position = CurveProblem.Index.position
    var asked = [position]
    if options.intervals == .all {
      asked = [
        CurveProblem.Index.withoutDrug, CurveProblem.Index.fullEffect, position,
        CurveProblem.Index.logHill,
      ]
    }
    for lane in chosen.indices {
      guard let work = works[lane] else { continue }
      chosen[lane]?.session.givenIntervals = [nil, nil, nil, nil, nil]
      let scale = (work.variance / constants.efficiency).squareRoot()
      chosen[lane]?.session.givenErrors =
        inverses[lane]?.standardErrors.map { $0 * scale }
        ?? work.standardErrors(.relative, work.optimum.parameters, &self)
    }
    for parameter in asked {
      var own = requests
      for lane in chosen.indices {
        guard let work = works[lane] else { continue }
        let range = work.bounds[parameter]
        if range.lowerBound < range.upperBound, work.isShown(limit: parameter) {
          let error = chosen[lane]?.session.givenErrors?[parameter]
          own.firstStep[lane] = work.firstStep(error, range)
        } else {
          own.active[lane] = false
        }
      }
      let profile = LaneProfile(
        wells: lanes.wells, solver: solver, parameter: parameter, kind: kind)
      let found = profile.intervals(own)
      for lane in chosen.indices {
        if let interval = found[lane] {
          chosen[lane]?.session.givenIntervals[parameter] = interval
        }
      }
      guard parameter == position else { continue }
      // Only a point inside the doses has to be defended.
      for lane in chosen.indices {
        guard let low = found[lane]?.low, let high = found[lane]?.high,
          low >= members[lane].lowestLogDose, high <= 0
        else {
          own.active[lane] = false
          continue
        }
      }
      let evidence = profile.outside(own, members, works.map { $0?.bounds ?? [] })
      for lane in chosen.indices where own.active[lane] {
        chosen[lane]?.session.givenOutside = evidence[lane]
      }
    }
    guard kind.form == .symmetric else { return }
    profileAbsolute(&chosen, lanes.wells, requests, works, inverses, solver)
  }

  /// The same for the dose at which a curve passes the level of an absolute IC50.
  private mutating func profileAbsolute(
    _ chosen: inout [FitSession.ChosenCurve?], _ wells: LaneWells, _ requests: LaneProfile.Requests,
    _ works: [EstimateWork?], _ inverses: [LaneErrors?], _ solver: LaneSolver
  ) {
    let position = CurveProblem.Index.position
    var own = requests
    own.active = LaneMask(repeating: false)
    for lane in chosen.indices {
      guard let work = works[lane], let inverse = inverses[lane],
        let level = work.session.responseScale.absoluteLevel,
        let dose = work.session.fittedCurve(work.model, work.optimum.parameters)
          .dose(forResponse: level),
        let slopes = LaneErrors.slopes(work.optimum.parameters, level: level),
        !(chosen[lane]?.session.givenErrors?[position] ?? .nan).isNaN
      else { continue }
      let place = log(dose) - log(work.session.prepared.highestDose)
      let range = work.bounds[position]
      let wide = (range.lowerBound * 2)...(range.upperBound * 2)
      guard wide.contains(place) else { continue }
      let scale = (work.variance / constants.efficiency).squareRoot()
      let error = inverse.standardError(slopes) * scale
      chosen[lane]?.session.givenAbsolute = (place, error, nil)
      own.active[lane] = options.intervals == .all
      own.level[lane] = level
      own.optimum.position[lane] = place
      own.bounds.lower.position[lane] = wide.lowerBound
      own.bounds.upper.position[lane] = wide.upperBound
      own.firstStep[lane] = work.firstStep(error, wide)
    }
    let profile = LaneProfile(
      wells: wells, solver: solver, parameter: position, kind: LaneKind(.level))
    let found = profile.intervals(own)
    for lane in chosen.indices { chosen[lane]?.session.givenAbsolute?.interval = found[lane] }
  }

  /// The inverse information of each profiled curve, from the wells that kept influence; nil where the
  /// careful solver has to find it.
  private func inverses(
    _ wells: LaneWells, _ kind: LaneKind, _ requests: LaneProfile.Requests, _ works: [EstimateWork?]
  ) -> [LaneErrors?] {
    let information = wells.information(kind, requests.optimum) { lane, dose, slot in
      guard lane < works.count, let session = works[lane]?.session else { return true }
      return session.robustWeights[session.prepared.problem.starts[dose] + slot] > 0
    }
    return works.indices.map { lane in
      works[lane].flatMap {
        LaneErrors(information, lane: lane, $0.optimum.parameters, $0.bounds)
      }
    }
  }
}

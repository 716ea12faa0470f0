import NumericalMethods

extension DoseResponseFitter {
  /// Fits the members of a group side by side; those are left without an answer that are the careful
  /// fitter's.
  mutating func fitInLanes(
    _ group: inout LaneGroup, _ wells: LaneWells, _ fits: inout [DoseResponseFit?]
  ) {
    guard !group.members.isEmpty else { return }
    let lanes = settle(&group, wells)
    for lane in group.members.indices {
      guard var session = group.members[lane].session else { continue }
      group.members[lane].noiseExponent =
        noiseExponent(&session, group.members[lane].probability)
      group.members[lane].session = session
    }
    var weighted = group.removeWeighted()
    conclude(&group, lanes, &fits)

    for round in 1...Self.noiseRounds {
      weighted.weighAnew()
      guard !weighted.members.isEmpty else { return }
      let lanes = settle(&weighted, wells)
      if round == Self.noiseRounds { conclude(&weighted, lanes, &fits) }
    }
  }

  /// Fits the reference model to each member; what the lanes are unsure of loses its session.
  private func settle(_ group: inout LaneGroup, _ wells: LaneWells) -> LaneSession {
    let lanes = LaneSession(
      wells, group.members.map { $0.prepared }, group.members.map { $0.series.scale }, self)
    let sessions = lanes.settle(group.reference, for: LaneMask(repeating: true))
    for lane in sessions.indices {
      let told = group.members[lane].session
      group.members[lane].session = nil
      guard let session = told.map({ sessions[lane]?.told(by: $0) }) ?? sessions[lane]
      else { continue }
      let probability = session.effectProbability(self)
      let isEffect = probability < options.gateLevel
      if isEffect, LaneSession.isStep(session.referenceOptimum) { continue }
      group.members[lane].probability = probability
      group.members[lane].session = session
    }
    return lanes
  }

  /// From settled sessions to what is reported.
  private mutating func conclude(
    _ group: inout LaneGroup, _ lanes: LaneSession, _ fits: inout [DoseResponseFit?]
  ) {
    for (lane, constant) in lanes.constants(group.sessions).enumerated() {
      if let constant { group.members[lane].session?.known.append((.flat, constant)) }
    }
    findCandidates(&group, lanes)
    var selections = group.members.map { member -> ModelSelection? in
      guard let session = member.session else { return nil }
      return session.selection(
        among: allowed(group.candidates, session), member.probability, &self)
    }
    considerOtherShapes(&selections, &group, lanes)
    let renewed = renewed(selections, group, lanes)
    var chosen: [FitSession.ChosenCurve?] = group.members.map { _ in nil }
    for (lane, member) in group.members.enumerated() {
      guard let session = member.session else { continue }
      guard let selection = selections[lane] else {
        fits[member.place] = FitRefusal(member.series).unfit(.noMinimum)
        continue
      }
      switch session.settle(
        member.series, selection, candidates: allowed(group.candidates, session),
        renewed: renewed[lane], fitter: &self)
      {
      case .concluded(let fit): fits[member.place] = fit
      case .curve(let curve): chosen[lane] = curve
      }
    }
    profile(&chosen, group, lanes)
    for (lane, member) in group.members.enumerated() {
      guard let curve = chosen[lane] else { continue }
      solver.options.scale = curve.session.spread
      fits[member.place] = curve.reported(member.series, &self)
    }
  }

  /// Fits the candidates to the members that show an effect.
  private func findCandidates(_ group: inout LaneGroup, _ lanes: LaneSession) {
    for model in group.candidates where model != group.reference {
      let active = group.lanes { member, session in
        member.probability < options.gateLevel && allowed([model], session) == [model]
      }
      let optima = lanes.optimum(model, group.sessions, for: active)
      for (lane, found) in optima.enumerated() {
        guard let (optimum, isSure) = found, let session = group.members[lane].session
        else { continue }
        // A fifth parameter that may be chosen is the careful solver's to find.
        let isLeft =
          model == .logLogistic5
          ? session.mayChooseFifth(
            optimum, isSure: isSure, allowed(group.candidates, session), self)
          : !isSure
        if !isLeft { group.members[lane].session?.known.append((model, optimum)) }
      }
    }
  }

  /// Tries the shapes that ordinary curves do not ask for; what lanes do not know of them is left to the
  /// careful solver.
  private mutating func considerOtherShapes(
    _ selections: inout [ModelSelection?], _ group: inout LaneGroup, _ lanes: LaneSession
  ) {
    let shapes = group.members.indices.map { lane -> [CurveModel] in
      guard let selection = selections[lane], let session = group.members[lane].session
      else { return [] }
      return session.otherShapes(selection, self).filter {
        session.mayMatter($0, selection, self)
      }
    }
    for model in CurveModel.allCases where shapes.contains(where: { $0.contains(model) }) {
      var active = LaneMask(repeating: false)
      for lane in shapes.indices { active[lane] = shapes[lane].contains(model) }
      for (lane, found) in lanes.optimum(model, group.sessions, for: active).enumerated() {
        guard let (optimum, isSure) = found, isSure else { continue }
        group.members[lane].session?.known.append((model, optimum))
      }
    }
    for lane in shapes.indices {
      guard var selection = selections[lane], let session = group.members[lane].session
      else { continue }
      for model in shapes[lane] {
        session.considerIfItMatters(model, &selection, &self)
      }
      selections[lane] = selection
    }
  }

  /// Sessions about the models that are ahead of the reference and of another shape.
  private func renewed(
    _ selections: [ModelSelection?], _ group: LaneGroup, _ lanes: LaneSession
  ) -> [FitSession?] {
    var ahead = [CurveModel?](repeating: nil, count: group.members.count)
    for (lane, selection) in selections.enumerated() {
      guard let selection, let session = group.members[lane].session,
        let model = selection.ahead?.model, model.family != .logLogistic,
        model != session.reference, session.misfit(selection, self) == nil
      else { continue }
      ahead[lane] = model
    }
    var renewed = [FitSession?](repeating: nil, count: ahead.count)
    for model in CurveModel.allCases where ahead.contains(model) {
      var active = LaneMask(repeating: false)
      for lane in ahead.indices { active[lane] = ahead[lane] == model }
      for (lane, found) in lanes.settle(model, for: active).enumerated() {
        guard let found, let session = group.members[lane].session,
          !LaneSession.isStep(found.referenceOptimum)
        else { continue }
        renewed[lane] = found.told(by: session)
      }
    }
    return renewed
  }
}

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
  var fitter: DoseResponseFitter
  let wells = LaneWells()
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
    case .automatic, .only(.logLogistic2), .only(.logLogistic3), .only(.logLogistic3Upper),
      .only(.logLogistic4):
      return true
    default: return false
    }
  }

  private mutating func fitGroup(_ group: [DoseResponseSeries]) -> [DoseResponseFit] {
    var fits = [DoseResponseFit?](repeating: nil, count: group.count)
    if suitsLanes {
      // Lanes of one group share their first model, which the scale decides.
      var left = Array(group.indices)
      while let first = left.first {
        let candidates = fitter.permittedModels(group[first].scale)
        let places = left.filter { fitter.permittedModels(group[$0].scale) == candidates }
        left.removeAll { places.contains($0) }
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
      guard let prepared = fitter.prepared(group[place]), prepared.suitsLanes else { continue }
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
    var probabilities = [Double](repeating: 1, count: sessions.count)
    var isActive = LaneMask(repeating: false)
    let constants = lanes.flatOptima()
    for lane in sessions.indices {
      guard var session = sessions[lane] else { continue }
      probabilities[lane] = session.effectProbability(fitter)
      let isEffect = probabilities[lane] < options.gateLevel
      if isEffect,
        LaneSession.isStep(session.referenceOptimum.parameters[CurveProblem.Index.logHill])
      {
        sessions[lane] = nil
        continue
      }
      // Wells that count by their noise are the careful fitter's.
      if isEffect, fitter.looksGrowing(&session, probabilities[lane]) {
        sessions[lane] = fitter.loss == .squares ? session : nil
      }
      isActive[lane] = isEffect && sessions[lane] != nil
      if let constant = constants[lane] { sessions[lane]?.known.append((.flat, constant)) }
    }
    for model in candidates where model != reference {
      for (lane, found) in lanes.optimum(model, for: isActive).enumerated() {
        guard let (optimum, isSure) = found, let session = sessions[lane] else { continue }
        // A fifth parameter that may be chosen is the careful solver's to find.
        let isLeft =
          model == .logLogistic5
          ? session.mayChooseFifth(optimum, isSure: isSure, candidates, fitter) : !isSure
        if !isLeft { sessions[lane]?.known.append((model, optimum)) }
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
      fits[owners[lane]] = curve.reported(group[owners[lane]], &fitter)
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

import NumericalMethods

/// What an EC50 would be with wells in full that a robust fit set aside though nothing contradicts
/// them.
struct PotencyContest: Hashable {
  /// How many wells are contested.
  let wellCount: Int
  /// In the unit of the doses.
  let otherEC50: Double
}

extension FitSession {
  /// The wells that the robust loss took more than half the say of where no other well of their dose
  /// kept its own.
  var contestedWells: [Int] {
    let starts = prepared.problem.starts
    return prepared.problem.logDoses.indices.flatMap { dose in
      let wells = starts[dose]..<starts[dose + 1]
      return wells.contains { robustWeights[$0] >= 0.5 } ? [] : Array(wells)
    }
  }

  /// Whether two contested doses follow each other: wild wells come singly, and two in a row are more
  /// likely what the curve misses.
  private func areNeighbours(_ contested: [Int]) -> Bool {
    let starts = prepared.problem.starts
    let doses = prepared.problem.logDoses.indices.filter { contested.contains(starts[$0]) }
    return zip(doses, doses.dropFirst()).contains { $1 == $0 + 1 }
  }

  /// Widens the interval of the potency to what it would be with the contested wells in full, where
  /// the EC50 would then lie outside it, or where they are neighbours.
  ///
  /// A robust loss asks what most wells say. Among replicates that is a fair vote; a well alone at its
  /// dose, on the slope or at the end, is outvoted by wells that know nothing of that dose. Other
  /// down-weighted wells keep the weights that they have.
  func contest(
    _ model: CurveModel, _ estimates: inout CurveEstimates, _ fitter: DoseResponseFitter
  ) -> PotencyContest? {
    let contested = contestedWells
    guard fitter.loss != .squares, !contested.isEmpty, model != .flat else { return nil }
    var options = fitter.options
    options.loss = .leastSquares
    if case .bootstrap = options.intervalMethod { options.intervalMethod = .profile }
    var plain = DoseResponseFitter(options: options)
    let own = { well in prepared.weights.isEmpty ? 1 : prepared.weights[well] }
    var weights = (0..<prepared.wellCount).map { own($0) * robustWeights[$0] }
    for well in contested { weights[well] = own(well) }
    let other = PreparedSeries(prepared, weights: weights)
    guard let session = FitSession(other, responseScale, reference: model, fitter: &plain) else {
      return nil
    }
    let (found, _) = session.estimates(model, session.referenceOptimum, &plain)
    let position = estimates.relativePosition
    let elsewhere = found.relativePosition.value
    let isApart =
      elsewhere < position.low ?? -.infinity || elsewhere > position.high ?? .infinity
    guard elsewhere.isFinite, isApart || areNeighbours(contested) else { return nil }
    estimates.relativePosition.span(found.relativePosition)
    if model.family != .biphasic {
      estimates.parameters[CurveProblem.Index.position].span(found.relativePosition)
    }
    estimates.mayLieOutside.below = estimates.mayLieOutside.below || found.mayLieOutside.below
    estimates.mayLieOutside.above = estimates.mayLieOutside.above || found.mayLieOutside.above
    if let absolute = found.absolutePosition {
      estimates.absolutePosition?.span(absolute)
    } else {
      // With those wells the curve may never pass the level.
      estimates.absolutePosition?.high = nil
    }
    if let place = found.location { estimates.location?.span(place) }
    return PotencyContest(wellCount: contested.count, otherEC50: prepared.dose(at: elsewhere))
  }
}

extension CurveEstimates.Estimate {
  /// Widens the interval to hold another's too.
  fileprivate mutating func span(_ other: Self) {
    low = low.flatMap { own in other.low.map { min(own, $0) } }
    high = high.flatMap { own in other.high.map { max(own, $0) } }
  }
}

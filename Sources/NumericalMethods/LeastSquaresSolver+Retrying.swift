extension LeastSquaresSolver {
  /// Searches like ``minimise(_:parameters:bounds:weights:)``, and again with shorter first steps
  /// where the search strayed to a place at which the data no longer tell the parameters apart.
  ///
  /// A long first step can carry an exponential or a ratio so far out that a parameter loses all
  /// influence: a minimum of a kind, but seldom the one meant. The lowest cost found is kept.
  public mutating func minimiseRetrying(
    _ model: some LeastSquaresModel, parameters: inout [Double],
    bounds: [ClosedRange<Double>] = [], weights: [Double] = []
  ) -> LeastSquaresOutcome {
    let start = parameters
    let asked = options
    defer { options = asked }
    var best = minimise(model, parameters: &parameters, bounds: bounds, weights: weights)
    for shortening in [1e-2, 1e-3, 1e-4] {
      if best.ending == .exactFit || best.ending == .undefinedAtStart { break }
      let isDetermined =
        inverseInformation(model, at: parameters, bounds: bounds, weights: weights) != nil
      if best.ending.isMinimum && isDetermined { break }
      options.firstRadius = asked.firstRadius * shortening
      var candidate = start
      let outcome = minimise(model, parameters: &candidate, bounds: bounds, weights: weights)
      if outcome.cost < best.cost {
        best = outcome
        parameters = candidate
      }
    }
    model.write(&residuals, at: parameters)
    return best
  }
}

import NumericalMethods

extension FitSession {
  /// Whether a curve with the asymmetry as a fifth parameter may be the one to choose, where lanes
  /// found this one; then the careful solver has to find the best of them.
  ///
  /// Where the lanes are unsure of their minimum, no curve at all can fit better than a constant of its
  /// own at each dose.
  func mayChooseFifth(
    _ found: Optimum, isSure: Bool, _ candidates: [CurveModel], _ fitter: DoseResponseFitter
  ) -> Bool {
    var chosen: Double?
    for model in candidates where model != .logLogistic5 && model != .flat {
      guard
        let optimum = model == reference
          ? referenceOptimum : known.first(where: { $0.model == model })?.optimum
      else { return true }
      let aicc = statistics(model, optimum, fitter).aicc
      if chosen == nil || aicc < (chosen ?? .infinity) - DoseResponseFitter.evidenceForRicher {
        chosen = aicc
      }
    }
    var best = found
    if !isSure {
      best.cost = min(found.cost, prepared.lowestCost(fitter.loss, scale: spread))
    }
    // Any gain hints at an asymmetry, which asks for other shapes: for the hint the lanes' own minimum
    // will do, where they are sure of it.
    let hurdle = isSure ? DoseResponseFitter.evidenceForRicher : 0
    return statistics(.logLogistic5, best, fitter).aicc
      < (chosen ?? .infinity) - hurdle + Self.doubt
  }

  /// By how much a search that ended early may be wrong about an AICc.
  private static let doubt = 0.5
}

extension PreparedSeries {
  /// The cost of a constant of its own for each dose, which no curve goes below.
  func lowestCost(_ loss: RobustLoss, scale: Double) -> Double {
    let variance = loss == .squares ? 1 : scale * scale
    var total = 0.0
    for dose in medians.indices {
      // All wells of a dose are equally noisy.
      let root = problem.roots.isEmpty ? 1 : problem.roots[problem.starts[dose]]
      let own = variance / (root * root)
      let wells = problem.starts[dose]..<problem.starts[dose + 1]
      var lowest = Double.infinity
      // The biweight may have a minimum beside each well.
      for start in wells {
        var constant = problem.responses[start]
        for _ in 0..<(loss == .squares ? 2 : 20) {
          var (cost, sum, weights) = (0.0, 0.0, 0.0)
          for well in wells {
            let residual = problem.responses[well] - constant
            let weight = loss.weight(atSquare: residual * residual / own)
            cost += loss.cost(ofSquare: residual * residual / own)
            sum += weight * residual
            weights += weight
          }
          lowest = min(lowest, cost)
          let move = sum / weights
          constant += move
          if move * move <= 1e-6 * own, loss != .squares { break }
        }
        if loss == .squares { break }
      }
      total += lowest
    }
    return total * variance
  }
}

import NumericalMethods

extension LaneWells {
  /// The two best of a grid of positions and slopes in each lane, as ``PreparedSeries`` finds them.
  ///
  /// - Parameters:
  ///   - lowest: ln(lowest / highest dose).
  ///   - positions: how many positions the grid has in each lane.
  ///   - hills: the grid's slopes.
  func starts(
    lowest: Lanes, positions: Lanes, hills: [Double], _ bounds: LaneBounds, isRobust: Bool
  ) -> (first: LaneParameters, second: LaneParameters) {
    var first = LaneParameters()
    var second = LaneParameters()
    var firstCost = Lanes(repeating: .infinity)
    var secondCost = Lanes(repeating: .infinity)
    let most = Int(positions.max())
    // e^(h (x − p)) is a product: one factor for each dose, one for each position.
    let grown = UnsafeMutablePointer<Lanes>.allocate(capacity: doseCount * hills.count)
    defer { grown.deallocate() }
    for (index, hill) in hills.enumerated() {
      for dose in 0..<doseCount {
        grown[index * doseCount + dose] = ReproducibleMath.exp(hill * logDoses[dose])
      }
    }
    for place in 0..<most {
      let position = lowest * (1 - (Double(place) + 0.5) / positions)
      var local = LaneParameters()
      var localCost = Lanes(repeating: .infinity)
      for (index, hill) in hills.enumerated() {
        let (parameters, fittedCost) = fitted(
          position, hill, grown + index * doseCount, bounds, isRobust: isRobust)
        var cost = fittedCost
        cost.replace(with: .infinity, where: positions .<= Double(place))
        let isLower = cost .< localCost
        local.replace(with: parameters, where: isLower)
        localCost.replace(with: cost, where: isLower)
      }
      let isFirst = localCost .< firstCost
      let isSecond = .!isFirst .& (localCost .< secondCost)
      second.replace(with: first, where: isFirst)
      secondCost.replace(with: firstCost, where: isFirst)
      first.replace(with: local, where: isFirst)
      firstCost.replace(with: localCost, where: isFirst)
      second.replace(with: local, where: isSecond)
      secondCost.replace(with: localCost, where: isSecond)
    }
    second.replace(with: first, where: secondCost .== .infinity)
    return (first, second)
  }

  /// The asymptotes that suit the dose medians best, and the sum of absolute (or, where no well is
  /// wild by assumption, squared) residuals.
  @inline(__always)
  private func fitted(
    _ position: Lanes, _ hill: Double, _ grown: UnsafeMutablePointer<Lanes>,
    _ bounds: LaneBounds, isRobust: Bool
  ) -> (LaneParameters, Lanes) {
    var (n, sumX, sumY) = (Lanes(repeating: 0), Lanes(repeating: 0), Lanes(repeating: 0))
    var (sumXX, sumXY) = (Lanes(repeating: 0), Lanes(repeating: 0))
    let shrink = ReproducibleMath.exp(-hill * position)
    for dose in 0..<doseCount {
      let x = hasDose[dose] / (1 + grown[dose] * shrink)
      n += hasDose[dose]
      sumX += x
      sumY += medians[dose]
      sumXX += x * x
      sumXY += x * medians[dose]
    }
    let determinant = n * sumXX - sumX * sumX
    let slope = (n * sumXY - sumX * sumY) / determinant
    let intercept = (sumY - slope * sumX) / n
    var parameters = LaneParameters()
    parameters.withoutDrug = Self.clamp(
      intercept + slope, bounds.lower.withoutDrug, bounds.upper.withoutDrug)
    parameters.fullEffect = Self.clamp(
      intercept, bounds.lower.fullEffect, bounds.upper.fullEffect)
    parameters.position = position
    parameters.logHill = Lanes(repeating: ReproducibleMath.log(hill))
    var cost = Lanes(repeating: 0)
    let span = parameters.withoutDrug - parameters.fullEffect
    for dose in 0..<doseCount {
      let left = 1 / (1 + grown[dose] * shrink)
      let value = parameters.fullEffect + span * left
      for slot in 0..<slots {
        let place = dose * slots + slot
        let residual = responses[place] - value
        let size = isRobust ? (residual * residual).squareRoot() : residual * residual
        cost += size * weights[place]
      }
    }
    cost.replace(with: .infinity, where: .!(determinant .> 1e-12))
    return (parameters, cost)
  }

  @inline(__always)
  private static func clamp(_ value: Lanes, _ low: Lanes, _ high: Lanes) -> Lanes {
    value.replacing(with: low, where: value .< low).replacing(with: high, where: value .> high)
  }
}

import NumericalMethods

/// Rearranges the wells of each condition among their own places, many times, and counts how often
/// chance does as much as the plate.
struct PermutationComparison {
  struct Outcome {
    /// Nil where the wells cannot tell.
    var edge: Double?
    var gradient: Double?
    var stripes: Double?
    var stripe: PlateStripe?
    /// Whether rows, and whether columns, were among the stripes.
    var hasRows = false
    var hasColumns = false
  }

  private let model: PositionModel
  private let edgeLast: LinearTerms
  private let gradientLast: LinearTerms
  private let stripes: [Stripe]
  /// The stripes that each well stands in, as indices into `stripes`.
  private let stripesOfWell: [[Int]]
  /// Level over spread of each well's condition: what a relative change weighs.
  private let weights: [Double]

  private struct Stripe {
    let place: PlateStripe
    let norm: Double
  }

  init(_ model: PositionModel) {
    self.model = model
    let (rim, row, column) = (model.design[0], model.design[1], model.design[2])
    edgeLast = LinearTerms([row, column, rim])
    gradientLast = LinearTerms([rim, row, column])
    var levels = [Double](repeating: 0, count: model.wells.count)
    for (index, stratum) in model.strata.enumerated() {
      let values = stratum.map { model.wells[$0].observation.value - model.background }
      let level = max(0, OrderStatistics.median(of: values) ?? 0) / model.scales[index]
      for place in stratum { levels[place] = level }
    }
    weights = levels
    var places: [PlateStripe] = []
    places += Set(model.wells.map(\.observation.well.row)).sorted().map { .row($0) }
    places += Set(model.wells.map(\.observation.well.column)).sorted().map { .column($0) }
    var stripes: [Stripe] = []
    var stripesOfWell = [[Int]](repeating: [], count: model.wells.count)
    for place in places {
      let norm = Self.norm(of: place, in: model, weights: levels)
      guard norm > 0 else { continue }
      for (index, well) in model.wells.enumerated() where place.contains(well.observation.well) {
        stripesOfWell[index].append(stripes.count)
      }
      stripes.append(Stripe(place: place, norm: norm))
    }
    self.stripes = stripes
    self.stripesOfWell = stripesOfWell
  }

  /// The length of a stripe's indicator once each condition's mean is taken off.
  private static func norm(
    of place: PlateStripe, in model: PositionModel, weights: [Double]
  ) -> Double {
    var square = 0.0
    for stratum in model.strata {
      let inside = stratum.filter { place.contains(model.wells[$0].observation.well) }.count
      guard inside > 0, inside < stratum.count else { continue }
      let share = Double(inside) / Double(stratum.count)
      let weight = weights[stratum.lowerBound]
      square += weight * weight * Double(stratum.count) * share * (1 - share)
    }
    return square.squareRoot()
  }

  func run(_ permutations: Int, seed: UInt64) -> Outcome {
    let response = model.response
    // Residuals of the model without the term in question: rim given the gradients, and so on.
    let withoutEdge = LinearTerms([model.design[1], model.design[2]]).residuals(of: response)
    let withoutGradient = LinearTerms([model.design[0]]).residuals(of: response)
    let withoutBoth = edgeLast.residuals(of: response)
    let edgeSeen = edgeRatio(withoutEdge)
    let gradientSeen = gradientRatio(withoutGradient)
    let stripeSeen = greatestStripe(withoutBoth)
    var beyond = (edge: 0, gradient: 0, stripe: 0)
    var generator = CounterBasedGenerator(seed: seed, purpose: .resampling, member: 0)
    var order = Array(response.indices)
    var (first, second, third) = (withoutEdge, withoutGradient, withoutBoth)
    for _ in 0..<permutations {
      for stratum in model.strata {
        for place in stride(from: stratum.upperBound - 1, to: stratum.lowerBound, by: -1) {
          let count = UInt64(place - stratum.lowerBound + 1)
          let other = stratum.lowerBound + Int(generator.next().multipliedFullWidth(by: count).high)
          order.swapAt(place, other)
        }
      }
      for place in order.indices {
        first[place] = withoutEdge[order[place]]
        second[place] = withoutGradient[order[place]]
        third[place] = withoutBoth[order[place]]
      }
      // A hair below what was seen counts as seen: sums in another order differ in their last bits.
      if edgeRatio(first) >= edgeSeen * (1 - 1e-9) { beyond.edge += 1 }
      if gradientRatio(second) >= gradientSeen * (1 - 1e-9) { beyond.gradient += 1 }
      if greatestStripe(third).size >= stripeSeen.size * (1 - 1e-9) { beyond.stripe += 1 }
    }
    func share(_ count: Int) -> Double { Double(count + 1) / Double(permutations + 1) }
    let hasGradient = gradientLast.isPresent(1) || gradientLast.isPresent(2)
    return Outcome(
      edge: edgeLast.isPresent(2) ? share(beyond.edge) : nil,
      gradient: hasGradient ? share(beyond.gradient) : nil,
      stripes: stripes.isEmpty ? nil : share(beyond.stripe),
      stripe: stripes.isEmpty ? nil : stripes[stripeSeen.index].place,
      hasRows: stripes.contains { if case .row = $0.place { true } else { false } },
      hasColumns: stripes.contains { if case .column = $0.place { true } else { false } })
  }

  /// The rim's part over what is left, both squared.
  private func edgeRatio(_ residuals: [Double]) -> Double {
    let parts = edgeLast.parts(of: residuals)
    let explained = parts.reduce(0) { $0 + $1 * $1 }
    let rest = LinearTerms.dot(residuals, residuals) - explained
    return parts[2] * parts[2] / max(rest, .leastNormalMagnitude)
  }

  /// The gradients' part over what is left.
  private func gradientRatio(_ residuals: [Double]) -> Double {
    let parts = gradientLast.parts(of: residuals)
    let explained = parts.reduce(0) { $0 + $1 * $1 }
    let rest = LinearTerms.dot(residuals, residuals) - explained
    return (parts[1] * parts[1] + parts[2] * parts[2]) / max(rest, .leastNormalMagnitude)
  }

  /// The row or column whose wells lie furthest from their conditions together.
  private func greatestStripe(_ residuals: [Double]) -> (size: Double, index: Int) {
    guard !stripes.isEmpty else { return (0, 0) }
    var sums = [Double](repeating: 0, count: stripes.count)
    for well in residuals.indices {
      let part = weights[well] * residuals[well]
      for stripe in stripesOfWell[well] { sums[stripe] += part }
    }
    var best = (size: -1.0, index: 0)
    for (index, stripe) in stripes.enumerated() {
      let size = sums[index].magnitude / stripe.norm
      if size > best.size { best = (size, index) }
    }
    return best
  }
}

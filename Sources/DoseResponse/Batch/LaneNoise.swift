import CLaneKernels
import NumericalMethods

/// What the wells of each lane say of their noise, and of a constant through them.
extension LaneWells {
  /// Writes model minus response, by well, into ``scratch``, in units of a well of precision 1.
  func writeResiduals(_ kind: LaneKind, _ parameters: LaneParameters) {
    reserve(doseCount * slots)
    var kernel = self.kernel
    withNumbers(of: parameters) { parameters in
      withNumbers(of: kind.turns) {
        curve_residuals(&kernel, kind.form.kernel, $0, parameters, Self.numbers(scratch))
      }
    }
  }

  /// The spread that the median absolute residual suggests, as ``FitSession`` has it.
  func roughSpread(
    _ kind: LaneKind, _ parameters: LaneParameters, _ parameterCount: Double
  ) -> Lanes {
    writeResiduals(kind, parameters)
    let median = median(of: Self.numbers(scratch), ofMagnitudes: true)
    let left = wellCounts - parameterCount
    let freedom = left.replacing(with: 1, where: left .< 1)
    return OrderStatistics.normalConsistency * median * (wellCounts / freedom).squareRoot()
  }

  /// The median of one number for each well; `values` may be ``scratch``.
  private func median(of values: UnsafePointer<Double>, ofMagnitudes: Bool) -> Lanes {
    reserve(doseCount * slots)
    var median = Lanes(repeating: 0)
    var kernel = self.kernel
    withNumbers(writing: &median) {
      curve_median(&kernel, values, ofMagnitudes ? 1 : 0, Self.numbers(scratch), $0)
    }
    return median
  }

  /// The spread from the weighted squares of the wells that keep influence under the biweight.
  func efficientSpread(
    _ kind: LaneKind, _ parameters: LaneParameters, _ parameterCount: Double,
    meanWeightedSquare: Double, previous: Lanes
  ) -> Lanes {
    var spread = Lanes(repeating: 0)
    var kernel = self.kernel
    withNumbers(of: (parameters, previous, kind.turns)) { numbers in
      let previous = numbers + Int(CURVE_PARAMETERS) * Self.width
      let turns = previous + Self.width
      withNumbers(writing: &spread) { spread in
        curve_efficient_spread(
          &kernel, kind.form.kernel, turns, numbers, previous, parameterCount,
          meanWeightedSquare, spread)
      }
    }
    return spread
  }

  /// The constant of least cost in each lane, from the median on; its cost is infinite where there is
  /// none.
  func constants(_ loss: LaneLoss, scale: Lanes) -> (values: Lanes, costs: Lanes) {
    let start = median(of: Self.numbers(responses), ofMagnitudes: false)
    var values = start
    var costs = start
    var kernel = self.kernel
    withNumbers(of: scale) { scale in
      withNumbers(of: start) { start in
        withNumbers(writing: &values) { values in
          withNumbers(writing: &costs) { costs in
            curve_constant(&kernel, loss.kernel, scale, start, values, costs)
          }
        }
      }
    }
    return (values, costs)
  }

  /// JᵀWJ of symmetric or Weibull curves, its lower triangle row by row, with weights of 1 for the wells that
  /// `isKept` says and 0 for the others.
  func information(
    _ kind: LaneKind, _ parameters: LaneParameters,
    isKept: (_ lane: Int, _ dose: Int, _ slot: Int) -> Bool
  ) -> InlineArray<10, Lanes> {
    reserve(doseCount * slots)
    for dose in 0..<doseCount {
      for slot in 0..<slots {
        let place = dose * slots + slot
        var kept = weights[place]
        for lane in 0..<Self.width where kept[lane] > 0 && !isKept(lane, dose, slot) {
          kept[lane] = 0
        }
        scratch[place] = kept
      }
    }
    var kernel = self.kernel
    kernel.weights = UnsafePointer(Self.numbers(scratch))
    var search = curve_search(
      tolerance: 0, iteration_limit: 0, loss: CURVE_LOSS_SQUARES, form: kind.form.kernel,
      has_target: 0)
    var question = LaneSolver.Question(
      start: parameters, bounds: LaneBounds(), scale: Lanes(repeating: 1))
    question.turns = kind.turns
    var found = InlineArray<21, Lanes>(repeating: Lanes(repeating: 0))
    withNumbers(of: question) { question in
      withNumbers(writing: &found) { curve_linearise(&kernel, &search, question, $0) }
    }
    var information = InlineArray<10, Lanes>(repeating: Lanes(repeating: 0))
    for entry in 0..<10 { information[entry] = found[6 + entry] }
    return information
  }
}

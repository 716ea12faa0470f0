import CLaneKernels

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
    reserve(doseCount * hills.count)
    var first = LaneParameters()
    var second = LaneParameters()
    var kernel = self.kernel
    withNumbers(of: (lowest, positions, bounds)) { question in
      withNumbers(writing: &first) { first in
        withNumbers(writing: &second) { second in
          hills.withUnsafeBufferPointer { hills in
            var grid = curve_grid(
              medians: Self.numbers(medians), has_dose: Self.numbers(hasDose), question: question,
              hills: hills.baseAddress, hill_count: Int32(hills.count),
              is_robust: isRobust ? 1 : 0, scratch: Self.numbers(scratch))
            curve_grid_run(&kernel, &grid, first, second)
          }
        }
      }
    }
    return (first, second)
  }

  /// Writes model minus response of symmetric curves, by well, into ``scratch``.
  func writeResiduals(_ parameters: LaneParameters) {
    reserve(doseCount * slots)
    var kernel = self.kernel
    withNumbers(of: parameters) { curve_residuals(&kernel, $0, Self.numbers(scratch)) }
  }

  /// The spread from the weighted squares of the wells that keep influence under the biweight.
  func efficientSpread(
    _ parameters: LaneParameters, _ parameterCount: Double, meanWeightedSquare: Double,
    previous: Lanes
  ) -> Lanes {
    var spread = Lanes(repeating: 0)
    var kernel = self.kernel
    withNumbers(of: parameters) { parameters in
      withNumbers(of: previous) { previous in
        withNumbers(writing: &spread) { spread in
          curve_efficient_spread(
            &kernel, parameters, previous, parameterCount, meanWeightedSquare, spread)
        }
      }
    }
    return spread
  }
}

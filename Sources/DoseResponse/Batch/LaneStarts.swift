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
}

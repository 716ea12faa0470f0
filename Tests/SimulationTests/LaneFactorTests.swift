import Expressions
import Quantities
import ReactionNetworks
import Simulation
import Testing

@Suite struct LaneFactorTests {
  /// Solves a dense system by Gaussian elimination with row pivots.
  private func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
    var rows = zip(matrix, right).map { $0 + [$1] }
    let count = right.count
    for column in 0..<count {
      let pivot = (column..<count).max { rows[$0][column].magnitude < rows[$1][column].magnitude }
      rows.swapAt(column, pivot ?? column)
      for row in column + 1..<count {
        let factor = rows[row][column] / rows[column][column]
        for entry in column...count { rows[row][entry] -= factor * rows[column][entry] }
      }
    }
    var solution = [Double](repeating: 0, count: count)
    for row in (0..<count).reversed() {
      let known = (row + 1..<count).reduce(rows[row][count]) { $0 - rows[row][$1] * solution[$1] }
      solution[row] = known / rows[row][row]
    }
    return solution
  }

  /// Rodas5P's step as its definition says, for a network without time.
  private func denseStep(
    _ network: CompiledNetwork, from state: [Double], length: Double
  ) -> [Double] {
    let inputs = network.inputs()
    var matrix = network.denseJacobian(at: state, inputs: inputs)
    for row in matrix.indices {
      for column in matrix.indices { matrix[row][column] *= -1 }
      matrix[row][row] += 1 / (Rodas5P.gamma * length)
    }
    var stages: [[Double]] = []
    var point = state
    for stage in 0..<8 {
      if stage >= 6 {
        point = zip(point, stages[stage - 1]).map { $0 + $1 }
      } else {
        point = state
        for (weight, earlier) in zip(Rodas5P.a[stage], stages) {
          point = zip(point, earlier).map { $0 + weight * $1 }
        }
      }
      var right = network.derivative(at: point, inputs: inputs)
      for (weight, earlier) in zip(Rodas5P.c[stage], stages) {
        right = zip(right, earlier).map { $0 + weight / length * $1 }
      }
      stages.append(solve(matrix, Array(right.prefix(state.count))))
    }
    return zip(point, stages[7]).map { $0 + $1 }
  }

  @Test(arguments: [1e-4, 0.1, 30])
  func `the unrolled sparse step is the dense step with pivoting`(length: Double) throws {
    try compare(robertson(), at: [0.7, 2e-5, 0.3], length: length)
  }

  // A longer step would leave where powers are defined.
  @Test(arguments: [1e-4, 0.1])
  func `so it is where elimination fills in`(length: Double) throws {
    try compare(
      circuit(withTime: false), at: [2, 1, 0.3, 0.6, 0.02, 0.4, 0.7, 0.9], length: length)
  }

  private func compare(_ model: ReactionNetwork, at state: [Double], length: Double) throws {
    let network = try CompiledNetwork(model)
    var engine = LaneEngine(
      network, plan: try network.lanePlan(), .interpreter(width: 8))
    let step = engine.singleStep(
      from: state, inputs: network.inputs(), at: 0, length: length, tolerances: .reference,
      fraction: 0.5)
    #expect(step.errorRoot > 0)
    // The root serves the choice of steps alone; errors below 1e-10 count as that.
    #expect(abs(pow10th(step.errorRoot) / max(step.error * step.error, 1e-20) - 1) < 1e-9)
    let expected = denseStep(network, from: state, length: length)
    for (ours, dense) in zip(step.state, expected) {
      // Two orders of elimination differ by round-off times the matrix's condition.
      #expect(abs(ours - dense) <= 1e-9 * max(abs(dense), 1e-5))
    }
  }

  private func pow10th(_ x: Double) -> Double { (0..<10).reduce(1) { product, _ in product * x } }
}

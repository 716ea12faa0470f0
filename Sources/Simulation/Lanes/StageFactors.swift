/// L and U of the stages' matrix, eliminated symbolically in an order chosen once.
///
/// It is the matrix J − 1/(γh), the stage matrix with its sign changed: then every step of elimination
/// and of solution is a product added.
struct StageFactors {
  typealias Value = LaneFormula.Value

  private let order: [Int]
  private var multipliers: [[(row: Int, value: Value)]]
  /// −1 / pivot, by which both factors are scaled.
  private var inverses: [Value]
  /// Scaled too, so that solving waits for one product and no more from one row to the next.
  private var upper: [[(column: Int, value: Value)]]
  /// The largest and the smallest of |a pivot before elimination / after|.
  let largestRatio, smallestRatio: Value

  /// Entries of L and U together, diagonal included.
  var count: Int {
    inverses.count + multipliers.reduce(0) { $0 + $1.count } + upper.reduce(0) { $0 + $1.count }
  }

  /// - Parameters:
  ///   - entries: the Jacobian's, in the order of the pattern.
  ///   - shift: 1/(γh).
  init(
    _ entries: [Value], shift: Value, sparsity: CompiledNetwork.Sparsity,
    in formula: inout LaneFormula
  ) {
    let ordering = MarkowitzOrdering(sparsity)
    let count = ordering.order.count
    var rows = [[Int: Value]](repeating: [:], count: count)
    var diagonal = [Value?](repeating: nil, count: count)
    for column in 0..<count {
      for place in sparsity.columnStarts[column]..<sparsity.columnStarts[column + 1] {
        let row = sparsity.rows[place]
        let entry = entries[place]
        if row == column {
          diagonal[row] = formula.subtract(entry, shift)
          rows[row][column] = diagonal[row]
        } else if formula.constantValue(entry) != 0 {
          rows[row][column] = entry
        }
      }
    }
    order = ordering.order
    multipliers = [[(row: Int, value: Value)]](repeating: [], count: count)
    inverses = []
    var ratios: [Value] = []
    let minusOne = formula.constant(-1)
    for (position, pivot) in order.enumerated() {
      guard let original = diagonal[pivot], let reduced = rows[pivot][pivot] else {
        preconditionFailure("the pattern holds the diagonal")
      }
      let inverse = formula.divide(minusOne, reduced)
      inverses.append(inverse)
      if original != reduced {
        ratios.append(formula.multiply(original, inverse))
      }
      for row in ordering.lower[position] {
        guard let entry = rows[row][pivot] else { continue }
        let multiplier = formula.multiply(entry, inverse)
        multipliers[position].append((row, multiplier))
        for column in ordering.upper[position] {
          guard let right = rows[pivot][column] else { continue }
          rows[row][column] = formula.multiplyAdd(rows[row][column], multiplier, right)
        }
      }
    }
    upper = []
    for (position, pivot) in order.enumerated() {
      var entries: [(column: Int, value: Value)] = []
      for column in ordering.upper[position] {
        guard let value = rows[pivot][column] else { continue }
        entries.append((column, formula.multiply(value, inverses[position])))
      }
      upper.append(entries)
    }
    largestRatio = Self.extreme(
      .maximumMagnitude, of: ratios, from: formula.constant(0), in: &formula)
    smallestRatio = Self.extreme(
      .minimumMagnitude, of: ratios, from: formula.constant(.infinity), in: &formula)
  }

  /// The extreme of magnitudes, in four rows side by side: a processor waits for one at a time.
  private static func extreme(
    _ operation: LaneOperation, of values: [Value], from start: Value,
    in formula: inout LaneFormula
  ) -> Value {
    var rows = [Value](repeating: start, count: min(4, max(1, values.count)))
    for (index, value) in values.enumerated() {
      rows[index % 4] = formula.apply(operation, rows[index % 4], value)
    }
    return rows.dropFirst().reduce(rows[0]) { formula.apply(operation, $0, $1) }
  }

  /// All factors, some more than once.
  var values: [Value] {
    inverses + multipliers.flatMap { $0.map(\.value) } + upper.flatMap { $0.map(\.value) }
  }

  /// The same factors as values of another formula, for ``solve(_:in:)`` there.
  func read(_ value: (Value) -> Value) -> StageFactors {
    var copy = self
    copy.inverses = inverses.map(value)
    copy.multipliers = multipliers.map { $0.map { ($0.row, value($0.value)) } }
    copy.upper = upper.map { $0.map { ($0.column, value($0.value)) } }
    return copy
  }

  func solve(_ right: [Value], in formula: inout LaneFormula) -> [Value] {
    var solution = right
    for (position, pivot) in order.enumerated() {
      for (row, value) in multipliers[position] {
        solution[row] = formula.multiplyAdd(solution[row], value, solution[pivot])
      }
    }
    formula.beginSection()
    for (position, pivot) in order.enumerated().reversed() {
      var sum = formula.multiply(solution[pivot], inverses[position])
      for (column, value) in upper[position].reversed() {
        sum = formula.multiplyAdd(sum, value, solution[column])
      }
      solution[pivot] = sum
    }
    return solution
  }
}

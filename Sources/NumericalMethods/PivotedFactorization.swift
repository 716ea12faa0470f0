/// The QR factorisation, columns ordered by what they still add, of a small dense matrix.
///
/// Holds its own storage, so that a solver can factor again and again without allocating.
///
/// ## References
/// [GolubVanLoan2013, 5.4.2].
package struct PivotedFactorization {
  private(set) var rowCount = 0
  package private(set) var columnCount = 0
  /// Column-major reflected matrix; above the diagonal it holds R.
  private var entries: [Double] = []
  private var diagonal: [Double] = []
  /// `order[k]` is the caller's column that stands at place k.
  package private(set) var order: [Int] = []
  private var norms: [Double] = []
  /// How many diagonal entries are not lost in rounding.
  package private(set) var rank = 0

  package init() {}

  /// Element (row, column) of R, in pivoted order; `row <= column`. Rows that the matrix does not have
  /// are 0: a search may have more parameters than observations.
  package func upper(_ row: Int, _ column: Int) -> Double {
    if row == column { return diagonal[column] }
    return row < rowCount ? entries[column * rowCount + row] : 0
  }

  /// Factors the chosen columns of a column-major matrix, each row multiplied by its factor, and
  /// replaces the head of `vector` by the matching part of Qᵀ·vector.
  ///
  /// Places in `order` count within `columns`.
  package mutating func factor(
    _ matrix: [Double], rowCount: Int, columns: [Int], rowFactors: [Double]?,
    transforming vector: inout [Double]
  ) {
    self.rowCount = rowCount
    columnCount = columns.count
    resize()
    for (place, column) in columns.enumerated() {
      order[place] = place
      let source = column * rowCount
      let target = place * rowCount
      var sum = 0.0
      for row in 0..<rowCount {
        var value = matrix[source + row]
        if let rowFactors { value *= rowFactors[row] }
        entries[target + row] = value
        sum += value * value
      }
      norms[place] = sum
    }
    let steps = min(rowCount, columnCount)
    for step in 0..<steps {
      bringLargestColumn(to: step)
      reflect(step, transforming: &vector)
    }
    for step in steps..<columnCount { diagonal[step] = 0 }
    let threshold =
      (diagonal.first?.magnitude ?? 0) * Double.ulpOfOne * Double(max(rowCount, columnCount))
    rank = diagonal[..<columnCount].prefix { $0.magnitude > threshold }.count
  }

  private mutating func resize() {
    let size = rowCount * columnCount
    if entries.count < size {
      entries = [Double](repeating: 0, count: size)
    }
    if diagonal.count != columnCount {
      diagonal = [Double](repeating: 0, count: columnCount)
      norms = diagonal
      order = [Int](repeating: 0, count: columnCount)
    }
  }

  private mutating func bringLargestColumn(to step: Int) {
    var best = step
    for column in step..<columnCount where norms[column] > norms[best] { best = column }
    guard best != step else { return }
    for row in 0..<rowCount {
      entries.swapAt(step * rowCount + row, best * rowCount + row)
    }
    norms.swapAt(step, best)
    order.swapAt(step, best)
  }

  /// Zeroes column `step` below its diagonal by one Householder reflection.
  private mutating func reflect(_ step: Int, transforming vector: inout [Double]) {
    let start = step * rowCount
    var sum = 0.0
    for row in step..<rowCount { sum += entries[start + row] * entries[start + row] }
    guard sum > 0 else {
      diagonal[step] = 0
      return
    }
    let head = entries[start + step]
    let length = head > 0 ? -sum.squareRoot() : sum.squareRoot()
    diagonal[step] = length
    let firstEntry = head - length
    entries[start + step] = firstEntry
    // ‖v‖²/2 for v = column with its head replaced.
    let halfNorm = -length * firstEntry
    for column in (step + 1)..<max(columnCount, step + 1) {
      let other = column * rowCount
      var product = 0.0
      for row in step..<rowCount { product += entries[start + row] * entries[other + row] }
      let factor = product / halfNorm
      var remaining = 0.0
      for row in step..<rowCount {
        entries[other + row] -= factor * entries[start + row]
        if row > step { remaining += entries[other + row] * entries[other + row] }
      }
      norms[column] = remaining
    }
    var product = 0.0
    for row in step..<rowCount { product += entries[start + row] * vector[row] }
    let factor = product / halfNorm
    for row in step..<rowCount { vector[row] -= factor * entries[start + row] }
  }

  /// The inverse of MᵀM in the order of the factored columns, row-major; nil where a column depends
  /// on the others.
  package func inverseOfNormalMatrix() -> [Double]? {
    let count = columnCount
    guard rank == count else { return nil }
    var inverse = [Double](repeating: 0, count: count * count)
    for column in 0..<count {
      inverse[column * count + column] = 1 / diagonal[column]
      for row in stride(from: column - 1, through: 0, by: -1) {
        var sum = 0.0
        for between in (row + 1)...column {
          sum += upper(row, between) * inverse[between * count + column]
        }
        inverse[row * count + column] = -sum / diagonal[row]
      }
    }
    var result = [Double](repeating: 0, count: count * count)
    for first in 0..<count {
      for second in 0..<count {
        var sum = 0.0
        for inner in max(first, second)..<max(count, max(first, second)) {
          sum += inverse[first * count + inner] * inverse[second * count + inner]
        }
        result[order[first] * count + order[second]] = sum
      }
    }
    return result
  }
}

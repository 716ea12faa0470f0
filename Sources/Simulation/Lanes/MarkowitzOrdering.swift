/// An order of elimination that keeps a sparse matrix sparse, and the pattern it leaves.
///
/// Pivots stay on the diagonal; among those left, the one with the fewest possible fill-ins goes
/// next ((row count − 1) · (column count − 1), Markowitz's product), the first in state order among
/// equals.
struct MarkowitzOrdering {
  /// The state entry eliminated k-th.
  let order: [Int]
  /// For the k-th pivot, the rows left below it and the columns left beside it, as state entries in
  /// elimination order.
  let lower: [[Int]]
  let upper: [[Int]]

  init(_ sparsity: CompiledNetwork.Sparsity) {
    let count = sparsity.columnStarts.count - 1
    var columnsOfRow = [Set<Int>](repeating: [], count: count)
    var rowsOfColumn = [Set<Int>](repeating: [], count: count)
    for column in 0..<count {
      for entry in sparsity.columnStarts[column]..<sparsity.columnStarts[column + 1] {
        let row = sparsity.rows[entry]
        guard row != column else { continue }
        columnsOfRow[row].insert(column)
        rowsOfColumn[column].insert(row)
      }
    }
    var remaining = Array(0..<count)
    var order: [Int] = []
    var lower: [[Int]] = []
    var upper: [[Int]] = []
    while !remaining.isEmpty {
      var best = 0
      var bestCost = Int.max
      for (place, entry) in remaining.enumerated() {
        let cost = columnsOfRow[entry].count * rowsOfColumn[entry].count
        if cost < bestCost { (best, bestCost) = (place, cost) }
      }
      let pivot = remaining.remove(at: best)
      let rows = rowsOfColumn[pivot]
      let columns = columnsOfRow[pivot]
      for row in rows {
        columnsOfRow[row].remove(pivot)
        for column in columns where row != column {
          columnsOfRow[row].insert(column)
          rowsOfColumn[column].insert(row)
        }
      }
      for column in columns { rowsOfColumn[column].remove(pivot) }
      order.append(pivot)
      lower.append(Array(rows))
      upper.append(Array(columns))
    }
    var place = [Int](repeating: 0, count: count)
    for (position, entry) in order.enumerated() { place[entry] = position }
    self.order = order
    self.lower = lower.map { $0.sorted { place[$0] < place[$1] } }
    self.upper = upper.map { $0.sorted { place[$0] < place[$1] } }
  }
}

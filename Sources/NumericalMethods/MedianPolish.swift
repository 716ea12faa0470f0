/// Tukey's median polish: a table as an overall value plus a row's plus a column's effect, found by
/// taking medians out of rows and columns in turn.
///
/// Half of a row's cells may be wild before its effect moves. Where the sweeps have not settled after
/// `sweeps`, the last state is given.
///
/// ## References
/// [Tukey1977, ch. 11]; the order of the sweeps and the rule for stopping are those of R's
/// `medpolish`.
public struct MedianPolish: Hashable, Sendable {
  public let overall: Double
  /// One a row; 0 for a row with too few cells to tell.
  public let rowEffects: [Double]
  public let columnEffects: [Double]
  /// What is left of each cell; NaN where the cell is.
  public let residuals: [[Double]]
  /// Whether the sum of the absolute residuals had settled.
  public let isSettled: Bool

  /// - Parameters:
  ///   - table: rows of equal length; NaN for a missing cell.
  ///   - fewest: how many cells a row or column needs before an effect of its own is taken out.
  public init(of table: [[Double]], fewest: Int = 1, sweeps: Int = 10, tolerance: Double = 0.01) {
    var rest = table
    var overall = 0.0
    var rows = [Double](repeating: 0, count: table.count)
    var columns = [Double](repeating: 0, count: table.first?.count ?? 0)
    let told = (
      rows: table.indices.filter { table[$0].count(where: \.isFinite) >= max(1, fewest) },
      columns: columns.indices.filter { column in
        table.count { $0[column].isFinite } >= max(1, fewest)
      }
    )
    var oldSum = 0.0
    var isSettled = false
    for _ in 0..<max(1, sweeps) where !isSettled {
      for row in told.rows {
        let part = Self.median(rest[row])
        rows[row] += part
        for column in columns.indices { rest[row][column] -= part }
      }
      let columnLevel = Self.median(told.columns.map { columns[$0] })
      for column in told.columns { columns[column] -= columnLevel }
      overall += columnLevel
      for column in told.columns {
        let part = Self.median(rest.map { $0[column] })
        columns[column] += part
        for row in rest.indices { rest[row][column] -= part }
      }
      let rowLevel = Self.median(told.rows.map { rows[$0] })
      for row in told.rows { rows[row] -= rowLevel }
      overall += rowLevel
      let sum = rest.joined().reduce(0) { $1.isFinite ? $0 + $1.magnitude : $0 }
      isSettled = sum == 0 || (sum - oldSum).magnitude < tolerance * sum
      oldSum = sum
    }
    // A row without an effect of its own has not had the overall value taken out.
    for row in rest.indices where !told.rows.contains(row) {
      for column in columns.indices { rest[row][column] -= overall }
    }
    self.overall = overall
    rowEffects = rows
    columnEffects = columns
    residuals = rest
    self.isSettled = isSettled
  }

  private static func median(_ values: [Double]) -> Double {
    OrderStatistics.median(of: values.filter(\.isFinite)) ?? 0
  }
}

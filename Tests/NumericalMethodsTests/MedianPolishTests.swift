import NumericalMethods
import Testing

struct MedianPolishTests {
  /// Deaths by age (rows) and year, Tukey's table as R's help on `medpolish` prints its outcome.
  @Test func `the table of R's help is polished as there`() {
    let polish = MedianPolish(of: [
      [14, 15, 14], [7, 4, 7], [8, 2, 10], [15, 9, 10], [0, 2, 0],
    ])
    #expect(polish.overall == 8)
    #expect(polish.rowEffects == [6, -1, 0, 2, -8])
    #expect(polish.columnEffects == [0, -1, 0])
    #expect(polish.residuals == [[0, 2, 0], [0, -2, 0], [0, -5, 2], [5, 0, 0], [0, 3, 0]])
    #expect(polish.isSettled)
  }

  @Test func `a table of rows plus columns leaves nothing, and every cell is the sum of its parts`()
  {
    let rows = [3.0, -1, 0, 7]
    let columns = [0.5, 0, -2, 4, 1]
    let table = rows.map { row in columns.map { 10 + row + $0 } }
    let polish = MedianPolish(of: table)
    for (row, cells) in table.enumerated() {
      for (column, cell) in cells.enumerated() {
        #expect(abs(polish.residuals[row][column]) < 1e-12)
        let sum = polish.overall + polish.rowEffects[row] + polish.columnEffects[column]
        #expect(abs(sum - cell) < 1e-12)
      }
    }
  }

  @Test func `wild cells and missing cells do not move the effects of the others`() {
    var table = (0..<8).map { row in (0..<12).map { 100 + 5 * Double(row) - Double($0) } }
    let clean = MedianPolish(of: table)
    table[2][3] = 9000
    table[5][9] = -700
    table[6][1] = .nan
    let polish = MedianPolish(of: table)
    for row in 0..<8 { #expect(abs(polish.rowEffects[row] - clean.rowEffects[row]) < 1e-9) }
    for column in 0..<12 {
      #expect(abs(polish.columnEffects[column] - clean.columnEffects[column]) < 1e-9)
    }
    #expect(polish.residuals[6][1].isNaN)
    #expect(polish.residuals[2][3] > 8000)
  }

  @Test func `a row with too few cells has no effect of its own`() {
    var table = (0..<6).map { row in (0..<6).map { Double($0) + 2 * Double(row) } }
    table[4] = [90, .nan, .nan, .nan, .nan, .nan]
    let polish = MedianPolish(of: table, fewest: 3)
    #expect(polish.rowEffects[4] == 0)
    #expect(polish.residuals[4][0] > 70)
    #expect(abs(polish.rowEffects[5] - polish.rowEffects[3] - 4) < 1e-9)
  }
}

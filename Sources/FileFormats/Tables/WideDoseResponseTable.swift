import Quantities

/// How to read a table with one curve a row and one dose a column.
public struct WideDoseResponseTable: Sendable {
  /// The column that names the curve.
  public var nameColumn: String
  /// The doses of the other columns, in their order.
  public var doses: [Concentration]
  /// The columns that hold responses, in the order of `doses`; nil for every column but the name.
  public var responseColumns: [String]?
  public var scale: ResponseScale
  /// Nil where the numbers leave no doubt.
  public var decimalMark: DecimalMark?

  public init(
    nameColumn: String, doses: [Concentration], responseColumns: [String]? = nil,
    scale: ResponseScale, decimalMark: DecimalMark? = nil
  ) {
    self.nameColumn = nameColumn
    self.doses = doses
    self.responseColumns = responseColumns
    self.scale = scale
    self.decimalMark = decimalMark
  }

  /// Reads one curve a row.
  ///
  /// Rows of one name stay apart, as `A375 #1` and `A375 #2`: whether they may be pooled is a
  /// judgement about the experiment.
  ///
  /// - Throws: ``InputRefusal`` with every fault of the table.
  public func read(_ table: DelimitedTable) throws(InputRefusal) -> MeasuredDoseResponse {
    let faults = FaultCollector(file: table.file)
    let nameIndex = table.column(named: nameColumn, noting: faults)
    let columns =
      responseColumns.map { $0.compactMap { table.column(named: $0, noting: faults) } }
      ?? table.header.indices.filter { $0 != nameIndex }
    try faults.refuseIfAny()
    noteDoseFaults(columns: columns, in: table, noting: faults)
    try faults.refuseIfAny()
    guard let nameIndex,
      let numbers = NumberColumns(
        table, columns: columns, decimalMark: decimalMark, noting: faults)
    else {
      throw InputRefusal(faults.faults)
    }
    var written: [(written: Double, position: TextPosition)] = []
    let names = distinctNames(in: table, column: nameIndex, noting: faults)
    let curves = table.rows.indices.map { row in
      var points: [MeasuredPoint] = []
      var missing = 0
      for (column, dose) in zip(columns, doses) {
        guard
          let value = numbers.number(
            row: row, column: column, as: "the response", noting: faults)
        else { continue }
        guard !value.isNaN else {
          missing += 1
          continue
        }
        let position = table.rows[row][column].position
        written.append((value, position))
        points.append(
          MeasuredPoint(
            dose: dose, response: scale.value(value), replicate: nil, position: position))
      }
      return MeasuredCurve(name: names[row], points: points, missingCount: missing)
    }
    scale.noteImpossible(written, noting: faults)
    if table.rows.isEmpty {
      faults.note(
        at: table.header[0].position, found: "the table has a header and no rows",
        needed: "one row a curve")
    }
    try faults.refuseIfAny()
    return MeasuredDoseResponse(
      file: table.file, hash: table.hash, scale: scale, curves: curves)
  }

  private func noteDoseFaults(
    columns: [Int], in table: DelimitedTable, noting faults: FaultCollector
  ) {
    if columns.count != doses.count {
      faults.note(
        at: table.header[0].position,
        found: "\(doses.count) doses are given for \(columns.count) columns of responses",
        needed: "one dose for each column, in the columns' order",
        hint:
          "the columns are \(columns.map { table.header[$0].text }.listed())"
      )
    }
    for (index, dose) in doses.enumerated()
    where !dose.canonicalValue.isFinite || dose.canonicalValue < 0 {
      faults.note(
        at: nil, found: "dose \(index + 1) is \(dose)", needed: "a dose of zero or more")
    }
  }

  private func distinctNames(
    in table: DelimitedTable, column: Int, noting faults: FaultCollector
  ) -> [String] {
    let names = table.rows.map { $0[column].text.trimmingBlanks }
    var totals: [String: Int] = [:]
    for name in names { totals[name, default: 0] += 1 }
    var seen: [String: Int] = [:]
    return names.enumerated().map { row, name in
      if name.isEmpty {
        faults.note(
          at: table.rows[row][column].position, found: "the row names no curve",
          needed: "a value in the column “\(table.header[column].text)”")
      }
      guard totals[name, default: 0] > 1 else { return name }
      seen[name, default: 0] += 1
      return "\(name) #\(seen[name, default: 0])"
    }
  }
}

/// Reads the numbers of a table's columns under one decimal mark.
public struct NumberColumns {
  public let table: DelimitedTable
  public let decimalMark: DecimalMark

  /// Settles the decimal mark of `columns`: as stated, or as the numbers themselves leave no doubt.
  ///
  /// Nil, with a fault, where they do leave doubt.
  public init?(
    _ table: DelimitedTable, columns: [Int], decimalMark stated: DecimalMark? = nil,
    noting faults: FaultCollector
  ) {
    self.table = table
    if let stated {
      decimalMark = stated
      return
    }
    var evidence = DecimalEvidence()
    for row in table.rows {
      for column in columns {
        evidence.note(
          CellNumber(Array(row[column].text.utf8)[...]), in: column,
          .init(row[column].text, at: row[column].position))
      }
    }
    guard let mark = evidence.mark(answer: nil, noting: faults) else {
      return nil
    }
    decimalMark = mark
  }

  /// The number in a cell: NaN where it is missing, nil with a fault where it is no number.
  public func number(
    row: Int, column: Int, as noun: String, noting faults: FaultCollector
  ) -> Double? {
    let cell = table.rows[row][column]
    if cell.isMissing { return .nan }
    if let value = decimalMark.number(in: cell.text) { return value }
    faults.note(
      at: cell.position, found: "\(cell.text.quotedForPeople) is no number",
      needed: "\(noun) as a bare number, or nothing where it is missing",
      hint: hint(for: cell.text))
    return nil
  }

  private func hint(for text: String) -> String? {
    let other: DecimalMark = decimalMark == .point ? .comma : .point
    if other.number(in: text) != nil {
      return "the numbers here are read with a decimal \(decimalMark.rawValue)"
    }
    if text.hasPrefix("<") || text.hasPrefix(">") {
      return "a value beyond a limit is not a measurement; leave the cell empty"
    }
    if text.first?.isNumber == true, text.contains(where: \.isLetter) {
      return "the unit is stated once for the column, not in its cells"
    }
    return nil
  }
}

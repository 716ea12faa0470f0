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
    let texts = table.rows.lazy.flatMap { row in columns.lazy.map { row[$0].text } }
    let needed = "the decimal mark stated"
    switch DecimalMark.find(in: texts) {
    case .certain(let mark): decimalMark = mark
    case .eitherWay: decimalMark = .point
    case .ambiguous(let example):
      faults.note(
        at: nil, found: "\(example.quotedForPeople) may be a thousand or a number near one",
        needed: needed)
      return nil
    case .mixed(let pointed, let comma):
      faults.note(
        at: nil,
        found: "\(pointed.quotedForPeople) has a point and \(comma.quotedForPeople) a comma",
        needed: "one decimal mark throughout")
      return nil
    }
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

import Citations

/// Columns of numbers of a table, by their names, row by row and group by group: what a person's own
/// equation is fitted to.
public struct NumberTable: Sendable {
  public struct Row: Hashable, Sendable {
    public let line: Int
    /// In the order in which the columns were asked for; NaN where a cell is empty.
    public let values: [Double]
    /// Nil where no weights were asked for, or the cell is empty.
    public let weight: Double?
  }

  public struct Group: Hashable, Sendable {
    public let name: String
    public let rows: [Row]
  }

  private static let largestFile = 64 << 20

  public let file: String
  public let hash: ContentHash
  /// In the order in which the groups first appear.
  public let groups: [Group]
  public let notices: [String]

  /// Reads the columns named `columns` of the file at `path`.
  ///
  /// - Throws: ``InputRefusal`` with every fault of those columns.
  public init(
    contentsOf path: String, columns: [String], weight: String? = nil, groups: [String] = [],
    decimalMark: DecimalMark? = nil
  ) throws(InputRefusal) {
    let bytes = try InputText.bytes(of: path, limit: Self.largestFile)
    let mark = bytes.prefix(2)
    if mark != [0xFF, 0xFE], mark != [0xFE, 0xFF],
      let fault = ForeignFile.fault(
        file: path, beginning: Array(bytes.prefix(ForeignFile.sample)))
    {
      throw InputRefusal(fault)
    }
    try self.init(
      DelimitedTable(InputText(file: path, bytes: bytes)), columns: columns, weight: weight,
      groups: groups,
      decimalMark: decimalMark)
  }

  /// The same for a table that is read already.
  public init(
    _ table: DelimitedTable, columns: [String], weight: String? = nil, groups: [String] = [],
    decimalMark stated: DecimalMark? = nil
  ) throws(InputRefusal) {
    let faults = FaultCollector(file: table.file)
    let places = columns.compactMap { table.column(named: $0, noting: faults) }
    let weightPlace = weight.flatMap { table.column(named: $0, noting: faults) }
    let groupPlaces = groups.compactMap { table.column(named: $0, noting: faults) }
    try faults.refuseIfAny()
    var evidence = DecimalEvidence()
    let read = places + (weightPlace.map { [$0] } ?? [])
    let numbers = table.rows.map { row in
      read.enumerated().map { column, place -> CellNumber in
        let number = CellNumber(Array(row[place].text.utf8)[...])
        evidence.note(number, in: column, .init(row[place].text, at: row[place].position))
        if number == .none {
          faults.note(
            at: row[place].position, found: "\(row[place].text.quotedForPeople) is no number",
            needed: "a bare number, or nothing where it is missing")
        }
        return number
      }
    }
    let mark = evidence.mark(
      stated: stated, answer: StatementForm.option.decimalMarks, noting: faults)
    if table.rows.isEmpty {
      faults.note(
        at: table.header[0].position, found: "the table has a header and no rows",
        needed: "one row an observation")
    }
    try faults.refuseIfAny()
    guard let mark else { throw InputRefusal([]) }
    var order: [String] = []
    var rows: [String: [Row]] = [:]
    for (row, cells) in zip(table.rows, numbers) {
      let name =
        groupPlaces.isEmpty
        ? "all rows" : groupPlaces.map { row[$0].text.trimmingBlanks }.joined(separator: " · ")
      if rows[name] == nil { order.append(name) }
      let values = cells.map { $0.value(under: mark) ?? .nan }
      let weight = weightPlace == nil ? nil : values.last.flatMap { $0.isNaN ? nil : $0 }
      rows[name, default: []].append(
        Row(
          line: row[0].position.line, values: Array(values.prefix(places.count)), weight: weight))
    }
    file = table.file
    hash = table.hash
    self.groups = order.map { Group(name: $0, rows: rows[$0] ?? []) }
    notices =
      evidence.thousands(under: mark).map {
        ["Signs between thousands, such as \($0.text.quotedForPeople), were passed over."]
      } ?? []
  }
}

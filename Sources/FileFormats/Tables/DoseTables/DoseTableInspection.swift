import Citations

/// Reads a whole table once: every fault is found, everything that is not stated is settled or asked
/// for.
struct DoseTableInspection {
  struct Checked {
    var plan: DoseTablePlan
    var reading: DoseTableReading
    var rows: Int
    var curves: Int
    var isContiguous: Bool
    var notices: [String]
    var hash: ContentHash
  }

  let statement: DoseTableStatement
  let delimiter: Delimiter
  let faults: FaultCollector
  var decimal = DecimalEvidence()
  var doses = DoseEvidence()
  var responses = ResponseEvidence()
  private var rows = 0
  private var shortRows = (count: 0, first: 0)
  private var longRows = (count: 0, first: 0)
  private var order = CurveOrder()
  private var rowNames: [String: Int] = [:]
  private var readsLogarithms = false

  init(_ statement: DoseTableStatement, delimiter: Delimiter, noting faults: FaultCollector) {
    self.statement = statement
    self.delimiter = delimiter
    self.faults = faults
  }

  mutating func run(_ opened: TableRecordStream) throws(InputRefusal) -> Checked {
    var stream = opened
    guard stream.advance(noting: faults) else {
      try faults.refuseIfAny()
      throw InputRefusal(
        InputFault(file: faults.file, found: "the file is empty", needed: "a header line"))
    }
    let titles = stream.fields.indices.map { stream.text(of: $0).trimmingBlanks }
    let positions = stream.fields.indices.map { stream.position(of: $0) }
    let plan = DoseTablePlanner(
      titles: titles, positions: positions, statement: statement, faults: faults
    ).plan()
    guard let plan else {
      // What else is missing is told at once, so that the person need not come back for each.
      let headers = titles.map(DoseTableHeader.init)
      if statement.unit == nil, headers.allSatisfy({ $0.unit == nil }) {
        faults.note(.unitMissing, at: nil, in: statement.form)
      }
      if statement.kind == nil, headers.allSatisfy({ $0.kind == nil }) {
        faults.note(.scaleMissing, at: nil, in: statement.form)
      }
      try faults.refuseIfAny()
      throw InputRefusal([])
    }
    responses.expectCurves(plan.layout == .columns ? plan.curves.count : 1)
    readsLogarithms = statement.dosesAreLogarithms ?? plan.doseHeader.isLogarithm
    for (column, cell) in plan.doseColumns { noteTitle(cell, titles[column], positions[column]) }
    while stream.advance(noting: faults) {
      if DoseTableReading.isEmpty(stream) { continue }
      rows += 1
      inspect(stream, plan)
    }
    if rows == 0 {
      faults.note(
        at: positions[0], found: "the table has a header and no rows",
        needed: "one row a measurement")
    }
    return try conclude(plan, hash: stream.hash)
  }

  /// Takes in a dose that stands in a column's title or was stated for it.
  private mutating func noteTitle(_ cell: DoseCell, _ title: String, _ position: TextPosition) {
    noteMark(of: cell, .init(title, at: position))
    doses.noteUnit(of: cell, at: position)
    if let value = cell.number.provisional, value < 0, !readsLogarithms {
      doses.noteNegative(title, position)
    }
  }

  /// A column's place among those whose marks are judged apart; responses of all columns are alike.
  private enum NumberColumn {
    static let dose = 0
    static let response = 1
    static let firstAmount = 2
  }

  private mutating func noteMark(
    of dose: DoseCell, _ witness: @autoclosure () -> DecimalEvidence.Witness
  ) {
    // No dose has a logarithm of a thousand.
    if readsLogarithms {
      decimal.note(dose.number.asDecimal, in: NumberColumn.dose, witness())
    } else {
      decimal.note(dose: dose, in: NumberColumn.dose, witness())
    }
  }

  // MARK: Rows

  private mutating func inspect(_ record: TableRecordStream, _ plan: DoseTablePlan) {
    let count = record.fields.count
    if count > plan.width {
      let extra = (plan.width..<count).first { !record.bytes(of: $0).allSatisfy { $0 == 0x20 } }
      if let extra {
        faults.note(
          at: record.position(of: extra),
          found: "\(count) fields stand in this row and \(plan.width) in the header",
          needed: "\(plan.width) fields",
          hint: "put quotes around a field that holds the delimiter, or state the delimiter")
      } else {
        if longRows.count == 0 { longRows.first = record.line }
        longRows.count += 1
      }
    } else if count < plan.width {
      if count <= plan.lastNeeded {
        faults.note(
          at: record.position(of: count - 1),
          found: "\(count) fields stand in this row and \(plan.width) in the header",
          needed: "\(plan.width) fields")
      } else {
        if shortRows.count == 0 { shortRows.first = record.line }
        shortRows.count += 1
      }
    }
    switch plan.layout {
    case .tidy: inspectTidy(record, plan)
    case .columns: inspectColumns(record, plan)
    case .rows: inspectRow(record, plan)
    }
  }

  private mutating func inspectTidy(_ record: TableRecordStream, _ plan: DoseTablePlan) {
    checkName(record, plan)
    if order.note(DoseTableReading.key(record, plan)) {
      responses.endCurves()
      decimal.endCurve()
    }
    let dose = plan.dose < record.fields.count ? checkDose(record, plan.dose) : nil
    guard plan.response < record.fields.count else { return }
    let value = checkResponse(record, plan.response, isCount: plan.trials != nil)
    for column in [plan.weight, plan.timeZero].compactMap(\.self) where column < record.fields.count
    {
      _ = checkAmount(record, column)
    }
    if let column = plan.trials, column < record.fields.count {
      let trials = checkAmount(record, column)
      if let trials, trials != trials.rounded() {
        faults.note(
          at: record.position(of: column), found: "\(trials) is no number of trials",
          needed: "a whole number of zero or more")
      }
      if let trials, let value, value > trials {
        faults.note(
          at: record.position(of: plan.response), found: "\(value) successes in \(trials) trials",
          needed: "at most as many successes as trials")
      }
    } else if let dose, let value {
      responses.note(value, dose: dose, curve: 0)
    }
  }

  private mutating func inspectColumns(_ record: TableRecordStream, _ plan: DoseTablePlan) {
    guard let dose = checkDose(record, plan.dose) else { return }
    for (number, curve) in plan.curves.enumerated() {
      for column in curve.columns where column < record.fields.count {
        if let value = checkResponse(record, column, isCount: false) {
          responses.note(value, dose: dose, curve: number)
        }
      }
    }
  }

  private mutating func inspectRow(_ record: TableRecordStream, _ plan: DoseTablePlan) {
    checkName(record, plan)
    rowNames[DoseTableReading.name(record, plan), default: 0] += 1
    responses.endCurves()
    for (column, cell) in plan.doseColumns where column < record.fields.count {
      guard let value = checkResponse(record, column, isCount: false) else { continue }
      responses.note(value, dose: cell.number.provisional ?? .nan, curve: 0)
    }
  }

  // MARK: Cells

  private func checkName(_ record: TableRecordStream, _ plan: DoseTablePlan) {
    for field in plan.groups where field < record.fields.count {
      if record.bytes(of: field).allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
        faults.note(
          at: record.position(of: field), found: "the row names no curve",
          needed: "a value in every column that names a curve")
      }
    }
  }

  private mutating func checkDose(_ record: TableRecordStream, _ column: Int) -> Double? {
    let cell = DoseCell(record.bytes(of: column))
    noteMark(of: cell, .init(record.text(of: column), at: record.position(of: column)))
    doses.noteUnit(of: cell, at: record.position(of: column))
    guard let value = cell.number.provisional else {
      let text = record.text(of: column)
      faults.note(
        at: record.position(of: column),
        found: cell.number == .missing
          ? "the row has no dose" : "\(text.quotedForPeople) is no number",
        needed: "a dose of zero or more",
        hint: cell.number == .missing ? "write 0 for vehicle" : Self.hint(for: text))
      return nil
    }
    if value < 0, !readsLogarithms {
      doses.noteNegative(record.text(of: column), record.position(of: column))
      return nil
    }
    return value
  }

  private mutating func checkResponse(
    _ record: TableRecordStream, _ column: Int, isCount: Bool
  ) -> Double? {
    let cell = ResponseCell(record.bytes(of: column))
    decimal.note(
      cell.number, in: NumberColumn.response,
      .init(record.text(of: column), at: record.position(of: column)))
    if cell.number == .missing { return nil }
    guard let value = cell.number.provisional else {
      let text = record.text(of: column)
      faults.note(
        at: record.position(of: column), found: "\(text.quotedForPeople) is no number",
        needed: "the response as a bare number, or nothing where it is missing",
        hint: Self.hint(for: text))
      return nil
    }
    if isCount, value < 0 || value != value.rounded() {
      faults.note(
        at: record.position(of: column), found: "\(value) is no count",
        needed: "a whole number of zero or more")
    }
    responses.notePercentSign(cell.hasPercentSign, record.position(of: column))
    return value
  }

  /// A weight, a number of trials or a count: a number of zero or more, or nothing.
  private mutating func checkAmount(_ record: TableRecordStream, _ column: Int) -> Double? {
    let number = CellNumber(record.bytes(of: column))
    decimal.note(
      number, in: NumberColumn.firstAmount + column,
      .init(record.text(of: column), at: record.position(of: column)))
    if number == .missing { return nil }
    guard let value = number.provisional, value >= 0 else {
      faults.note(
        at: record.position(of: column),
        found: "\(record.text(of: column).quotedForPeople) is no amount",
        needed: "a number of zero or more, or nothing where it is missing")
      return nil
    }
    return value
  }

  private static func hint(for text: String) -> String? {
    if text.hasPrefix("<") || text.hasPrefix(">") {
      return "a value beyond a limit is not a measurement; leave the cell empty"
    }
    if text.first?.isNumber == true, text.contains(where: \.isLetter) {
      return
        "units of doses that are read are \(DoseUnitName.known.dropLast().joined(separator: ", "))"
    }
    return nil
  }

  // MARK: What it came to

  private mutating func conclude(
    _ plan: DoseTablePlan, hash: ContentHash
  ) throws(InputRefusal) -> Checked {
    var notices = plan.notices
    responses.endCurves()
    let mark = decimal.mark(
      stated: statement.decimalMark, answer: statement.form.decimalMarks, noting: faults)
    let unit = doses.unit(
      stated: statement.unit, header: plan.doseHeader, areLogarithms: readsLogarithms,
      in: statement.form, noting: faults, &notices)
    let scale = responses.scale(statement, plan, noting: faults, &notices)
    try faults.refuseIfAny()
    guard let mark, let unit, let scale else { throw InputRefusal([]) }
    if let thousands = decimal.thousands(under: mark) {
      let line = thousands.position.map { " in line \($0.line)" } ?? ""
      notices.append(
        "Signs between thousands, such as \(thousands.text.quotedForPeople)\(line), were passed "
          + "over.")
    }
    for (rows, words) in [
      (shortRows, "have fewer fields than the header; what is absent was read as missing"),
      (longRows, "have empty fields behind the header's last, which were passed over"),
    ] where rows.count > 0 {
      notices.append("\(rows.count) rows, the first in line \(rows.first), \(words).")
    }
    if readsLogarithms { notices.append("Doses were read as base-10 logarithms.") }
    let shared = Set(rowNames.filter { $0.value > 1 }.keys)
    if let name = shared.min() {
      notices.append("Rows of one name, such as \(name.quotedForPeople), stay apart as #1, #2, ….")
    }
    return Checked(
      plan: plan,
      reading: DoseTableReading(
        delimiter: delimiter, mark: mark, unit: unit, dosesAreLogarithms: readsLogarithms,
        scale: scale,
        sharedNames: shared),
      rows: rows,
      curves: plan.layout == .columns
        ? plan.curves.count : plan.layout == .rows ? rows : order.count,
      isContiguous: order.isContiguous, notices: notices, hash: hash)
  }
}

extension CellNumber {
  /// The number while the mark is not settled yet; nil where there is none.
  var provisional: Double? {
    switch self {
    case .whole(let value), .point(let value), .comma(let value): value
    case .doubtful(_, let fraction, _): fraction
    case .grouped(let value, _): value
    case .missing, .none: nil
    }
  }
}

/// Whether the rows of each curve stand together, from the hashes of names alone.
private struct CurveOrder {
  private(set) var isContiguous = true
  /// How many times another curve began.
  private(set) var count = 0
  private var current: [UInt8] = []
  private var hasCurrent = false
  private var seen: Set<Int> = []

  /// Takes in the key of the next row; true where another curve begins.
  mutating func note(_ key: [UInt8]) -> Bool {
    if hasCurrent, key == current { return false }
    let isFirst = !hasCurrent
    current = key
    hasCurrent = true
    count += 1
    if isContiguous, !seen.insert(key.hashValue).inserted { isContiguous = false }
    return !isFirst
  }
}

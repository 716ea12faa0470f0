/// What numbers say about their decimal mark, taken in one by one and column by column.
///
/// A mark before exactly three digits may as well set thousands apart: `1.000` is 1 or a thousand,
/// `1,000` too. Such a number is in doubt until another leaves only one reading:
///
/// - a number anywhere that only a decimal mark explains: `0.333`, `10.5`, or `1,234.5`, which has
///   both signs;
/// - in its own column, a whole number from 1000 on: whoever writes 1543 sets no thousands apart;
/// - in a column of doses, their order: 90, 30, 10, 3.333 fall one after the other, and 90, 30, 10,
///   3333 do not. Nothing but a number for which no program writes a needless zero counts here:
///   beside 300, `1.000` stays in doubt;
/// - for a point alone, that its column has no whole number from 10 on, and none at all beside a
///   needless zero (0 beside `1.250`): a decimal point is what programs write unless told otherwise,
///   and with thousands set apart by points there would be numbers below a thousand. A comma alone is
///   as often the one as the other.
///
/// What is still in doubt then has two readings, and a person is asked; so is one whose doses run in order
/// only the other way.
package struct DecimalEvidence {
  /// A number as it is written, and where.
  package struct Witness: Hashable {
    let text: String
    let position: TextPosition?

    package init(_ text: String, at position: TextPosition? = nil) {
      self.text = text
      self.position = position
    }
  }

  /// What the numbers leave possible.
  package enum Finding: Hashable {
    case certain(DecimalMark)
    /// No number has a broken part; both readings agree.
    case eitherWay
    /// Two readings are left: the mark may set thousands apart.
    case ambiguous(Witness)
    /// Some numbers have a decimal point and some a decimal comma.
    case mixed(point: Witness, comma: Witness)
  }

  /// One column's share of the doubt.
  private struct Column {
    var point: Witness?
    var comma: Witness?
    var hasWhole = false
    var hasTens = false
    var reachesThousands = false
    /// Whether a doubtful number ends in a zero that its value does not need.
    var endsInZero = false

    mutating func note(whole value: Double) {
      let size = value.magnitude
      hasWhole = true
      hasTens = hasTens || size >= 10
      reachesThousands = reachesThousands || size >= 1000
    }
  }

  private var point: Witness?
  private var comma: Witness?
  private var columns: [Column] = []
  private var doseColumn: Int?
  private var doseOrder = DoseOrder()
  /// The first number that was written with signs between thousands, beyond doubt.
  private var grouped: Witness?

  init() {}

  /// From the texts of one column; what is no number is passed over.
  package init(_ texts: some Sequence<String>) {
    for text in texts { note(CellNumber(Array(text.utf8)[...]), Witness(text)) }
  }

  /// Takes in one number of a column; `witness` is asked only for what is seen for the first time.
  mutating func note(
    _ number: CellNumber, in column: Int = 0, _ witness: @autoclosure () -> Witness
  ) {
    while columns.count <= column { columns.append(Column()) }
    switch number {
    case .point: if point == nil { point = witness() }
    case .comma: if comma == nil { comma = witness() }
    case .doubtful(let mark, _, let thousands):
      if mark == .point, columns[column].point == nil { columns[column].point = witness() }
      if mark == .comma, columns[column].comma == nil { columns[column].comma = witness() }
      if thousands.truncatingRemainder(dividingBy: 10) == 0 {
        columns[column].endsInZero = true
      }
    case .grouped(_, let mark):
      if grouped == nil { grouped = witness() }
      if mark == .point, point == nil { point = witness() }
      if mark == .comma, comma == nil { comma = witness() }
    case .whole(let value): columns[column].note(whole: value)
    case .missing, .none: break
    }
  }

  /// Takes in the dose of the next measurement of a curve, without unit in its cell or with.
  mutating func note(
    dose: DoseCell, in column: Int = 0, _ witness: @autoclosure () -> Witness
  ) {
    note(dose.number, in: column, witness())
    doseColumn = column
    doseOrder.note(dose)
  }

  /// The next dose is another curve's.
  mutating func endCurve() { doseOrder.endCurve() }

  private var doubtful: Witness? { columns.lazy.compactMap { $0.point ?? $0.comma }.first }

  /// The first number that has a sign between thousands where `mark` is the decimal one.
  func thousands(under mark: DecimalMark) -> Witness? {
    grouped
      ?? columns.lazy.compactMap { mark == .point ? $0.comma : $0.point }.first
  }

  package var finding: Finding {
    // Doses that run in order only as thousands contradict a decimal mark, whatever speaks for it.
    if case .certain(let mark) = findingByMarks, let doseColumn, doseOrder.speaksForThousands,
      let witness = mark == .point ? columns[doseColumn].point : columns[doseColumn].comma
    {
      return .ambiguous(witness)
    }
    return findingByMarks
  }

  private var findingByMarks: Finding {
    switch (point, comma) {
    case (let point?, let comma?): return .mixed(point: point, comma: comma)
    case (_?, nil): return .certain(.point)
    case (nil, _?): return .certain(.comma)
    case (nil, nil): break
    }
    guard let doubtful else { return .eitherWay }
    let hasPoints = columns.contains { $0.point != nil }
    let hasCommas = columns.contains { $0.comma != nil }
    if hasPoints, hasCommas { return .ambiguous(doubtful) }
    for (index, column) in columns.enumerated() where !isPlain(column, index) {
      if let witness = column.point ?? column.comma { return .ambiguous(witness) }
    }
    return .certain(hasPoints ? .point : .comma)
  }

  /// Whether the marks of a column can only be decimal ones.
  private func isPlain(_ column: Column, _ index: Int) -> Bool {
    if column.reachesThousands { return true }
    if index == doseColumn, !column.endsInZero, doseOrder.speaksForDecimals { return true }
    return column.point != nil && !column.hasTens && !(column.hasWhole && column.endsInZero)
  }
}

/// Whether the doses of each curve rise or fall from one to the next, with the marks in doubt read
/// as decimal ones, and with them read as signs between thousands.
private struct DoseOrder {
  private struct Run {
    var last: Double?
    var rises: Bool?
    var isBroken = false

    mutating func note(_ dose: Double) {
      if let last, dose != last {
        let goesUp = dose > last
        isBroken = isBroken || rises.map { $0 != goesUp } ?? false
        rises = goesUp
      }
      last = dose
    }
  }

  private var decimals = Run()
  private var thousands = Run()
  private var hasUnits = false

  mutating func note(_ cell: DoseCell) {
    // Doses in several units are in no order before they are in one.
    if cell.unit != nil { hasUnits = true }
    guard !hasUnits, !(decimals.isBroken && thousands.isBroken) else { return }
    switch cell.number {
    case .doubtful(_, let fraction, let whole):
      decimals.note(fraction)
      thousands.note(whole)
    case .whole(let value) where value != 0:
      decimals.note(value)
      thousands.note(value)
    default: break
    }
  }

  mutating func endCurve() {
    (decimals.last, decimals.rises) = (nil, nil)
    (thousands.last, thousands.rises) = (nil, nil)
  }

  var speaksForDecimals: Bool { !hasUnits && !decimals.isBroken && thousands.isBroken }
  var speaksForThousands: Bool { !hasUnits && decimals.isBroken && !thousands.isBroken }
}

extension DecimalEvidence {
  /// The mark: as stated, or as the numbers leave no doubt; nil, with a fault, where they do.
  ///
  /// - Parameter answer: how a person states the mark here, as a hint; nil where they cannot.
  func mark(
    stated: DecimalMark? = nil, answer: String?, noting faults: FaultCollector
  ) -> DecimalMark? {
    switch finding {
    case .certain(let mark):
      guard let stated, stated != mark else { return mark }
      // What is only likely gives way to what a person says; what is certain does not.
      guard let witness = mark == .point ? point : comma else { return stated }
      faults.note(
        at: witness.position,
        found: "\(witness.text.quotedForPeople) is no number with the decimal \(stated.rawValue) "
          + "that was stated", needed: "one decimal mark throughout")
      return nil
    case .eitherWay: return stated ?? .point
    case .ambiguous(let witness):
      if let stated { return stated }
      let thousands = witness.text.filter { $0 != "." && $0 != "," }
      faults.note(
        at: witness.position,
        found: "\(witness.text.quotedForPeople) may be \(thousands) or "
          + witness.text.replacing(",", with: "."),
        needed: "the decimal mark stated", hint: answer)
      return nil
    case .mixed(let point, let comma):
      let line = point.position.map { " in line \($0.line)" } ?? ""
      faults.note(
        at: comma.position,
        found: "\(comma.text.quotedForPeople) has a decimal comma, and "
          + "\(point.text.quotedForPeople)\(line) a decimal point",
        needed: "one decimal mark throughout")
      return nil
    }
  }
}

/// What a table of doses and responses leaves open or says twice, as facts: whoever asked for the table
/// knows in which form it can be mended.
enum DoseTableFault {
  typealias Key = DoseTableStatement.Key

  case sheetOfText(wanted: String)
  case columnMissing(Key, titles: [String])
  case columnsMany(Key, titles: [String])
  case groupOpen(title: String)
  case notInLayout(Key, DoseTableStatement.Layout)
  case dosesMiscounted(doses: Int, columns: [String])
  case noDose(String)
  case unitMissing
  case unitContradicted(title: DoseUnitName, stated: DoseUnitName)
  case doseWithoutUnit
  case doseBelowZero(String)
  case scaleMissing
  case scaleContradicted(title: ResponseScale.Kind, stated: ResponseScale.Kind)
  case notationMissing(ResponseScale.Kind, largest: Double)
  case scaleMistaken(ResponseScale.Kind, ResponseScale.Notation, against: Int, of: Int)
  case beyondFraction(largest: Double, ResponseScale)
  case belowPercent(largest: Double, ResponseScale)

  /// The fact as a clause.
  func found(in form: StatementForm) -> String {
    switch self {
    case .sheetOfText(let wanted):
      "this is no workbook, so it has no sheet \(wanted.quotedForPeople)"
    case .columnMissing(let key, _): "no column is titled as a \(key.rawValue)"
    case .columnsMany(let key, let titles):
      "\(titles.count) columns may hold the \(key.rawValue)"
    case .groupOpen(let title):
      "which columns name a curve is not stated, and \(title.quotedForPeople) may be one"
    case .notInLayout(let key, let layout):
      "\(form.name(key)) names a column, but in this layout \(layout.described)"
    case .dosesMiscounted(let doses, let columns):
      "\(doses) doses are given for \(columns.count) columns of responses"
    case .noDose(let text): "\(text.quotedForPeople) is no dose"
    case .unitMissing: "the unit of the doses is not stated"
    case .unitContradicted(let title, let stated):
      "the dose column's title says \(title.symbol ?? "none") and "
        + form.stating(.doseUnit, stated.symbol ?? "none")
    case .doseWithoutUnit: "this dose has no unit, and other doses have one in their cells"
    case .doseBelowZero(let text): "the dose \(text.quotedForPeople) is below zero"
    case .scaleMissing: "what the responses mean is not stated"
    case .scaleContradicted(let title, let stated):
      "the response column's title says \(title.rawValue) and "
        + form.stating(.scale, stated.rawValue)
    case .notationMissing(let kind, let largest):
      "whether \(kind.rawValue) is in percent or a fraction is neither stated nor plain "
        + "from the responses, the largest of which is \(largest)"
    case .scaleMistaken(let kind, let notation, let against, let count):
      "the responses are stated as \(kind.rawValue), but in \(against) of \(count) curves with an "
        + "effect they "
        + (kind == .viability
          ? "begin near 0 and rise with dose"
          : "begin near \(notation == .percent ? "100 %" : "1") and fall with dose")
        + ", as \(kind.opposite.rawValue) does"
    case .beyondFraction(let largest, _):
      "the largest response is \(largest), which as a fraction is \((largest * 100).rounded()) %"
    case .belowPercent(let largest, _): "no viability of the table is far above \(largest) %"
    }
  }

  func needed(in form: StatementForm) -> String {
    switch self {
    case .sheetOfText: "an XLSX or Prism file for \(form.name(.sheet))"
    case .columnMissing(let key, _), .columnsMany(let key, _):
      "\(form.name(key)) with the column's name"
    case .groupOpen: "\(form.name(.group)) with the column that names a curve"
    case .notInLayout(let key, _): "a table with one row a measurement for \(form.name(key))"
    case .dosesMiscounted: "one dose for each column, in the columns' order"
    case .noDose: "a dose for every column"
    case .unitMissing:
      "\(form.name(.doseUnit)) with one of \(DoseUnitName.known.joined(separator: ", "))"
    case .unitContradicted: "one unit"
    case .doseWithoutUnit: "a unit in every cell, or \(form.name(.doseUnit)) for those without"
    case .doseBelowZero: "a dose of zero or more"
    case .scaleMissing:
      "\(form.stating(.scale, "viability")) (full without drug), inhibition (none without drug) or "
        + "signal (an instrument's own unit)"
    case .scaleContradicted: "one scale"
    case .notationMissing:
      "\(form.stating(.notation, "percent")) or \(form.stating(.notation, "fraction"))"
    case .scaleMistaken: "the scale that the responses are on"
    case .beyondFraction(_, let scale), .belowPercent(_, let scale):
      "responses on the stated scale, \(scale.described)"
    }
  }

  func hint(in form: StatementForm) -> String? {
    switch self {
    case .sheetOfText: "leave \(form.name(.sheet)) out"
    case .columnMissing(_, let titles), .columnsMany(_, let titles),
      .dosesMiscounted(_, let titles):
      "the columns are \(titles.listed())"
    case .groupOpen(let title):
      "\(form.stating(.group, title)), or \(form.stating(.group, "none")) if all rows are one curve"
    case .noDose:
      "\(form.name(.doses)) with one dose a column, such as \(form.doses)"
    case .unitMissing: "or in the column's title, such as “dose (nM)”"
    case .unitContradicted: "leave \(form.name(.doseUnit)) away"
    case .doseBelowZero:
      "if the column holds base-10 logarithms of doses, say so with \(form.affirming(.logDoses))"
    case .scaleMissing: "or in the column's title, such as “viability (%)”"
    case .scaleContradicted:
      "add \(form.affirming(.scaleIsRight)) if \(form.name(.scale)) is what is meant"
    case .scaleMistaken(let kind, _, _, _):
      "\(form.stating(.scale, kind.opposite.rawValue)), or \(form.affirming(.scaleIsRight)) if "
        + "\(kind.rawValue) is meant"
    case .beyondFraction:
      "\(form.stating(.notation, "percent")) if 100 is full, or \(form.stating(.scale, "signal")) if "
        + "they are not normalised"
    case .belowPercent: "\(form.stating(.notation, "fraction")) if 1 is full"
    case .notInLayout, .doseWithoutUnit, .notationMissing: nil
    }
  }
}

extension FaultCollector {
  /// Notes what a table leaves open, in the form in which this person can mend it.
  func note(_ fault: DoseTableFault, at position: TextPosition?, in form: StatementForm) {
    note(
      at: position, found: fault.found(in: form), needed: fault.needed(in: form),
      hint: fault.hint(in: form))
  }
}

extension StatementForm {
  func name(_ key: DoseTableStatement.Key) -> String { name(key.rawValue) }
  func affirming(_ key: DoseTableStatement.Key) -> String { affirming(key.rawValue) }
  func stating(_ key: DoseTableStatement.Key, _ value: String) -> String {
    stating(key.rawValue, value)
  }

  /// Either decimal mark, stated.
  var decimalMarks: String { "\(stating(.decimal, "point")) or \(stating(.decimal, "comma"))" }

  /// Doses as this person would list them.
  fileprivate var doses: String {
    switch self {
    case .option: "--doses 0,1,10,100"
    case .key: "“doses: 0, 1, 10, 100”"
    }
  }
}

extension ResponseScale.Kind {
  /// The scale that goes the other way.
  fileprivate var opposite: Self { self == .viability ? .inhibition : .viability }
}

extension DoseTableStatement.Layout {
  fileprivate var described: String {
    switch self {
    case .tidy: "one row is a measurement"
    case .columns: "the first column holds the doses and every other one a curve"
    case .rows: "every row is a curve and every other column a dose"
    }
  }
}

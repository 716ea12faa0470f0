/// What a table of doses and responses leaves open or says twice, as facts: whoever asked for the table
/// knows in which form it can be mended.
enum DoseTableFault {
  typealias Key = DoseTableStatement.Key

  case sheetOfText(wanted: String)
  case columnMissing(Key, titles: [String])
  case columnsMany(Key, titles: [String])
  case columnTwice(Key, title: String)
  case groupOpen(title: String)
  case notInLayout(Key, DoseTableStatement.Layout)
  case dosesMiscounted(doses: Int, columns: [String])
  case noDose(String)
  case unitMissing
  case unitContradicted(title: DoseUnitName, stated: DoseUnitName)
  case unitUnknown(String, column: String, rows: Int)
  case unitsContradict(own: DoseUnitName, column: String, named: DoseUnitName)
  case titleContradicted(title: DoseUnitName, column: String, named: DoseUnitName)
  case doseWithoutUnit
  case doseBelowZero(String)
  case scaleMissing
  case scaleContradicted(title: ResponseScale.Kind, stated: ResponseScale.Kind)
  case notationMissing(ResponseScale.Kind, largest: Double)
  case notationMixed(curves: Int, of: Int, fraction: Double, percent: Double)
  case responsesUnreadable(title: String, words: Int, of: Int, first: String)
  case statisticInDoubt(String)
  case replicateInDoubt(curve: String, place: Int)
  case onlyStatistics([String])
  case logarithmOfAnotherKind(String)
  case manyResponses(Key)
  case scaleMistaken(ResponseScale.Kind, ResponseScale.Notation, against: Int, of: Int)
  /// Every response lies where only a full effect would be.
  case effectThroughout(ResponseScale.Kind, ResponseScale.Notation)
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
    case .columnTwice(let key, let title):
      "\(title.quotedForPeople) is named twice as a \(key.rawValue)"
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
    case .unitUnknown(let word, let column, let rows):
      "\(word.quotedForPeople) in the column \(column.quotedForPeople) is no unit of doses"
        + (rows > 1 ? ", here and in \(rows - 1) more \(rows == 2 ? "row" : "rows")" : "")
    case .unitsContradict(let own, let column, let named):
      "this dose is in \(own.word), and the column \(column.quotedForPeople) says \(named.word)"
    case .titleContradicted(let title, let column, let named):
      "the dose column's title says \(title.word), and the column \(column.quotedForPeople) "
        + named.word
    case .doseWithoutUnit: "this dose has no unit, and other doses of the table have one"
    case .doseBelowZero(let text): "the dose \(text.quotedForPeople) is below zero"
    case .scaleMissing: "what the responses mean is not stated"
    case .scaleContradicted(let title, let stated):
      "the response column's title says \(title.rawValue) and "
        + form.stating(.scale, stated.rawValue)
    case .notationMissing(let kind, let largest):
      "whether \(kind.rawValue) is in percent or a fraction is neither stated nor plain "
        + "from the responses, the largest of which is \(largest)"
    case .notationMixed(let curves, let count, let fraction, let percent):
      (count == 1
        ? "fractions and percents" : "in \(curves) of \(count) curves fractions and percents")
        + " seem to be mixed: \(fraction) stands beside \(percent), and the hundredfold falls into line"
    case .responsesUnreadable(let title, let words, let count, let first):
      "\(words) of \(count) responses"
        + (title.isEmpty ? "" : " in the column \(title.quotedForPeople)")
        + " are no numbers, the first \(first.quotedForPeople)"
    case .statisticInDoubt(let title):
      "\(title.quotedForPeople) may be a curve or a statistic of the others"
    case .replicateInDoubt(let curve, let place):
      "column \(place + 1) of \(curve.quotedForPeople) looks like a spread or a number of replicates, "
        + "not like a replicate of the first"
    case .onlyStatistics(let titles):
      "every column besides the doses is a statistic by its title: \(titles.listed(first: 6))"
    case .logarithmOfAnotherKind(let title):
      "the title \(title.quotedForPeople) says logarithms, but not to the base of 10 with their sign"
    case .manyResponses(let key):
      "several columns of responses stand beside \(form.name(key))"
    case .scaleMistaken(let kind, let notation, let against, let count):
      "the responses are stated as \(kind.rawValue), but in \(against) of \(count) curves with an "
        + "effect they "
        + (kind == .viability
          ? "begin near 0 and rise with dose"
          : "begin near \(notation == .percent ? "100 %" : "1") and fall with dose")
        + ", as \(kind.opposite.rawValue) does"
    case .effectThroughout(let kind, let notation):
      "the responses are stated as \(kind.rawValue), and all of them lie near "
        + (kind == .viability ? "0" : notation == .percent ? "100 %" : "1")
        + ": a full effect at every dose, or as \(kind.opposite.rawValue) none"
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
    case .columnTwice: "each column once"
    case .groupOpen: "\(form.name(.group)) with the column that names a curve"
    case .notInLayout(let key, _): "a table with one row a measurement for \(form.name(key))"
    case .dosesMiscounted: "one dose for each column, in the columns' order"
    case .noDose: "a dose for every column"
    case .unitMissing:
      "\(form.name(.doseUnit)) with one of \(DoseUnitName.known.joined(separator: ", "))"
    case .unitUnknown: "one of \(DoseUnitName.known.joined(separator: ", "))"
    case .unitContradicted, .unitsContradict, .titleContradicted: "one unit"
    case .doseWithoutUnit: "a unit for every dose, or \(form.name(.doseUnit)) for those without"
    case .doseBelowZero: "a dose of zero or more"
    case .scaleMissing:
      "\(form.stating(.scale, "viability")) (full without drug), inhibition (none without drug) or "
        + "signal (an instrument's own unit)"
    case .scaleContradicted: "one scale"
    case .notationMissing:
      "\(form.stating(.notation, "percent")) or \(form.stating(.notation, "fraction"))"
    case .scaleMistaken, .effectThroughout: "the scale that the responses are on"
    case .notationMixed: "one notation throughout"
    case .responsesUnreadable: "a column of numbers, with a word here and there at most"
    case .statisticInDoubt: "a title that says whose it is, such as “Ven N” or “Ven SD”"
    case .replicateInDoubt:
      "a title for each column: the curve's name for replicates, “SD” or “N” else"
    case .onlyStatistics: "a column of responses or of means"
    case .logarithmOfAnotherKind: "base-10 logarithms of doses, or the doses themselves"
    case .manyResponses: "one column of responses"
    case .beyondFraction(_, let scale), .belowPercent(_, let scale):
      "responses on the stated scale, \(scale.described)"
    }
  }

  func hint(in form: StatementForm) -> String? {
    switch self {
    case .sheetOfText: "leave \(form.name(.sheet)) out"
    case .columnTwice: nil
    case .columnMissing(_, let titles), .columnsMany(_, let titles),
      .dosesMiscounted(_, let titles):
      "the columns are \(titles.listed())"
    case .groupOpen(let title):
      "\(form.stating(.group, title)), or \(form.stating(.group, "none")) if all rows are one curve"
    case .noDose:
      "\(form.name(.doses)) with one dose a column, such as \(form.doses)"
    case .unitMissing: "or in the column's title, such as “dose (nM)”"
    case .unitContradicted: "leave \(form.name(.doseUnit)) away"
    case .unitUnknown(let word, let column, _):
      DoseUnitName.known.first { $0.lowercased() == word.lowercased() }.map {
        "did you mean \($0)? Capitals count in units"
      } ?? "give the column \(column.quotedForPeople) another title if it is not the doses' unit"
    case .titleContradicted: "take the unit out of the title, or mend the column"
    case .doseBelowZero:
      "if the column holds base-10 logarithms of doses, say so with \(form.affirming(.logDoses))"
    case .scaleMissing: "or in the column's title, such as “viability (%)”"
    case .scaleContradicted:
      "add \(form.affirming(.scaleIsRight)) if \(form.name(.scale)) is what is meant"
    case .scaleMistaken(let kind, _, _, _), .effectThroughout(let kind, _):
      "\(form.stating(.scale, kind.opposite.rawValue)), or \(form.affirming(.scaleIsRight)) if "
        + "\(kind.rawValue) is meant"
    case .notationMixed:
      "turn all into percents or all into fractions, or add \(form.affirming(.scaleIsRight)) if they "
        + "are as they should be"
    case .responsesUnreadable:
      "leave the column out, or empty the cells that hold no response"
    case .statisticInDoubt:
      form.choosingColumns
    case .replicateInDoubt:
      "if it is a replicate, \(form.name(.replicates)) says how many stand side by side"
    case .onlyStatistics: form.choosingColumns
    case .logarithmOfAnotherKind:
      "turn them first, or give the column another title and state \(form.affirming(.logDoses))"
    case .beyondFraction:
      "\(form.stating(.notation, "percent")) if 100 is full, or \(form.stating(.scale, "signal")) if "
        + "they are not normalised"
    case .belowPercent: "\(form.stating(.notation, "fraction")) if 1 is full"
    case .notInLayout, .doseWithoutUnit, .notationMissing, .unitsContradict, .manyResponses: nil
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

  /// How the columns that are curves are chosen.
  fileprivate var choosingColumns: String {
    switch self {
    case .option:
      "or choose with --layout columns and --responses, once for each column that is a curve"
    case .key: "or choose with “layout: columns” and “responses”, the columns that are curves"
    }
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

extension DoseUnitName {
  /// As a sentence has it.
  var word: String { symbol ?? "no unit" }
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

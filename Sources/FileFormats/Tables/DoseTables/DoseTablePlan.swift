import Quantities

/// Which column of a table is what, found from the header and what the person stated.
struct DoseTablePlan: Sendable {
  /// The columns that one curve's replicates stand in.
  struct CurveColumns: Sendable, Hashable {
    var name: String
    var columns: [Int]
  }

  var layout: DoseTableStatement.Layout
  var width: Int
  /// How many records stand above the first measurement.
  var headingRecords = 1
  var groups: [Int] = []
  /// The titles of the group columns.
  var groupNames: [String] = []
  var dose = 0
  /// The columns of responses of a tidy table: replicates of each other where there are several.
  var responses = [0]
  /// The column that says the unit of each row's dose.
  var unitColumn: UnitColumn?
  var weight: Int?
  var trials: Int?
  var timeZero: Int?
  /// The curves of a table of columns.
  var curves: [CurveColumns] = []
  /// The dose columns of a table of rows, with what their title or the person says the dose is.
  var doseColumns: [(column: Int, dose: DoseCell)] = []
  /// The columns of a tidy table that name a well, in the order in which they are told.
  var labels: [WellLabel] = []
  /// What the well of each column is called, in a table of columns or rows.
  var wellNames: [String?] = []
  /// What the dose column's title says of its unit and of logarithms.
  var doseHeader = DoseTableHeader("")
  var responseHeader = DoseTableHeader("")
  /// How the table was understood, in sentences.
  var notices: [String] = []

  /// The first column of responses.
  var response: Int { responses.first ?? 0 }

  /// The columns that must be there in every row, so that a short row can be told from a faulty one.
  var lastNeeded: Int {
    switch layout {
    case .tidy: max(groups.max() ?? 0, dose, response, weight ?? 0, trials ?? 0, timeZero ?? 0)
    case .columns: dose
    case .rows: groups.max() ?? 0
    }
  }
}

/// Finds the plan of a table, noting everything that is not said.
struct DoseTablePlanner {
  let titles: [String]
  let positions: [TextPosition]
  let statement: DoseTableStatement
  let faults: FaultCollector

  func plan() -> DoseTablePlan? {
    switch layout {
    case .tidy: tidy()
    case .columns: columns()
    case .rows: rows()
    }
  }

  var headers: [DoseTableHeader] { titles.map(DoseTableHeader.init) }

  /// As stated; else as what else was stated implies; else as the header leaves no doubt.
  private var layout: DoseTableStatement.Layout {
    if let layout = statement.layout { return layout }
    if statement.responseColumn != nil || statement.trialsColumn != nil { return .tidy }
    if statement.doses != nil { return .rows }
    if let stated = statement.responseColumns, !stated.allSatisfy({ isDose($0) }) { return .tidy }
    let unit = UnitColumn.find(in: titles, besides: [])?.column
    if titles.count > 2, titles.indices.dropFirst().allSatisfy({ $0 == unit || isDose(titles[$0]) })
    {
      return .rows
    }
    let found = headers
    if found.contains(where: \.isResponse) { return .tidy }
    return found.first?.isDose == true && titles.count > 1 ? .columns : .tidy
  }

  private func isDose(_ title: String) -> Bool {
    let cell = DoseCell(Array(title.utf8)[...])
    return cell.number != .none && cell.number != .missing
  }

  // MARK: One row a measurement

  private func tidy() -> DoseTablePlan? {
    var plan = DoseTablePlan(layout: .tidy, width: titles.count)
    let dose = column(statement.doseColumn, .dose) { $0.isDose }
    let responses = responseColumns()
    let weight = statement.weightColumn.map { named($0) }
    let trials = statement.trialsColumn.map { named($0) }
    let timeZero = statement.timeZeroColumn.map { named($0) }
    let groups = self.groups(besides: (dose.map { [$0] } ?? []) + (responses ?? []))
    guard let dose, let responses, let response = responses.first, let groups, weight != .some(nil),
      trials != .some(nil),
      timeZero != .some(nil)
    else { return nil }
    plan.dose = dose
    plan.responses = responses
    plan.weight = weight ?? nil
    plan.trials = trials ?? nil
    plan.timeZero = timeZero ?? nil
    plan.groups = groups
    plan.groupNames = groups.map { titles[$0] }
    plan.doseHeader = headers[dose]
    plan.responseHeader = headers[response]
    let taken = groups + [dose] + responses + [weight, trials, timeZero].compactMap { $0 ?? nil }
    plan.labels = WellLabel.find(in: titles, besides: taken)
    plan.unitColumn = UnitColumn.find(in: titles, besides: taken)
    checkDoseTitle(dose)
    if responses.count > 1 { noteReplicates(responses, &plan) }
    let unused = titles.indices.filter { !taken.contains($0) }
    let statistics = StatisticColumns(responses + unused, titles)
    if let notice = statistics.notice(titles) { plan.notices.append(notice) }
    return plan
  }

  private func groups(besides taken: [Int]) -> [Int]? {
    if let stated = statement.groupColumns {
      let found = stated.map { named($0) }
      return found.contains(nil) ? nil : found.compactMap(\.self)
    }
    let likely = titles.indices.filter { !taken.contains($0) && headers[$0].isGroup }
    guard likely.isEmpty else {
      faults.note(
        .groupOpen(title: titles[likely[0]]), at: positions[likely[0]], in: statement.form)
      return nil
    }
    return []
  }

  // MARK: Doses down the first column

  private func columns() -> DoseTablePlan? {
    var plan = DoseTablePlan(layout: .columns, width: titles.count)
    let dose = statement.doseColumn.map { named($0) } ?? 0
    refuseTidyStatements(.columns)
    guard let dose else { return nil }
    plan.dose = dose
    plan.doseHeader = headers[dose]
    checkDoseTitle(dose)
    plan.unitColumn = UnitColumn.find(in: titles, besides: [dose])
    let others = titles.indices.filter { $0 != dose && $0 != plan.unitColumn?.column }
    guard let columns = responses(among: others, &plan.notices) else { return nil }
    plan.curves = curveColumns(columns, &plan.notices)
    plan.wellNames = WellLabel.names(ofReplicatesIn: plan.curves, titles)
    if plan.curves.isEmpty {
      faults.note(
        at: positions[0], found: "there is no column besides the doses",
        needed: "a column of responses for each curve")
      return nil
    }
    return plan
  }

  // MARK: One row a curve

  private func rows() -> DoseTablePlan? {
    var plan = DoseTablePlan(layout: .rows, width: titles.count)
    refuseTidyStatements(.rows)
    let stated = statement.groupColumns?.map { named($0) } ?? [0]
    guard !stated.contains(nil), !stated.isEmpty else { return nil }
    plan.groups = stated.compactMap(\.self)
    plan.groupNames = plan.groups.map { titles[$0] }
    plan.unitColumn = UnitColumn.find(in: titles, besides: plan.groups)
    let found = statement.responseColumns?.map { named($0) }
    guard found?.contains(nil) != true else { return nil }
    let columns =
      found?.compactMap(\.self)
      ?? titles.indices.filter { !plan.groups.contains($0) && $0 != plan.unitColumn?.column }
    let texts = statement.doses.map(Self.withUnitOfLast) ?? columns.map { titles[$0] }
    guard texts.count == columns.count else {
      faults.note(
        .dosesMiscounted(doses: texts.count, columns: columns.map { titles[$0] }),
        at: positions[0], in: statement.form)
      return nil
    }
    plan.wellNames = titles
    for (column, text) in zip(columns, texts) {
      let cell = DoseCell(Array(text.utf8)[...])
      if cell.number == .none || cell.number == .missing {
        faults.note(
          .noDose(text), at: statement.doses == nil ? positions[column] : nil, in: statement.form)
      }
      plan.doseColumns.append((column: column, dose: cell))
    }
    return plan
  }

  /// A list of doses whose last alone has a unit, as in `0, 1, 10 nM`, is in that unit.
  private static func withUnitOfLast(_ texts: [String]) -> [String] {
    let cells = texts.map { DoseCell(Array($0.utf8)[...]) }
    guard let unit = cells.last?.unit?.symbol,
      cells.dropLast().allSatisfy({ $0.unit == nil && $0.number.provisional != nil })
    else { return texts }
    return zip(texts, cells).map { text, cell in
      cell.unit != nil || cell.isVehicleWord ? text : "\(text) \(unit)"
    }
  }

  private func refuseTidyStatements(_ layout: DoseTableStatement.Layout) {
    let response = layout == .columns ? nil : statement.responseColumn
    for (name, key) in [
      (response, statement.trialsColumn == nil ? .response : .successes),
      (statement.weightColumn, .weight), (statement.trialsColumn, .trials),
      (statement.timeZeroColumn, .timeZero),
    ] as [(String?, DoseTableStatement.Key)] where name != nil {
      faults.note(.notInLayout(key, layout), at: nil, in: statement.form)
    }
  }

  // MARK: Columns by name

  func named(_ name: String) -> Int? {
    guard case .found(let spelled) = NameSuggestion.resolve(name, among: titles) else {
      faults.note(
        at: positions.first, found: "there is no column \(name.quotedForPeople)",
        needed: "a column of that name in the header",
        hint: NameSuggestion.hint(for: name, among: titles.filter { !$0.isEmpty }))
      return nil
    }
    let places = titles.indices.filter { titles[$0] == spelled }
    guard places.count == 1 else {
      faults.note(
        at: positions[places[1]],
        found: "the column \(spelled.quotedForPeople) stands \(places.count) times in the header",
        needed: "one column of that name")
      return nil
    }
    return places[0]
  }

  /// The stated column, or the only one whose title says that it is one.
  func column(
    _ stated: String?, _ key: DoseTableStatement.Key, where isMeant: (DoseTableHeader) -> Bool
  ) -> Int? {
    if let stated { return named(stated) }
    let found = titles.indices.filter { isMeant(headers[$0]) }
    if found.count == 1 { return found[0] }
    faults.note(
      found.isEmpty
        ? .columnMissing(key, titles: titles) : .columnsMany(key, titles: found.map { titles[$0] }),
      at: positions.first, in: statement.form)
    return nil
  }
}

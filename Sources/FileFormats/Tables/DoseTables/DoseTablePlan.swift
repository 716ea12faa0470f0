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
  var groups: [Int] = []
  /// The titles of the group columns.
  var groupNames: [String] = []
  var dose = 0
  var response = 0
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

  private var headers: [DoseTableHeader] { titles.map(DoseTableHeader.init) }

  /// As stated; else as what else was stated implies; else as the header leaves no doubt.
  private var layout: DoseTableStatement.Layout {
    if let layout = statement.layout { return layout }
    if statement.responseColumn != nil || statement.trialsColumn != nil { return .tidy }
    if statement.doses != nil { return .rows }
    if titles.count > 2, titles.dropFirst().allSatisfy({ isDose($0) }) { return .rows }
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
    let response = column(statement.responseColumn, .response) {
      $0.isResponse && !$0.isDose
    }
    let weight = statement.weightColumn.map { named($0) }
    let trials = statement.trialsColumn.map { named($0) }
    let timeZero = statement.timeZeroColumn.map { named($0) }
    let groups = self.groups(besides: [dose, response].compactMap(\.self))
    guard let dose, let response, let groups, weight != .some(nil), trials != .some(nil),
      timeZero != .some(nil)
    else { return nil }
    plan.dose = dose
    plan.response = response
    plan.weight = weight ?? nil
    plan.trials = trials ?? nil
    plan.timeZero = timeZero ?? nil
    plan.groups = groups
    plan.groupNames = groups.map { titles[$0] }
    plan.doseHeader = headers[dose]
    plan.responseHeader = headers[response]
    plan.labels = WellLabel.find(
      in: titles,
      besides: groups + [dose, response] + [weight, trials, timeZero].compactMap { $0 ?? nil })
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
    let others = titles.indices.filter { $0 != dose }
    plan.dose = dose
    plan.doseHeader = headers[dose]
    plan.curves = curveColumns(others, &plan.notices)
    plan.wellNames = WellLabel.names(ofReplicatesIn: plan.curves, titles)
    if plan.curves.isEmpty {
      faults.note(
        at: positions[0], found: "there is no column besides the doses",
        needed: "a column of responses for each curve")
      return nil
    }
    return plan
  }

  /// Curves with their replicates side by side: counted, without a title of their own, with the
  /// same title, or as `NAME:Y1`, `NAME:Y2`.
  private func curveColumns(
    _ columns: [Int], _ notices: inout [String]
  ) -> [DoseTablePlan.CurveColumns] {
    if let replicates = statement.replicates {
      guard columns.count.isMultiple(of: replicates) else {
        faults.note(
          at: positions[0],
          found: "\(columns.count) columns of responses are no whole number of curves with "
            + "\(replicates) replicates", needed: "a number of replicates that divides them")
        return []
      }
      return stride(from: 0, to: columns.count, by: replicates).map { start in
        let own = Array(columns[start..<(start + replicates)])
        let name = own.map { titles[$0].trimmingBlanks }.first { !$0.isEmpty } ?? ""
        return .init(name: Self.stem(of: name), columns: own)
      }
    }
    var curves: [DoseTablePlan.CurveColumns] = []
    var places: [String: Int] = [:]
    for column in columns {
      let title = titles[column].trimmingBlanks
      if title.isEmpty, !curves.isEmpty {
        curves[curves.count - 1].columns.append(column)
        continue
      }
      let name = Self.stem(of: title)
      if name.isEmpty {
        faults.note(
          at: positions[column], found: "the first column of responses has no title",
          needed: "a title that names the curve")
      } else if let place = places[name] {
        curves[place].columns.append(column)
      } else {
        places[name] = curves.count
        curves.append(.init(name: name, columns: [column]))
      }
    }
    if curves.contains(where: { $0.columns.count > 1 }) {
      notices.append(
        "Columns with the same title, or none, were read as replicates: "
          + curves.prefix(6).map { "\($0.name) ×\($0.columns.count)" }.joined(separator: ", ")
          + (curves.count > 6 ? ", …." : "."))
    }
    return curves
  }

  /// `DrugA:Y2` without its replicate.
  private static func stem(of title: String) -> String {
    guard let cut = title.lastIndex(of: ":") else { return title }
    let tail = title[title.index(after: cut)...]
    guard tail.hasPrefix("Y") || tail.hasPrefix("y"), tail.count > 1,
      tail.dropFirst().allSatisfy(\.isNumber)
    else { return title }
    return String(title[..<cut]).trimmingBlanks
  }

  // MARK: One row a curve

  private func rows() -> DoseTablePlan? {
    var plan = DoseTablePlan(layout: .rows, width: titles.count)
    refuseTidyStatements(.rows)
    let stated = statement.groupColumns?.map { named($0) } ?? [0]
    guard !stated.contains(nil), !stated.isEmpty else { return nil }
    plan.groups = stated.compactMap(\.self)
    plan.groupNames = plan.groups.map { titles[$0] }
    let found = statement.responseColumns?.map { named($0) }
    guard found?.contains(nil) != true else { return nil }
    let columns =
      found?.compactMap(\.self) ?? titles.indices.filter { !plan.groups.contains($0) }
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
    for (name, key) in [
      (statement.responseColumn, statement.trialsColumn == nil ? .response : .successes),
      (statement.weightColumn, .weight), (statement.trialsColumn, .trials),
      (statement.timeZeroColumn, .timeZero),
    ] as [(String?, DoseTableStatement.Key)] where name != nil {
      faults.note(.notInLayout(key, layout), at: nil, in: statement.form)
    }
  }

  // MARK: Columns by name

  private func named(_ name: String) -> Int? {
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
  private func column(
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

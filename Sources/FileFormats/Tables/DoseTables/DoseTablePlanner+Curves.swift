/// Which columns hold responses, and which of them are replicates of each other.
extension DoseTablePlanner {
  // MARK: Tidy tables

  /// The stated columns, the only one that is titled as a response, or those that are titled as its
  /// replicates; nil, with a fault, for none.
  func responseColumns() -> [Int]? {
    if let stated = statement.responseColumns {
      if let again = stated.enumerated().first(where: { stated.prefix($0).contains($1) }) {
        faults.note(
          .columnTwice(.response, title: again.element), at: positions.first, in: statement.form)
        return nil
      }
      let found = stated.map { named($0) }
      let extra: DoseTableStatement.Key? =
        statement.trialsColumn != nil
        ? .trials
        : statement.weightColumn != nil
          ? .weight : statement.timeZeroColumn != nil ? .timeZero : nil
      if let extra, stated.count > 1 {
        faults.note(.manyResponses(extra), at: positions.first, in: statement.form)
        return nil
      }
      return found.contains(nil) || found.isEmpty ? nil : found.compactMap(\.self)
    }
    if statement.responseColumn == nil, statement.trialsColumn == nil {
      let numbered = titles.indices.filter { column in
        ReplicateTitle(titles[column]).map {
          $0.stem.isEmpty || DoseTableHeader($0.stem).isResponse
        } ?? false
      }
      let stems = Set(numbered.compactMap { ReplicateTitle(titles[$0])?.stem })
      let others = titles.indices.filter { !numbered.contains($0) && isResponse($0) }
      if numbered.count > 1, stems.count == 1, others.isEmpty { return numbered }
    }
    if statement.responseColumn == nil {
      let found = titles.indices.filter(isResponse)
      if found.count == 1 { return found }
    }
    return column(statement.responseColumn, .response) { $0.isResponse && !$0.isDose }.map { [$0] }
  }

  private func isResponse(_ column: Int) -> Bool {
    let header = headers[column]
    guard header.isResponse, !header.isDose else { return false }
    let kind = StatisticTitle(titles[column])?.kind
    return kind != .spread && kind != .count
  }

  func noteReplicates(_ responses: [Int], _ plan: inout DoseTablePlan) {
    plan.wellNames = [String?](repeating: nil, count: titles.count)
    for column in responses { plan.wellNames[column] = titles[column] }
    plan.notices.append(
      "The columns "
        + responses.prefix(6).map { titles[$0].quotedForPeople }.joined(separator: ", ")
        + (responses.count > 6 ? ", …" : "") + " were read as replicates of each row.")
  }

  /// Refuses titles that say logarithms of another kind than those that are read.
  func checkDoseTitle(_ column: Int) {
    guard headers[column].isOtherLogarithm, statement.dosesAreLogarithms == nil else { return }
    faults.note(
      .logarithmOfAnotherKind(titles[column]), at: positions[column], in: statement.form)
  }

  // MARK: Doses down the first column

  /// The columns that hold responses: those that were stated, else all but statistics by their titles.
  func responses(among columns: [Int], _ notices: inout [String]) -> [Int]? {
    let stated = statement.responseColumns ?? statement.responseColumn.map { [$0] }
    if let stated {
      var chosen: [Int] = []
      for name in stated {
        let alike = columns.filter { titles[$0] == name }
        if !alike.isEmpty {
          chosen += alike
        } else if let one = named(name) {
          chosen.append(one)
        } else {
          return nil
        }
      }
      return chosen
    }
    // Who says how many replicates stand side by side has counted every column.
    guard statement.replicates == nil else { return columns }
    let statistics = StatisticColumns(columns, titles)
    if let column = statistics.inDoubt {
      faults.note(
        .statisticInDoubt(titles[column]), at: positions[column], in: statement.form)
      return nil
    }
    let left = columns.filter { !statistics.leftOut.contains($0) }
    if left.isEmpty, !columns.isEmpty {
      faults.note(
        .onlyStatistics(columns.map { titles[$0] }), at: positions[columns[0]], in: statement.form)
      return nil
    }
    if let notice = statistics.notice(titles) { notices.append(notice) }
    return left
  }

  /// Curves with their replicates side by side: counted, without a title of their own, with the
  /// same title, or as `NAME:Y1`, `NAME:Y2`.
  func curveColumns(
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
    // `rep1`, `rep2`, … without a name are one curve.
    let areBare =
      columns.count > 1 && columns.allSatisfy { ReplicateTitle(titles[$0])?.stem == "" }
    for column in columns {
      let title = titles[column].trimmingBlanks
      if title.isEmpty, !curves.isEmpty {
        curves[curves.count - 1].columns.append(column)
        continue
      }
      var name = Self.stem(of: title)
      if areBare { name = "all columns" }
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

  /// `DrugA:Y2` or `DrugA rep2` without its replicate.
  private static func stem(of title: String) -> String {
    if let stem = ReplicateTitle(title)?.stem, !stem.isEmpty { return stem }
    guard let cut = title.lastIndex(of: ":") else { return title }
    let tail = title[title.index(after: cut)...]
    guard tail.hasPrefix("Y") || tail.hasPrefix("y"), tail.count > 1,
      tail.dropFirst().allSatisfy(\.isNumber)
    else { return title }
    return String(title[..<cut]).trimmingBlanks
  }
}

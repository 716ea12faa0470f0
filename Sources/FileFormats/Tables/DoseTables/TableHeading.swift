/// Where the titles of a table's columns stand: usually in the first line, but a title of the whole
/// table may stand above, and a second line of titles below, as spreadsheets have under merged cells.
struct TableHeading {
  let titles: [String]
  let positions: [TextPosition]
  /// How many records there are up to the first measurement.
  let records: Int
  /// What was passed over or joined, in sentences.
  let notices: [String]

  private struct Record {
    var line: Int
    var texts: [String]
    var positions: [TextPosition]

    var filled: Int { texts.count { !$0.isEmpty } }
  }

  private static let farthest = 20

  /// Nil for a table without any record.
  ///
  /// - Parameter opened: the table from its beginning; it is read as far as is needed.
  init?(_ opened: TableRecordStream, _ statement: DoseTableStatement, file: String) {
    var stream = opened
    // What is wrong with these lines is told when they are read as part of the table.
    let unheard = FaultCollector(file: file)
    var records: [Record] = []
    while records.count <= Self.farthest, stream.advance(noting: unheard) {
      records.append(
        Record(
          line: stream.line,
          texts: stream.fields.indices.map { stream.text(of: $0).trimmingBlanks },
          positions: stream.fields.indices.map { stream.position(of: $0) }))
    }
    guard let first = records.first else { return nil }
    let place = Self.place(in: records, statement)
    let head = records[place]
    var notices: [String] = []
    var upper = place > 0 && Self.isUpper(records[place - 1], head) ? records[place - 1] : nil
    let skipped = records[..<(upper == nil ? place : place - 1)]
    if !skipped.isEmpty {
      notices.append(
        "Passed over what stands above the table: "
          + skipped.prefix(3).map {
            $0.texts.filter { !$0.isEmpty }.joined(separator: ", ").onOneLine(atMost: 60)
              .quotedForPeople
          }.joined(separator: ", ") + (skipped.count > 3 ? ", …." : "."))
    }
    var lower = head
    var consumed = place + 1
    if upper == nil, place + 1 < records.count, Self.isLower(records[place + 1], head) {
      upper = head
      lower = records[place + 1]
      consumed += 1
    }
    self.records = consumed
    guard let upper else {
      titles = head.texts
      positions = head.positions
      self.notices = notices
      _ = first
      return
    }
    let joined = Self.joined(upper, lower)
    titles = joined.texts
    positions = joined.positions
    notices.append(
      "Lines \(upper.line) and \(lower.line) were read as one line of titles: "
        + titles.prefix(5).map(\.quotedForPeople).joined(separator: ", ")
        + (titles.count > 5 ? ", …." : "."))
    self.notices = notices
  }

  /// Whether a title, or a column of units, says the unit of the doses.
  var namesUnit: Bool {
    titles.contains { title in
      let unit = DoseTableHeader(title).unit
      return unit != nil && unit != .symbol("%")
    } || UnitColumn.find(in: titles, besides: []) != nil
  }

  // MARK: Which record holds the titles

  private static func place(in records: [Record], _ statement: DoseTableStatement) -> Int {
    let named = [statement.doseColumn, statement.responseColumn].compactMap(\.self)
      .map(NameSuggestion.comparable)
    func isHead(_ record: Record) -> Bool {
      guard record.filled > 1 else { return false }
      if named.isEmpty { return record.texts.contains { DoseTableHeader($0).isDose } }
      let texts = Set(record.texts.map(NameSuggestion.comparable))
      return named.allSatisfy(texts.contains)
    }
    /// What stands above a table is narrower than it.
    func isBelowTitles(_ place: Int) -> Bool {
      records[..<place].allSatisfy { $0.filled < records[place].filled }
    }
    if let place = records.firstIndex(where: isHead), isBelowTitles(place) { return place }
    guard records[0].filled <= 1 else { return 0 }
    return records.firstIndex { $0.filled > 1 } ?? 0
  }

  // MARK: Two lines of titles

  /// Whether names stand over the columns of `head`, as over merged cells: none over the doses.
  private static func isUpper(_ record: Record, _ head: Record) -> Bool {
    record.texts.count == head.texts.count && record.filled > 0 && record.texts[0].isEmpty
      && record.texts.allSatisfy { Double($0) == nil }
  }

  /// Whether a record under the titles holds more of them: units, statistics, numbers of replicates.
  private static func isLower(_ record: Record, _ head: Record) -> Bool {
    guard record.filled > 0, record.texts.count <= head.texts.count else { return false }
    let dose = head.texts.firstIndex { DoseTableHeader($0).isDose } ?? 0
    guard dose < record.texts.count, record.texts[dose].isEmpty || isUnit(record.texts[dose])
    else { return false }
    let others = record.texts.indices.filter { $0 != dose && !record.texts[$0].isEmpty }
    let hasMerged =
      head.texts.dropFirst(dose + 1).contains("")
      || Set(head.texts).count < head.texts.count
    let areOrdinals =
      hasMerged && !others.isEmpty
      && others.allSatisfy { Int(record.texts[$0]).map { (1...99).contains($0) } ?? false }
    return areOrdinals
      || others.allSatisfy { index in
        let text = record.texts[index]
        return isUnit(text) || StatisticTitle(text) != nil || ReplicateTitle(text)?.stem == ""
      }
  }

  private static func isUnit(_ text: String) -> Bool {
    let word = text.filter { !"()[]".contains($0) }
    return DoseUnitName(named: word) != nil || ["fraction", "RLU", "RFU"].contains(word)
  }

  private static func joined(_ upper: Record, _ lower: Record) -> Record {
    var joined = lower
    var name = ""
    for column in upper.texts.indices {
      let own = upper.texts[column]
      let below = column < lower.texts.count ? lower.texts[column] : ""
      if !own.isEmpty { name = own }
      let title: String
      if below.isEmpty || Int(below) != nil {
        // A name over merged cells is that of every column below them.
        title = own
      } else if own.isEmpty, DoseTableHeader(below).isDose || name.isEmpty {
        title = below
      } else if isUnit(below) {
        title = "\(name) (\(below.filter { !"()[]".contains($0) }))"
      } else {
        title = "\(name) \(below)"
      }
      if column < joined.texts.count {
        joined.texts[column] = title
        if !own.isEmpty { joined.positions[column] = upper.positions[column] }
      } else {
        joined.texts.append(title)
        joined.positions.append(upper.positions[column])
      }
    }
    return joined
  }
}

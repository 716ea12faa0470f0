import Quantities

/// A column that says of each row in which unit its dose is.
struct UnitColumn: Sendable, Hashable {
  let column: Int
  let title: String

  /// Whether the title says “unit” and not of what: then it may be that of the responses.
  var isPlain: Bool { ["unit", "units"].contains(NameSuggestion.comparable(title)) }

  /// The only column of `titles` that is titled so, in the words that plate maps have as well.
  static func find(in titles: [String], besides taken: [Int]) -> UnitColumn? {
    let found = titles.indices.filter {
      !taken.contains($0) && LayoutWords.heading(titles[$0])?.property == .unit
    }
    // “dose_unit” beside “unit” leaves the plain word to the responses.
    let exact = found.map { UnitColumn(column: $0, title: titles[$0]) }
    return exact.first { !$0.isPlain } ?? exact.first
  }
}

/// What the cells of a column of units say.
struct UnitColumnEvidence {
  private struct Unknown {
    var text: String
    var position: TextPosition
    var count = 1
  }

  let column: UnitColumn
  /// The units by the bytes that name them.
  private(set) var known: [[UInt8]: DoseUnitName] = [:]
  private var unknown: [[UInt8]: Unknown] = [:]
  private var order: [[UInt8]] = []
  private var contradiction: (own: DoseUnitName, column: DoseUnitName, position: TextPosition)?

  init(_ column: UnitColumn) { self.column = column }

  /// The dose of a row, in the unit that its column of units names; nil where that is none.
  ///
  /// - Parameter place: of the dose, and of its unit; asked only where something is wrong.
  mutating func dose(
    _ cell: DoseCell, unit bytes: ArraySlice<UInt8>, areLogarithms: Bool,
    _ place: (_ isUnit: Bool) -> TextPosition
  ) -> DoseCell? {
    let key = Self.key(bytes)
    guard !key.isEmpty else { return cell }
    let unit: DoseUnitName
    if let seen = known[key] {
      unit = seen
    } else if cell.isVehicle(areLogarithms: areLogarithms) {
      // What stands beside a vehicle changes nothing.
      return cell
    } else if let read = DoseUnitName(named: String(decoding: key, as: UTF8.self)) {
      known[key] = read
      unit = read
    } else {
      if unknown[key] == nil {
        order.append(key)
        unknown[key] = Unknown(text: String(decoding: key, as: UTF8.self), position: place(true))
      } else {
        unknown[key]?.count += 1
      }
      return nil
    }
    if let own = cell.unit, own != unit, contradiction == nil {
      contradiction = (own, unit, place(false))
    }
    return cell.inUnit(unit, areLogarithms: areLogarithms)
  }

  /// The cell of a unit without the blanks around it.
  static func key(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var bytes = bytes
    while let first = bytes.first, first == 0x20 || first == 0x09 { bytes.removeFirst() }
    while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
    return Array(bytes)
  }

  /// Notes what cannot be; true where the column is one of units of doses.
  ///
  /// A column titled “unit” alone that never names a unit of doses is another's, such as the
  /// responses', where the doses have theirs elsewhere.
  func conclude(
    title: DoseUnitName?, unitIsKnown: Bool, in form: StatementForm, noting faults: FaultCollector,
    _ notices: inout [String]
  ) -> Bool {
    if known.isEmpty, unitIsKnown, column.isPlain, let first = order.first {
      let text = unknown[first]?.text ?? ""
      notices.append(
        "The column \(column.title.quotedForPeople) holds \(text.quotedForPeople), which is no unit "
          + "of doses; it was passed over.")
      return false
    }
    for key in order {
      guard let word = unknown[key] else { continue }
      faults.note(
        .unitUnknown(word.text, column: column.title, rows: word.count), at: word.position, in: form
      )
    }
    if let contradiction {
      faults.note(
        .unitsContradict(
          own: contradiction.own, column: column.title, named: contradiction.column),
        at: contradiction.position, in: form)
    }
    if let title, let other = known.values.first(where: { $0 != title }) {
      faults.note(
        .titleContradicted(title: title, column: column.title, named: other), at: nil, in: form)
    }
    return true
  }
}

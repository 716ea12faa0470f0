/// What the cells of a table say about the unit of its doses.
struct DoseEvidence {
  private var units: [DoseUnitName: (count: Int, first: TextPosition)] = [:]
  private var order: [DoseUnitName] = []
  private var bare: TextPosition?
  private var vehicleWord: TextPosition?
  private var negative: (text: String, position: TextPosition)?

  mutating func noteUnit(of cell: DoseCell, at position: @autoclosure () -> TextPosition) {
    if cell.isVehicleWord {
      if vehicleWord == nil { vehicleWord = position() }
    } else if let unit = cell.unit {
      if units[unit] == nil {
        units[unit] = (0, position())
        order.append(unit)
      }
      units[unit]?.count += 1
    } else if bare == nil, cell.number != .whole(0), cell.number != .missing {
      bare = position()
    }
  }

  mutating func noteNegative(_ text: String, _ position: TextPosition) {
    if negative == nil { negative = (text, position) }
  }

  static func noteMissingUnit(_ faults: FaultCollector) {
    faults.note(
      at: nil, found: "the unit of the doses is not stated",
      needed: "--dose-unit with one of \(DoseUnitName.known.joined(separator: ", "))",
      hint: "or in the column's title, such as “dose (nM)”")
  }

  /// The unit in which all doses are told, with a fault where it cannot be known.
  func unit(
    stated: DoseUnitName?, header: DoseTableHeader, areLogarithms: Bool,
    noting faults: FaultCollector, _ notices: inout [String]
  ) -> DoseUnitName? {
    if let negative, !areLogarithms {
      faults.note(
        at: negative.position, found: "the dose \(negative.text.quotedForPeople) is below zero",
        needed: "a dose of zero or more",
        hint: "if the column holds base-10 logarithms of doses, say so with --log-doses")
    }
    if let vehicleWord {
      notices.append(
        "Doses written in words, the first in line \(vehicleWord.line), were read as vehicle.")
    }
    if let stated, let named = header.unit, stated != named {
      faults.note(
        at: nil,
        found: "the dose column's title says \(named.symbol ?? "none") and --dose-unit "
          + "\(stated.symbol ?? "none")", needed: "one unit", hint: "leave --dose-unit away")
      return nil
    }
    let known = stated ?? header.unit
    guard let first = order.first else {
      if known == nil { Self.noteMissingUnit(faults) }
      return known
    }
    if known == nil, let bare {
      faults.note(
        at: bare, found: "this dose has no unit, and other doses have one in their cells",
        needed: "a unit in every cell, or --dose-unit for those without")
      return nil
    }
    let unit = known ?? first
    for other in order where other.factor(to: unit) == nil {
      faults.note(
        at: units[other]?.first,
        found: "a dose in \(other.symbol ?? "no unit") stands in a table of doses in "
          + "\(unit.symbol ?? "no unit")", needed: "doses that can be told in one unit",
        hint: "fit masses per volume and molar doses apart, or turn one into the other first")
    }
    if order.count > 1 || order.first != unit {
      notices.append(
        "Doses stand in more than one unit ("
          + order.map { "\($0.symbol ?? "") \(units[$0]?.count ?? 0)×" }.joined(separator: ", ")
          + "); all were turned into \(unit.symbol ?? "")."
      )
    }
    return unit
  }
}

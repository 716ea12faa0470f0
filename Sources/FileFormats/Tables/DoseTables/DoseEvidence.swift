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
    } else if bare == nil, cell.number.provisional != 0, cell.number != .missing {
      bare = position()
    }
  }

  mutating func noteNegative(_ text: String, _ position: TextPosition) {
    if negative == nil { negative = (text, position) }
  }

  /// The unit in which all doses are told, with a fault where it cannot be known.
  func unit(
    stated: DoseUnitName?, header: DoseTableHeader, areLogarithms: Bool,
    in form: StatementForm, noting faults: FaultCollector, _ notices: inout [String]
  ) -> DoseUnitName? {
    if let negative, !areLogarithms {
      faults.note(.doseBelowZero(negative.text), at: negative.position, in: form)
    }
    if let vehicleWord {
      notices.append(
        "Doses written in words, the first in line \(vehicleWord.line), were read as vehicle.")
    }
    if let stated, let named = header.unit, stated != named {
      faults.note(.unitContradicted(title: named, stated: stated), at: nil, in: form)
      return nil
    }
    let known = stated ?? header.unit
    guard let first = order.first else {
      if known == nil { faults.note(.unitMissing, at: nil, in: form) }
      return known
    }
    if known == nil, let bare {
      faults.note(.doseWithoutUnit, at: bare, in: form)
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

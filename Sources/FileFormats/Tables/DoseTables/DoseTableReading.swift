import Foundation

/// Everything that was settled about a table's numbers, and how to read a row with it.
struct DoseTableReading: Sendable {
  var delimiter: Delimiter
  var mark: DecimalMark
  var unit: DoseUnitName
  var dosesAreLogarithms: Bool
  var scale: ResponseScale
  /// Names that more than one row of a table of rows has; those rows stay apart.
  var sharedNames: Set<String> = []

  /// Reads one row into curves; false where it is not what was checked.
  func read(
    _ record: TableRecordStream, _ plan: DoseTablePlan, into assembly: inout CurveAssembly
  ) -> Bool {
    guard record.fields.count > plan.lastNeeded else { return false }
    switch plan.layout {
    case .tidy: return readTidy(record, plan, &assembly)
    case .columns: return readColumns(record, plan, &assembly)
    case .rows: return readRow(record, plan, &assembly)
    }
  }

  private func readTidy(
    _ record: TableRecordStream, _ plan: DoseTablePlan, _ assembly: inout CurveAssembly
  ) -> Bool {
    let place = Self.place(record, plan, &assembly)
    guard let dose = dose(DoseCell(record.bytes(of: plan.dose))),
      let value = number(ResponseCell(record.bytes(of: plan.response)).number)
    else { return false }
    var trials: Double?
    var extras: [Double?] = [nil, nil]
    if let column = plan.trials {
      guard let count = number(CellNumber(record.bytes(of: column))) else { return false }
      trials = count
    }
    for (index, column) in [plan.weight, plan.timeZero].enumerated() {
      guard let column else { continue }
      guard let value = number(CellNumber(record.bytes(of: column))) else { return false }
      extras[index] = value.isNaN ? nil : value
    }
    guard !value.isNaN, trials.map({ $0 > 0 }) ?? true else {
      assembly.addMissing(at: place)
      return true
    }
    let response = trials.map { value / $0 } ?? scale.value(value)
    assembly.add(
      TablePoint(
        dose: dose, response: response, line: Int32(clamping: record.line),
        column: Int32(clamping: plan.response), label: WellLabel.text(plan.labels, in: record),
        weight: extras[0], trials: trials, timeZero: extras[1]), at: place)
    return true
  }

  private func readColumns(
    _ record: TableRecordStream, _ plan: DoseTablePlan, _ assembly: inout CurveAssembly
  ) -> Bool {
    guard let dose = dose(DoseCell(record.bytes(of: plan.dose))) else { return false }
    for (place, curve) in plan.curves.enumerated() {
      for column in curve.columns where column < record.fields.count {
        guard add(record, column, dose, to: place, &assembly) else { return false }
      }
    }
    return true
  }

  private func readRow(
    _ record: TableRecordStream, _ plan: DoseTablePlan, _ assembly: inout CurveAssembly
  ) -> Bool {
    let place = assembly.begin(Self.name(record, plan), sharedNames: sharedNames)
    for (column, cell) in plan.doseColumns where column < record.fields.count {
      guard let dose = dose(cell), add(record, column, dose, to: place, &assembly) else {
        return false
      }
    }
    return true
  }

  private func add(
    _ record: TableRecordStream, _ column: Int, _ dose: Double, to place: Int,
    _ assembly: inout CurveAssembly
  ) -> Bool {
    guard let value = number(ResponseCell(record.bytes(of: column)).number) else { return false }
    guard !value.isNaN else {
      assembly.addMissing(at: place)
      return true
    }
    assembly.add(
      TablePoint(
        dose: dose, response: scale.value(value), line: Int32(clamping: record.line),
        column: Int32(clamping: column), label: nil, weight: nil, trials: nil, timeZero: nil),
      at: place)
    return true
  }

  /// A dose in the table's unit; nil where the cell holds none.
  private func dose(_ cell: DoseCell) -> Double? {
    if cell.isVehicleWord { return 0 }
    guard let written = number(cell.number), !written.isNaN else { return nil }
    let value = dosesAreLogarithms ? pow(10, written) : written
    guard let own = cell.unit, own != unit else { return value }
    return own.factor(to: unit).map { value * $0 }
  }

  /// NaN where the cell is empty, nil where it is no number.
  private func number(_ cell: CellNumber) -> Double? { cell.value(under: mark) }

  /// Whether a row holds nothing but empty cells, as spreadsheets leave below a table.
  static func isEmpty(_ record: TableRecordStream) -> Bool {
    record.fields.indices.allSatisfy { field in
      record.bytes(of: field).allSatisfy { $0 == 0x20 || $0 == 0x09 }
    }
  }

  static func key(_ record: TableRecordStream, _ plan: DoseTablePlan) -> [UInt8] {
    var key: [UInt8] = []
    for field in plan.groups {
      var bytes = record.bytes(of: field)
      while let first = bytes.first, first == 0x20 || first == 0x09 { bytes.removeFirst() }
      while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
      key += bytes
      key.append(0x1F)
    }
    return key
  }

  static func name(
    _ record: TableRecordStream, _ plan: DoseTablePlan
  ) -> String {
    plan.groups.isEmpty
      ? "all rows"
      : plan.groups.map { record.text(of: $0).trimmingBlanks }.joined(separator: " · ")
  }

  private static func place(
    _ record: TableRecordStream, _ plan: DoseTablePlan, _ assembly: inout CurveAssembly
  ) -> Int {
    // A text is made where the curve changes, and only there.
    assembly.place(ofKey: key(record, plan)) { name(record, plan) }
  }
}

import Quantities

/// How to read a table with one row a measurement: which column is what, and on what scale.
public struct TidyDoseResponseTable: Sendable {
  /// The columns whose texts together name a series; none where the file holds one series.
  public var seriesColumns: [String]
  public var doseColumn: String
  public var doseUnit: Unit<ConcentrationDimension>
  public var responseColumn: String
  public var scale: ResponseScale
  public var replicateColumn: String?
  /// Nil where the numbers leave no doubt.
  public var decimalMark: DecimalMark?

  public init(
    seriesColumns: [String], doseColumn: String, doseUnit: Unit<ConcentrationDimension>,
    responseColumn: String, scale: ResponseScale, replicateColumn: String? = nil,
    decimalMark: DecimalMark? = nil
  ) {
    self.seriesColumns = seriesColumns
    self.doseColumn = doseColumn
    self.doseUnit = doseUnit
    self.responseColumn = responseColumn
    self.scale = scale
    self.replicateColumn = replicateColumn
    self.decimalMark = decimalMark
  }

  /// Reads the curves of `table`.
  ///
  /// A row without a response counts as missing; a row without a dose is a fault.
  ///
  /// - Throws: ``InputRefusal`` with every fault of the table.
  public func read(_ table: DelimitedTable) throws(InputRefusal) -> MeasuredDoseResponse {
    let faults = FaultCollector(file: table.file)
    let series = seriesColumns.compactMap { table.column(named: $0, noting: faults) }
    let dose = table.column(named: doseColumn, noting: faults)
    let response = table.column(named: responseColumn, noting: faults)
    let replicate = replicateColumn.flatMap { table.column(named: $0, noting: faults) }
    try faults.refuseIfAny()
    guard let dose, let response,
      let numbers = NumberColumns(
        table, columns: [dose, response], decimalMark: decimalMark, noting: faults)
    else {
      throw InputRefusal(faults.faults)
    }
    var collected = SeriesCollector()
    var written: [(written: Double, position: TextPosition)] = []
    for (index, row) in table.rows.enumerated() {
      let parts = series.map { row[$0].text.trimmingBlanks }
      if let empty = zip(series, parts).first(where: { $0.1.isEmpty }) {
        faults.note(
          at: row[empty.0].position, found: "the row names no series",
          needed: "a value in the column “\(table.header[empty.0].text)”")
      }
      let name = parts.isEmpty ? table.file : parts.joined(separator: " · ")
      guard
        let doseValue = numbers.number(row: index, column: dose, as: "the dose", noting: faults),
        let value = numbers.number(
          row: index, column: response, as: "the response", noting: faults),
        Self.accepts(dose: doseValue, at: row[dose].position, noting: faults)
      else { continue }
      let position = row[response].position
      guard !value.isNaN else {
        collected.addMissing(to: name)
        continue
      }
      written.append((value, position))
      collected.add(
        MeasuredPoint(
          dose: Concentration(doseValue, doseUnit), response: scale.value(value),
          replicate: replicate.map { row[$0].text }, position: position), to: name)
    }
    scale.noteImpossible(written, noting: faults)
    if table.rows.isEmpty {
      faults.note(
        at: table.header[0].position, found: "the table has a header and no rows",
        needed: "one row a measurement")
    }
    try faults.refuseIfAny()
    return MeasuredDoseResponse(
      file: table.file, hash: table.hash, scale: scale, curves: collected.curves)
  }

  private static func accepts(
    dose: Double, at position: TextPosition, noting faults: FaultCollector
  ) -> Bool {
    guard !dose.isNaN else {
      faults.note(
        at: position, found: "the row has no dose", needed: "a dose of zero or more",
        hint: "write 0 for vehicle")
      return false
    }
    guard dose >= 0 else {
      faults.note(
        at: position, found: "the dose \(dose.description.quotedForPeople) is below zero",
        needed: "a dose of zero or more",
        hint: "if the column holds logarithms of doses, turn them into doses first")
      return false
    }
    return true
  }
}

/// Gathers points by series, in order of appearance.
struct SeriesCollector {
  private var order: [String] = []
  private var points: [String: [MeasuredPoint]] = [:]
  private var missing: [String: Int] = [:]

  mutating func add(_ point: MeasuredPoint, to name: String) {
    enter(name)
    points[name, default: []].append(point)
  }

  mutating func addMissing(to name: String) {
    enter(name)
    missing[name, default: 0] += 1
  }

  private mutating func enter(_ name: String) {
    if points[name] == nil, missing[name] == nil { order.append(name) }
  }

  var curves: [MeasuredCurve] {
    order.map {
      MeasuredCurve(name: $0, points: points[$0] ?? [], missingCount: missing[$0] ?? 0)
    }
  }
}

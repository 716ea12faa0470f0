import Assays
import Quantities

/// Gathers the value cells that a reader points out, and turns them into readings at the end,
/// when the file's decimal mark is known.
final class ReadoutBuilder {
  /// Which measurement some value cells belong to.
  struct Series {
    var plate: String
    var read: String
    var wavelength: ReadWavelength? = nil
    var time: Time? = nil
  }

  private struct PendingValue {
    let series: Int
    let well: WellAddress
    let place: PlaceInExport
    /// What the file says of this well beside its value.
    let flag: WellFlag?
  }

  let export: ExportedFile
  let faults: FaultCollector
  private(set) var notices: [String]
  private let mark: DecimalMark?
  private let words: DescribedWords
  private var series: [Series] = []
  private var values: [PendingValue] = []

  /// - Parameter mark: nil where it is to be found from the values.
  init(_ export: ExportedFile, mark: DecimalMark? = nil, words: DescribedWords = DescribedWords()) {
    self.export = export
    self.mark = mark
    self.words = words
    faults = FaultCollector(file: export.file)
    notices = export.notices
  }

  var isEmpty: Bool { values.isEmpty }

  func notice(_ sentence: String) {
    if !notices.contains(sentence) { notices.append(sentence) }
  }

  /// Begins a measurement; the number returned names it in ``add(_:well:at:flag:)``.
  func begin(_ newSeries: Series) -> Int {
    series.append(newSeries)
    return series.count - 1
  }

  /// Notes that the cell at `place` holds the value of `well`.
  func add(
    _ series: Int, well: WellAddress, at place: PlaceInExport, flag: WellFlag? = nil
  ) {
    values.append(PendingValue(series: series, well: well, place: place, flag: flag))
  }

  /// Takes every well of a grid, and notes what would be lost beside or below it.
  func add(_ series: Int, grid: PlateGrid) {
    PlateGridLoss(of: grid, in: export).note(in: faults) { notice($0) }
    CutEnd(export)?.note(grid, in: self)
    for row in grid.rows {
      for (offset, column) in grid.columns.enumerated() {
        add(
          series, well: WellAddress(row: row.plateRow, column: column),
          at: PlaceInExport(
            sheet: grid.sheet, row: row.sheetRow, column: grid.firstColumn + offset))
      }
    }
  }

  /// Tells of every grid of values in the file of which nothing was taken.
  func noticeUnreadGrids() {
    let taken = Set(
      values.map { PlaceInExport(sheet: $0.place.sheet, row: $0.place.row, column: 0) })
    for (index, sheet) in export.sheets.enumerated() {
      for grid in PlateGrid.find(in: export, sheet: index)
      where grid.rows.count > 1 && grid.holdsValues(in: export) {
        let isTaken = grid.rows.contains {
          taken.contains(PlaceInExport(sheet: index, row: $0.sheetRow, column: 0))
        }
        if isTaken { continue }
        let place =
          sheet.placeWords(grid.headerRow, grid.firstColumn) ?? "at line \(grid.headerRow + 1)"
        notice("Left out the grid that begins \(place): it is not part of the results.")
      }
    }
  }

  /// Where the readings end with the file; nil where something stands behind them, and for workbooks,
  /// whose archive says where it ends.
  func endOfFile() -> ReadoutEnd? {
    guard !export.isWorkbook, let sheet = export.sheets.last,
      let row = sheet.rows.indices.last(where: { !sheet.isBlank($0) })
    else { return nil }
    let taken = values.filter { $0.place.row == row }
    guard let last = taken.max(by: { $0.place.column < $1.place.column }) else { return nil }
    let origin = series[last.series]
    let own = Set(
      series.indices.filter {
        series[$0].plate == origin.plate && series[$0].read == origin.read
      })
    let others = values.filter { own.contains($0.series) }
    let wells = Set(others.map(\.well))
    // A table with a column a well names its wells above: its lines are times, and none is lost.
    let namesWells =
      Set(taken.map(\.well)) == wells && Set(others.map(\.place.row)).count > 1
    return ReadoutEnd(
      columns: taken.map(\.place.column), row: row, export: export, wells: wells,
      read: origin.read, namesWells: namesWells)
  }

  /// A name for a read that no other read of this plate has at this time.
  func uniqueRead(_ name: String, plate: String) -> String {
    let taken = Set(series.lazy.filter { $0.plate == plate }.map(\.read))
    guard taken.contains(name) else { return name }
    var number = 2
    while taken.contains("\(name) (\(number))") { number += 1 }
    return "\(name) (\(number))"
  }

  /// The readings, once every value cell is known.
  ///
  /// - Throws: ``InputRefusal`` with every cell that is neither number nor word, every well that
  ///   stands twice in one measurement, and a decimal mark that cannot be told.
  func readings() throws(InputRefusal) -> [PlateReading] {
    let mark = try decimalMark()
    var readings: [PlateReading] = []
    readings.reserveCapacity(values.count)
    var seen: [Int: Set<WellAddress>] = [:]
    for pending in values {
      let cell = export.cell(at: pending.place)
      if !seen[pending.series, default: []].insert(pending.well).inserted {
        faults.note(
          export.fault(
            at: pending.place,
            found: "well \(pending.well) of “\(series[pending.series].read)” stands here again",
            needed: "each well once in a measurement"))
      }
      let value: Double
      let flag: WellFlag?
      switch WellValue(cell, mark: mark, words: words) {
      case .number(let number): (value, flag) = (number, pending.flag)
      case .flagged(let word): (value, flag) = (.nan, pending.flag ?? word)
      case .malformed:
        faults.note(
          export.fault(
            at: pending.place,
            found: "\(cell.text.quotedForPeople) is no number for well \(pending.well)",
            needed: "a number, or a word such as OVRFLW",
            hint: "thousands must not be set apart"))
        continue
      }
      let origin = series[pending.series]
      readings.append(
        PlateReading(
          plate: origin.plate, read: origin.read, wavelength: origin.wavelength,
          time: origin.time, well: pending.well, value: value, flag: flag))
    }
    try faults.refuseIfAny()
    return readings
  }

  private func decimalMark() throws(InputRefusal) -> DecimalMark {
    var evidence = DecimalEvidence()
    for value in values {
      let cell = export.cell(at: value.place)
      guard cell.kind == .text else { continue }
      let sheet = export.sheets[value.place.sheet]
      evidence.note(
        CellNumber(Array(cell.text.utf8)[...]),
        .init(cell.text, at: sheet.position(value.place.row, value.place.column)))
    }
    let collector = FaultCollector(file: export.file)
    let found = evidence.mark(
      stated: mark, answer: "add \(export.form.decimalMarks)", noting: collector)
    try collector.refuseIfAny()
    return found ?? .point
  }
}

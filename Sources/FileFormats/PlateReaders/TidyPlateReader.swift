import Assays
import Quantities

/// A table with one row a well under headings, as `primed plate read` writes it or as people make
/// it: a column of wells (or of rows and columns), and one or more columns of values.
enum TidyPlateReader: PlateReader {
  static let format = "tidy table"
  static let isOfInstrument = false

  /// The columns that `primed plate read` writes, in their order.
  static let ownColumns = [
    "plate", "read", "wavelength", "time", "well", "row", "column", "value", "flag",
  ]

  static func recognise(_ export: ExportedFile) -> PlateFormatRecognition? {
    for index in export.sheets.indices {
      guard let table = TidyPlateTable(in: export, sheet: index) else { continue }
      let place = PlaceInExport(sheet: index, row: table.headerRow, column: table.wellPlace)
      return PlateFormatRecognition(score: table.isOwn ? 60 : 40, seen: export.seen(place))
    }
    return nil
  }

  static func read(_ export: ExportedFile, into builder: ReadoutBuilder) {
    for index in export.sheets.indices {
      guard let table = TidyPlateTable(in: export, sheet: index) else { continue }
      read(table, into: builder)
    }
  }

  private struct SeriesKey: Hashable {
    let plate: String
    let read: String
    let light: String
    let time: Double?
  }

  private static func read(_ table: TidyPlateTable, into builder: ReadoutBuilder) {
    let export = builder.export
    let sheet = export.sheets[table.sheet]
    var series: [SeriesKey: Int] = [:]
    if !table.hasKnownValues {
      let names = table.values.map { "“\($0.heading)”" }.joined(separator: ", ")
      builder.notice("Took as reads the columns of numbers \(names).")
    }
    let cutEnd = CutEnd(export)
    for row in (table.headerRow + 1)..<sheet.rows.count where !sheet.isBlank(row) {
      if let cutEnd, cutEnd.row == row {
        if cutEnd.fieldCount < sheet.rows[table.headerRow].count {
          builder.faults.note(cutEnd.fault(needed: "a field below each heading"))
          continue
        }
        if sheet.rows[row].last?.isNumber == true { builder.notice(cutEnd.warning) }
      }
      guard let well = table.well(in: sheet, row) else {
        builder.faults.note(
          export.fault(
            at: PlaceInExport(sheet: table.sheet, row: row, column: table.wellPlace),
            found: "\(sheet.cell(row, table.wellPlace).text.quotedForPeople) is no well",
            needed: "a well such as B7"))
        continue
      }
      guard let time = time(of: table, row: row, builder) else { continue }
      let plate = table.text(.plate, in: sheet, row) ?? sheet.name ?? "Plate 1"
      let light = table.text(.wavelength, in: sheet, row) ?? ""
      let flag = table.isOwn ? table.text(.flag, in: sheet, row).flatMap(WellFlag.init(text:)) : nil
      for (column, heading) in table.values {
        let read =
          table.text(.read, in: sheet, row).map {
            table.values.count > 1 ? "\($0) \(heading)" : $0
          } ?? heading
        let key = SeriesKey(plate: plate, read: read, light: light, time: time?.seconds)
        let number =
          series[key]
          ?? builder.begin(
            .init(
              plate: plate, read: read,
              wavelength: light.isEmpty
                ? WavelengthText.find(in: heading) : ReadWavelength(text: light),
              time: time))
        series[key] = number
        builder.add(
          number, well: well, at: PlaceInExport(sheet: table.sheet, row: row, column: column),
          flag: flag)
      }
    }
  }

  /// The row's time, nil inside where it has none; nil outside, with a fault, where it is wrong.
  private static func time(
    of table: TidyPlateTable, row: Int, _ builder: ReadoutBuilder
  ) -> Time?? {
    guard let column = table.time else { return .some(nil) }
    let place = PlaceInExport(sheet: table.sheet, row: row, column: column.column)
    let cell = builder.export.cell(at: place)
    if cell.isBlank { return .some(nil) }
    let unit = ReaderTime.unit(inHeading: column.heading) ?? (table.isOwn ? 1 : nil)
    // Excel's part of a day is not meant where a person wrote a bare number.
    let isBare = unit == nil && DecimalMark.point.number(in: cell.text) != nil
    if !isBare, let time = ReaderTime.time(cell, unit: unit) { return .some(time) }
    builder.faults.note(
      builder.export.fault(
        at: place, found: "\(cell.text.quotedForPeople) is no time with a unit",
        needed: "a time such as 0:05:00 or 5 min",
        hint: isBare ? "name the unit in the heading: time_s, time_min or time_h" : nil))
    return nil
  }
}

extension WellFlag {
  /// Reads what ``text`` writes.
  init?(text: String) {
    let error = "reader error: "
    let excluded = "excluded: "
    switch text {
    case "": return nil
    case "empty": self = .empty
    case "overflow": self = .overflow
    case _ where text.hasPrefix(error): self = .readerError(String(text.dropFirst(error.count)))
    case _ where text.hasPrefix(excluded): self = .excluded(String(text.dropFirst(excluded.count)))
    default: self = .readerError(text)
    }
  }
}

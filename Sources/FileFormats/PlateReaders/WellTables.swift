import Assays
import Quantities

/// A table with one column a well: time points, cycles or wavelengths down its rows.
struct WellColumnsTable {
  let sheet: Int
  let headerRow: Int
  /// The columns before the first well, with their headings.
  let axes: [(column: Int, heading: String)]
  let wells: [(column: Int, address: WellAddress)]
  /// The rows below the header, up to the first blank one.
  let dataRows: Range<Int>

  /// Reads the row as a header; nil where it does not name at least two wells and little else.
  init?(in export: ExportedFile, sheet index: Int, headerRow: Int) {
    let sheet = export.sheets[index]
    let cells = sheet.rows[headerRow]
    let wells = cells.indices.compactMap { column in
      WellName.address(cells[column].text).map { (column: column, address: $0) }
    }
    let others = cells.count { !$0.isBlank } - wells.count
    guard wells.count >= 2, let first = wells.first, others <= max(3, wells.count) else {
      return nil
    }
    var end = headerRow + 1
    while end < sheet.rows.count, !sheet.isBlank(end) { end += 1 }
    self.sheet = index
    self.headerRow = headerRow
    axes = cells[..<first.column].enumerated().filter { !$0.element.isBlank }
      .map { (column: $0.offset, heading: $0.element.text) }
    self.wells = wells
    dataRows = (headerRow + 1)..<end
  }

  /// Adds each row as one time point or wavelength of `read`.
  ///
  /// Rows whose axis is neither are left out and told: they hold what the software computed.
  func add(plate: String, read: String, wavelength: ReadWavelength?, to builder: ReadoutBuilder) {
    let sheet = builder.export.sheets[sheet]
    let timeAxis = axes.first { ReaderTime.isHeading($0.heading) }
    let lightAxis = axes.first { $0.heading.lowercased().hasPrefix("wavelength") }
    guard timeAxis != nil || lightAxis != nil || dataRows.count == 1 else {
      let place = PlaceInExport(sheet: self.sheet, row: headerRow, column: axes.first?.column ?? 0)
      builder.faults.note(
        builder.export.fault(
          at: place, found: "nothing says what the rows of this table are",
          needed: "a column “Time” or “Wavelength” before the wells"))
      return
    }
    for row in dataRows {
      let place = PlaceInExport(
        sheet: self.sheet, row: row, column: (timeAxis ?? lightAxis)?.column ?? 0)
      guard wells.contains(where: { !sheet.cell(row, $0.column).isBlank }) else { continue }
      var (time, light): (Time?, ReadWavelength?) = (nil, wavelength)
      if let timeAxis {
        time = ReaderTime.time(
          sheet.cell(row, timeAxis.column), unit: ReaderTime.unit(inHeading: timeAxis.heading))
        guard time != nil else {
          leaveOut(row, at: place, builder)
          continue
        }
      } else if let lightAxis {
        light = WavelengthText.wavelength(of: sheet.cell(row, lightAxis.column).text)
        guard light != nil else {
          leaveOut(row, at: place, builder)
          continue
        }
      }
      let series = builder.begin(
        .init(plate: plate, read: read, wavelength: light, time: time))
      for well in wells {
        builder.add(
          series, well: well.address,
          at: PlaceInExport(sheet: self.sheet, row: row, column: well.column))
      }
    }
  }

  /// A row without time is the software's own result where a word names it, else a fault.
  private func leaveOut(_ row: Int, at place: PlaceInExport, _ builder: ReadoutBuilder) {
    let text = builder.export.cell(at: place).text
    if text.contains(where: \.isLetter) {
      builder.notice("Left out \(text.quotedForPeople): it is no time point.")
      return
    }
    builder.faults.note(
      builder.export.fault(
        at: place, found: "\(text.quotedForPeople) is no time", needed: "a time such as 0:05:00",
        hint: "a time in plain numbers needs its unit in the heading, as in Time [s]"))
  }
}

/// A table with one row a well, under headings.
struct WellList {
  let sheet: Int
  let headerRow: Int
  let wellColumn: Int
  /// Rows whose well cell names a well, up to the first that does not.
  let rows: [(row: Int, address: WellAddress)]
  /// The other columns with a heading.
  let columns: [(column: Int, heading: String)]

  /// Reads the rows below a header whose column `wellColumn` names wells.
  init?(in export: ExportedFile, sheet index: Int, headerRow: Int, wellColumn: Int) {
    let sheet = export.sheets[index]
    guard sheet.rows.indices.contains(headerRow) else { return nil }
    var rows: [(row: Int, address: WellAddress)] = []
    for row in (headerRow + 1)..<max(headerRow + 1, sheet.rows.count) {
      if sheet.isBlank(row), rows.isEmpty { continue }
      guard let address = WellName.address(sheet.cell(row, wellColumn).text) else { break }
      rows.append((row, address))
    }
    guard !rows.isEmpty else { return nil }
    self.sheet = index
    self.headerRow = headerRow
    self.wellColumn = wellColumn
    self.rows = rows
    columns = sheet.rows[headerRow].enumerated()
      .filter { $0.offset != wellColumn && !$0.element.isBlank }
      .map { (column: $0.offset, heading: $0.element.text) }
  }

  /// The columns that hold measurements: at least one number, and hardly anything else.
  func valueColumns(in export: ExportedFile) -> [(column: Int, heading: String)] {
    columns.filter { column, _ in
      let written = rows.map { export.sheets[sheet].cell($0.row, column) }.filter { !$0.isBlank }
      return written.contains(where: \.isNumber)
        && written.count { $0.mayBeValue } * 2 > written.count
    }
  }
}

/// Names of wells as readers write them: `B7`, `B07`, `B:7`.
enum WellName {
  static func address(_ text: String) -> WellAddress? {
    guard (2...5).contains(text.utf8.count) else { return nil }
    if let address = WellAddress(text) { return address }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count == 2 ? WellAddress(parts[0] + parts[1]) : nil
  }
}

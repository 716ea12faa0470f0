import Assays

/// Magellan's plain text: from its first line one well a line, as name of the sample, well and value
/// or as well, name and value, perhaps several, without a header; the settings follow.
struct MagellanPlainList {
  private let wellColumn: Int
  private let rows: [(row: Int, address: WellAddress)]
  private let valueColumns: Range<Int>

  /// Nil where the sheet does not begin with such lines.
  ///
  /// A sample may be called `NC1`, which is a well's name too: the wells are the column in which every
  /// line names another well.
  init?(_ sheet: SpreadsheetSheet) {
    let settings = sheet.rows.firstIndex {
      $0.first?.text.hasPrefix("Date of measurement:") == true
    }
    guard let settings else { return nil }
    let lines = sheet.rows.indices[..<settings].filter { !sheet.isBlank($0) }
    let columns = (0...1).filter { column in
      let wells = lines.compactMap { WellName.address(sheet.cell($0, column).text) }
      return wells.count == lines.count && Set(wells).count == wells.count
    }
    guard lines.count >= 2, columns.count == 1, let column = columns.first else { return nil }
    let end = lines.map { row in (sheet.rows[row].lastIndex { !$0.isBlank } ?? 0) + 1 }.max() ?? 0
    // Without names of samples, a well is followed by its value.
    let first = end == 2 && column == 0 ? 1 : 2
    guard end > first else { return nil }
    wellColumn = column
    rows = lines.compactMap { row in
      WellName.address(sheet.cell(row, column).text).map { (row, $0) }
    }
    valueColumns = first..<end
  }

  /// Adds each column of values as one read.
  func read(sheet: Int, wavelength: ReadWavelength?, into builder: ReadoutBuilder) {
    for column in valueColumns {
      let name =
        valueColumns.count == 1 ? "Raw data" : "Raw data \(column + 1 - valueColumns.lowerBound)"
      let series = builder.begin(
        .init(
          plate: "Plate 1", read: name, wavelength: valueColumns.count == 1 ? wavelength : nil))
      for row in rows {
        builder.add(
          series, well: row.address, at: PlaceInExport(sheet: sheet, row: row.row, column: column))
      }
    }
  }
}

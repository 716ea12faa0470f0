import Assays
import Quantities

/// MARS's table export: a header with `Content`, perhaps a line of times, then one row a well.
struct MARSTable {
  private let headerRow: Int
  private let wellColumn: Int?
  private let letterColumn: Int?
  private let numberColumn: Int?

  /// Nil where no column says which well a row is of.
  init?(row: Int, wellColumn: Int?, letterColumn: Int?, numberColumn: Int?) {
    guard wellColumn != nil || (letterColumn != nil && numberColumn != nil) else { return nil }
    headerRow = row
    self.wellColumn = wellColumn
    self.letterColumn = letterColumn
    self.numberColumn = numberColumn
  }

  func read(
    _ export: ExportedFile, sheet index: Int, plate: String, into builder: ReadoutBuilder
  ) {
    let sheet = export.sheets[index]
    let timeRow = headerRow + 1
    let timeHeading =
      sheet.rows.indices.contains(timeRow)
      ? sheet.rows[timeRow].first { ReaderTime.isHeading($0.text) }?.text : nil
    let firstRow = timeHeading == nil ? headerRow + 1 : headerRow + 2
    var wells: [(row: Int, address: WellAddress)] = []
    var row = firstRow
    while row < sheet.rows.count, let address = address(in: sheet, row) {
      wells.append((row, address))
      row += 1
    }
    for (column, heading) in sheet.rows[headerRow].enumerated() {
      let title = heading.text
      guard !title.isEmpty, ![wellColumn, letterColumn, numberColumn].contains(column),
        title.lowercased() != "content", title.lowercased() != "group",
        wells.contains(where: { sheet.cell($0.row, column).isNumber })
      else { continue }
      let place = PlaceInExport(sheet: index, row: timeRow, column: column)
      var time: Time?
      if let timeHeading {
        time = ReaderTime.time(
          export.cell(at: place), unit: ReaderTime.unit(inHeading: timeHeading))
        guard time != nil else {
          builder.faults.note(
            export.fault(
              at: place,
              found: "\(export.cell(at: place).text.quotedForPeople) is no time",
              needed: "a time point, in the unit of \(timeHeading.quotedForPeople)"))
          continue
        }
      }
      // Time points of one read share its heading; endpoints do not.
      let series = builder.begin(
        .init(
          plate: plate, read: time == nil ? builder.uniqueRead(title, plate: plate) : title,
          wavelength: WavelengthText.find(in: title), time: time))
      for well in wells {
        builder.add(
          series, well: well.address,
          at: PlaceInExport(sheet: index, row: well.row, column: column))
      }
    }
  }

  private func address(in sheet: SpreadsheetSheet, _ row: Int) -> WellAddress? {
    if let wellColumn { return WellName.address(sheet.cell(row, wellColumn).text) }
    guard let letterColumn, let numberColumn,
      let column = sheet.cell(row, numberColumn).wholeNumber
    else { return nil }
    return WellAddress(sheet.cell(row, letterColumn).text + String(column))
  }
}

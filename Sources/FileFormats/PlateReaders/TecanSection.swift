import Assays
import Quantities

/// The tables of i-control and SparkControl, each under the settings before it.
struct TecanSection {
  let plate: String
  private var settings = TecanSettings()

  init(plate: String) {
    self.plate = plate
  }

  /// Takes one line of settings.
  mutating func take(_ cells: [SpreadsheetCell]) { settings.take(cells) }

  /// Begins a read of an endpoint with the settings so far.
  mutating func begin(in builder: ReadoutBuilder) -> Int {
    let (read, light) = settings.nextTable()
    return builder.begin(
      .init(plate: plate, read: builder.uniqueRead(read, plate: plate), wavelength: light))
  }

  /// Reads the table that begins at `row`, if one does; the row it ends at.
  mutating func readTable(
    _ export: ExportedFile, sheet index: Int, row: Int, into builder: ReadoutBuilder
  ) -> Int? {
    let sheet = export.sheets[index]
    let first = sheet.cell(row, 0).text
    if first.hasPrefix("Cycle Nr") || first.hasPrefix("Zyklus") {
      if let table = WellColumnsTable(in: export, sheet: index, headerRow: row) {
        let (read, light) = settings.nextTable()
        table.add(
          plate: plate, read: builder.uniqueRead(read, plate: plate), wavelength: light,
          to: builder)
        return table.dataRows.upperBound - 1
      }
      return readCycles(export, sheet: index, headerRow: row, into: builder)
    }
    if first == "Cycles / Well" || first == "Zyklen / Well" {
      return readMeansOfCycles(export, sheet: index, headerRow: row, into: builder)
    }
    let isList = first == "Well" || (first == "<>" && sheet.cell(row, 1).text == "Value")
    guard isList,
      let list = WellList(in: export, sheet: index, headerRow: row, wellColumn: 0)
    else { return nil }
    let value = list.columns.first {
      ["Mean", "Mittelwert", "Value", "Wert"].contains($0.heading)
    }
    guard let value else { return nil }
    let series = begin(in: builder)
    for well in list.rows {
      builder.add(
        series, well: well.address,
        at: PlaceInExport(sheet: index, row: well.row, column: value.column))
    }
    return list.rows.last?.row
  }

  /// Cycles in columns: lines of times and temperatures, then one line a well.
  private mutating func readCycles(
    _ export: ExportedFile, sheet index: Int, headerRow: Int, into builder: ReadoutBuilder
  ) -> Int? {
    let sheet = export.sheets[index]
    var timeRow: Int?
    var wells: [(row: Int, address: WellAddress)] = []
    var row = headerRow + 1
    while row < sheet.rows.count, !sheet.isBlank(row) {
      let name = sheet.cell(row, 0).text
      if let address = WellName.address(name) {
        wells.append((row, address))
      } else if ReaderTime.isHeading(name) {
        timeRow = row
      } else if !wells.isEmpty {
        break
      }
      row += 1
    }
    guard !wells.isEmpty else { return nil }
    let (name, light) = settings.nextTable()
    let read = builder.uniqueRead(name, plate: plate)
    for column in sheet.rows[headerRow].indices.dropFirst()
    where !sheet.cell(headerRow, column).isBlank {
      guard let time = time(export, sheet: index, timeRow: timeRow, headerRow, column, builder)
      else { continue }
      let series = builder.begin(
        .init(plate: plate, read: read, wavelength: light, time: time))
      for well in wells {
        builder.add(
          series, well: well.address,
          at: PlaceInExport(sheet: index, row: well.row, column: column))
      }
    }
    return row - 1
  }

  /// Several readings a well: a block for each well, of whose lines the mean is taken.
  private mutating func readMeansOfCycles(
    _ export: ExportedFile, sheet index: Int, headerRow: Int, into builder: ReadoutBuilder
  ) -> Int? {
    let sheet = export.sheets[index]
    guard let well = WellName.address(sheet.cell(headerRow + 1, 0).text) else { return nil }
    var timeRow: Int?
    var meanRow: Int?
    var row = headerRow + 2
    while row < sheet.rows.count, !sheet.isBlank(row) {
      let name = sheet.cell(row, 0).text
      if ReaderTime.isHeading(name) { timeRow = row }
      if name == "Mean" || name == "Mittelwert" { meanRow = row }
      row += 1
    }
    guard let meanRow else { return nil }
    let (read, light) = settings.nextTable()
    for column in sheet.rows[headerRow].indices.dropFirst()
    where !sheet.cell(headerRow, column).isBlank {
      guard let time = time(export, sheet: index, timeRow: timeRow, headerRow, column, builder)
      else { continue }
      builder.add(
        builder.begin(.init(plate: plate, read: read, wavelength: light, time: time)), well: well,
        at: PlaceInExport(sheet: index, row: meanRow, column: column))
    }
    return row - 1
  }

  /// The time of one cycle; noted as a fault where none is stated.
  private func time(
    _ export: ExportedFile, sheet index: Int, timeRow: Int?, _ headerRow: Int, _ column: Int,
    _ builder: ReadoutBuilder
  ) -> Time? {
    let place = PlaceInExport(sheet: index, row: timeRow ?? headerRow, column: column)
    let heading = export.sheets[index].cell(timeRow ?? headerRow, 0).text
    if timeRow != nil,
      let time = ReaderTime.time(export.cell(at: place), unit: ReaderTime.unit(inHeading: heading))
    {
      return time
    }
    builder.faults.note(
      export.fault(
        at: place, found: "cycle \(export.sheets[index].cell(headerRow, column).text) has no time",
        needed: "a line such as “Time [s]” with a time for each cycle"))
    return nil
  }
}

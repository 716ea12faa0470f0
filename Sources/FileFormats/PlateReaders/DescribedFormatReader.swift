import Quantities

/// Reads a file by a person's description of its format.
struct DescribedFormatReader {
  let format: DescribedPlateFormat

  func readGrids(into builder: ReadoutBuilder) {
    let export = builder.export
    var found = 0
    for (index, sheet) in export.sheets.enumerated() {
      let plate = sheet.name ?? "Plate 1"
      let grids = PlateGrid.find(in: export, sheet: index)
      guard let text = format.startsAfter else {
        for grid in grids {
          found += 1
          let read = GridTitle.above(grid, in: export) ?? "value"
          builder.add(begin(read, plate, builder), grid: grid)
        }
        continue
      }
      for row in sheet.rows.indices
      where sheet.rows[row].contains(where: { $0.text.contains(text) }) {
        found += 1
        if format.hasRowLetters, format.hasColumnNumbers {
          if let grid = grids.first(where: { $0.headerRow > row && $0.headerRow <= row + 3 }) {
            builder.add(begin(sheet.firstText(row), plate, builder), grid: grid)
            continue
          }
        } else if let matrix = matrix(in: export, sheet: index, below: row) {
          matrix.add(to: begin(sheet.firstText(row), plate, builder), of: builder)
          continue
        }
        builder.faults.note(
          export.fault(
            at: PlaceInExport(sheet: index, row: row, column: 0),
            found: "no whole plate stands below \(text.quotedForPeople)",
            needed: "as many lines and values a line as a plate of 6 to 1536 wells has",
            hint: "“row_letters” and “column_numbers” say whether the grid has them"))
      }
    }
    if found == 0 {
      builder.faults.note(
        InputFault(
          file: export.file,
          found: format.startsAfter.map { "no line holds \($0.quotedForPeople)" }
            ?? "there is no grid with row letters and column numbers",
          needed: "a file in the format “\(format.name)”"))
    }
  }

  private func matrix(in export: ExportedFile, sheet index: Int, below row: Int) -> BareMatrix? {
    let sheet = export.sheets[index]
    var first = row + 1
    if format.hasColumnNumbers {
      if sheet.isBlank(first) { first += 1 }
      first += 1
    }
    return BareMatrix(
      in: export, sheet: index, firstRow: first, firstColumn: format.hasRowLetters ? 1 : 0,
      words: format.words)
  }

  private func begin(_ read: String, _ plate: String, _ builder: ReadoutBuilder) -> Int {
    builder.begin(
      .init(
        plate: plate, read: builder.uniqueRead(read.isEmpty ? "value" : read, plate: plate),
        wavelength: WavelengthText.find(in: read)))
  }

  func readList(into builder: ReadoutBuilder) {
    let export = builder.export
    let header = export.firstCell { $0.text == format.wellColumn }
    guard let header,
      let list = WellList(
        in: export, sheet: header.sheet, headerRow: header.row, wellColumn: header.column)
    else {
      builder.faults.note(
        InputFault(
          file: export.file,
          found: "there is no column \(format.wellColumn.quotedForPeople) with wells below it",
          needed: "a file in the format “\(format.name)”"))
      return
    }
    let sheet = export.sheets[list.sheet]
    let plateColumn = format.plateColumn.flatMap { column($0, of: list, builder) }
    let timeColumn = format.timeColumn.flatMap { column($0, of: list, builder) }
    var series: [String: Int] = [:]
    for name in format.valueColumns {
      guard let column = column(name, of: list, builder) else { continue }
      for well in list.rows {
        let plate = plateColumn.map { sheet.cell(well.row, $0).text } ?? "Plate 1"
        var time: Time?
        if let timeColumn {
          let place = PlaceInExport(sheet: list.sheet, row: well.row, column: timeColumn)
          time = ReaderTime.time(
            export.cell(at: place),
            unit: format.timeUnit?.seconds ?? ReaderTime.unit(inHeading: format.timeColumn ?? ""))
          guard time != nil else {
            builder.faults.note(
              export.fault(
                at: place, found: "\(export.cell(at: place).text.quotedForPeople) is no time",
                needed: "a time, with “time_unit” in the description"))
            continue
          }
        }
        let key = "\(plate)\u{0}\(name)\u{0}\(time?.seconds.description ?? "")"
        let number =
          series[key]
          ?? builder.begin(
            .init(
              plate: plate, read: name, wavelength: WavelengthText.find(in: name), time: time))
        series[key] = number
        builder.add(
          number, well: well.address,
          at: PlaceInExport(sheet: list.sheet, row: well.row, column: column))
      }
    }
  }

  private func column(_ name: String, of list: WellList, _ builder: ReadoutBuilder) -> Int? {
    if let column = list.columns.first(where: { $0.heading == name }) { return column.column }
    builder.faults.note(
      builder.export.fault(
        at: PlaceInExport(sheet: list.sheet, row: list.headerRow, column: list.wellColumn),
        found: "there is no column \(name.quotedForPeople)", needed: "a column of that name",
        hint: NameSuggestion.hint(for: name, among: list.columns.map(\.heading))))
    return nil
  }
}

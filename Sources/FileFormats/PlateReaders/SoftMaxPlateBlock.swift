import Assays
import Quantities

/// One `Plate:` block of SoftMax Pro, from its line of settings to `~End`.
struct SoftMaxPlateBlock {
  var plate: String
  private let sheet: Int
  private let headerRow: Int
  private let end: Int
  private let isPlateForm: Bool
  private let readType: String
  private let mode: String
  /// In nm, in the order of the readings.
  private let wavelengths: [ReadWavelength]
  private let format: PlateFormat?

  init(sheet index: Int, headerRow: Int, end: Int, export: ExportedFile) {
    let fields = export.sheets[index].rows[headerRow].map(\.text)
    func field(_ number: Int) -> String { fields.indices.contains(number) ? fields[number] : "" }
    sheet = index
    self.headerRow = headerRow
    self.end = end
    plate = field(1).isEmpty ? "Plate 1" : field(1)
    isPlateForm = field(3) == "PlateFormat"
    readType = field(4)
    mode = field(5)
    let light = Self.light(in: fields)
    wavelengths = light.wavelengths
    format = light.format
  }

  /// Finds `3|400 578 700|first column|columns|wells|excitations`: a count with as many wavelengths
  /// behind it. Where it stands differs between kinds of read and versions.
  private static func light(
    in fields: [String]
  ) -> (wavelengths: [ReadWavelength], format: PlateFormat?) {
    func lengths(_ text: String) -> [Double] {
      text.split(separator: " ").compactMap { DecimalMark.point.number(in: $0) }
        .filter(ReadWavelength.isLight)
    }
    for place in fields.indices.dropFirst(8) where place + 4 < fields.count {
      guard let count = Int(fields[place]), (1...64).contains(count) else { continue }
      let emissions = lengths(fields[place + 1])
      guard emissions.count == count else { continue }
      let format = Int(fields[place + 4]).flatMap(PlateFormat.init(rawValue:))
      let excitations = place + 5 < fields.count ? lengths(fields[place + 5]) : []
      guard excitations.count == count else { return (emissions.map { .single($0) }, format) }
      return (
        zip(excitations, emissions).map { .pair(excitation: $0, emission: $1) }, format
      )
    }
    let format = fields.dropFirst(8).lazy.compactMap { Int($0) }
      .filter { $0 >= 6 }.compactMap(PlateFormat.init(rawValue:)).first
    return ([], format)
  }

  func read(into builder: ReadoutBuilder) {
    let sheet = builder.export.sheets[sheet]
    let headers = (headerRow + 1..<end).filter { row in
      isPlateForm
        ? isPlateHeader(row, sheet)
        : sheet.rows[row].count { WellName.address($0.text) != nil } >= 2
    }
    for (number, header) in headers.enumerated() {
      let last = number + 1 < headers.count ? headers[number + 1] : end
      // The raw readings have a column of temperatures; what SoftMax Pro computed has none.
      let isRaw = sheet.rows[header].contains { $0.text.hasPrefix("Temperature") }
      if isPlateForm {
        readPlates(header, until: last, isRaw: isRaw, into: builder)
      } else {
        readLines(header, until: last, isRaw: isRaw, into: builder)
      }
    }
  }

  /// Whether the row numbers the plate's columns: the first row of the block, or one behind a blank
  /// line that has neither time nor temperature.
  private func isPlateHeader(_ row: Int, _ sheet: SpreadsheetSheet) -> Bool {
    guard !PlateGrid.headers(in: sheet.rows[row]).isEmpty else { return false }
    if row == headerRow + 1 { return true }
    return sheet.isBlank(row - 1) && sheet.cell(row, 0).isBlank && sheet.cell(row, 1).isBlank
  }

  /// One column a well; a blank line begins the next wavelength.
  private func readLines(_ header: Int, until last: Int, isRaw: Bool, into builder: ReadoutBuilder)
  {
    let sheet = builder.export.sheets[sheet]
    let wells = sheet.rows[header].enumerated().compactMap { column, cell in
      WellName.address(cell.text).map { (column: column, address: $0) }
    }
    var section = 0
    var series: Int?
    var sectionHasRows = false
    for row in (header + 1)..<last {
      guard !sheet.isBlank(row) else {
        if sectionHasRows { section += 1 }
        sectionHasRows = false
        continue
      }
      sectionHasRows = true
      guard wells.contains(where: { !sheet.cell(row, $0.column).isBlank }) else { continue }
      series = begin(section: section, timeAt: row, isRaw: isRaw, builder)
      for well in wells {
        builder.add(
          series ?? 0, well: well.address,
          at: PlaceInExport(sheet: self.sheet, row: row, column: well.column))
      }
    }
  }

  /// Whole plates side by side, one a wavelength; a blank line begins the next time point.
  private func readPlates(_ header: Int, until last: Int, isRaw: Bool, into builder: ReadoutBuilder)
  {
    let sheet = builder.export.sheets[sheet]
    let runs = PlateGrid.headers(in: sheet.rows[header])
    var row = header + 1
    while row < last {
      guard !sheet.isBlank(row) else {
        row += 1
        continue
      }
      let first = row
      while row < last, !sheet.isBlank(row) { row += 1 }
      let rowCount = row - first
      guard rowCount == format?.rows ?? rowCount, rowCount <= PlateFormat.wells1536.rows else {
        builder.faults.note(
          builder.export.fault(
            at: PlaceInExport(sheet: self.sheet, row: first, column: 0),
            found: "\(rowCount) lines stand here for one plate",
            needed: "one line for each of its \(format?.rows ?? 32) rows",
            hint: "the file may have been cut short or edited"))
        continue
      }
      for (section, run) in runs.enumerated() {
        let series = begin(section: section, timeAt: first, isRaw: isRaw, builder)
        for plateRow in 0..<rowCount {
          for (offset, column) in run.columns.enumerated() {
            builder.add(
              series, well: WellAddress(row: plateRow, column: column),
              at: PlaceInExport(
                sheet: self.sheet, row: first + plateRow, column: run.labelColumn + 1 + offset))
          }
        }
      }
    }
  }

  /// Begins the series of one wavelength at the time that the row's first cell states.
  private func begin(section: Int, timeAt row: Int, isRaw: Bool, _ builder: ReadoutBuilder) -> Int {
    let place = PlaceInExport(sheet: sheet, row: row, column: 0)
    let cell = builder.export.cell(at: place)
    var time: Time?
    var wavelength = wavelengths.indices.contains(section) && isRaw ? wavelengths[section] : nil
    if readType == "Spectrum", isRaw, !cell.isBlank {
      wavelength = WavelengthText.wavelength(of: cell.text)
    } else if !cell.isBlank {
      time = ReaderTime.time(cell, unit: nil) ?? ReaderTime.minutesAndSeconds(cell.text)
      if time == nil {
        builder.faults.note(
          builder.export.fault(
            at: place, found: "\(cell.text.quotedForPeople) is no time",
            needed: "a time such as 00:05:00 or 5:00, or nothing"))
      }
    }
    let kind = isRaw ? mode : "\(mode) reduced"
    var light = wavelength.map { " \($0.text)" } ?? (section > 0 ? " (\(section + 1))" : "")
    // One wavelength may be read several times, with other cutoffs or gains.
    let earlier = wavelengths.prefix(section).count { $0 == wavelength }
    if wavelength != nil, earlier > 0 { light += " (\(earlier + 1))" }
    let name = readType == "Spectrum" ? kind : kind + light
    return builder.begin(
      .init(plate: plate, read: name, wavelength: wavelength, time: time))
  }
}

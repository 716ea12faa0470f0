import Assays
import Quantities

/// MARS's table export: a header with `Content`, perhaps a line of times or of wavelengths, then one
/// row a well; some files have an empty line behind each.
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
    let written = sheet.rows.indices.dropFirst(headerRow + 1).filter { !sheet.isBlank($0) }
    let axisRow = written.first ?? headerRow
    let axis = Axis(sheet.rows[axisRow])
    var wells: [(row: Int, address: WellAddress)] = []
    for row in written.dropFirst(axis == .none ? 0 : 1) {
      guard let address = address(in: sheet, row) else { break }
      wells.append((row, address))
    }
    for (column, heading) in sheet.rows[headerRow].enumerated() {
      let title = heading.text
      guard !title.isEmpty, ![wellColumn, letterColumn, numberColumn].contains(column),
        title.lowercased() != "content", title.lowercased() != "group",
        wells.contains(where: { sheet.cell($0.row, column).isNumber })
      else { continue }
      let place = PlaceInExport(sheet: index, row: axisRow, column: column)
      let cell = export.cell(at: place)
      var (time, light): (Time?, ReadWavelength?) = (nil, WavelengthText.find(in: title))
      switch axis {
      case .none: break
      case .times(let heading):
        time = ReaderTime.time(cell, unit: ReaderTime.unit(inHeading: heading))
      case .wavelengths: light = WavelengthText.wavelength(of: cell.text)
      }
      guard axis.places(time, light) else {
        builder.faults.note(
          export.fault(
            at: place, found: "\(cell.text.quotedForPeople) is no \(axis.noun)",
            needed: "the \(axis.noun) of the column below it"))
        continue
      }
      // Time points and wavelengths of one read share its heading; endpoints do not.
      let series = builder.begin(
        .init(
          plate: plate, read: axis == .none ? builder.uniqueRead(title, plate: plate) : title,
          wavelength: light, time: time))
      for well in wells {
        builder.add(
          series, well: well.address,
          at: PlaceInExport(sheet: index, row: well.row, column: column))
      }
    }
  }

  /// What the line below the header says of the columns.
  private enum Axis: Equatable {
    case none
    case times(heading: String)
    case wavelengths

    init(_ cells: [SpreadsheetCell]) {
      if let heading = cells.first(where: { ReaderTime.isHeading($0.text) }) {
        self = .times(heading: heading.text)
      } else if cells.contains(where: { $0.text.lowercased().hasPrefix("wavelength") }) {
        self = .wavelengths
      } else {
        self = .none
      }
    }

    var noun: String { self == .wavelengths ? "wavelength" : "time" }

    func places(_ time: Time?, _ light: ReadWavelength?) -> Bool {
      switch self {
      case .none: true
      case .times: time != nil
      case .wavelengths: light != nil
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

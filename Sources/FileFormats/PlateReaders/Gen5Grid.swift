import Assays

/// Gen5's grid: several lines for one plate row, each named at its right end.
///
/// The first line of a plate row begins with its letter, the others with nothing.
struct Gen5Grid {
  private struct Line {
    let plateRow: Int
    let sheetRow: Int
    let label: String
  }

  private let sheet: Int
  private let header: PlateGrid.Header
  private let headerRow: Int
  private let lines: [Line]

  var lastRow: Int { lines.last?.sheetRow ?? 0 }

  init?(in export: ExportedFile, sheet index: Int, headerRow: Int) {
    let sheet = export.sheets[index]
    guard let header = PlateGrid.headers(in: sheet.rows[headerRow]).first else { return nil }
    var lines: [Line] = []
    var row = headerRow + 1
    while row < sheet.rows.count, !sheet.isBlank(row) {
      let letter = sheet.cell(row, header.labelColumn)
      let last = lines.last?.plateRow
      guard let plateRow = letter.isBlank ? last : PlateGrid.plateRow(named: letter.text),
        plateRow >= last ?? 0
      else { break }
      let label = sheet.cell(row, header.labelColumn + 1 + header.columns.count).text
      lines.append(Line(plateRow: plateRow, sheetRow: row, label: label))
      row += 1
    }
    guard !lines.isEmpty else { return nil }
    self.sheet = index
    self.header = header
    self.headerRow = headerRow
    self.lines = lines
  }

  /// Adds each kind of line as one read; what is no measurement is left out and told.
  func read(plate: String, title: String, into builder: ReadoutBuilder) {
    PlateGridLoss(
      builder.export, sheet: sheet, headerRow: headerRow, header: header,
      rows: lines.map(\.sheetRow), lastPlateRow: lines.last?.plateRow ?? 0,
      hasNamesBehindWells: haveNames
    ).note(in: builder.faults) { builder.notice($0) }
    guard areNamed(builder) else { return }
    var labels: [String] = []
    for line in lines where !labels.contains(line.label) { labels.append(line.label) }
    for label in labels {
      let own = lines.filter { $0.label == label }
      let cells = own.flatMap { line in header.columns.indices.map { cell(line, $0, builder) } }
        .filter { !$0.isBlank }
      let name = label.isEmpty ? (title.isEmpty ? "Results" : title) : label
      guard cells.contains(where: \.mayBeValue),
        !cells.contains(where: { ReaderTime.isClock($0.text) })
      else {
        if !cells.isEmpty {
          builder.notice("Left out “\(name)”: its lines hold no measured values.")
        }
        continue
      }
      let series = builder.begin(
        .init(
          plate: plate, read: builder.uniqueRead(name, plate: plate),
          wavelength: WavelengthText.find(inLabel: name)))
      for line in own {
        for (offset, column) in header.columns.enumerated() {
          builder.add(
            series, well: WellAddress(row: line.plateRow, column: column),
            at: place(line, offset))
        }
      }
    }
  }

  /// Whether what stands behind the wells is the same in every plate row, as the names of reads are,
  /// even where a name is a number: the wavelength.
  private var haveNames: Bool {
    let labels = Dictionary(grouping: lines, by: \.plateRow).values.map { $0.map(\.label) }
    guard let first = labels.first, labels.allSatisfy({ $0 == first }) else { return false }
    return labels.count > 1 || first.allSatisfy { WavelengthText.find(inLabel: $0) != nil }
  }

  /// Whether every line ends with the name of its read; else, with a fault, it is cut or edited.
  private func areNamed(_ builder: ReadoutBuilder) -> Bool {
    let labels = Set(lines.map(\.label))
    if let cutEnd = CutEnd(builder.export), let last = lines.last, last.sheetRow == cutEnd.row {
      let names = Set(lines.dropLast().map(\.label)).subtracting([""])
      let isShort = cutEnd.fieldCount <= header.labelColumn + header.columns.count
      if isShort || (!names.isEmpty && !names.contains(last.label)) {
        builder.faults.note(
          cutEnd.fault(needed: "each line of results with its name at its right end"))
        return false
      }
    }
    if let fault = cutRow(builder) {
      builder.faults.note(fault)
      return false
    }
    guard labels.count > 1, let unnamed = lines.first(where: \.label.isEmpty) else { return true }
    builder.faults.note(
      builder.export.fault(
        at: place(unnamed, 0), found: "this line of results has no name at its right end",
        needed: "the name of its read, as the other lines have"))
    return false
  }

  /// The last plate row where the file ends before all of its lines, as the first row has them.
  private func cutRow(_ builder: ReadoutBuilder) -> InputFault? {
    guard let first = lines.first, let last = lines.last, last.plateRow > first.plateRow,
      builder.export.sheets[sheet].rows[(last.sheetRow + 1)...].allSatisfy({
        $0.allSatisfy(\.isBlank)
      })
    else { return nil }
    let names = lines.filter { $0.plateRow == first.plateRow }.map(\.label)
    let own = lines.filter { $0.plateRow == last.plateRow }.map(\.label)
    guard own.count < names.count, Array(names.prefix(own.count)) == own else { return nil }
    return builder.export.fault(
      at: place(last, 0),
      found: "the file ends with \(own.count) of the \(names.count) lines of this plate row",
      needed: "each plate row with all its reads", hint: "it was cut short; export or copy it again"
    )
  }

  private func place(_ line: Line, _ offset: Int) -> PlaceInExport {
    PlaceInExport(sheet: sheet, row: line.sheetRow, column: header.labelColumn + 1 + offset)
  }

  private func cell(_ line: Line, _ offset: Int, _ builder: ReadoutBuilder) -> SpreadsheetCell {
    builder.export.cell(at: place(line, offset))
  }
}

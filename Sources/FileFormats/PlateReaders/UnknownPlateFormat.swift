/// The refusal of a file that looks like no format: what was seen at which line, and how to
/// describe it once.
enum UnknownPlateFormat {
  static func refusal(of export: ExportedFile) -> InputRefusal {
    var faults = lookalikes(in: export)
    if faults.isEmpty, let first = export.firstCell(where: { !$0.isBlank }) {
      faults.append(
        export.fault(
          at: first, found: "the file begins with \(export.cell(at: first).text.quotedForPeople)",
          needed: "a plate reader's export", hint: hint(in: export.form)))
    }
    if faults.isEmpty {
      faults.append(
        InputFault(
          file: export.file, found: "there is nothing in it", needed: "a plate reader's export"))
    }
    return InputRefusal(faults)
  }

  /// Lines that nearly are a plate: the first of each kind.
  private static func lookalikes(in export: ExportedFile) -> [InputFault] {
    var faults: [InputFault] = []
    var told: Set<String> = []
    for (index, sheet) in export.sheets.enumerated() {
      for (row, cells) in sheet.rows.enumerated() {
        guard let kind = kind(of: cells), told.insert(kind.found).inserted else { continue }
        faults.append(
          export.fault(
            at: PlaceInExport(sheet: index, row: row, column: kind.column), found: kind.found,
            needed: kind.needed, hint: faults.isEmpty ? hint(in: export.form) : nil))
      }
    }
    return faults
  }

  private static func kind(
    of cells: [SpreadsheetCell]
  ) -> (found: String, needed: String, column: Int)? {
    let numbers = cells.count(where: \.isNumber)
    if let first = cells.first, PlateGrid.plateRow(named: first.text) != nil, numbers >= 2 {
      return (
        "a row of wells begins here with a row letter, without column numbers above",
        "the numbers 1, 2, 3, … in a line above the rows", 0
      )
    }
    if let header = PlateGrid.headers(in: cells).first {
      return (
        "column numbers of a plate stand here, without rows A, B, … below",
        "a row letter before each row of wells", header.labelColumn + 1
      )
    }
    if numbers >= 6, numbers == cells.count(where: { !$0.isBlank }) {
      return (
        "\(numbers) numbers stand here without row letters and column numbers",
        "the wells that they belong to", 0
      )
    }
    return nil
  }

  static func hint(in form: StatementForm) -> String {
    """
    no known format was recognised; describe this one in a small file, once, and read it with \
    \(form.stating("format", "FILE.yaml")):
        schema: primed.plate-format/1
        name: our old luminometer
        layout: grid            # or list: one well a line
        starts_after: Results   # a text in the line above each grid
        row_letters: false      # the grid has none; likewise column_numbers
        decimal: comma          # or point
    """
  }
}

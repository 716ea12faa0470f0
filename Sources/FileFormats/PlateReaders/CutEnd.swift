import Assays

/// The last line of a text that has no line end, as many whole files and every file cut short have.
///
/// A line with all its cells may be whole and is let pass; one with fewer is refused, and a last
/// number that looks shorter than its neighbours is told.
struct CutEnd {
  let export: ExportedFile
  /// The last row of the sheet, from zero.
  let row: Int

  /// Nil where the file ends with a line, or is a workbook.
  init?(_ export: ExportedFile) {
    guard export.endsWithinLine, let sheet = export.sheets.last, sheet.rows.count > 1 else {
      return nil
    }
    self.export = export
    row = sheet.rows.count - 1
  }

  private var cells: [SpreadsheetCell] { export.sheets[0].rows[row] }
  var fieldCount: Int { cells.count }

  /// The refusal of a line that lacks cells.
  func fault(needed: String) -> InputFault {
    export.fault(
      at: PlaceInExport(sheet: 0, row: row, column: max(0, cells.count - 1)),
      found: "the file ends in the middle of line \(row + 1)", needed: needed,
      hint: "it may have been cut short; export or copy it again")
  }

  /// Says that the file's last number may be cut.
  var warning: String {
    "The file ends in the middle of line \(row + 1), without a line end: its last number, "
      + "\(cells.last?.text.quotedForPeople ?? ""), may be cut."
  }

  /// Judges a grid that ends with the file.
  func note(_ grid: PlateGrid, in builder: ReadoutBuilder) {
    guard grid.sheet == 0, grid.lastRow == row else { return }
    let width = grid.firstColumn + grid.columns.count
    if cells.count < width {
      builder.faults.note(fault(needed: "a value or an empty cell for each of the plate's columns"))
    } else if cells.count == width, let last = cells.last {
      let others = grid.cells(in: export).dropLast().filter(\.isNumber).map(\.text)
      if Self.looksCut(last.text, beside: others) { builder.notice(warning) }
    }
  }

  /// Whether a text ends like the beginning of a number, or with fewer decimals than any other.
  private static func looksCut(_ text: String, beside others: [String]) -> Bool {
    guard let end = text.last else { return false }
    if ".,+-eE".contains(end), text.contains(where: \.isNumber) || text.utf8.count == 1 {
      return !others.contains { $0.last == end }
    }
    guard text.contains(where: \.isNumber), let fewest = others.map(decimals).min() else {
      return false
    }
    return decimals(text) < fewest
  }

  private static func decimals(_ text: String) -> Int {
    guard let mark = text.lastIndex(where: { $0 == "." || $0 == "," }) else { return 0 }
    return text[text.index(after: mark)...].prefix { $0.isNumber }.count
  }
}

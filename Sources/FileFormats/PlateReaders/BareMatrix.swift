import Assays

/// A plate without row letters and column numbers: consecutive lines with one value a well.
///
/// Only taken where lines and values per line are those of a whole plate, so that no value can
/// stand for another well.
struct BareMatrix {
  private let sheet: Int
  private let firstRow: Int
  private let firstColumn: Int
  let plate: PlateFormat

  /// Reads from the first line at or below `firstRow`, over at most one blank line; nil where no
  /// whole plate stands there.
  init?(
    in export: ExportedFile, sheet index: Int, firstRow: Int, firstColumn: Int = 0,
    words: DescribedWords = DescribedWords()
  ) {
    let sheet = export.sheets[index]
    let start = sheet.isBlank(firstRow) ? firstRow + 1 : firstRow
    func width(_ row: Int) -> Int? {
      guard sheet.rows.indices.contains(row), !sheet.isBlank(row) else { return nil }
      var cells = sheet.rows[row].dropFirst(firstColumn)
      // A delimiter may close the line.
      if cells.count > 1, cells.last?.isBlank == true { cells.removeLast() }
      let areValues = cells.allSatisfy {
        $0.mayBeValue || words.empty.contains($0.text) || words.overflow.contains($0.text)
      }
      return areValues ? cells.count : nil
    }
    guard let columns = width(start) else { return nil }
    var end = start + 1
    while width(end) == columns { end += 1 }
    guard
      let plate = PlateFormat.allCases.first(where: {
        $0.columns == columns && $0.rows == end - start
      })
    else { return nil }
    self.sheet = index
    self.firstRow = start
    self.firstColumn = firstColumn
    self.plate = plate
  }

  var lastRow: Int { firstRow + plate.rows - 1 }

  func add(to series: Int, of builder: ReadoutBuilder) {
    for well in plate.wells {
      builder.add(
        series, well: well,
        at: PlaceInExport(sheet: sheet, row: firstRow + well.row, column: firstColumn + well.column)
      )
    }
  }
}

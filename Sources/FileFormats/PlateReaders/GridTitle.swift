/// What stands above a grid.
enum GridTitle {
  /// The nearest line above the grid, within three lines, that is not part of another table.
  static func above(_ grid: PlateGrid, in export: ExportedFile) -> String? {
    let sheet = export.sheets[grid.sheet]
    for row in stride(from: grid.headerRow - 1, through: max(0, grid.headerRow - 3), by: -1) {
      if sheet.isBlank(row) { continue }
      let written = sheet.rows[row].filter { !$0.isBlank }
      guard written.count <= 4, !written.allSatisfy(\.isNumber),
        PlateGrid.plateRow(named: sheet.cell(row, grid.labelColumn).text) == nil
      else { return nil }
      return written.map(\.text).joined(separator: " ")
    }
    return nil
  }
}

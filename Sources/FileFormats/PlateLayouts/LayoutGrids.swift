import Assays

/// Plate maps drawn in the shape of the plate: column numbers above, row letters at the left.
///
/// The line above a grid, or its corner, says which property its cells hold: `role`, `drug`,
/// `dose (nM)`, `line`, `cells`, `replicate`. A grid without such a title holds whole contents:
/// `AZD4320 10nM`, `vehicle`. A title may begin with a plate's name and a colon.
enum LayoutGrids {
  private static func grids(in export: ExportedFile) -> [PlateGrid] {
    export.sheets.indices.flatMap { PlateGrid.find(in: export, sheet: $0) }
      .filter { $0.rows.count >= 2 && $0.columns.count >= 2 }
  }

  static func isPresent(in export: ExportedFile) -> Bool { !grids(in: export).isEmpty }

  static func read(_ export: ExportedFile, into draft: LayoutDraft) {
    let grids = grids(in: export)
    draft.shape = grids.map(shape).max { $0.wellCount < $1.wellCount }
    for grid in grids {
      let place = PlaceInExport(sheet: grid.sheet, row: grid.headerRow, column: grid.labelColumn)
      let title = GridTitle.above(grid, in: export) ?? export.sheets[grid.sheet].name ?? ""
      let (plate, named) = plateAndProperty(title)
      let words = grid.corner.isEmpty ? named : grid.corner
      guard let (property, unit) = meaning(words) else {
        draft.faults.note(
          export.fault(
            at: place, found: "the title \(words.quotedForPeople) names no property of a well",
            needed: "a title such as role, drug, dose (nM), line, cells or replicate, or none",
            hint: NameSuggestion.hint(
              for: words, among: ["role", "drug", "dose (nM)", "line", "cells", "replicate"])))
        continue
      }
      if property == .content, grid.holdsValues(in: export) {
        draft.faults.note(
          export.fault(
            at: place, found: "the grid holds numbers: readings, not what is in the wells",
            needed: "a plate map, whose cells are like “AZD4320 10nM” or “vehicle”",
            hint: "a grid of doses is titled with its unit, as in dose (nM)"))
        continue
      }
      PlateGridLoss(of: grid, in: export, isContent: { !$0.isBlank })
        .note(in: draft.faults) { draft.notice($0) }
      if property == .role || property == .content { draft.statesRoles = true }
      for row in grid.rows {
        for (offset, column) in grid.columns.enumerated() {
          let place = PlaceInExport(
            sheet: grid.sheet, row: row.sheetRow, column: grid.firstColumn + offset)
          let cell = export.cell(at: place)
          if cell.isBlank { continue }
          let well = WellAddress(row: row.plateRow, column: column)
          draft.add(property, of: well, on: plate, .init(text: cell.text, place: place))
          if property == .dose, let unit {
            draft.setDoseUnit(.init(text: unit, place: place), of: well, on: plate)
          }
        }
      }
    }
  }

  /// `Plate 2: role` belongs to Plate 2; a title without a colon to every plate.
  private static func plateAndProperty(_ title: String) -> (plate: String?, words: String) {
    if let colon = title.firstIndex(of: ":") {
      let plate = String(title[..<colon]).trimmingBlanks
      return (
        plate.isEmpty ? nil : plate, String(title[title.index(after: colon)...]).trimmingBlanks
      )
    }
    if LayoutWords.heading(title) == nil, title.lowercased().hasPrefix("plate ") {
      return (title, "")
    }
    return (nil, title)
  }

  private static func meaning(_ words: String) -> (property: LayoutWords.Property, unit: String?)? {
    if words.isEmpty || words == "<>" { return (.content, nil) }
    if let heading = LayoutWords.heading(words) {
      return [.well, .row, .column, .plate].contains(heading.property) ? nil : heading
    }
    // A title of several words, such as `Plate map of Tuesday`, says nothing about the cells.
    let plain = NameSuggestion.comparable(words)
    return plain.contains("map") || plain.contains("layout") || plain.hasPrefix("sheet")
      ? (.content, nil) : nil
  }

  /// The plate that a grid is drawn as: by its own size, or the smallest that holds it.
  private static func shape(of grid: PlateGrid) -> PlateFormat {
    let last = WellAddress(
      row: grid.rows.last?.plateRow ?? 0, column: grid.columns.last ?? 0)
    return PlateFormat(smallestHolding: [last]) ?? .wells1536
  }
}

import Assays

/// Where the readings of a reader's text end with the file: nothing behind them says that they are
/// whole, as the settings below most exports do.
///
/// A line that breaks off is refused or told; so is a plate that ends early. People's own tables and
/// grids are left alone: of them, a part is as good as a whole.
struct ReadoutEnd {
  /// The cells of the file's last line that were taken as values.
  let columns: [Int]
  /// The last line, from zero.
  let row: Int
  let export: ExportedFile
  /// The wells of the read that stands there last, the last of them, and the read's name.
  let wells: Set<WellAddress>
  let lastWell: WellAddress
  let read: String
  /// Whether each line holds every well, so that the wells cannot be cut short.
  let namesWells: Bool

  /// Whether no whole plate has just these wells.
  private var isPart: Bool {
    !PlateFormat.allCases.contains { $0.wellCount == wells.count && wells == Set($0.wells) }
  }

  /// Notes what may be lost.
  func judge(_ faults: FaultCollector, notice: (String) -> Void) {
    guard let last = columns.max() else { return }
    if let cut = CutEnd(export), cut.row == row {
      if last >= cut.fieldCount {
        // A grid has said so already.
        if faults.isEmpty {
          faults.note(cut.fault(needed: "the whole line, as the lines above it have it"))
        }
        return
      }
      // Behind a value that is not the line's last stands a delimiter: it is whole.
      if last == cut.fieldCount - 1 { notice(cut.warning) }
    }
    guard !namesWells, isPart else { return }
    notice(
      "The file ends with well \(lastWell) of \(read.quotedForPeople), after \(wells.count) wells, which "
        + "are no whole plate: if more was read, the file was cut short.")
  }
}

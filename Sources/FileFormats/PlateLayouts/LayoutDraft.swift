import Assays
import DoseResponse

/// A plate map while it is read: the texts that stand for each well, with their places, turned into
/// wells at the end, when the file's decimal mark is known and every fault can be told at once.
final class LayoutDraft {
  /// A text and where it stands.
  struct Entry {
    let text: String
    let place: PlaceInExport
  }

  /// What the file says of one well.
  struct WellDraft {
    let place: PlaceInExport
    var entries: [LayoutWords.Property: Entry] = [:]
    /// The unit of the column or grid of doses.
    var doseUnit: Entry?
  }

  let export: ExportedFile
  let faults: FaultCollector
  private(set) var notices: [String] = []
  /// Whether the file names roles at all; else they are inferred from drugs and doses.
  var statesRoles = false
  /// How many wells the map has room for; nil where its shape does not say.
  var shape: PlateFormat?
  /// Doses that no unit stands with, and wells with neither role nor drug: each kind is one fault.
  private var unitless: [(well: WellAddress, place: PlaceInExport)] = []
  private var roleless: [(well: WellAddress, place: PlaceInExport)] = []
  private var plates: [String?] = []
  private var wells: [String?: [WellAddress: WellDraft]] = [:]

  init(_ export: ExportedFile) {
    self.export = export
    faults = FaultCollector(file: export.file)
  }

  func notice(_ sentence: String) {
    if !notices.contains(sentence) { notices.append(sentence) }
  }

  /// Whether cells say a well's whole content, its role among it.
  var holdsContents: Bool {
    wells.values.contains { $0.values.contains { $0.entries[.content] != nil } }
  }

  func noteDoseWithoutUnit(_ well: WellAddress, at place: PlaceInExport) {
    unitless.append((well, place))
  }

  func noteWellWithoutRole(_ well: WellAddress, at place: PlaceInExport) {
    roleless.append((well, place))
  }

  /// One missing heading is one fault, however many wells it is missing for.
  private func noteMissingHeadings() {
    if let first = unitless.first {
      faults.note(
        export.fault(
          at: first.place,
          found: unitless.count == 1
            ? "the dose of well \(first.well) has no unit"
            : "the doses of \(unitless.count) wells have no unit, the first of \(first.well)",
          needed: "doses with their unit",
          hint: "name it in the heading, as in dose_nM, or write 10nM; "
            + "“none” says that there is none"))
    }
    if let first = roleless.first {
      let others = roleless.count > 1 ? ", nor have \(roleless.count - 1) wells more" : ""
      faults.note(
        export.fault(
          at: first.place,
          found: "well \(first.well) has neither a role nor a drug\(others)",
          needed: "a role for each well that holds something",
          hint: statesRoles
            ? nil : "the layout has no column “role”: add it, with vehicle, sample, blank or so"))
    }
  }

  /// Notes one property of a well; the same property twice is a fault.
  func add(
    _ property: LayoutWords.Property, of well: WellAddress, on plate: String?, _ entry: Entry
  ) {
    open(well, on: plate, at: entry.place)
    if let earlier = wells[plate]?[well]?.entries[property] {
      faults.note(
        export.fault(
          at: entry.place,
          found: "well \(well) has two \(property.rawValue)s here, "
            + "\(earlier.text.quotedForPeople) and \(entry.text.quotedForPeople)",
          needed: "one \(property.rawValue) for each well"))
      return
    }
    wells[plate]?[well]?.entries[property] = entry
  }

  /// Begins a well; false, with a fault, where a table has a second row for it.
  @discardableResult
  func open(
    _ well: WellAddress, on plate: String?, at place: PlaceInExport, isNewRow: Bool = false
  ) -> Bool {
    if wells[plate] == nil {
      plates.append(plate)
      wells[plate] = [:]
    }
    if let earlier = wells[plate]?[well] {
      guard isNewRow else { return true }
      faults.note(
        export.fault(
          at: place,
          found: "well \(well) stands here again; it stood at line \(earlier.place.row + 1)",
          needed: "one row for each well"))
      return false
    }
    wells[plate]?[well] = WellDraft(place: place)
    return true
  }

  /// Notes the unit that stands above the doses.
  func setDoseUnit(_ unit: Entry, of well: WellAddress, on plate: String?) {
    wells[plate]?[well]?.doseUnit = unit
  }

  /// The plans, once everything is read.
  func layouts() throws(InputRefusal) -> [PlateLayout] {
    let mark = try decimalMark()
    let reader = LayoutWellReader(export: export, faults: faults, mark: mark, draft: self)
    var layouts: [PlateLayout] = []
    for plate in plates {
      let drafts = (wells[plate] ?? [:]).sorted { $0.key < $1.key }
      let read = drafts.compactMap { reader.well($0.key, $0.value) }
      let addresses = drafts.map(\.key)
      guard let format = shape ?? PlateFormat(smallestHolding: addresses), !read.isEmpty else {
        continue
      }
      layouts.append(
        PlateLayout(
          plate: plate, format: format, wells: LayoutReplicates.numbered(read)))
    }
    noteMissingHeadings()
    if layouts.isEmpty, faults.isEmpty {
      faults.note(
        InputFault(
          file: export.file, found: "the map describes no well", needed: "a role for each well"))
    }
    try faults.refuseIfAny()
    return layouts
  }

  private func decimalMark() throws(InputRefusal) -> DecimalMark {
    var evidence = DecimalEvidence()
    let drafts = wells.values.flatMap(\.values).sorted {
      ($0.place.sheet, $0.place.row, $0.place.column)
        < ($1.place.sheet, $1.place.row, $1.place.column)
    }
    for draft in drafts {
      for (column, property) in [LayoutWords.Property.dose, .content, .cells].enumerated() {
        guard let entry = draft.entries[property], export.cell(at: entry.place).kind == .text
        else { continue }
        let position = export.sheets[entry.place.sheet]
          .position(entry.place.row, entry.place.column)
        for part in entry.text.split(separator: " ") {
          let number = String(part.prefix { "+-.,eE0123456789".contains($0) })
          evidence.note(
            CellNumber(Array(number.utf8)[...]), in: column, .init(number, at: position))
        }
      }
    }
    let collector = FaultCollector(file: export.file)
    let mark = evidence.mark(answer: "write 1234 or 1.234", noting: collector)
    try collector.refuseIfAny()
    return mark ?? .point
  }
}

/// Numbers the wells of each condition along the rows, where the map does not.
enum LayoutReplicates {
  private struct Condition: Hashable {
    let role: WellRole
    let line: String?
    let drug: String?
    let dose: NominalDose?
  }

  static func numbered(_ wells: [LayoutWell]) -> [LayoutWell] {
    guard wells.allSatisfy({ $0.replicate == nil }) else { return wells }
    var counts: [Condition: Int] = [:]
    return wells.map { well in
      let key = Condition(role: well.role, line: well.line, drug: well.drug, dose: well.dose)
      counts[key, default: 0] += 1
      var numbered = well
      numbered.replicate = counts[key]
      return numbered
    }
  }
}

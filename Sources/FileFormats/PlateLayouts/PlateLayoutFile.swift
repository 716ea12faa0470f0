import Assays
import DoseResponse

/// A plate map, read: which well holds what, for one plate or several.
///
/// Two forms are read, told apart by their content: a table with one row a well, and grids in the
/// shape of the plate, one for each property or one whose cells say it all. CSV, text or XLSX.
public struct PlateLayoutFile: Sendable {
  /// The file as the person named it.
  public let file: String
  /// The SHA-256 of its bytes, in hexadecimal digits.
  public let sha256: String
  /// In the order of the file; plans of different plates, or one that serves every plate.
  public let layouts: [PlateLayout]
  /// Whether the map is drawn in the shape of its plate; else its plate is the smallest that holds it.
  public let isDrawn: Bool
  /// Whether the map names the roles of wells; else they were taken from drugs and doses.
  package let statesRoles: Bool
  /// What was inferred or repaired, in sentences.
  public let notices: [String]

  /// - Throws: ``InputRefusal`` with every fault of the map: unknown wells and roles, a well that
  ///   stands twice, doses without or with different units, a sample without a dose.
  ///
  /// - Parameter readsGrids: false where the file holds readings too, whose grids are no map.
  public init(_ export: ExportedFile, readsGrids: Bool = true) throws(InputRefusal) {
    let draft = LayoutDraft(export)
    if let table = TidyLayoutTable(in: export) {
      table.read(into: draft)
    } else if readsGrids, LayoutGrids.isPresent(in: export) {
      LayoutGrids.read(export, into: draft)
    } else {
      throw Self.unknown(export)
    }
    layouts = try draft.layouts()
    isDrawn = draft.shape != nil
    statesRoles = draft.statesRoles || draft.holdsContents
    file = export.file
    sha256 = export.sha256
    notices = export.notices + draft.notices
  }

  /// Reads a regular file.
  public init(contentsOf path: String, readsGrids: Bool = true) throws(InputRefusal) {
    try self.init(ExportedFile(contentsOf: path, needed: Self.needed), readsGrids: readsGrids)
  }

  /// What a refusal of a file asks for that is no map at all.
  package static let needed = "a plate map"

  private static func unknown(_ export: ExportedFile) -> InputRefusal {
    let first = export.firstCell { !$0.isBlank }
    let found = first.map { "the file begins with \(export.cell(at: $0).text.quotedForPeople)" }
    let place = first.map { export.sheets[$0.sheet].position($0.row, $0.column) }
    return InputRefusal(
      InputFault(
        file: export.file, at: place, found: found ?? "there is nothing in it",
        needed: needed,
        hint: """
          write one row a well under headings:
                  well,role,line,drug,dose_nM,replicate
                  B2,sample,RS4;11,AZD4320,10,1
                  B3,vehicle,RS4;11,,,
              or a grid with column numbers above and row letters at the left, its cells like \
          “AZD4320 10nM”, “vehicle”, “positive”, “blank”; `primed plate design` makes one
          """))
  }
}

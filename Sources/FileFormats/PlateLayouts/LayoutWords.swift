import Assays
import DoseResponse
import Quantities

/// The words that plate maps have for roles, properties and units.
enum LayoutWords {
  /// A property of a well that a column or a grid states.
  enum Property: String, CaseIterable {
    case plate, well, row, column, role, line, sample, drug, dose, unit, cells, replicate, exclude
    /// A grid's cell that says it all: `AZD4320 10nM`.
    case content
  }

  private static let roles: [(role: WellRole, words: Set<String>)] = [
    (
      .sample, ["sample", "samples", "test", "treated", "treatment", "compound", "drug", "unknown"]
    ),
    (
      .vehicle,
      [
        "vehicle", "dmso", "solvent", "vehiclecontrol", "solventcontrol", "dmsocontrol",
        "negative", "neg", "negativecontrol", "negctrl", "negcontrol", "nc", "veh",
      ]
    ),
    (
      .positiveControl,
      ["positive", "pos", "positivecontrol", "posctrl", "poscontrol", "pc", "killcontrol"]
    ),
    (
      .blank,
      [
        "blank", "blanks", "background", "bkg", "medium", "media", "mediumonly", "mediaonly",
        "nocells", "noncell", "bl",
      ]
    ),
    (.untreated, ["untreated", "cellsonly", "nodrug", "notreatment", "ut"]),
  ]

  /// Words for a well that holds nothing.
  private static let unused: Set<String> = ["unused", "empty", "none", "na", "skip", "nothing"]

  /// The role that a word names; nil for a word that names none.
  static func role(_ text: String) -> WellRole? {
    let plain = NameSuggestion.comparable(text)
    return roles.first { $0.words.contains(plain) }?.role
  }

  static func isUnused(_ text: String) -> Bool {
    let plain = NameSuggestion.comparable(text)
    return plain.isEmpty || unused.contains(plain)
  }

  private static let properties: [(property: Property, words: Set<String>)] = [
    (.plate, ["plate", "plateid", "platename", "barcode", "platebarcode", "platenumber"]),
    (.well, ["well", "wells", "wellid", "wellname", "wellposition", "position", "pos"]),
    (.row, ["row", "wellrow"]),
    (.column, ["column", "col", "wellcol", "wellcolumn"]),
    (.role, ["role", "roles", "type", "welltype", "control", "contenttype", "wellrole"]),
    (.line, ["line", "cellline", "celllines", "cell", "cellname"]),
    (.sample, ["sample", "sampleid", "samplename", "patient", "donor"]),
    (.drug, ["drug", "compound", "drugname", "compoundid", "compoundname", "treatment", "agent"]),
    (
      .unit,
      [
        "unit", "units", "doseunit", "doseunits", "concentrationunit", "concentrationunits",
        "concunit", "concunits", "unitofdose", "unitsofdose", "unitofconcentration", "drugunit",
        "compoundunit",
      ]
    ),
    (.cells, ["cells", "cellsperwell", "cellcount", "seeding", "seeded", "cellsseeded"]),
    (.replicate, ["replicate", "rep", "replicatenumber", "repeat"]),
    (.exclude, ["exclude", "excluded", "leftout", "omit", "exclusion", "leaveout"]),
    (.content, ["content", "contents", "layout", "platemap", "platelayout", "map", "wellcontent"]),
  ]

  private static let doseWords: Set<String> = ["dose", "conc", "concentration", "nominal", "doses"]

  /// What a heading names, with the unit that stands in it: `dose_nM`, `Concentration (µM)`.
  static func heading(_ text: String) -> (property: Property, unit: String?)? {
    let plain = NameSuggestion.comparable(text)
    if let known = properties.first(where: { $0.words.contains(plain) }) {
      return (known.property, nil)
    }
    var parts = text.split { " _()[]:,".contains($0) }.map(String.init)
    guard let first = parts.first, doseWords.contains(first.lowercased()) else { return nil }
    parts.removeFirst()
    parts.removeAll { $0.lowercased() == "in" || doseWords.contains($0.lowercased()) }
    guard parts.count <= 1 else { return nil }
    return (.dose, parts.first)
  }

  /// The units that are understood, molar ones first.
  static var knownUnits: [String] { DoseUnitName.known.filter { $0 != "none" } }

  /// The unit that a text names; nil for one that is none.
  static func unit(_ text: String) -> DoseUnit? {
    DoseUnitName(named: text)?.symbol.map { DoseUnit(symbol: $0) }
  }

  /// Splits `10nM`, `10 nM` or `10` into number and unit; nil where it begins with no number.
  static func amount(
    _ text: String, mark: DecimalMark
  ) -> (value: Double, unit: String?)? {
    var end = text.startIndex
    var longest: (value: Double, rest: Substring)?
    while end < text.endIndex, "+-.,eE0123456789".contains(text[end]) {
      end = text.index(after: end)
      if let value = mark.number(in: text[..<end]) { longest = (value, text[end...]) }
    }
    guard let longest else { return nil }
    let unit = String(longest.rest).trimmingBlanks
    return (longest.value, unit.isEmpty ? nil : unit)
  }
}

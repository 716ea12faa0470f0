/// A format that a person described once, in a small YAML file.
///
/// ```yaml
/// schema: primed.plate-format/1
/// name: our old luminometer
/// layout: grid              # or list
/// starts_after: Results     # a text in the line above each grid
/// row_letters: false        # true by default
/// column_numbers: false     # true by default
/// decimal: comma            # or point; found from the values by default
/// empty: ["n.d."]           # words for wells that were not read
/// overflow: ["SAT"]
/// ```
///
/// A list names its columns instead: `well_column`, `value_columns`, and perhaps `plate_column`,
/// `time_column` with `time_unit` (s, min or h).
public struct DescribedPlateFormat: Sendable {
  enum Layout: String, CaseIterable { case grid, list }

  enum TimeUnit: String, CaseIterable {
    case s, min, h

    var seconds: Double {
      switch self {
      case .s: 1
      case .min: 60
      case .h: 3600
      }
    }
  }

  /// The schema's name and version.
  public static let schema = "primed.plate-format/1"

  public let name: String
  let layout: Layout
  let delimiter: Delimiter?
  let decimalMark: DecimalMark?
  let startsAfter: String?
  let hasRowLetters: Bool
  let hasColumnNumbers: Bool
  let wellColumn: String
  let valueColumns: [String]
  let plateColumn: String?
  let timeColumn: String?
  let timeUnit: TimeUnit?
  let words: DescribedWords

  /// Reads a description.
  ///
  /// - Throws: ``InputRefusal`` with all faults in it.
  public init(_ document: YAMLDocument) throws(InputRefusal) {
    self = try document.read(as: "a plate format") { Self($0) }
  }

  /// Reads the description in a file.
  public init(contentsOf path: String) throws(InputRefusal) {
    try self.init(YAMLDocument(contentsOf: path))
  }

  private init?(_ reader: YAMLMappingReader) {
    let schema = reader.name("schema", among: [Self.schema], as: "schema")
    name = reader.string("name", .optional) ?? "described format"
    let layout = reader.choice("layout", of: Layout.self)
    delimiter = reader.choice("delimiter", .optional, of: Delimiter.self)
    decimalMark = reader.choice("decimal", .optional, of: DecimalMark.self)
    startsAfter = reader.string("starts_after", .optional)
    hasRowLetters = reader.boolean("row_letters", .optional) ?? true
    hasColumnNumbers = reader.boolean("column_numbers", .optional) ?? true
    let isList = layout == .list
    let well = reader.string("well_column", isList ? .required : .optional)
    let values = reader.strings("value_columns", isList ? .required : .optional)
    plateColumn = reader.string("plate_column", .optional)
    timeColumn = reader.string("time_column", .optional)
    timeUnit = reader.choice("time_unit", .optional, of: TimeUnit.self)
    words = DescribedWords(
      empty: Set(reader.strings("empty", .optional) ?? []),
      overflow: Set(reader.strings("overflow", .optional) ?? []))
    if layout == .grid, startsAfter == nil, !(hasRowLetters && hasColumnNumbers) {
      reader.faults.note(
        at: reader.position,
        found: "the grid has no row letters or no column numbers, and nothing says where it begins",
        needed: "“starts_after” with a text of the line above the grid")
    }
    guard schema != nil, let layout, !isList || (well != nil && values != nil) else { return nil }
    self.layout = layout
    wellColumn = well ?? ""
    valueColumns = values ?? []
  }

  /// Reads a file that is written in this format.
  public func read(file: String, bytes: [UInt8]) throws(InputRefusal) -> PlateReadout {
    try read(ExportedFile(file: file, bytes: bytes, delimiter: delimiter))
  }

  /// Reads a file that is written in this format.
  public func read(contentsOf path: String) throws(InputRefusal) -> PlateReadout {
    try read(ExportedFile(contentsOf: path, delimiter: delimiter))
  }

  private func read(_ export: ExportedFile) throws(InputRefusal) -> PlateReadout {
    let builder = ReadoutBuilder(export, mark: decimalMark, words: words)
    let reader = DescribedFormatReader(format: self)
    switch layout {
    case .grid: reader.readGrids(into: builder)
    case .list: reader.readList(into: builder)
    }
    return try PlateReaderCatalogue.readout(
      of: builder, format: name, seen: "the description given")
  }
}

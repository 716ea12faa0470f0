import Citations

/// The sign between the fields of a table.
public enum Delimiter: String, CaseIterable, Sendable {
  case comma
  case semicolon
  case tab

  public var character: Character {
    switch self {
    case .comma: ","
    case .semicolon: ";"
    case .tab: "\t"
    }
  }

  var byte: UInt8 {
    switch self {
    case .comma: UInt8(ascii: ",")
    case .semicolon: UInt8(ascii: ";")
    case .tab: UInt8(ascii: "\t")
    }
  }
}

/// A CSV or TSV file: a header and rows of equally many cells, each with its place.
///
/// Reads RFC 4180 (quotes, doubled quotes, line breaks inside quotes) with any line ending.
public struct DelimitedTable: Sendable {
  /// One field, quotes taken off.
  public struct Cell: Hashable, Sendable {
    public let text: String
    let line: Int32
    let column: Int32

    public var position: TextPosition { TextPosition(line: Int(line), column: Int(column)) }

    /// Empty, or one of the words that tables have for a missing value.
    public var isMissing: Bool {
      Self.missingWords.contains(text.trimmingBlanks)
    }

    static let missingWords: Set<String> = [
      "", "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NAN", "null", "NULL", "–",
    ]
  }

  /// How much is read before a file is taken for a mistake.
  public struct Limits: Sendable {
    public var columns: Int
    public var cells: Int

    public init(columns: Int = 16_384, cells: Int = 8_000_000) {
      self.columns = columns
      self.cells = cells
    }
  }

  /// The file as the person named it.
  public let file: String
  public let hash: ContentHash
  public let delimiter: Delimiter
  public let header: [Cell]
  /// The rows under the header, empty lines left out.
  public let rows: [[Cell]]

  /// Parses `input`; a delimiter that is not stated is found from the first lines.
  ///
  /// - Throws: ``InputRefusal`` with every row of another length than the header's, an open quote,
  ///   or a delimiter that cannot be told.
  public init(
    _ input: InputText, delimiter stated: Delimiter? = nil, limits: Limits = Limits()
  ) throws(InputRefusal) {
    let faults = FaultCollector(file: input.file)
    let bytes = Array(input.text.utf8)
    delimiter =
      if let stated { stated } else {
        try Self.sniff(
          Array(bytes.prefix(1 << 16)), isWhole: bytes.count <= 1 << 16, file: input.file)
      }
    file = input.file
    hash = input.hash
    var parser = DelimitedTextParser(
      bytes: bytes, delimiter: delimiter, limits: limits, faults: faults)
    var records = parser.records()
    guard !records.isEmpty else {
      try faults.refuseIfAny()
      throw InputRefusal(
        InputFault(file: input.file, found: "the file is empty", needed: "a header line"))
    }
    header = records.removeFirst()
    rows = records
    for row in rows where row.count != header.count {
      faults.note(
        at: row[0].position,
        found: "\(row.count) fields stand in this row and \(header.count) in the header",
        needed: "\(header.count) fields",
        hint: row.count > header.count
          ? "put quotes around a field that holds the delimiter, or state the delimiter" : nil)
    }
    try faults.refuseIfAny()
  }

  /// Which column is named `name`, without regard to case and punctuation where that is enough.
  public func column(named name: String, noting faults: FaultCollector) -> Int? {
    let names = header.map(\.text)
    guard case .found(let spelled) = NameSuggestion.resolve(name, among: names) else {
      faults.note(
        at: header[0].position, found: "there is no column \(name.quotedForPeople)",
        needed: "a column of that name in the header",
        hint: NameSuggestion.hint(for: name, among: names.filter { !$0.isEmpty }))
      return nil
    }
    let places = names.indices.filter { names[$0] == spelled }
    guard places.count == 1 else {
      faults.note(
        at: header[places[1]].position,
        found: "the column \(spelled.quotedForPeople) stands \(places.count) times in the header",
        needed: "one column of that name")
      return nil
    }
    return places[0]
  }

  /// The delimiter under which the first lines have equally many fields, more than one.
  ///
  /// `sample` is the beginning of the file, or all of it where `isWhole`.
  static func sniff(
    _ sample: [UInt8], isWhole: Bool, file: String
  ) throws(InputRefusal) -> Delimiter {
    var best: (delimiter: Delimiter, fields: Int, isEven: Bool)?
    var contenders: [Delimiter] = []
    var cuts: [(delimiter: Delimiter, counts: [Int])] = []
    for delimiter in Delimiter.allCases {
      var parser = DelimitedTextParser(
        bytes: sample, delimiter: delimiter, limits: Limits(),
        faults: FaultCollector(file: file))
      var records = parser.records(atMost: 20)
      if !isWhole, records.count > 1 { records.removeLast() }
      cuts.append((delimiter, records.map(\.count)))
    }
    // Lines that no delimiter divides stand above the table and say nothing of it.
    let above = cuts.map { $0.counts.prefix { $0 == 1 }.count }.min() ?? 0
    for (delimiter, all) in cuts {
      let counts = all.dropFirst(above)
      let fields = counts.first ?? 0
      guard fields > 1 else { continue }
      let isEven = counts.allSatisfy { $0 == fields }
      if isEven { contenders.append(delimiter) }
      if best.map({ (isEven ? 1 : 0, fields) > ($0.isEven ? 1 : 0, $0.fields) }) ?? true {
        best = (delimiter, fields, isEven)
      }
    }
    guard contenders.count <= 1 else {
      let names = contenders.map(\.rawValue).joined(separator: " or ")
      throw InputRefusal(
        InputFault(
          file: file, found: "the fields could be divided by \(names)",
          needed: "the delimiter stated"))
    }
    return best?.delimiter ?? .comma
  }
}

extension String {
  /// Without blanks and tabs at both ends.
  var trimmingBlanks: String {
    guard let first = utf8.first, let last = utf8.last else { return self }
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
    guard isBlank(first) || isBlank(last) else { return self }
    let start = utf8.firstIndex { !isBlank($0) } ?? endIndex
    guard let end = utf8.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(self[start...end])
  }
}

import Citations

/// A table of doses and responses whose every cell was checked, and whose curves can be read one
/// after the other.
///
/// A tidy table whose curves stand together is read with memory for one curve; one whose curves are
/// mixed, or stand in columns, is gathered first.
public struct DoseTable: Sendable {
  /// The file as the person named it.
  public let file: String
  public let hash: ContentHash
  public let layout: DoseTableStatement.Layout
  public let unit: DoseUnitName
  public let scale: ResponseScale
  /// The titles of the columns that name a curve.
  public let groupColumns: [String]
  /// How the table was understood and what was repaired, in sentences.
  public let notices: [String]
  /// Rows below the header.
  public let rowCount: Int
  /// How many curves there are, where those of one name stand together; else somewhat more.
  public let curveEstimate: Int
  /// Whether the responses are numbers of successes out of trials.
  public let holdsCounts: Bool

  let plan: DoseTablePlan
  let reading: DoseTableReading
  let source: Source
  let isContiguous: Bool

  /// Where the bytes come from, again for each reading.
  enum Source: Sendable {
    case file(String)
    /// With the hash of the file on disk where the bytes are not its own.
    case memory([UInt8], hash: ContentHash? = nil)

    func bytes() throws(InputRefusal) -> TableBytes {
      switch self {
      case .file(let path): try TableBytes(contentsOf: path)
      case .memory(let bytes, let hash): TableBytes(bytes, hash: hash)
      }
    }
  }

  /// Reads the whole of `path` once and checks it: delimited text, a worksheet of an XLSX file, or a
  /// data table of a Prism file.
  ///
  /// - Throws: ``InputRefusal`` with every fault of the table and everything that is not stated.
  public init(
    contentsOf path: String, _ statement: DoseTableStatement
  ) throws(InputRefusal) {
    guard
      let sheet = try SheetOfDoses(
        contentsOf: path, sheet: statement.sheet, in: statement.form)
    else {
      try self.init(.file(path), file: path, statement)
      return
    }
    var statement = statement
    statement.delimiter = .tab
    if sheet.isColumns { statement.layout = statement.layout ?? .columns }
    try self.init(
      .memory(sheet.text, hash: sheet.hash), file: path, statement, opening: sheet.notices)
  }

  /// The same for a table in memory, named `file`.
  public init(
    file: String, bytes: [UInt8], _ statement: DoseTableStatement
  ) throws(InputRefusal) {
    let isMarked = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    let plain =
      isMarked
      ? Array(try InputText(file: file, bytes: bytes).text.utf8)
      : Array(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...])
    try self.init(.memory(plain), file: file, statement)
  }

  private init(
    _ source: Source, file: String, _ statement: DoseTableStatement, opening: [String] = []
  ) throws(InputRefusal) {
    let faults = FaultCollector(file: file)
    var beginning = try source.bytes()
    var sample: [UInt8] = []
    _ = beginning.append(to: &sample)
    let delimiter =
      if let stated = statement.delimiter { stated } else {
        try DelimitedTable.sniff(
          Array(sample.prefix(1 << 16)), isWhole: sample.count <= 1 << 16, file: file)
      }
    var inspection = DoseTableInspection(statement, delimiter: delimiter, noting: faults)
    let checked = try inspection.run(
      TableRecordStream(source.bytes(), delimiter: delimiter, file: file))
    self.file = file
    self.source = source
    hash = checked.hash
    plan = checked.plan
    reading = checked.reading
    layout = checked.plan.layout
    unit = checked.reading.unit
    scale = checked.reading.scale
    groupColumns = checked.plan.groupNames
    notices = opening + checked.notices
    rowCount = checked.rows
    curveEstimate = max(1, checked.curves)
    isContiguous = checked.isContiguous
    holdsCounts = checked.plan.trials != nil
  }

  /// Hands over every curve, or the first so many, in the order in which the curves first appear.
  ///
  /// - Throws: what `body` throws; ``InputRefusal`` if the file was changed since it was checked.
  public func forEachCurve(
    atMost limit: Int = .max, _ body: (TableCurve) throws -> Void
  ) throws {
    var handed = 0
    var stream = TableRecordStream(
      try source.bytes(), delimiter: reading.delimiter, file: file)
    let faults = FaultCollector(file: file)
    guard stream.advance(noting: faults), stream.fields.count == plan.width else {
      throw Self.changed(file)
    }
    var assembly = CurveAssembly(gathers: !isContiguous || layout == .columns)
    if layout == .columns {
      for curve in plan.curves { _ = assembly.place(of: curve.name) }
    }
    var rows = 0
    while stream.advance(noting: faults) {
      if DoseTableReading.isEmpty(stream) { continue }
      rows += 1
      guard reading.read(stream, plan, into: &assembly) else { throw Self.changed(file) }
      if let finished = assembly.finished {
        assembly.finished = nil
        try body(finished)
        handed += 1
        if handed == limit { return }
      }
    }
    guard rows == rowCount else { throw Self.changed(file) }
    for curve in assembly.rest().prefix(limit - handed) { try body(curve) }
  }

  /// What tells the well of `point` from others of its line: its own name, where the table has a column
  /// of wells or replicates; the title of its column, where curves stand in columns or rows.
  public func wellName(of point: TablePoint) -> String? {
    layout == .tidy ? point.label : plan.wellNames[Int(point.column)]
  }

  private static func changed(_ file: String) -> InputRefusal {
    InputRefusal(
      InputFault(
        file: file, found: "the file was changed while it was read",
        needed: "a file that stays as it is"))
  }
}

/// Gathers measurements to curves: the current one where curves stand together, else all.
struct CurveAssembly {
  private struct Part {
    var name: String
    var points: [TablePoint] = []
    var missing = 0
  }

  /// A curve that is complete, to be taken away.
  var finished: TableCurve?
  private let gathers: Bool
  private var parts: [Part] = []
  private var places: [String: Int] = [:]
  /// The current curve's name as bytes, so that a row of the same curve makes no text.
  private var currentKey: [UInt8] = []
  private var current = -1

  init(gathers: Bool) {
    self.gathers = gathers
  }

  /// The place of the curve that these bytes name; `name` is asked only where they are new.
  mutating func place(ofKey key: [UInt8], _ name: () -> String) -> Int {
    if current >= 0, key == currentKey { return current }
    currentKey = key
    current = place(of: name())
    return current
  }

  mutating func place(of name: String) -> Int {
    if let place = places[name] { return place }
    if !gathers, let last = parts.popLast() {
      finished = Self.curve(last)
      places.removeAll(keepingCapacity: true)
    }
    places[name] = parts.count
    parts.append(Part(name: name))
    return parts.count - 1
  }

  /// Begins a curve that is no other's, even if it shares its name: then it is numbered.
  mutating func begin(_ name: String, sharedNames: Set<String>) -> Int {
    if !gathers, let last = parts.popLast() { finished = Self.curve(last) }
    var shown = name
    if sharedNames.contains(name) {
      places[name, default: 0] += 1
      shown = "\(name) #\(places[name, default: 1])"
    }
    parts.append(Part(name: shown))
    return parts.count - 1
  }

  mutating func add(_ point: TablePoint, at place: Int) { parts[place].points.append(point) }
  mutating func addMissing(at place: Int) { parts[place].missing += 1 }

  mutating func rest() -> [TableCurve] {
    defer { parts = [] }
    return parts.map(Self.curve)
  }

  private static func curve(_ part: Part) -> TableCurve {
    TableCurve(name: part.name, points: part.points, missingCount: part.missing)
  }
}

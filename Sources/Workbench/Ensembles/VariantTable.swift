import Citations
import FileFormats

/// Members of an ensemble, one a row: the amounts and parameters in which each differs.
///
/// The columns are names of what can be set in the model, the numbers in its own units; a first column
/// `variant` names the rows, which are otherwise counted from 1. A large table takes no memory to speak
/// of: its numbers wait in a file without a name.
public struct VariantTable: Sendable {
  /// The columns that are set, in order.
  public let columns: [String]
  public let count: Int
  /// The hash of the file.
  public let hash: ContentHash
  private let numbers: NumberRows
  /// The rows' names, one after the other, and where each ends; empty if rows are counted.
  private let nameBytes: [UInt8]
  private let nameEnds: [Int]

  /// - Parameter path: CSV, with a header; names may stand in quotes.
  /// - Throws: an `InputRefusal` with every fault of the table alone; whether the model has its columns
  ///   is for ``EnsembleDesign`` to say.
  public init(contentsOf path: String) throws(InputRefusal) {
    let faults = FaultCollector(file: path)
    var reader = VariantReader(faults)
    hash = try InputLines.read(path) { reader.read($0) }
    reader.noteIfEmpty()
    reader.noteRepeatedNames()
    let numbers = reader.numbers.finished()
    if let problem = numbers.problem {
      faults.note(
        at: nil, found: "its numbers cannot be put aside: \(problem)",
        needed: "room for them in the folder for temporary files", hint: "TMPDIR says which it is")
    }
    try faults.refuseIfAny()
    columns = reader.header
    count = reader.count
    self.numbers = numbers
    (nameBytes, nameEnds) = (reader.nameBytes, reader.nameEnds)
  }

  /// The numbers of one row, in column order.
  func row(_ index: Int) -> [Double] { numbers.row(index, of: columns.count) }

  public func name(of row: Int) -> String {
    guard !nameEnds.isEmpty else { return "\(row + 1)" }
    let start = row == 0 ? 0 : nameEnds[row - 1]
    return String(decoding: nameBytes[start..<nameEnds[row]], as: UTF8.self)
  }
}

/// Takes a variant table line by line, and notes what is wrong with it.
private struct VariantReader {
  private(set) var header: [String] = []
  private(set) var count = 0
  private(set) var nameBytes: [UInt8] = []
  private(set) var nameEnds: [Int] = []
  var numbers = NumberRows.Writer()
  private let faults: FaultCollector
  private var hasHeader = false
  private var isNamed = false
  private var line = 0
  private var fields: [ArraySlice<UInt8>] = []

  init(_ faults: FaultCollector) { self.faults = faults }

  mutating func read(_ bytes: ArraySlice<UInt8>) {
    line += 1
    let bytes = Self.trimmed(bytes)
    guard !bytes.isEmpty else { return }
    split(bytes)
    if !hasHeader {
      hasHeader = true
      header = fields.map { Self.text($0) }
      isNamed = header.first == "variant"
      if isNamed { header.removeFirst() }
      noteRepeatedColumns()
      return
    }
    let expected = header.count + (isNamed ? 1 : 0)
    guard fields.count == expected else {
      note("\(fields.count) fields", "\(expected), as in the header")
      return
    }
    if isNamed {
      nameBytes.append(contentsOf: Self.text(fields[0]).utf8)
      nameEnds.append(nameBytes.count)
    }
    for (column, field) in fields.dropFirst(isNamed ? 1 : 0).enumerated() {
      if let number = Double(String(decoding: field, as: UTF8.self)), number.isFinite {
        numbers.append(number)
      } else {
        note("\(Self.text(field).quotedForPeople) in column \(header[column])", "a finite number")
      }
    }
    count += 1
  }

  func noteIfEmpty() {
    if !hasHeader {
      faults.note(
        at: nil, found: "the variant table is empty", needed: "a header and a row a variant")
    } else if count == 0, faults.isEmpty {
      faults.note(at: nil, found: "the variant table has no rows", needed: "a row a variant")
    }
  }

  /// A name that two rows have: neither could be told from the other in an answer.
  ///
  /// Rows are compared by a hash of their names first, so that a million of them take no set of texts.
  func noteRepeatedNames() {
    guard isNamed, nameEnds.count > 1 else { return }
    func bytes(_ row: Int) -> ArraySlice<UInt8> {
      nameBytes[(row == 0 ? 0 : nameEnds[row - 1])..<nameEnds[row]]
    }
    var keys = nameEnds.indices.map { row -> (hash: Int, row: Int) in
      var hasher = Hasher()
      bytes(row).withUnsafeBytes { hasher.combine(bytes: $0) }
      return (hasher.finalize(), row)
    }
    keys.sort { ($0.hash, $0.row) < ($1.hash, $1.row) }
    var repeated: [(row: Int, first: Int)] = []
    var start = 0
    for index in keys.indices {
      if keys[index].hash != keys[start].hash { start = index }
      if let first = keys[start..<index].first(where: { bytes($0.row) == bytes(keys[index].row) }) {
        repeated.append((keys[index].row, first.row))
      }
    }
    for (row, first) in repeated.sorted(by: { $0.row < $1.row }) {
      let name = String(decoding: bytes(row), as: UTF8.self).quotedForPeople
      faults.note(
        at: nil, found: "row \(row + 1) has the name \(name), as row \(first + 1) has",
        needed: "a name of its own for each row")
    }
  }

  private func noteRepeatedColumns() {
    let columns = Dictionary(grouping: header, by: \.self).sorted { $0.key < $1.key }
    for (name, same) in columns where same.count > 1 {
      note("column \(name.quotedForPeople) comes twice", "each column once")
    }
  }

  private func note(_ found: String, _ needed: String) {
    faults.note(at: TextPosition(line: line, column: 1), found: found, needed: needed)
  }

  // MARK: Fields of a line

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
    var rest = bytes.drop(while: isSpace)
    while let last = rest.last, isSpace(last) { rest.removeLast() }
    return rest
  }

  private mutating func split(_ line: ArraySlice<UInt8>) {
    fields.removeAll(keepingCapacity: true)
    var start = line.startIndex
    var isQuoted = false
    for index in line.indices {
      if line[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
      if line[index] == UInt8(ascii: ","), !isQuoted {
        fields.append(Self.trimmed(line[start..<index]))
        start = index + 1
      }
    }
    fields.append(Self.trimmed(line[start...]))
  }

  /// A field without its quotes.
  private static func text(_ field: ArraySlice<UInt8>) -> String {
    let text = String(decoding: field, as: UTF8.self)
    guard text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
    return String(text.dropFirst().dropLast()).replacing("\"\"", with: "\"")
  }
}

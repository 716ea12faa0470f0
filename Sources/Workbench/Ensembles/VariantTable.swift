import Citations
import FileFormats

/// Members of an ensemble, one a row: the amounts and parameters in which each differs.
///
/// The columns are names of what can be set in the model, the numbers in its own units; a first column
/// `variant` names the rows, which are otherwise counted from 1.
public struct VariantTable: Sendable {
  /// The columns that are set, in order.
  public let columns: [String]
  public let count: Int
  /// The hash of the file.
  public let hash: ContentHash
  /// Row after row.
  private let values: [Double]
  /// The rows' names, one after the other, and where each ends; empty if rows are counted.
  private let nameBytes: [UInt8]
  private let nameEnds: [Int]

  /// - Parameter input: CSV, with a header; names may stand in quotes.
  /// - Throws: an `InputRefusal` with every fault of the table alone; whether the model has its columns
  ///   is for ``EnsembleDesign`` to say.
  public init(_ input: InputText) throws(InputRefusal) {
    let faults = FaultCollector(file: input.file)
    hash = input.hash
    var header: [String] = []
    var isNamed = false
    var (values, nameBytes, nameEnds): ([Double], [UInt8], [Int]) = ([], [], [])
    var (line, count) = (0, 0)
    var text = input.text
    text.makeContiguousUTF8()
    var fields: [Substring.UTF8View] = []
    for bytes in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      line += 1
      let bytes = Self.trimmed(Substring(bytes).utf8)
      guard !bytes.isEmpty else { continue }
      Self.split(bytes, into: &fields)
      if header.isEmpty {
        header = fields.map { Self.text($0) }
        isNamed = header.first == "variant"
        if isNamed { header.removeFirst() }
        Self.noteRepeated(header, at: line, faults)
        continue
      }
      guard fields.count == header.count + (isNamed ? 1 : 0) else {
        faults.note(
          at: TextPosition(line: line, column: 1), found: "\(fields.count) fields",
          needed: "\(header.count + (isNamed ? 1 : 0)), as in the header")
        continue
      }
      if isNamed {
        nameBytes.append(contentsOf: Self.text(fields[0]).utf8)
        nameEnds.append(nameBytes.count)
      }
      for (column, field) in fields.dropFirst(isNamed ? 1 : 0).enumerated() {
        if let number = Double(Substring(field)), number.isFinite {
          values.append(number)
        } else {
          values.append(.nan)
          faults.note(
            at: TextPosition(line: line, column: 1),
            found: "\(Self.text(field).quotedForPeople) in column \(header[column])",
            needed: "a finite number")
        }
      }
      count += 1
    }
    if line == 0 || header.isEmpty, !isNamed {
      faults.note(
        at: nil, found: "the variant table is empty", needed: "a header and a row a variant")
    } else if count == 0, faults.isEmpty {
      faults.note(at: nil, found: "the variant table has no rows", needed: "a row a variant")
    }
    try faults.refuseIfAny()
    columns = header
    self.count = count
    self.values = values
    self.nameBytes = nameBytes
    self.nameEnds = nameEnds
  }

  /// The numbers of one row, in column order.
  func row(_ index: Int) -> ArraySlice<Double> {
    values[index * columns.count..<(index + 1) * columns.count]
  }

  public func name(of row: Int) -> String {
    guard !nameEnds.isEmpty else { return "\(row + 1)" }
    let start = row == 0 ? 0 : nameEnds[row - 1]
    return String(decoding: nameBytes[start..<nameEnds[row]], as: UTF8.self)
  }

  private static func noteRepeated(_ header: [String], at line: Int, _ faults: FaultCollector) {
    for (name, columns) in Dictionary(grouping: header, by: \.self).sorted(by: { $0.key < $1.key })
    where columns.count > 1 {
      faults.note(
        at: TextPosition(line: line, column: 1),
        found: "column \(name.quotedForPeople) comes twice",
        needed: "each column once")
    }
  }

  // MARK: Fields of a line

  private static func trimmed(_ bytes: Substring.UTF8View) -> Substring.UTF8View {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
    var rest = bytes.drop(while: isSpace)
    while let last = rest.last, isSpace(last) { rest = rest.dropLast() }
    return rest
  }

  private static func split(_ line: Substring.UTF8View, into fields: inout [Substring.UTF8View]) {
    fields.removeAll(keepingCapacity: true)
    var start = line.startIndex
    var isQuoted = false
    for index in line.indices {
      if line[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
      if line[index] == UInt8(ascii: ","), !isQuoted {
        fields.append(trimmed(line[start..<index]))
        start = line.index(after: index)
      }
    }
    fields.append(trimmed(line[start...]))
  }

  /// A field without its quotes.
  private static func text(_ field: Substring.UTF8View) -> String {
    let text = String(Substring(field))
    guard text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
    return String(text.dropFirst().dropLast()).replacing("\"\"", with: "\"")
  }
}

/// Cuts an export into lines of cells, keeping empty lines, so that line numbers stay true.
///
/// Unlike a table, an export mixes notes, settings and grids, so lines may have any number of
/// cells, and a quote that never closes is a letter like any other.
enum DelimitedLines {
  private static let columnLimit = 16_384
  private static let cellLimit = 8_000_000
  /// How far a quoted cell may reach; a note of several lines is shorter.
  private static let quotedLimit = 8192

  static func sheet(
    of text: String, file: String, delimiter stated: Delimiter?
  ) throws(InputRefusal) -> SpreadsheetSheet {
    let bytes = Array(text.utf8)
    let delimiter = stated ?? commonDelimiter(of: bytes)
    var rows: [[SpreadsheetCell]] = []
    var cells = 0
    var index = 0
    while index < bytes.count {
      let (row, linesTaken) = nextRow(of: bytes, from: &index, delimiter: delimiter.byte)
      cells += row.count
      guard row.count <= columnLimit, cells <= cellLimit else {
        throw InputRefusal(
          InputFault(
            file: file, at: TextPosition(line: rows.count + 1, column: 1),
            found: "the file has more cells than are read",
            needed: "at most \(columnLimit) columns and \(cellLimit) cells"))
      }
      rows.append(row)
      for _ in 1..<max(1, linesTaken) { rows.append([]) }
    }
    return SpreadsheetSheet(name: nil, rows: rows)
  }

  /// The delimiter between a plate's column numbers, if they stand somewhere; else the one that many
  /// lines hold outside quotes: a tab before a semicolon before a comma, since a comma may be a decimal
  /// mark and a semicolon part of a note.
  ///
  /// Where commas are decimal marks, a line has at most one more of them than it has semicolons; a line
  /// with more than twice as many is divided by commas, and its semicolon belongs to a name (RS4;11).
  private static func commonDelimiter(of bytes: [UInt8]) -> Delimiter {
    let preferred: [Delimiter] = [.tab, .semicolon, .comma]
    var lines: [Delimiter: Int] = [:]
    var isNumbered: Set<Delimiter> = []
    for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      var counts: [Delimiter: Int] = [:]
      var isQuoted = false
      for byte in line {
        if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
        guard !isQuoted else { continue }
        for delimiter in preferred where byte == delimiter.byte {
          counts[delimiter, default: 0] += 1
        }
      }
      if counts[.comma, default: 0] > 2 * counts[.semicolon, default: 0] {
        counts[.semicolon] = nil
      }
      for (delimiter, _) in counts {
        lines[delimiter, default: 0] += 1
        if holdsColumnNumbers(line, delimiter.byte) { isNumbered.insert(delimiter) }
      }
    }
    if let numbered = preferred.first(where: isNumbered.contains), isNumbered.count == 1 {
      return numbered
    }
    let most = lines.values.max() ?? 0
    return preferred.first { lines[$0, default: 0] * 3 >= most && lines[$0, default: 0] > 0 }
      ?? .comma
  }

  /// Whether a line holds `1,2,3` or the like, as the line above a plate does.
  private static func holdsColumnNumbers(_ line: ArraySlice<UInt8>, _ delimiter: UInt8) -> Bool {
    let fields = line.split(separator: delimiter, omittingEmptySubsequences: false)
    guard fields.count > 2 else { return false }
    let numbers: [[UInt8]] = [[0x31], [0x32], [0x33]]
    return (0...fields.count - 3).contains { start in
      numbers.indices.allSatisfy { Array(fields[start + $0]) == numbers[$0] }
    }
  }

  /// One row, and how many lines it took; more than one where a quoted cell holds line breaks.
  private static func nextRow(
    of bytes: [UInt8], from index: inout Int, delimiter: UInt8
  ) -> (row: [SpreadsheetCell], lines: Int) {
    var row: [SpreadsheetCell] = []
    var lines = 1
    var column: Int32 = 1
    while true {
      let start = index
      if index < bytes.count, bytes[index] == UInt8(ascii: "\""),
        let quoted = quotedCell(of: bytes, from: index, delimiter: delimiter)
      {
        index = quoted.end
        lines += quoted.lineBreaks
        row.append(SpreadsheetCell(quoted.text.trimmingBlanks, textColumn: column))
      } else {
        while index < bytes.count, !endsCell(bytes[index], delimiter) { index += 1 }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        row.append(SpreadsheetCell(text.trimmingBlanks, textColumn: column))
      }
      column += Int32(bytes[start..<index].count { $0 & 0xC0 != 0x80 }) + 1
      guard index < bytes.count else { return (row, lines) }
      let byte = bytes[index]
      index += 1
      if byte == delimiter { continue }
      if byte == 0x0D, index < bytes.count, bytes[index] == 0x0A { index += 1 }
      return (row, lines)
    }
  }

  /// A cell in quotes that closes before a delimiter or line end; nil where it does not.
  private static func quotedCell(
    of bytes: [UInt8], from start: Int, delimiter: UInt8
  ) -> (text: String, end: Int, lineBreaks: Int)? {
    let quote = UInt8(ascii: "\"")
    var text: [UInt8] = []
    var lineBreaks = 0
    var index = start + 1
    while index < min(bytes.count, start + quotedLimit) {
      let byte = bytes[index]
      if byte == quote {
        let next = index + 1
        if next == bytes.count || endsCell(bytes[next], delimiter) {
          return (String(decoding: text, as: UTF8.self), next, lineBreaks)
        }
        guard bytes[next] == quote else { return nil }
        index += 1
      }
      if byte == 0x0A || (byte == 0x0D && (index + 1 == bytes.count || bytes[index + 1] != 0x0A)) {
        lineBreaks += 1
      }
      text.append(byte)
      index += 1
    }
    return nil
  }

  private static func endsCell(_ byte: UInt8, _ delimiter: UInt8) -> Bool {
    byte == delimiter || byte == 0x0A || byte == 0x0D
  }
}

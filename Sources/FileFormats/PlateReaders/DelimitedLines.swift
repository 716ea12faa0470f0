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

  /// The delimiter that many lines hold: a tab before a semicolon before a comma, since a comma
  /// may be a decimal mark and a semicolon part of a note.
  private static func commonDelimiter(of bytes: [UInt8]) -> Delimiter {
    var lines: [Delimiter: Int] = [:]
    for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      for delimiter in Delimiter.allCases where line.contains(delimiter.byte) {
        lines[delimiter, default: 0] += 1
      }
    }
    let most = lines.values.max() ?? 0
    let preferred: [Delimiter] = [.tab, .semicolon, .comma]
    return preferred.first { lines[$0, default: 0] * 3 >= most && lines[$0, default: 0] > 0 }
      ?? .comma
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

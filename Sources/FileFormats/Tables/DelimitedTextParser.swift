/// Cuts the bytes of a CSV or TSV file into records, in one pass.
struct DelimitedTextParser {
  let bytes: [UInt8]
  let delimiter: Delimiter
  let limits: DelimitedTable.Limits
  let faults: FaultCollector

  private var index = 0
  private var line: Int32 = 1
  private var column: Int32 = 1

  init(
    bytes: [UInt8], delimiter: Delimiter, limits: DelimitedTable.Limits, faults: FaultCollector
  ) {
    self.bytes = bytes
    self.delimiter = delimiter
    self.limits = limits
    self.faults = faults
  }

  /// All records that are not empty lines, up to `count`.
  mutating func records(atMost count: Int = .max) -> [[DelimitedTable.Cell]] {
    var records: [[DelimitedTable.Cell]] = []
    var cells = 0
    while index < bytes.count, records.count < count {
      let record = nextRecord()
      if record.count == 1, record[0].text.isEmpty { continue }
      cells += record.count
      guard record.count <= limits.columns, cells <= limits.cells else {
        faults.note(
          at: record[0].position, found: "the table has more cells than are read",
          needed: "at most \(limits.columns) columns and \(limits.cells) cells")
        break
      }
      records.append(record)
    }
    return records
  }

  private mutating func nextRecord() -> [DelimitedTable.Cell] {
    var record: [DelimitedTable.Cell] = []
    while true {
      record.append(nextCell())
      guard index < bytes.count else { return record }
      if bytes[index] == delimiter.byte {
        step()
        if index == bytes.count { record.append(emptyCell()) }
        if index < bytes.count { continue }
        return record
      }
      stepOverLineEnd()
      return record
    }
  }

  private mutating func nextCell() -> DelimitedTable.Cell {
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return bareCell() }
    return quotedCell()
  }

  private func emptyCell() -> DelimitedTable.Cell {
    DelimitedTable.Cell(text: "", line: line, column: column)
  }

  private mutating func bareCell() -> DelimitedTable.Cell {
    let (start, startColumn) = (index, column)
    while index < bytes.count, !endsCell(bytes[index]) { step() }
    return DelimitedTable.Cell(
      text: String(decoding: bytes[start..<index], as: UTF8.self), line: line, column: startColumn)
  }

  private mutating func quotedCell() -> DelimitedTable.Cell {
    let (startLine, startColumn) = (line, column)
    let quote = UInt8(ascii: "\"")
    var text: [UInt8] = []
    var isClosed = false
    step()
    while index < bytes.count {
      let byte = bytes[index]
      if byte == quote {
        step()
        guard index < bytes.count, bytes[index] == quote else {
          isClosed = true
          break
        }
        text.append(quote)
        step()
      } else if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        let start = index
        stepOverLineEnd()
        text += bytes[start..<index]
      } else {
        text.append(byte)
        step()
      }
    }
    let start = TextPosition(line: Int(startLine), column: Int(startColumn))
    if !isClosed {
      faults.note(
        at: start, found: "a quote opens here and never closes", needed: "a closing quote")
    } else if index < bytes.count, !endsCell(bytes[index]) {
      faults.note(
        at: TextPosition(line: Int(line), column: Int(column)),
        found: "text follows the closing quote", needed: "the delimiter or the end of the line",
        hint: "write a quote inside a quoted field twice")
      while index < bytes.count, !endsCell(bytes[index]) {
        text.append(bytes[index])
        step()
      }
    }
    return DelimitedTable.Cell(
      text: String(decoding: text, as: UTF8.self), line: startLine, column: startColumn)
  }

  private func endsCell(_ byte: UInt8) -> Bool {
    byte == delimiter.byte || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  private mutating func step() {
    index += 1
    if index == bytes.count || bytes[index] & 0xC0 != 0x80 { column += 1 }
  }

  private mutating func stepOverLineEnd() {
    if bytes[index] == UInt8(ascii: "\r"), index + 1 < bytes.count,
      bytes[index + 1] == UInt8(ascii: "\n")
    {
      index += 1
    }
    index += 1
    line += 1
    column = 1
  }
}

import Citations

/// Cuts a CSV or TSV file into records, one at a time: a file of any length needs no more memory
/// than its longest row.
///
/// Reads RFC 4180 (quotes, doubled quotes, line breaks inside quotes) with any line ending. The
/// fields of a record are places in a buffer, so that numbers are read without making texts.
struct TableRecordStream {
  /// One field of the current record.
  struct Field {
    /// Its bytes without quotes, counted from the record's first.
    var bytes: Range<Int>
    /// Whether quotes inside it stand twice.
    var hasDoubledQuotes = false
  }

  /// The fields of the current record.
  private(set) var fields: [Field] = []
  /// The line of the current record's first byte.
  private(set) var line = 1

  private let delimiter: UInt8
  private let file: String
  private var source: TableBytes
  private var buffer: [UInt8] = []
  /// Where the current record begins in the buffer, and where the next one does.
  private var start = 0
  private var next = 0
  private var nextLine = 1

  /// The longest row that is read: one that is longer is a quote that never closes.
  static let longestRecord = 16 << 20

  init(_ source: TableBytes, delimiter: Delimiter, file: String) {
    self.source = source
    self.delimiter = delimiter.byte
    self.file = file
  }

  /// Goes on to the next record that is no empty line; false at the end.
  ///
  /// A fault of form is noted and the record read as well as it can be.
  mutating func advance(noting faults: FaultCollector) -> Bool {
    while true {
      start = next
      line = nextLine
      guard parse(noting: faults) else { return false }
      if fields.count > 1 || !fields[0].bytes.isEmpty { return true }
    }
  }

  /// The SHA-256 of the file, once it was read to its end.
  var hash: ContentHash { source.hash }

  /// The byte values of a field as they stand.
  func bytes(of field: Int) -> ArraySlice<UInt8> {
    let range = fields[field].bytes
    return buffer[(start + range.lowerBound)..<(start + range.upperBound)]
  }

  /// A field as text.
  func text(of field: Int) -> String {
    let raw = String(decoding: bytes(of: field), as: UTF8.self)
    return fields[field].hasDoubledQuotes
      ? raw.split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"")
      : raw
  }

  /// Where a field begins, as editors count.
  func position(of field: Int) -> TextPosition {
    let end = start + fields[field].bytes.lowerBound
    var (line, column) = (line, 1)
    for index in start..<end {
      let byte = buffer[index]
      if byte == 0x0A || byte == 0x0D && buffer[index + 1] != 0x0A {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80, byte != 0x0D {
        column += 1
      }
    }
    // The opening quote of a quoted field is where a person looks.
    let isQuoted = end > start && buffer[end - 1] == 0x22 && column > 1
    return TextPosition(line: line, column: isQuoted ? column - 1 : column)
  }

  /// The whole record, for the checks of its encoding.
  private var recordBytes: ArraySlice<UInt8> { buffer[start..<next] }

  // MARK: Parsing

  private enum Outcome {
    case complete
    case needsMore
  }

  private mutating func parse(noting faults: FaultCollector) -> Bool {
    while true {
      if start == buffer.count, !refill() { return false }
      switch cutRecord() {
      case .complete:
        checkEncoding(noting: faults)
        return true
      case .needsMore:
        guard buffer.count - start < Self.longestRecord else {
          faults.note(
            at: TextPosition(line: line, column: 1), found: "a row of more than 16 million bytes",
            needed: "a table of rows", hint: "a quote may open here and never close")
          next = buffer.count
          while refill() { next = buffer.count }
          return false
        }
        _ = refill()
      }
    }
  }

  /// Reads on behind what is left; false at the end of the file.
  private mutating func refill() -> Bool {
    if start > 0 {
      buffer.removeFirst(start)
      next -= start
      start = 0
    }
    return source.append(to: &buffer)
  }

  private mutating func cutRecord() -> Outcome {
    fields.removeAll(keepingCapacity: true)
    var index = start
    var lines = 0
    let isLast = source.isAtEnd
    while true {
      var field = Field(bytes: (index - start)..<(index - start))
      if index < buffer.count, buffer[index] == 0x22 {
        guard let end = closingQuote(from: index, &field, &lines, isLast: isLast) else {
          return .needsMore
        }
        index = end
      }
      let bare = index
      while index < buffer.count {
        let byte = buffer[index]
        if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
        index += 1
      }
      if field.bytes.isEmpty, bare == start + field.bytes.lowerBound {
        field.bytes = field.bytes.lowerBound..<(index - start)
      }
      if index == buffer.count, !isLast { return .needsMore }
      fields.append(field)
      if index == buffer.count {
        finish(at: index, lines: lines)
        return .complete
      }
      if buffer[index] == delimiter {
        index += 1
        continue
      }
      if buffer[index] == 0x0D {
        if index + 1 == buffer.count, !isLast { return .needsMore }
        if index + 1 < buffer.count, buffer[index + 1] == 0x0A { index += 1 }
      }
      finish(at: index + 1, lines: lines + 1)
      return .complete
    }
  }

  private mutating func finish(at index: Int, lines: Int) {
    next = index
    nextLine = line + lines
  }

  /// The index behind a quoted field that opens at `index`; nil where the buffer ends inside it.
  ///
  /// At the end of the file an open quote ends with the file.
  private func closingQuote(
    from index: Int, _ field: inout Field, _ lines: inout Int, isLast: Bool
  ) -> Int? {
    var place = index + 1
    while place < buffer.count {
      switch buffer[place] {
      case 0x22:
        if place + 1 == buffer.count, !isLast { return nil }
        if place + 1 < buffer.count, buffer[place + 1] == 0x22 {
          field.hasDoubledQuotes = true
          place += 2
          continue
        }
        field.bytes = (index + 1 - start)..<(place - start)
        return place + 1
      case 0x0A: lines += 1
      case 0x0D where place + 1 < buffer.count && buffer[place + 1] != 0x0A: lines += 1
      default: break
      }
      place += 1
    }
    guard isLast else { return nil }
    field.bytes = (index + 1 - start)..<(buffer.count - start)
    return buffer.count
  }

  // MARK: Encoding

  private func checkEncoding(noting faults: FaultCollector) {
    var isASCII = true
    for byte in recordBytes where byte >= 0x80 || byte == 0 {
      isASCII = false
      break
    }
    guard !isASCII else { return }
    if let zero = recordBytes.firstIndex(of: 0) {
      faults.note(
        at: place(of: zero), found: "a zero byte stands here",
        needed: "text in UTF-8, or UTF-16 with its mark",
        hint: "the file is binary, or UTF-16 without a byte order mark; save it as UTF-8")
    } else if String(validating: recordBytes, as: UTF8.self) == nil {
      let first = recordBytes.firstIndex { $0 >= 0x80 } ?? start
      faults.note(
        at: place(of: first), found: "a byte that is no UTF-8 stands in this row",
        needed: "text in UTF-8",
        hint: "the file was saved in an older encoding, often because of µ or °; save it as UTF-8")
    }
  }

  private func place(of index: Int) -> TextPosition {
    TextPosition(
      line: line, column: buffer[start..<index].count { $0 & 0xC0 != 0x80 } + 1)
  }
}

import CZlib

/// Why a ZIP archive, or the spreadsheet in it, cannot be read, in words that follow the file's
/// name.
struct SpreadsheetFault: Error, Hashable {
  let found: String
  let needed: String
  var hint: String? = nil
}

/// The files inside a ZIP archive, named by its central directory and unpacked one at a time.
///
/// Reads stored and deflated entries. Encrypted, split and 64-bit archives are refused: no
/// spreadsheet program writes them for a plate.
///
/// ## References
/// PKWARE's APPNOTE.TXT 6.3, sections 4.3.7, 4.3.12 and 4.3.16.
struct ZipArchive {
  /// How much is unpacked before an archive is taken for a bomb.
  struct Limits: Sendable {
    /// The number of files inside.
    var entries = 4096
    /// Bytes of one unpacked file.
    var entrySize = 128 << 20
    /// Bytes of all files unpacked so far.
    var totalSize = 256 << 20
  }

  /// One file in the archive, as the central directory describes it.
  struct Entry: Hashable {
    let name: String
    let method: Int
    let checksum: UInt32
    let packedSize: Int
    let size: Int
    let headerOffset: Int
    let isEncrypted: Bool
  }

  let entries: [Entry]
  private let bytes: [UInt8]
  private let limits: Limits
  private var unpackedSoFar = 0

  /// Whether the bytes begin as a ZIP archive does.
  static func begins(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) }

  init(_ bytes: [UInt8], limits: Limits = Limits()) throws(SpreadsheetFault) {
    self.bytes = bytes
    self.limits = limits
    guard let end = Self.endOfDirectory(in: bytes) else {
      throw SpreadsheetFault(
        found: "the archive has no directory at its end", needed: "a whole XLSX file",
        hint: "the file was cut short; copy it again")
    }
    let count = bytes.integer16(at: end + 10)
    let size = bytes.integer32(at: end + 12)
    let start = bytes.integer32(at: end + 16)
    guard count <= limits.entries else {
      throw SpreadsheetFault(
        found: "the archive holds \(count) files", needed: "at most \(limits.entries) files")
    }
    guard start + size <= end else { throw Self.damaged("its directory lies outside the file") }
    entries = try Self.entries(in: bytes, from: start, to: start + size, count: count)
  }

  /// Unpacks one file; its size and checksum are those that the directory states.
  mutating func contents(of entry: Entry) throws(SpreadsheetFault) -> [UInt8] {
    guard !entry.isEncrypted else {
      throw SpreadsheetFault(
        found: "the spreadsheet is locked with a password", needed: "one that is not locked",
        hint: "open it and save it without a password")
    }
    guard entry.size <= limits.entrySize, unpackedSoFar + entry.size <= limits.totalSize else {
      throw SpreadsheetFault(
        found: "“\(entry.name)” unpacks to \(entry.size) bytes",
        needed: "at most \(limits.entrySize) bytes, and \(limits.totalSize) in all",
        hint: "this is far more than plates hold; was another file meant?")
    }
    let header = entry.headerOffset
    guard header + 30 <= bytes.count, bytes.integer32(at: header) == 0x0403_4B50 else {
      throw Self.damaged("“\(entry.name)” is not where the directory says")
    }
    let start = header + 30 + bytes.integer16(at: header + 26) + bytes.integer16(at: header + 28)
    guard start + entry.packedSize <= bytes.count else {
      throw Self.damaged("“\(entry.name)” is cut short")
    }
    let packed = bytes[start..<(start + entry.packedSize)]
    let unpacked =
      switch entry.method {
      case 0 where entry.packedSize == entry.size: Array(packed)
      case 8: try Self.inflated(packed, size: entry.size, name: entry.name)
      default: throw Self.damaged("“\(entry.name)” is packed in an unknown way")
      }
    unpackedSoFar += unpacked.count
    let checksum = unpacked.withUnsafeBytes { all in
      crc32_z(0, all.baseAddress?.assumingMemoryBound(to: UInt8.self), all.count)
    }
    // An empty buffer has no address, which zlib takes for a question about its initial value, 0.
    guard UInt32(truncatingIfNeeded: checksum) == entry.checksum else {
      throw Self.damaged("“\(entry.name)” does not have the checksum stated")
    }
    return unpacked
  }

  private static func damaged(_ found: String) -> SpreadsheetFault {
    SpreadsheetFault(
      found: "the XLSX file is damaged: \(found)", needed: "a whole XLSX file",
      hint: "export or copy it again")
  }

  /// Where the record that ends the archive begins; it is sought backwards, past a comment.
  private static func endOfDirectory(in bytes: [UInt8]) -> Int? {
    guard bytes.count >= 22 else { return nil }
    let earliest = max(0, bytes.count - 22 - 0xFFFF)
    return stride(from: bytes.count - 22, through: earliest, by: -1).first {
      bytes[$0] == 0x50 && bytes.integer32(at: $0) == 0x0605_4B50
    }
  }

  private static func entries(
    in bytes: [UInt8], from start: Int, to end: Int, count: Int
  ) throws(SpreadsheetFault) -> [Entry] {
    var entries: [Entry] = []
    var place = start
    for _ in 0..<count {
      guard place + 46 <= end, bytes.integer32(at: place) == 0x0201_4B50 else {
        throw damaged("its directory is cut short")
      }
      let nameLength = bytes.integer16(at: place + 28)
      let next =
        place + 46 + nameLength + bytes.integer16(at: place + 30) + bytes.integer16(at: place + 32)
      guard next <= end else { throw damaged("its directory is cut short") }
      let nameStart = place + 46
      entries.append(
        Entry(
          name: String(decoding: bytes[nameStart..<(nameStart + nameLength)], as: UTF8.self),
          method: bytes.integer16(at: place + 10),
          checksum: UInt32(truncatingIfNeeded: bytes.integer32(at: place + 16)),
          packedSize: bytes.integer32(at: place + 20), size: bytes.integer32(at: place + 24),
          headerOffset: bytes.integer32(at: place + 42),
          isEncrypted: bytes.integer16(at: place + 8) & 1 == 1))
      place = next
    }
    return entries
  }

  /// Inflates into a buffer of exactly the stated size, so that a bomb has no room to unfold.
  private static func inflated(
    _ packed: ArraySlice<UInt8>, size: Int, name: String
  ) throws(SpreadsheetFault) -> [UInt8] {
    // DEFLATE cannot shrink anything below 1/1032 of its size.
    guard size <= packed.count * 1032 + 64 else {
      throw damaged("“\(name)” states a size that it cannot have")
    }
    var stream = z_stream()
    guard
      inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw damaged("“\(name)” cannot be unpacked") }
    defer { inflateEnd(&stream) }
    var input = Array(packed)
    // One byte more than stated: filled, it tells that the stated size was a lie.
    var output = [UInt8](repeating: 0, count: size + 1)
    let status = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(target.count)
        return inflate(&stream, Z_FINISH)
      }
    }
    guard status == Z_STREAM_END, stream.total_out == size else {
      throw damaged("“\(name)” does not unpack to the size stated")
    }
    output.removeLast()
    return output
  }
}

extension [UInt8] {
  /// Two bytes, low byte first; 0 past the end.
  fileprivate func integer16(at place: Int) -> Int {
    guard place >= 0, place + 2 <= count else { return 0 }
    return Int(self[place]) | Int(self[place + 1]) << 8
  }

  /// Four bytes, low byte first; 0 past the end.
  fileprivate func integer32(at place: Int) -> Int {
    integer16(at: place) | integer16(at: place + 2) << 16
  }
}

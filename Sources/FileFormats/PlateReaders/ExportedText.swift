/// Decodes the text that plate readers' software writes, which is often older than UTF-8.
enum ExportedText {
  /// - Throws: ``InputRefusal`` for bytes that are no text at all.
  static func decode(
    _ bytes: [UInt8], file: String
  ) throws(InputRefusal) -> (text: String, notice: String?) {
    if let marked = markedAsUTF16(bytes) { return (try utf16(marked, bytes, file: file), nil) }
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    if let lowByteFirst = looksLikeUTF16(content) {
      return (
        try utf16(lowByteFirst, bytes, file: file),
        "Read as UTF-16 although the file has no byte order mark."
      )
    }
    if let zero = content.firstIndex(of: 0) {
      throw InputRefusal(
        InputFault(
          file: file, found: "a zero byte stands at byte \(zero + 1)",
          needed: "an XLSX file or text", hint: "this is another binary format; export as text"))
    }
    if let text = String(validating: content, as: UTF8.self) { return (text, nil) }
    var scalars = String.UnicodeScalarView()
    for byte in content { scalars.append(windows1252(byte)) }
    return (
      String(scalars),
      "Not UTF-8: read as Windows-1252; check signs such as µ and ° in names."
    )
  }

  /// Whether the low byte comes first, where a mark says that the bytes are UTF-16.
  private static func markedAsUTF16(_ bytes: [UInt8]) -> Bool? {
    if bytes.starts(with: [0xFF, 0xFE]) { return true }
    if bytes.starts(with: [0xFE, 0xFF]) { return false }
    return nil
  }

  /// Whether the low byte comes first, where every other byte of the beginning is zero.
  private static func looksLikeUTF16(_ bytes: ArraySlice<UInt8>) -> Bool? {
    let sample = Array(bytes.prefix(256))
    guard sample.count >= 8 else { return nil }
    let even = stride(from: 0, to: sample.count, by: 2).count { sample[$0] == 0 }
    let odd = stride(from: 1, to: sample.count, by: 2).count { sample[$0] == 0 }
    let most = sample.count / 2 * 9 / 10
    if odd >= most, even == 0 { return true }
    if even >= most, odd == 0 { return false }
    return nil
  }

  private static func utf16(
    _ lowByteFirst: Bool, _ bytes: [UInt8], file: String
  ) throws(InputRefusal) -> String {
    let start = markedAsUTF16(bytes) == nil ? 0 : 2
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    for index in stride(from: start, to: bytes.count - 1, by: 2) {
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      units.append(lowByteFirst ? second << 8 | first : first << 8 | second)
    }
    guard bytes.count.isMultiple(of: 2), !units.contains(0),
      let text = String(validating: units, as: UTF16.self)
    else {
      throw InputRefusal(
        InputFault(
          file: file, found: "the file begins as UTF-16 but is none", needed: "whole text",
          hint: "it may have been cut short; export or copy it again"))
    }
    return text
  }

  private static func windows1252(_ byte: UInt8) -> Unicode.Scalar {
    guard (0x80..<0xA0).contains(byte) else { return Unicode.Scalar(byte) }
    return upperHalf[Int(byte) - 0x80]
  }

  /// 0x80 to 0x9F; bytes that the code page leaves undefined become the replacement character.
  private static let upperHalf: [Unicode.Scalar] = [
    "€", "\u{FFFD}", "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "\u{FFFD}", "Ž",
    "\u{FFFD}", "\u{FFFD}", "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ",
    "\u{FFFD}", "ž", "Ÿ",
  ]
}

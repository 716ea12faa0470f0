import Citations
import Foundation

/// The text of one input file, decoded without guessing, with the hash of its bytes.
public struct InputText: Sendable {
  /// The file as the person named it.
  public let file: String
  public let text: String
  /// The hash of the bytes as they lay on disk, for the record of the run.
  public let hash: ContentHash

  /// Decodes `bytes` as UTF-8, or as UTF-16 where a byte order mark says so.
  ///
  /// - Throws: ``InputRefusal`` for any other encoding, with the place of the first wrong byte.
  public init(file: String, bytes: [UInt8]) throws(InputRefusal) {
    self.file = file
    hash = ContentHash(of: bytes)
    text = try Self.decode(bytes, file: file)
  }

  /// Takes text that is already decoded, such as an example that is part of the program.
  public init(file: String, text: String) {
    self.file = file
    self.text = text
    hash = ContentHash(of: Array(text.utf8))
  }

  /// Reads a regular file of at most `limit` bytes.
  public init(contentsOf path: String, limit: Int = 64 << 20) throws(InputRefusal) {
    try self.init(file: path, bytes: Self.bytes(of: path, limit: limit))
  }

  static func bytes(of path: String, limit: Int) throws(InputRefusal) -> [UInt8] {
    func refusal(_ found: String, _ needed: String, hint: String? = nil) -> InputRefusal {
      InputRefusal(InputFault(file: path, found: found, needed: needed, hint: hint))
    }
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
    guard let attributes else {
      throw refusal("there is no such file", "a file that can be read")
    }
    guard attributes[.type] as? FileAttributeType == .typeRegular else {
      throw refusal("this is a folder or a device", "a file")
    }
    let size = (attributes[.size] as? NSNumber)?.intValue ?? 0
    guard size <= limit else {
      throw refusal(
        "the file has \(size) bytes", "at most \(limit) bytes",
        hint: "this is far more than such a file holds; was another file meant?")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw refusal("the file cannot be opened", "a file that can be read")
    }
    return [UInt8](data.prefix(limit))
  }

  private static func decode(_ bytes: [UInt8], file: String) throws(InputRefusal) -> String {
    if bytes.starts(with: [0xFF, 0xFE]) {
      return try decodeUTF16(bytes, file: file, lowByteFirst: true)
    }
    if bytes.starts(with: [0xFE, 0xFF]) {
      return try decodeUTF16(bytes, file: file, lowByteFirst: false)
    }
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    if let zero = content.firstIndex(of: 0) {
      throw InputRefusal(
        InputFault(
          file: file, at: position(ofByte: zero, in: content),
          found: "a zero byte stands here", needed: "text in UTF-8, or UTF-16 with its mark",
          hint: "the file is binary, or UTF-16 without a byte order mark; save it as UTF-8"))
    }
    if let text = String(validating: content, as: UTF8.self) { return text }
    throw InputRefusal(
      InputFault(
        file: file, at: position(ofByte: firstInvalid(in: content), in: content),
        found: "a byte that is no UTF-8 stands here", needed: "text in UTF-8",
        hint: "the file was saved in an older encoding, often because of µ or °; save it as UTF-8"))
  }

  private static func decodeUTF16(
    _ bytes: [UInt8], file: String, lowByteFirst: Bool
  ) throws(InputRefusal) -> String {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    for index in stride(from: 2, to: bytes.count - 1, by: 2) {
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      units.append(lowByteFirst ? second << 8 | first : first << 8 | second)
    }
    guard bytes.count.isMultiple(of: 2), !units.contains(0),
      let text = String(validating: units, as: UTF16.self)
    else {
      throw InputRefusal(
        InputFault(
          file: file, found: "the file begins as UTF-16 but is none",
          needed: "text in UTF-8, or UTF-16 with its mark", hint: "save it as UTF-8"))
    }
    return text
  }

  /// The index of the first byte that cannot be decoded.
  private static func firstInvalid(in bytes: ArraySlice<UInt8>) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var consumed = bytes.startIndex
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): consumed += UTF8.width(scalar)
      case .emptyInput, .error: return consumed
      }
    }
  }

  private static func position(ofByte index: Int, in bytes: ArraySlice<UInt8>) -> TextPosition {
    let before = bytes[..<index]
    let line = before.count { $0 == 0x0A } + 1
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? before.startIndex
    let column = before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1
    return TextPosition(line: line, column: column)
  }
}

import Citations
import FileFormats
import Foundation

/// Reads a text file line by line; a large one is never held whole.
package enum InputLines {
  /// Up to here a file is decoded whole, so that a wrong encoding is told with its place.
  package static let wholeLimit = 16 << 20
  package static let pieceSize = 1 << 20
  private static let longestLine = 16 << 20

  /// Hands on each line, without its line feed; an empty last one is left out.
  ///
  /// - Parameter wholeLimit: the size in bytes up to which the file is decoded whole.
  /// - Returns: the hash of the file's bytes.
  package static func read(
    _ path: String, wholeLimit: Int = Self.wholeLimit, pieceSize: Int = Self.pieceSize,
    _ body: (ArraySlice<UInt8>) -> Void
  ) throws(InputRefusal) -> ContentHash {
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: URL(filePath: path).resolvingSymlinksInPath().path)
    let size = (attributes?[.size] as? NSNumber)?.intValue ?? 0
    guard size > wholeLimit, attributes?[.type] as? FileAttributeType == .typeRegular else {
      let input = try InputText(contentsOf: path)
      var rest = Array(input.text.utf8)[...]
      split(&rest, isEnd: true, body)
      return input.hash
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    var hash = RunningHash()
    var rest: ArraySlice<UInt8> = []
    var isStart = true
    while true {
      guard descriptor >= 0, let piece = readPiece(descriptor, pieceSize) else {
        throw InputRefusal(
          InputFault(
            file: path, found: "the file cannot be read: \(String(cString: strerror(errno)))",
            needed: "a file that can be read"))
      }
      if isStart { try refuseUTF16(piece, path) }
      hash.append(piece)
      let mark = isStart && piece.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      rest = (Array(rest) + piece[mark...])[...]
      isStart = false
      split(&rest, isEnd: piece.isEmpty, body)
      if piece.isEmpty { return hash.hash }
      guard rest.count <= longestLine else {
        throw InputRefusal(
          InputFault(
            file: path, found: "a line of more than \(longestLine) bytes",
            needed: "a table with a row a line", hint: "is this a text file?"))
      }
    }
  }

  /// The next bytes, none at the end; nil where the system refuses.
  private static func readPiece(_ descriptor: Int32, _ size: Int) -> [UInt8]? {
    var isRefused = false
    let piece = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while true {
        let got = Foundation.read(descriptor, buffer.baseAddress, size)
        if got < 0, errno == EINTR { continue }
        isRefused = got < 0
        count = max(0, got)
        return
      }
    }
    return isRefused ? nil : piece
  }

  private static func refuseUTF16(_ bytes: [UInt8], _ path: String) throws(InputRefusal) {
    guard bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) else { return }
    throw InputRefusal(
      InputFault(
        file: path, found: "a file of this size in UTF-16", needed: "text in UTF-8",
        hint: "save it as UTF-8"))
  }

  /// Hands on the whole lines of `bytes` and leaves the rest there.
  private static func split(
    _ bytes: inout ArraySlice<UInt8>, isEnd: Bool, _ body: (ArraySlice<UInt8>) -> Void
  ) {
    while let end = bytes.firstIndex(of: 0x0A) {
      body(bytes[..<end])
      bytes = bytes[(end + 1)...]
    }
    if isEnd, !bytes.isEmpty { body(bytes) }
  }
}

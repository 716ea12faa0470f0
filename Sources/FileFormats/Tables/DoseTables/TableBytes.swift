import Citations
import Foundation

/// The bytes of a table in pieces: from a file that is read as it is needed, or from memory.
struct TableBytes {
  private enum Source {
    case file(OpenFile)
    case memory([UInt8], next: Int)
  }

  private var source: Source
  private var running = RunningHash()
  /// The hash of the file where it is not that of the bytes handed out.
  private var own: ContentHash?
  /// Whether all was handed out.
  private(set) var isAtEnd = false

  static let pieceSize = 1 << 18

  init(_ bytes: [UInt8]) {
    source = .memory(bytes, next: 0)
  }

  /// Opens `path`, which must be a regular file. UTF-16 is turned into UTF-8 in memory; a byte order
  /// mark is passed over.
  init(contentsOf path: String) throws(InputRefusal) {
    let file = try OpenFile(path)
    let mark = file.peek(4)
    if mark.starts(with: [0xFF, 0xFE]) || mark.starts(with: [0xFE, 0xFF]) {
      let text = try InputText(contentsOf: path)
      source = .memory(Array(text.text.utf8), next: 0)
      own = text.hash
      return
    }
    if let fault = ForeignFile.fault(file: path, beginning: file.peek(ForeignFile.sample)) {
      throw InputRefusal(fault)
    }
    if mark.starts(with: [0xEF, 0xBB, 0xBF]) {
      file.skip(3)
      running.append(mark.prefix(3))
    }
    source = .file(file)
  }

  /// The SHA-256 of what was handed out, once all of it was: that of the file on disk.
  var hash: ContentHash { own ?? running.hash }

  /// Appends the next piece; false where there is none.
  mutating func append(to buffer: inout [UInt8]) -> Bool {
    guard !isAtEnd else { return false }
    let before = buffer.count
    defer { running.append(buffer[before...]) }
    switch source {
    case .file(let file):
      let count = file.read(Self.pieceSize, into: &buffer)
      // A short piece need not be the last; an empty one is.
      isAtEnd = count == 0
      return count > 0
    case .memory(let bytes, let next):
      let end = min(bytes.count, next + Self.pieceSize)
      buffer += bytes[next..<end]
      source = .memory(bytes, next: end)
      isAtEnd = end == bytes.count
      return end > next
    }
  }
}

/// A regular file that is open for reading, closed when this goes.
private final class OpenFile: Sendable {
  private let descriptor: Int32

  init(_ path: String) throws(InputRefusal) {
    func refusal(_ found: String, _ needed: String) -> InputRefusal {
      InputRefusal(InputFault(file: path, found: found, needed: needed))
    }
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw refusal("there is no such file", "a file that can be read")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw refusal("this is a folder or a device", "a file")
    }
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw refusal("the file cannot be opened", "a file that can be read")
    }
  }

  deinit { close(descriptor) }

  /// The first bytes, which stay to be read.
  func peek(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let found = pread(descriptor, &bytes, count, 0)
    return Array(bytes.prefix(max(0, found)))
  }

  func skip(_ count: Int) { lseek(descriptor, off_t(count), SEEK_SET) }

  /// Appends at most `count` bytes and tells how many.
  func read(_ count: Int, into buffer: inout [UInt8]) -> Int {
    let old = buffer.count
    buffer.reserveCapacity(old + count)
    let piece = [UInt8](unsafeUninitializedCapacity: count) { storage, filled in
      var got = -1
      repeat {
        got = Foundation.read(descriptor, storage.baseAddress, count)
      } while got < 0
        && errno == EINTR
      filled = max(0, got)
    }
    buffer += piece
    return piece.count
  }
}

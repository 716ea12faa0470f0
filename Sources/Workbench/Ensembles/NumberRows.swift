import Foundation

/// Rows of numbers that may be many: in memory while they are few, else in a file without a name, which
/// is gone when the process is.
package final class NumberRows: Sendable {
  private let inMemory: [Double]
  /// nil where all are in memory.
  private let descriptor: Int32?
  /// Why the numbers could not be put aside; nil if all are there.
  package let problem: String?

  private init(_ inMemory: [Double], _ descriptor: Int32?, _ problem: String?) {
    self.inMemory = inMemory
    self.descriptor = descriptor
    self.problem = problem
  }

  deinit { if let descriptor { close(descriptor) } }

  /// One row of `width` numbers; not a number where the file has lost them.
  package func row(_ index: Int, of width: Int) -> [Double] {
    guard let descriptor else { return Array(inMemory[index * width..<(index + 1) * width]) }
    return [Double](unsafeUninitializedCapacity: width) { buffer, count in
      buffer.initialize(repeating: .nan)
      count = width
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      var done = 0
      while done < bytes.count {
        let read = pread(
          descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done,
          off_t(index * bytes.count + done))
        if read < 0, errno == EINTR { continue }
        guard read > 0 else { break }
        done += read
      }
    }
  }

  /// Takes numbers one by one.
  package struct Writer {
    /// 16 MB.
    package static let memoryLimit = 1 << 21

    private let limit: Int
    private var pending: [Double] = []
    private var descriptor: Int32?
    private var problem: String?

    package init(memoryLimit: Int = Self.memoryLimit) { limit = memoryLimit }

    package mutating func append(_ number: Double) {
      pending.append(number)
      if pending.count >= limit { putAside() }
    }

    package mutating func finished() -> NumberRows {
      if descriptor != nil { putAside() }
      return NumberRows(pending, descriptor, problem)
    }

    private mutating func putAside() {
      defer { pending.removeAll(keepingCapacity: true) }
      if descriptor == nil { open() }
      guard let descriptor, problem == nil else { return }
      pending.withUnsafeBytes { bytes in
        var done = 0
        while done < bytes.count {
          let written = write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
          if written < 0, errno == EINTR { continue }
          guard written > 0 else {
            problem = String(cString: strerror(errno))
            return
          }
          done += written
        }
      }
    }

    private mutating func open() {
      let name = FileManager.default.temporaryDirectory.appending(path: "primed-numbers-XXXXXX")
        .path
      var template = Array(name.utf8CString)
      let opened = mkstemp(&template)
      guard opened >= 0 else {
        problem = String(cString: strerror(errno))
        return
      }
      unlink(template)
      descriptor = opened
    }
  }
}

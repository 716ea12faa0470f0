import Foundation
import Synchronization

/// Writes whole files: to a temporary name in the same folder, then renamed, so that a reader sees
/// the old file or the new one and never half of one.
public enum AtomicOutput {
  public static func write(_ text: String, to path: String) throws(OutputError) {
    try write(Array(text.utf8), to: path)
  }

  public static func write(_ bytes: [UInt8], to path: String) throws(OutputError) {
    try write(to: path) { (temporary) throws(OutputError) in
      let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      guard descriptor >= 0 else { throw systemError(at: path) }
      defer { close(descriptor) }
      var written = 0
      while written < bytes.count {
        let count = bytes.withUnsafeBytes { all in
          Foundation.write(descriptor, all.baseAddress.map { $0 + written }, bytes.count - written)
        }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw systemError(at: path) }
        written += count
      }
      guard fsync(descriptor) == 0 else { throw systemError(at: path) }
    }
  }

  /// Lets `produce` make the file at a temporary path, then renames it to `path`.
  ///
  /// For writers that need a path of their own, such as a database. The temporary file is removed
  /// if `produce` throws.
  public static func write(
    to path: String, producing produce: (_ temporary: String) throws(OutputError) -> Void
  ) throws(OutputError) {
    let temporary = temporaryPath(beside: path)
    do throws(OutputError) {
      try produce(temporary)
      guard rename(temporary, path) == 0 else { throw systemError(at: path) }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  private static let counter = Atomic<Int>(0)

  /// A hidden name in the same folder that no other writer uses: it holds what it is for, this
  /// process, this machine and a number.
  static func temporaryPath(beside path: String, for purpose: String = "partial") -> String {
    let url = URL(fileURLWithPath: path)
    let number = counter.add(1, ordering: .relaxed).newValue
    let name = ".\(url.lastPathComponent).\(purpose)-\(getpid())@\(machineName)-\(number)"
    return url.deletingLastPathComponent().appendingPathComponent(name).path
  }

  /// Distinguishes processes of one number on machines that share a disk.
  static var machineName: String {
    var characters = [CChar](repeating: 0, count: 256)
    guard gethostname(&characters, characters.count - 1) == 0 else { return "unknown" }
    let bytes = characters.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
    let name = String(decoding: bytes, as: UTF8.self)
    return name.replacing("/", with: "_")
  }

  /// The operating system's last error as ours.
  static func systemError(at path: String) -> OutputError {
    OutputError(path: path, reason: .system(String(cString: strerror(errno))))
  }

  /// Removes hidden siblings that a killed run of this machine left, where its process is gone.
  static func removeLeftovers(beside destination: String) {
    let url = URL(fileURLWithPath: destination)
    let parent = url.deletingLastPathComponent().path
    let prefix = ".\(url.lastPathComponent).partial-"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    for name in names where name.hasPrefix(prefix) {
      let maker = name.dropFirst(prefix.count).split(separator: "@", maxSplits: 1)
      guard maker.count == 2, maker[1].hasPrefix("\(machineName)-"),
        let process = Int32(maker[0]), process != getpid(), kill(process, 0) != 0, errno == ESRCH
      else { continue }
      try? FileManager.default.removeItem(atPath: "\(parent)/\(name)")
    }
  }
}

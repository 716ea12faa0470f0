import Foundation
import Synchronization

/// Writes a file piece by piece: under a temporary name in the same folder, renamed once it is whole.
///
/// A run that is killed leaves nothing under the final name, and what was there before stays.
public final class StreamedOutput: Sendable {
  /// The final place; nil for standard output, which has no name to keep back.
  public let path: String?
  private let temporary: String
  private let state: Mutex<State>

  private struct State {
    var descriptor: Int32
    var buffer: [UInt8] = []
    var isOpen = true
  }

  private static let bufferSize = 1 << 16

  /// Begins a file; nothing stands under `path` until ``commit()``.
  ///
  /// - Throws: ``OutputError`` where its folder is missing or may not be written to.
  public init(to path: String) throws(OutputError) {
    self.path = path
    temporary = AtomicOutput.temporaryPath(beside: path)
    AtomicOutput.removeLeftovers(beside: path)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw AtomicOutput.systemError(at: path) }
    state = Mutex(State(descriptor: descriptor))
  }

  private init() {
    path = nil
    temporary = ""
    state = Mutex(State(descriptor: STDOUT_FILENO))
  }

  /// Standard output, written in the same pieces.
  public static func standardOutput() -> StreamedOutput { StreamedOutput() }

  deinit { discard() }

  public func write(_ bytes: some Collection<UInt8>) throws(OutputError) {
    try state.withLock { (state) throws(OutputError) in
      precondition(state.isOpen, "a file is written before it is committed")
      state.buffer.append(contentsOf: bytes)
      if state.buffer.count >= Self.bufferSize { try flush(&state) }
    }
  }

  /// Puts the file into its place.
  public func commit() throws(OutputError) {
    try state.withLock { (state) throws(OutputError) in
      precondition(state.isOpen, "a file is committed once")
      try flush(&state)
      guard let path else {
        state.isOpen = false
        return
      }
      guard fsync(state.descriptor) == 0, rename(temporary, path) == 0 else {
        throw AtomicOutput.systemError(at: path)
      }
      close(state.descriptor)
      state.isOpen = false
    }
  }

  /// Removes what was written so far; does nothing after a commit.
  public func discard() {
    state.withLock { state in
      guard state.isOpen else { return }
      state.isOpen = false
      guard path != nil else { return }
      close(state.descriptor)
      unlink(temporary)
    }
  }

  private func flush(_ state: inout State) throws(OutputError) {
    var written = 0
    while written < state.buffer.count {
      let count = state.buffer.withUnsafeBytes { all in
        Foundation.write(
          state.descriptor, all.baseAddress.map { $0 + written }, state.buffer.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw AtomicOutput.systemError(at: path ?? "standard output") }
      written += count
    }
    state.buffer.removeAll(keepingCapacity: true)
  }
}

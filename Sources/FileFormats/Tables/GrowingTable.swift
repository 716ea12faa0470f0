import Citations
import Foundation

/// A file that is written piece by piece, into a folder that is not in its place yet.
public struct GrowingFile: Sendable {
  private let path: String
  private let handle: FileHandle
  private var pending: [UInt8] = []
  private var running = RunningHash()
  private var failure: OutputError?

  private static let pieceSize = 1 << 18

  public init(_ path: String) throws(OutputError) {
    self.path = path
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let handle = FileHandle(forWritingAtPath: path)
    else { throw OutputError(path: path, reason: .system("it cannot be made")) }
    self.handle = handle
  }

  /// Takes more text; what goes wrong is told by ``close()``.
  public mutating func append(_ text: String) {
    pending += text.utf8
    if pending.count >= Self.pieceSize { flush() }
  }

  private mutating func flush() {
    running.append(pending)
    do {
      try handle.write(contentsOf: pending)
    } catch {
      failure = failure ?? OutputError(path: path, reason: .system("\(error.localizedDescription)"))
    }
    pending.removeAll(keepingCapacity: true)
  }

  /// Writes what is left and tells the hash of the whole.
  @discardableResult
  public mutating func close() throws(OutputError) -> ContentHash {
    flush()
    try? handle.close()
    if let failure { throw failure }
    return running.hash
  }
}

/// A tidy table that is written row by row, for more rows than should be held.
public struct GrowingTable: Sendable {
  private let path: String
  private let columns: [TidyColumn]
  private var file: GrowingFile
  private var rows = 0

  public init(_ path: String, _ columns: [TidyColumn]) throws(OutputError) {
    self.path = path
    self.columns = columns
    file = try GrowingFile(path)
    file.append(TidyTable(columns: columns).csv)
  }

  /// Adds one row, with one value a column.
  public mutating func append(_ row: [TidyValue]) {
    precondition(row.count == columns.count, "a row has one value for each column")
    file.append(TidyTable.line(row))
    rows += 1
  }

  /// Writes what is left and, beside the table, its companion.
  public mutating func close(provenance: [String: String]) throws(OutputError) {
    let hash = try file.close()
    let name = URL(fileURLWithPath: path).lastPathComponent
    try AtomicOutput.write(
      TidyTable(columns: columns).companion(
        for: name, hash: hash, rows: rows, provenance: provenance),
      to: TidyTable.companionPath(of: path))
  }
}

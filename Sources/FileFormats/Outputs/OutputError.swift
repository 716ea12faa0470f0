/// Why something could not be written, in words.
public struct OutputError: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// The folder or file is there and nobody asked to replace it.
    case alreadyExists
    /// There is something at this path that Primed did not write as results.
    case notOurs
    /// A results folder of ours that holds files of someone else; they would be lost.
    case holdsForeignFiles([String])
    /// A path that would leave the folder it belongs to.
    case escapes(folder: String)
    /// What the operating system said.
    case system(String)
  }

  public let path: String
  public let reason: Reason

  public init(path: String, reason: Reason) {
    self.path = path
    self.reason = reason
  }
}

extension OutputError: CustomStringConvertible {
  public var description: String {
    switch reason {
    case .alreadyExists:
      "\(path) exists already\n  hint: choose another name, or allow its replacement with --replace"
    case .notOurs:
      """
      \(path) holds no results of an earlier run, so it is not replaced
        hint: choose another name, or remove it yourself
      """
    case .holdsForeignFiles(let names):
      """
      \(path) holds files that no run wrote and that replacing would lose: \
      \(names.prefix(5).joined(separator: ", "))\(names.count > 5 ? ", …" : "")
        hint: move them elsewhere first
      """
    case .escapes(let folder): "“\(path)” leads out of \(folder)"
    case .system(let message): "\(path) cannot be written: \(message)"
    }
  }
}

import Foundation

/// Resolves names that came from input so that they stay inside one folder.
public enum ContainedPath {
  /// The path of `relative` inside `folder`, whether or not it exists yet.
  ///
  /// - Throws: ``OutputError`` where `relative` is empty or absolute, steps upward, holds control
  ///   characters, or passes a symbolic link that leads out of the folder.
  public static func resolve(_ relative: String, inside folder: String) throws(OutputError)
    -> String
  {
    let refusal = OutputError(path: relative, reason: .escapes(folder: folder))
    guard !relative.isEmpty, !relative.hasPrefix("/"), !relative.hasPrefix("~"),
      !relative.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
    else { throw refusal }
    let parts = relative.split(separator: "/", omittingEmptySubsequences: true)
    guard !parts.isEmpty, !parts.contains(".."), !parts.allSatisfy({ $0 == "." }) else {
      throw refusal
    }
    guard let root = realPath(of: folder) else { throw refusal }
    var existing = root
    for part in parts where part != "." {
      let next = "\(existing)/\(part)"
      var status = stat()
      guard lstat(next, &status) == 0 else { break }
      guard let real = realPath(of: next), isInside(real, root) else { throw refusal }
      existing = real
    }
    return URL(fileURLWithPath: folder).appendingPathComponent(parts.joined(separator: "/")).path
  }

  private static func isInside(_ path: String, _ root: String) -> Bool {
    path == root || path.hasPrefix(root == "/" ? "/" : root + "/")
  }

  static func realPath(of path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}

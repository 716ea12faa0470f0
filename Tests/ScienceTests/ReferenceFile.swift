import Foundation

/// A recorded value beside the tests.
struct ReferenceFile {
  let text: String

  init(_ path: String) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    text = try String(contentsOf: folder.appending(path: "Reference/\(path)"), encoding: .utf8)
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

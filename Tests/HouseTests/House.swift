import Foundation
import Testing

/// The checkout that these tests were built from.
enum House {
  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func text(of path: String) throws -> String {
    try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }

  /// Every article below a folder of the checkout, sorted, as paths from the checkout.
  static func pages(below path: String) throws -> [String] {
    let paths = FileManager.default.enumerator(atPath: folder.appending(path: path).path)
    return try #require(paths).compactMap { $0 as? String }
      .filter { $0.hasSuffix(".md") }.map { "\(path)/\($0)" }.sorted()
  }

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: path).path)
  }

  /// Every Swift file below a folder of the checkout, sorted, as paths from the checkout.
  static func swiftFiles(below path: String) throws -> [String] {
    let paths = FileManager.default.enumerator(atPath: folder.appending(path: path).path)
    return try #require(paths).compactMap { $0 as? String }
      .filter { $0.hasSuffix(".swift") }.map { "\(path)/\($0)" }.sorted()
  }
}

extension String {
  var lineCount: Int { split(separator: "\n", omittingEmptySubsequences: false).count - 1 }
}

import Citations
import Foundation

extension TidyTable {
  /// The companion of the CSV file named `fileName`: units, meanings, and where the rows come from.
  ///
  /// One JSON object of schema `primed.table/1` with sorted keys. `provenance` is free text by key,
  /// such as `origin: simulated`.
  public func companion(for fileName: String, provenance: [String: String]) -> String {
    companion(
      for: fileName, hash: ContentHash(of: csv), rows: rows.count, provenance: provenance)
  }

  /// The same for a table whose rows are not held here.
  func companion(
    for fileName: String, hash: ContentHash, rows: Int, provenance: [String: String]
  ) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let document = Companion(
      table: fileName, sha256: hash.hexadecimal, rows: rows,
      columns: columns.map {
        Companion.Column(name: $0.name, unit: $0.unit, meaning: $0.meaning)
      },
      provenance: provenance)
    guard let data = try? encoder.encode(document) else {
      preconditionFailure("texts and whole numbers always have a JSON form")
    }
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  /// Writes `path` and, beside it, the companion.
  public func write(to path: String, provenance: [String: String]) throws(OutputError) {
    let name = URL(fileURLWithPath: path).lastPathComponent
    try AtomicOutput.write(csv, to: path)
    try AtomicOutput.write(
      companion(for: name, provenance: provenance), to: Self.companionPath(of: path))
  }

  /// Where the companion of a table lies: `t.json` beside `t.csv`, and `t.columns.json` beside a table
  /// that is itself named `t.json`.
  public static func companionPath(of path: String) -> String {
    path.hasSuffix(".json") ? path.dropLast(5) + ".columns.json" : stem(of: path) + ".json"
  }

  /// The name that files beside a table share with it: its path without `.csv`.
  public static func stem(of path: String) -> String {
    path.hasSuffix(".csv") ? String(path.dropLast(4)) : path
  }

  private struct Companion: Encodable {
    struct Column: Encodable {
      let name: String
      let unit: String?
      let meaning: String
    }

    let schema = "primed.table/1"
    let table: String
    let sha256: String
    let rows: Int
    let columns: [Column]
    let provenance: [String: String]
  }
}

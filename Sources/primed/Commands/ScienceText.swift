import Workbench

/// The judged lines for people: one block a line, since criteria and findings are sentences.
package enum ScienceText {
  package static func text(of rows: [ScienceRow], parameters: String) -> String {
    let blocks = rows.map { row in
      let lines =
        [("stated", row.stated), ("must hold", row.criterion), ("found", row.found ?? "")]
        + [("because", row.reason == row.found ? "" : row.reason ?? "")]
        + row.controls.flatMap {
          [("control", "\($0.name): \($0.found) – \($0.outcome)"), ("  chosen", "\($0.why)")]
        }
      return
        (["\(row.id)  \(row.verdict)  –  \(row.title)"]
        + lines.filter { !$0.1.isEmpty }.map { "  \(padded($0)) \($1)" })
        .joined(separator: "\n")
    }
    let counts = Dictionary(grouping: rows, by: \.verdict).mapValues(\.count)
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    return """
      \(blocks.joined(separator: "\n\n"))

      \(counts).
      \(controls(of: rows))
      Parameters frozen before the first prediction, SHA-256 \(parameters).
      Illustrative parameters, not for clinical use.
      """
  }

  /// How many verdicts their controls flip.
  private static func controls(of rows: [ScienceRow]) -> String {
    let outcomes = Dictionary(grouping: rows.flatMap(\.controls), by: \.outcome)
    return "Controls: "
      + outcomes.mapValues(\.count).sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.value) × \($0.key)" }.joined(separator: "; ") + "."
  }

  private static func padded(_ label: String) -> String {
    label + String(repeating: " ", count: max(0, 10 - label.count))
  }
}

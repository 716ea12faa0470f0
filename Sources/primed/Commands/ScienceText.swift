import Workbench

/// The judged lines for people: one block a line, since criteria and findings are sentences.
package enum ScienceText {
  package static func text(of rows: [ScienceRow], parameters: String) -> String {
    let blocks = rows.map { row in
      ([("", "\(row.id)  \(row.verdict)  –  \(row.title)")]
        + [
          ("stated", row.stated), ("must hold", row.criterion),
          ("found", row.found), ("control", row.control),
          ("because", row.reason == row.found ? nil : row.reason),
        ].compactMap { label, text in text.flatMap { $0.isEmpty ? nil : (label, $0) } })
        .map { label, text in label.isEmpty ? text : "  \(padded(label)) \(text)" }
        .joined(separator: "\n")
    }
    let counts = Dictionary(grouping: rows, by: \.verdict).mapValues(\.count)
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    return """
      \(blocks.joined(separator: "\n\n"))

      \(counts).
      Parameters frozen before the first prediction, SHA-256 \(parameters).
      Illustrative parameters, not for clinical use.
      """
  }

  private static func padded(_ label: String) -> String {
    label + String(repeating: " ", count: max(0, 10 - label.count))
  }
}

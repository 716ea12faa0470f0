import Workbench

/// Published observations as a table for people, the caveats below it.
package enum EvidenceText {
  package static func text(of rows: [EvidenceRow]) -> String {
    let isChecked = rows.contains { $0.verdict != nil }
    var table = TextTable(
      [.init("System"), .init("Subject"), .init("Measured"), .init("Published", .trailing)]
        + (isChecked ? [.init("Simulated", .trailing), .init("Verdict")] : [])
        + [.init("Source"), .init("Note")])
    var notes: [String] = []
    for row in rows {
      var number: Int?
      if let caveat = row.caveat {
        if let known = notes.firstIndex(of: caveat) {
          number = known + 1
        } else {
          notes.append(caveat)
          number = notes.count
        }
      }
      table.addRow(
        [row.system, row.subject, row.measured, row.publishedText]
          + (isChecked ? [row.simulatedText, row.verdict] : [])
          + [row.source, number.map { "[\($0)]" }])
    }
    guard !notes.isEmpty else { return table.text }
    let listed = notes.enumerated().map { "[\($0 + 1)] \($1)" }
    return "\(table.text)\n\n\(listed.joined(separator: "\n"))"
  }
}

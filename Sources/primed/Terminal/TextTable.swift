/// A table for people: columns set side by side, as wide as what they hold.
package struct TextTable {
  package enum Alignment: Sendable {
    case leading
    /// For numbers, so that their last digits stand below each other.
    case trailing
  }

  package struct Column: Sendable {
    package let title: String
    package let alignment: Alignment

    package init(_ title: String, _ alignment: Alignment = .leading) {
      self.title = title
      self.alignment = alignment
    }
  }

  /// What is shown where a value is missing.
  package static let missing = "–"

  package let columns: [Column]
  package private(set) var rows: [[String?]] = []

  package init(_ columns: [Column]) {
    self.columns = columns
  }

  /// Adds a row; nil is a missing value.
  ///
  /// - Precondition: There is one cell a column.
  package mutating func addRow(_ cells: [String?]) {
    precondition(cells.count == columns.count, "A row needs one cell a column.")
    rows.append(cells)
  }

  /// The lines of the table, the titles first, without spaces at their ends.
  package var text: String {
    let lines = [columns.map(\.title)] + rows.map { $0.map { $0 ?? Self.missing } }
    let widths = columns.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { cells in
      let padded = cells.indices.map { column in
        let padding = String(repeating: " ", count: widths[column] - cells[column].count)
        return columns[column].alignment == .leading
          ? cells[column] + padding : padding + cells[column]
      }
      let line = padded.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }
}

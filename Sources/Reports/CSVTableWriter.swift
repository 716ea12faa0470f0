import Foundation

/// Writes one table as CSV (RFC 4180) with numbers that round-trip.
///
/// The first line names columns with their units; a missing number is an empty field. An interval
/// becomes two columns.
public struct CSVTableWriter: Sendable {
  public init() {}

  /// The table as CSV, lines ending in `\r\n`.
  public func csv(for table: ReportTable) -> String {
    let spans = table.columns.indices.map { column in
      table.rows.contains { row in
        if case .interval = row[column] { true } else { false }
      }
    }
    let header = zip(table.columns, spans).flatMap { column, isInterval -> [String] in
      let title = column.unit.isEmpty ? column.title : "\(column.title) (\(column.unit))"
      return isInterval ? ["\(title) from", "\(title) to"] : [title]
    }
    let lines = table.rows.map { row in
      zip(row, spans).flatMap { cell, isInterval in fields(of: cell, isInterval: isInterval) }
    }
    return ([header] + lines)
      .map { $0.map(Self.quoted).joined(separator: ",") + "\r\n" }.joined()
  }

  /// Writes the table to `file`, whole or not at all.
  public func write(_ table: ReportTable, to file: URL) throws {
    try Data(csv(for: table).utf8).write(to: file, options: .atomic)
  }

  private func fields(of cell: ReportTable.Cell, isInterval: Bool) -> [String] {
    let own: [String] =
      switch cell {
      case .text(let text): [text.plain]
      case .number(let value, _): [Self.number(value)]
      case .interval(let range, _): [Self.number(range.lowerBound), Self.number(range.upperBound)]
      case .missing: [""]
      }
    return isInterval && own.count == 1 ? own + [""] : own
  }

  /// The shortest digits that read back to the same bits, whole numbers without a point.
  private static func number(_ value: Double) -> String {
    guard value.isFinite else { return "" }
    return value == value.rounded() && value.magnitude < 1e15
      ? String(format: "%.0f", value) : "\(value)"
  }

  private static func quoted(_ field: String) -> String {
    let special = field.contains { $0 == "," || $0 == "\"" || $0.isNewline }
    guard special else { return field }
    return "\"\(field.replacingOccurrences(of: "\"", with: "\"\""))\""
  }
}

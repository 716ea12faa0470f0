import Citations
import Figures
import Quantities

/// A table with headings and units, rounded for people and exact for machines.
public struct ReportTable: Sendable, Encodable {
  public enum Alignment: String, Sendable, Encodable {
    case leading
    /// For numbers, so that their ends line up.
    case trailing
  }

  public struct Column: Sendable, Encodable {
    public var title: String
    /// Empty where there is none.
    public var unit: String
    public var alignment: Alignment

    public init(_ title: String, unit: String = "", alignment: Alignment = .leading) {
      self.title = title
      self.unit = unit
      self.alignment = alignment
    }
  }

  public enum Cell: Sendable, Hashable {
    case text(ReportText)
    /// A number, shown with so many significant digits.
    case number(Double, digits: Int)
    /// Two ends, shown as `8.9–10.8`.
    case interval(ClosedRange<Double>, digits: Int)
    /// Shown as `–`, empty in CSV, `null` in JSON.
    case missing

    public static func number(_ value: Double?, digits: Int = 3) -> Cell {
      value.map { .number($0, digits: digits) } ?? .missing
    }

    public static func interval(_ value: ClosedRange<Double>?, digits: Int = 3) -> Cell {
      value.map { .interval($0, digits: digits) } ?? .missing
    }

    /// The cell for a person.
    public var shown: String {
      switch self {
      case .text(let text): text.plain
      case .number(let value, let digits): value.forPeople(digits: digits)
      case .interval(let range, let digits):
        "\(range.lowerBound.forPeople(digits: digits))–\(range.upperBound.forPeople(digits: digits))"
      case .missing: "–"
      }
    }
  }

  /// A short name without spaces, for files: `ec50`.
  public var name: String
  public var caption: ReportText?
  public var columns: [Column]
  public var rows: [[Cell]]
  /// Words under which a page folds a table that few will read whole; nil for one that stands open.
  public var foldedUnder: String?

  private enum CodingKeys: String, CodingKey {
    case name, caption, columns, rows
    case foldedUnder = "folded_under"
  }

  /// - Precondition: every row has one cell for each column.
  public init(
    name: String, caption: ReportText? = nil, columns: [Column], rows: [[Cell]],
    foldedUnder: String? = nil
  ) {
    precondition(
      rows.allSatisfy { $0.count == columns.count }, "a row has one cell for each column")
    self.name = name
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.foldedUnder = foldedUnder
  }

  /// The numbers behind a figure, as a table.
  public init(name: String, _ table: FigureTable) {
    self.init(
      name: name,
      columns: table.columns.map { column in
        Column(
          column.title, unit: column.unit,
          alignment: column.values.contains { $0.finiteNumber != nil } ? .trailing : .leading)
      },
      rows: (0..<table.rowCount).map { row in table.columns.map { Cell($0.values[row]) } })
  }
}

extension ReportTable.Cell: ExpressibleByStringInterpolation {
  public init(stringLiteral value: String) { self = .text(ReportText(value)) }

  init(_ value: FigureValue) {
    switch value {
    case .number(let number): self = number.isNaN ? .missing : .number(number, digits: 4)
    case .text(let text): self = .text(ReportText(text))
    case .truth(let truth): self = .text(truth ? "yes" : "no")
    case .list, .object, .missing: self = .missing
    }
  }
}

extension ReportTable.Cell: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .number(let value, _): try container.encode(Optional(value).finite)
    case .interval(let range, _): try container.encode(range.ends)
    case .missing: try container.encodeNil()
    }
  }
}

/// A value, its source, and how far it can be trusted.
public struct ProvenanceEntry: Sendable {
  public var name: String
  /// As it is written, with its unit.
  public var value: String
  public var range: String?
  public var provenance: Provenance

  public init(name: String, value: String, range: String? = nil, provenance: Provenance) {
    self.name = name
    self.value = value
    self.range = range
    self.provenance = provenance
  }
}

extension ReportTable {
  /// Where numbers come from, one a row.
  public static func provenance(_ entries: [ProvenanceEntry]) -> ReportTable {
    ReportTable(
      name: "provenance",
      columns: [
        Column("Quantity"), Column("Value"), Column("Range"), Column("Standing"), Column("Source"),
      ],
      rows: entries.map { entry in
        [
          .text(ReportText(entry.name)), .text(ReportText(entry.value)),
          entry.range.map { .text(ReportText($0)) } ?? .missing,
          .text(ReportText(entry.provenance.label)), .text(ReportText(entry.provenance.detail)),
        ]
      }, foldedUnder: "\(entries.count) numbers, each with its source")
  }
}

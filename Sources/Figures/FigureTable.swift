/// The numbers behind a figure as named columns of one length: what a reader may copy, and what the
/// figure draws.
public struct FigureTable: Hashable, Sendable {
  public struct Column: Hashable, Sendable {
    /// The name in data and CSV, with its unit: `dose_nM`.
    public let name: String
    /// The heading for people, without the unit: "Dose".
    public let title: String
    /// The unit's symbol, empty where there is none.
    public let unit: String
    public var values: [FigureValue]

    public init(name: String, title: String, unit: String = "", values: [FigureValue]) {
      self.name = name
      self.title = title
      self.unit = unit
      self.values = values
    }

    public init(name: String, title: String, unit: String = "", numbers: [Double]) {
      self.init(name: name, title: title, unit: unit, values: numbers.map(FigureValue.number))
    }
  }

  public let columns: [Column]

  public var rowCount: Int { columns.first?.values.count ?? 0 }

  /// - Precondition: every column has the same number of values.
  public init(columns: [Column]) {
    precondition(
      Set(columns.map(\.values.count)).count <= 1, "columns of one table have one length")
    self.columns = columns
  }

  /// The table as rows that a figure draws, each value under its column's name.
  public var inlineData: InlineData {
    InlineData(
      rows: (0..<rowCount).map { row in
        Dictionary(
          columns.map { ($0.name, $0.values[row]) }, uniquingKeysWith: { first, _ in first })
      })
  }
}

/// Rows written into the figure itself, so that the figure needs no other file.
public struct InlineData: Hashable, Sendable, Codable {
  public var rows: [[String: FigureValue]]

  public init(rows: [[String: FigureValue]]) {
    self.rows = rows
  }

  private enum CodingKeys: String, CodingKey {
    case rows = "values"
  }
}

/// The standard plates, from 6 to 1536 wells.
public enum PlateFormat: Int, CaseIterable, Sendable, Hashable, Codable {
  case wells6 = 6
  case wells12 = 12
  case wells24 = 24
  case wells48 = 48
  case wells96 = 96
  case wells384 = 384
  case wells1536 = 1536

  public var rows: Int {
    switch self {
    case .wells6: 2
    case .wells12: 3
    case .wells24: 4
    case .wells48: 6
    case .wells96: 8
    case .wells384: 16
    case .wells1536: 32
    }
  }

  public var columns: Int { rawValue / rows }

  public var wellCount: Int { rawValue }

  /// Every address of the plate, along the rows.
  public var wells: [WellAddress] {
    (0..<rows).flatMap { row in (0..<columns).map { WellAddress(row: row, column: $0) } }
  }

  public func contains(_ well: WellAddress) -> Bool { well.row < rows && well.column < columns }

  /// Whether the well lies on the rim, where evaporation and temperature act first.
  public func isEdge(_ well: WellAddress) -> Bool {
    well.row == 0 || well.column == 0 || well.row == rows - 1 || well.column == columns - 1
  }

  /// The smallest plate that has all these wells; nil for no wells.
  public init?(smallestHolding wells: some Collection<WellAddress>) {
    guard !wells.isEmpty,
      let format = Self.allCases.first(where: { format in wells.allSatisfy(format.contains) })
    else { return nil }
    self = format
  }
}

/// The place of a well on its plate, written as a row letter and a column number: `A1` to `AF48`.
///
/// Ordered as a plate is read: along the rows, top to bottom.
public struct WellAddress: Hashable, Sendable, Comparable {
  /// Zero for row A.
  public let row: Int
  /// Zero for column 1.
  public let column: Int

  /// - Precondition: the place exists on a 1536-well plate (32 rows, 48 columns).
  public init(row: Int, column: Int) {
    precondition(
      (0..<PlateFormat.wells1536.rows).contains(row)
        && (0..<PlateFormat.wells1536.columns).contains(column),
      "no plate has a well in row \(row), column \(column), counted from zero")
    self.row = row
    self.column = column
  }

  /// Reads `B7`, `b07` or `AF48`; nil where the text is no well of any plate.
  public init?(_ name: some StringProtocol) {
    var row = 0
    var letters = 0
    var rest = name.utf8[...]
    while let byte = rest.first, let letter = Self.letterIndex(byte) {
      row = row * 26 + letter + 1
      letters += 1
      rest = rest.dropFirst()
      if letters > 2 { return nil }
    }
    guard letters > 0, (1...3).contains(rest.count),
      rest.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    let column = rest.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    guard row <= PlateFormat.wells1536.rows,
      (1...PlateFormat.wells1536.columns).contains(column)
    else { return nil }
    self.row = row - 1
    self.column = column - 1
  }

  /// The address as people write it, without leading zeros: `B7`.
  public var name: String { Self.rowName(row) + String(column + 1) }

  /// A to Z, then AA to AF.
  public static func rowName(_ row: Int) -> String {
    let letter = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(row % 26)))
    return row < 26 ? letter : rowName(row / 26 - 1) + letter
  }

  public static func < (left: Self, right: Self) -> Bool {
    (left.row, left.column) < (right.row, right.column)
  }

  private static func letterIndex(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a"))
    default: nil
    }
  }
}

extension WellAddress: CustomStringConvertible {
  public var description: String { name }
}

extension WellAddress: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let name = try container.decode(String.self)
    guard let address = WellAddress(name) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "“\(name)” is no well address; write one like B7")
    }
    self = address
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}

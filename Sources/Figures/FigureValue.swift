/// One value in a figure's data, domain or configuration, as JSON has it.
///
/// A number that is NaN or infinite is written `null`: a gap in the figure, never a 0.
public enum FigureValue: Hashable, Sendable {
  case number(Double)
  case text(String)
  case truth(Bool)
  case list([FigureValue])
  case object([String: FigureValue])
  case missing

  /// A list of numbers, with gaps where they are not finite.
  public static func numbers(_ values: [Double]) -> FigureValue {
    .list(values.map(FigureValue.number))
  }

  /// The number, or nil where there is none or it is not finite.
  public var finiteNumber: Double? {
    guard case .number(let value) = self, value.isFinite else { return nil }
    return value
  }
}

extension FigureValue: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByBooleanLiteral
{
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(integerLiteral value: Int) { self = .number(Double(value)) }
  public init(stringLiteral value: String) { self = .text(value) }
  public init(booleanLiteral value: Bool) { self = .truth(value) }
}

extension FigureValue: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .missing
    } else if let truth = try? container.decode(Bool.self) {
      self = .truth(truth)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([FigureValue].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: FigureValue].self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let value) where value.isFinite: try container.encode(value)
    case .number, .missing: try container.encodeNil()
    case .text(let text): try container.encode(text)
    case .truth(let truth): try container.encode(truth)
    case .list(let values): try container.encode(values)
    case .object(let members): try container.encode(members)
    }
  }
}

/// An axis or a legend: drawn as described, or deliberately left out.
public enum Guide<Content: Hashable & Sendable & Codable>: Hashable, Sendable, Codable {
  case shown(Content)
  case hidden

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    self = container.decodeNil() ? .hidden : .shown(try container.decode(Content.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .shown(let content): try container.encode(content)
    case .hidden: try container.encodeNil()
    }
  }
}

extension KeyedDecodingContainer {
  /// Tells a guide that is `null`, and so hidden, from one that is absent, and so the renderer's choice.
  func decodeIfPresent<Content>(_ type: Guide<Content>.Type, forKey key: Key) throws -> Guide<
    Content
  >? {
    guard contains(key) else { return nil }
    return try decode(type, forKey: key)
  }
}

/// How an axis is drawn. Lengths in pixels; formats in d3-format's notation.
public struct Axis: Hashable, Sendable, Codable {
  public enum Side: String, Hashable, Sendable, Codable { case top, bottom, left, right }

  /// Where ticks stand; the renderer chooses where this is nil.
  public var values: [Double]?
  public var format: String?
  /// A Vega expression of `datum.value` that gives each tick its words.
  public var labelExpr: String?
  public var orient: Side?
  public var grid: Bool?
  public var ticks: Bool?
  public var domain: Bool?
  public var labelAngle: Double?
  public var labelPadding: Double?
  public var titlePadding: Double?
  public var tickCount: Int?

  public init(
    values: [Double]? = nil, format: String? = nil, labelExpr: String? = nil, orient: Side? = nil,
    grid: Bool? = nil, ticks: Bool? = nil, domain: Bool? = nil, tickCount: Int? = nil
  ) {
    self.values = values
    self.format = format
    self.labelExpr = labelExpr
    self.orient = orient
    self.grid = grid
    self.ticks = ticks
    self.domain = domain
    self.tickCount = tickCount
  }
}

/// How a legend is drawn. Lengths in pixels.
public struct Legend: Hashable, Sendable, Codable {
  public enum Side: String, Hashable, Sendable, Codable { case top, bottom, left, right }

  public var title: String?
  public var orient: Side?
  public var format: String?
  public var values: [Double]?
  public var gradientLength: Double?
  public var gradientThickness: Double?

  public init(
    title: String? = nil, orient: Side? = nil, format: String? = nil, values: [Double]? = nil,
    gradientLength: Double? = nil
  ) {
    self.title = title
    self.orient = orient
    self.format = format
    self.values = values
    self.gradientLength = gradientLength
  }
}

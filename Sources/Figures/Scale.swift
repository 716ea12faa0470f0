/// How values become positions or colours.
public struct Scale: Hashable, Sendable, Codable {
  public enum Kind: String, Hashable, Sendable, Codable {
    case linear, log, symlog, sqrt, band, point
  }

  /// Colours of the theme, by the order that the data have.
  public enum ColorRange: String, Hashable, Sendable, Codable {
    /// Unordered series, at most a handful.
    case category
    /// Ordered series, such as rising doses.
    case ordinal
    /// Amounts in a map, from nothing to much.
    case heatmap
    /// Amounts on two sides of a middle.
    case diverging
  }

  public var kind: Kind?
  /// The end points of a numeric scale, or every value of a discrete one in order.
  public var domain: [FigureValue]?
  public var domainMid: Double?
  public var range: ColorRange?
  /// The width around zero that a `symlog` scale draws linearly.
  public var constant: Double?
  public var zero: Bool?
  public var nice: Bool?
  public var clamp: Bool?
  public var reverse: Bool?
  public var paddingInner: Double?
  public var paddingOuter: Double?

  public init(_ kind: Kind? = nil, domain: [FigureValue]? = nil, range: ColorRange? = nil) {
    self.kind = kind
    self.domain = domain
    self.range = range
  }

  /// A linear scale over exactly `domain`.
  public static func linear(_ domain: ClosedRange<Double>) -> Scale {
    exact(.linear, domain)
  }

  /// A logarithmic scale over exactly `domain`, whose ends must be positive.
  public static func log(_ domain: ClosedRange<Double>) -> Scale {
    exact(.log, domain)
  }

  /// Discrete values in the order given.
  public static func ordered(_ values: [String], range: ColorRange? = nil) -> Scale {
    Scale(domain: values.map(FigureValue.text), range: range)
  }

  private static func exact(_ kind: Kind, _ domain: ClosedRange<Double>) -> Scale {
    var scale = Scale(
      kind, domain: [.number(domain.lowerBound), .number(domain.upperBound)])
    scale.nice = false
    scale.zero = kind == .linear ? false : nil
    return scale
  }

  private enum CodingKeys: String, CodingKey {
    case kind = "type"
    case domain, domainMid, range, constant, zero, nice, clamp, reverse, paddingInner, paddingOuter
  }
}

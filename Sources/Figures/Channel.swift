/// How one property of a mark follows a column, a constant in data units, or a constant in pixels.
public struct Channel: Hashable, Sendable, Codable {
  public enum Measurement: String, Hashable, Sendable, Codable {
    case quantitative, ordinal, nominal
  }

  public enum Stacking: String, Hashable, Sendable, Codable { case zero, normalize, center }

  public enum Aggregate: String, Hashable, Sendable, Codable {
    case count, mean, median, min, max, sum
  }

  /// The column that decides.
  public var field: String?
  /// One value in data units for every mark.
  public var datum: FigureValue?
  /// One value in pixels, or in the channel's own terms such as "width", for every mark.
  public var value: FigureValue?
  public var measurement: Measurement?
  public var aggregate: Aggregate?
  public var bin: Bool?
  public var title: String?
  /// How tooltips and texts write the value, in d3-format's notation.
  public var format: String?
  public var scale: Scale?
  public var axis: Guide<Axis>?
  public var legend: Guide<Legend>?
  public var stack: Stacking?

  private init() {}

  /// A channel that follows the column `name`.
  public static func field(
    _ name: String, _ measurement: Measurement, title: String? = nil, format: String? = nil,
    scale: Scale? = nil, axis: Guide<Axis>? = nil, legend: Guide<Legend>? = nil
  ) -> Channel {
    var channel = Channel()
    channel.field = name
    channel.measurement = measurement
    channel.title = title
    channel.format = format
    channel.scale = scale
    channel.axis = axis
    channel.legend = legend
    return channel
  }

  /// A channel that follows a column and nothing else, as `x2` and `y2` want it.
  public init(fieldNamed name: String, _ measurement: Measurement? = nil) {
    self = .field(name, .quantitative)
    self.measurement = measurement
  }

  /// A channel at one place of the scale.
  public static func datum(_ value: FigureValue, _ measurement: Measurement) -> Channel {
    var channel = Channel()
    channel.datum = value
    channel.measurement = measurement
    return channel
  }

  /// A channel at one place of the picture, whatever the scale.
  public static func value(_ value: FigureValue) -> Channel {
    var channel = Channel()
    channel.value = value
    return channel
  }

  private enum CodingKeys: String, CodingKey {
    case field, datum, value
    case measurement = "type"
    case aggregate, bin, title, format, scale, axis, legend, stack
  }
}

/// Which property of the mark each column decides.
public struct Encoding: Hashable, Sendable, Codable {
  public var x: Channel?
  public var y: Channel?
  public var x2: Channel?
  public var y2: Channel?
  public var color: Channel?
  public var opacity: Channel?
  public var size: Channel?
  public var shape: Channel?
  public var detail: Channel?
  public var order: Channel?
  public var text: Channel?
  public var tooltip: [Channel]?

  public init(
    x: Channel? = nil, y: Channel? = nil, x2: Channel? = nil, y2: Channel? = nil,
    color: Channel? = nil, detail: Channel? = nil, text: Channel? = nil,
    tooltip: [Channel]? = nil
  ) {
    self.x = x
    self.y = y
    self.x2 = x2
    self.y2 = y2
    self.color = color
    self.detail = detail
    self.text = text
    self.tooltip = tooltip
  }
}

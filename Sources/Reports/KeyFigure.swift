import Quantities

/// One number the reader came for, with its interval, its published counterpart, and how the two stand.
public struct KeyFigure: Sendable, Encodable {
  public enum Status: Hashable, Sendable {
    /// There is nothing to compare with.
    case reported
    /// The published value served to choose parameters, so it tests nothing.
    case used
    case agrees
    case differs
    /// No value is given, and why.
    case refused(String)

    /// The word that stands in the tile.
    public var word: String {
      switch self {
      case .reported: "reported"
      case .used: "used in calibration"
      case .agrees: "agrees"
      case .differs: "differs"
      case .refused: "no value"
      }
    }
  }

  public var name: String
  /// Nil where no value can be given.
  public var value: Double?
  public var unit: String
  public var interval: ClosedRange<Double>?
  /// What the interval is: "95 % profile interval".
  public var intervalWords: String
  public var published: Double?
  /// Where the published value stands: "AZD4320 technical guide, Table 1".
  public var publishedSource: String?
  public var status: Status
  /// Significant digits for people.
  public var digits: Int

  public init(
    name: String, value: Double?, unit: String, interval: ClosedRange<Double>? = nil,
    intervalWords: String = "95 % interval", published: Double? = nil,
    publishedSource: String? = nil, status: Status, digits: Int = 3
  ) {
    self.name = name
    self.value = value
    self.unit = unit
    self.interval = interval
    self.intervalWords = intervalWords
    self.published = published
    self.publishedSource = publishedSource
    self.status = status
    self.digits = digits
  }

  /// "95 % interval 8.9–10.8 nM", or nil.
  package var intervalSentence: String? {
    interval.map {
      "\(intervalWords) \($0.lowerBound.forPeople(digits: digits))–"
        + "\($0.upperBound.forPeople(digits: digits)) \(unit)"
    }
  }

  /// "published 10 nM", or nil.
  package var publishedSentence: String? {
    published.map { "published \($0.forPeople(digits: digits)) \(unit)" }
  }

  private enum CodingKeys: String, CodingKey {
    case name, value, unit, interval, published, status, reason
    case intervalWords = "interval_words"
    case publishedSource = "published_source"
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(value.finite, forKey: .value)
    try container.encode(unit, forKey: .unit)
    try container.encodeIfPresent(interval?.ends, forKey: .interval)
    if interval != nil { try container.encode(intervalWords, forKey: .intervalWords) }
    try container.encodeIfPresent(published.finite, forKey: .published)
    try container.encodeIfPresent(publishedSource, forKey: .publishedSource)
    try container.encode(status.word, forKey: .status)
    if case .refused(let reason) = status { try container.encode(reason, forKey: .reason) }
  }
}

extension Double? {
  /// The number where there is one and it is finite; JSON knows no other.
  var finite: Double? { flatMap { $0.isFinite ? $0 : nil } }
}

extension ClosedRange<Double> {
  /// Lower and upper end, nil where an end is not finite.
  var ends: [Double?] { [Optional(lowerBound).finite, Optional(upperBound).finite] }
}

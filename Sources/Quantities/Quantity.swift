/// A physical dimension, with the unit in which Primed computes.
public protocol Dimension: Sendable {
  /// The unit that ``Quantity/canonicalValue`` is stored in.
  static var canonicalUnit: Unit<Self> { get }
  /// Every unit that may be read, the canonical one among them.
  static var units: [Unit<Self>] { get }
  /// What a person calls it, as in "a concentration".
  static var noun: String { get }
  /// The largest that there is, in the canonical unit, and why; nil where nothing bounds it.
  static var largest: (value: Double, because: String)? { get }
}

extension Dimension {
  public static var largest: (value: Double, because: String)? { nil }
}

/// A unit of one dimension, and how much of the canonical unit it is.
public struct Unit<D: Dimension>: Hashable, Sendable {
  /// The symbol as it is written, such as `nM`.
  public let symbol: String
  /// Other spellings that are read but never written, such as `hours`.
  public let aliases: [String]
  /// How many canonical units make one of this unit.
  public let scale: Double

  public init(_ symbol: String, scale: Double, aliases: [String] = []) {
    self.symbol = symbol
    self.scale = scale
    self.aliases = aliases
  }
}

/// A number with its dimension in the type: one `Double` in the dimension's canonical unit.
///
/// Kernels work with bare canonical values; everything a person writes or reads goes through a unit.
@frozen
public struct Quantity<D: Dimension>: Hashable, Comparable, Sendable {
  /// The value in ``Dimension/canonicalUnit`` (seconds, nM, pL, …).
  public var canonicalValue: Double

  @inlinable
  public init(canonical value: Double) {
    canonicalValue = value
  }

  /// A quantity of `value` in `unit`.
  @inlinable
  public init(_ value: Double, _ unit: Unit<D>) {
    canonicalValue = value * unit.scale
  }

  /// The number that stands before `unit` when this quantity is written in it.
  @inlinable
  public func value(in unit: Unit<D>) -> Double {
    canonicalValue / unit.scale
  }

  public static var zero: Self { Self(canonical: 0) }

  @inlinable
  public static func < (left: Self, right: Self) -> Bool {
    left.canonicalValue < right.canonicalValue
  }

  @inlinable
  public static func + (left: Self, right: Self) -> Self {
    Self(canonical: left.canonicalValue + right.canonicalValue)
  }

  @inlinable
  public static func - (left: Self, right: Self) -> Self {
    Self(canonical: left.canonicalValue - right.canonicalValue)
  }

  @inlinable
  public static func * (left: Self, factor: Double) -> Self {
    Self(canonical: left.canonicalValue * factor)
  }

  @inlinable
  public static func * (factor: Double, right: Self) -> Self { right * factor }

  @inlinable
  public static func / (left: Self, divisor: Double) -> Self {
    Self(canonical: left.canonicalValue / divisor)
  }

  /// The ratio of two quantities of one dimension, a bare number.
  @inlinable
  public static func / (left: Self, right: Self) -> Double {
    left.canonicalValue / right.canonicalValue
  }
}

extension Quantity: Codable {
  public init(from decoder: any Decoder) throws {
    canonicalValue = try decoder.singleValueContainer().decode(Double.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(canonicalValue)
  }
}

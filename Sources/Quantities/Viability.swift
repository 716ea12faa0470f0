/// The fraction of cells alive relative to vehicle: 1 is no effect, 0 is complete kill.
///
/// Noise and growth can carry a measured value above 1 or below 0; it is kept as measured.
public struct Viability: Hashable, Comparable, Sendable {
  public let fraction: Double

  public init(fraction: Double) { self.fraction = fraction }

  public static func < (left: Self, right: Self) -> Bool { left.fraction < right.fraction }

  /// The fraction lost, for the tools and readers that count downward.
  public var inhibition: Inhibition { Inhibition(fraction: 1 - fraction) }
}

/// The fraction of signal lost relative to vehicle: 0 is no effect, 1 is complete.
public struct Inhibition: Hashable, Comparable, Sendable {
  public let fraction: Double

  public init(fraction: Double) { self.fraction = fraction }

  public static func < (left: Self, right: Self) -> Bool { left.fraction < right.fraction }

  public var viability: Viability { Viability(fraction: 1 - fraction) }
}

import Quantities

/// The fraction of cells that died: 0 is none, 1 is all.
///
/// Counted in cells, not read from a signal: cells that merely stopped growing are alive. A
/// combination is judged by it, since viability mixes killing with growth.
public struct DeadFraction: Hashable, Comparable, Sendable {
  public let fraction: Double

  public init(fraction: Double) { self.fraction = fraction }

  public static func < (left: Self, right: Self) -> Bool { left.fraction < right.fraction }

  /// The fraction that lived, on the scale that Bliss multiplies.
  public var survivors: Viability { Viability(fraction: 1 - fraction) }

  /// What a treatment killed of the cells that vehicle would have left alive (Abbott's correction);
  /// nil where vehicle left none.
  public func corrected(forVehicle vehicle: DeadFraction) -> DeadFraction? {
    guard vehicle.fraction < 1 else { return nil }
    return DeadFraction(fraction: 1 - (1 - fraction) / (1 - vehicle.fraction))
  }
}

extension Viability {
  /// The fraction dead, where what is alive was counted in cells.
  public var dead: DeadFraction { DeadFraction(fraction: 1 - fraction) }
}

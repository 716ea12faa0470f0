import NumericalMethods

/// A loss for four residuals at once; the constants are those of ``RobustLoss``.
protocol LaneLoss {
  /// The weight ρ′ and cost ρ of residuals whose squares, in units of the variance, are `square`.
  static func weigh(_ square: Lanes) -> (weight: Lanes, cost: Lanes)
}

enum LaneSquares: LaneLoss {
  @inline(__always)
  static func weigh(_ square: Lanes) -> (weight: Lanes, cost: Lanes) {
    (Lanes(repeating: 1), square)
  }
}

enum LaneHuber: LaneLoss {
  @inline(__always)
  static func weigh(_ square: Lanes) -> (weight: Lanes, cost: Lanes) {
    let c = 1.345
    let root = square.squareRoot()
    let isNear = square .<= c * c
    let weight = (c / root).replacing(with: 1, where: isNear)
    let cost = (2 * c * root - c * c).replacing(with: square, where: isNear)
    return (weight, cost)
  }
}

enum LaneBisquare: LaneLoss {
  @inline(__always)
  static func weigh(_ square: Lanes) -> (weight: Lanes, cost: Lanes) {
    let c = 4.685
    // A product, since divisions would be half the work of a pass.
    let left = 1 - square * (1 / (c * c))
    let remaining = left.replacing(with: 0, where: left .< 0)
    let weight = remaining * remaining
    return (weight, c * c / 3 * (1 - remaining * weight))
  }
}

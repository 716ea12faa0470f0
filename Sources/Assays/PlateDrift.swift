import NumericalMethods

/// Whether the vehicle's signal wandered from plate to plate, in the order they were read.
public struct PlateDrift: Hashable, Sendable {
  /// One plate's vehicle median.
  public struct Level: Hashable, Sendable {
    public let plate: String
    public let vehicle: Double

    public init(plate: String, vehicle: Double) {
      self.plate = plate
      self.vehicle = vehicle
    }
  }

  public let levels: [Level]
  /// The fitted change from the first plate to the last, relative to the mean; nil below two plates.
  public let change: Double?
  /// Of the straight line against no change; nil below four plates.
  public let pValue: Double?
  /// The largest level over the smallest.
  public let ratio: Double?

  /// - Parameter plates: in the order they were read.
  public init(over plates: [(name: String, observations: [PlateObservation])]) {
    levels = plates.compactMap { plate in
      let vehicle = plate.observations.filter { $0.isUsable && $0.role == .vehicle }.map(\.value)
      return OrderStatistics.median(of: vehicle).map { Level(plate: plate.name, vehicle: $0) }
    }
    let values = levels.map(\.vehicle)
    guard values.count > 1, let mean = OrderStatistics.mean(of: values), mean > 0 else {
      (change, pValue, ratio) = (nil, nil, nil)
      return
    }
    let middle = Double(values.count - 1) / 2
    let places = values.indices.map { Double($0) - middle }
    let square = places.reduce(0) { $0 + $1 * $1 }
    let slope = zip(places, values).reduce(0) { $0 + $1.0 * $1.1 } / square
    change = slope * Double(values.count - 1) / mean
    let least = values.min() ?? 0
    ratio = least > 0 ? (values.max() ?? 0) / least : nil
    guard values.count > 3 else {
      pValue = nil
      return
    }
    let rest = zip(places, values).reduce(0) { sum, pair in
      let residual = pair.1 - mean - slope * pair.0
      return sum + residual * residual
    }
    let freedom = Double(values.count - 2)
    pValue =
      rest > 0
      ? FDistribution(numerator: 1, denominator: freedom)
        .upperTail(slope * slope * square / (rest / freedom)) : (slope == 0 ? 1 : 0)
  }

  /// Whether the drift is told: a trend that chance hardly gives, and of at least a twentieth.
  public var isFound: Bool {
    guard let change, let pValue else { return false }
    return pValue <= PositionTest.level && change.magnitude >= 0.05
  }
}

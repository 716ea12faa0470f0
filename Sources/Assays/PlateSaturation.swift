/// Whether the reader ran out of range: signals that are not larger only because it could not count
/// further.
public struct PlateSaturation: Hashable, Sendable {
  /// Wells that the reader itself flagged.
  public let overflowing: [WellAddress]
  /// Wells that share the highest value exactly, which measured values hardly do; empty below three.
  public let atCeiling: [WellAddress]
  public let ceiling: Double?

  /// Equal values are taken for a ceiling from three wells on, if they are a small part of the plate's
  /// different values: a coarse readout of whole percents is none.
  public init(of observations: [PlateObservation]) {
    overflowing = observations.filter { $0.flag == .overflow }.map(\.well).sorted()
    let values = observations.filter(\.isUsable)
    guard let highest = values.map(\.value).max(), highest > 0 else {
      (atCeiling, ceiling) = ([], nil)
      return
    }
    let shared = values.filter { $0.value == highest }.map(\.well).sorted()
    let different = Set(values.map(\.value)).count
    guard shared.count >= 3, different * 2 > values.count - shared.count, different > 3 else {
      (atCeiling, ceiling) = ([], nil)
      return
    }
    (atCeiling, ceiling) = (shared, highest)
  }

  public var isPresent: Bool { !overflowing.isEmpty || !atCeiling.isEmpty }
}

import Citations
import NumericalMethods

/// From what cells hold to what the reader counts: `y = b + G·s·e^ε₁ + ε₂`.
///
/// `s` is the signal as a fraction of the positive control's, `b` the background, `ε₁` the spread of
/// wells (pipetting, cells), `ε₂` the floor of the reader. Plate and edge effects multiply the
/// cells' part.
public struct LuminescenceModel: Hashable, Sendable {
  /// The reading without cells or activity, RLU.
  public var background: Double
  /// The positive control over the background.
  public var dynamicRange: Double
  /// The coefficient of variation between equal wells.
  public var wellVariation: Double
  /// The coefficient of variation between plates, and of the rim against the inside.
  public var plateVariation: Double
  /// The standard deviation of the reader's own noise, RLU.
  public var readerNoise: Double

  /// The ranges are those of the domain notes: dynamic range 5–30, well variation 0.05–0.12, plate
  /// and edge 0.05. The values inside them are chosen, not measured.
  public static let caspase = LuminescenceModel(
    background: 2_000, dynamicRange: 15, wellVariation: 0.08, plateVariation: 0.05, readerNoise: 40)

  public static let provenance = Provenance.chosen(
    because: "inside the usual range of the assay; not a measurement of any reader")

  /// What the reader counts for a well.
  ///
  /// - Parameter signal: the signal over the positive control's mean, 0 for a well without activity.
  func reading(
    of signal: Double, plateFactor: Double, using generator: inout CounterBasedGenerator
  ) -> Double {
    let gain = background * (dynamicRange - 1)
    let spread = generator.lognormalFactor(coefficientOfVariation: wellVariation)
    let noise = readerNoise * generator.standardNormal()
    return background + gain * signal * plateFactor * spread + noise
  }

  /// The plate's own factor, and the factor of its rim.
  func plateFactors(seed: UInt64, plate: Int) -> (plate: Double, rim: Double) {
    var generator = CounterBasedGenerator(seed: seed, purpose: .plateEffects, member: plate)
    return (
      generator.lognormalFactor(coefficientOfVariation: plateVariation),
      generator.lognormalFactor(coefficientOfVariation: plateVariation)
    )
  }
}

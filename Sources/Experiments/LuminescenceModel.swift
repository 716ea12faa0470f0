import Citations
import NumericalMethods

/// From what cells hold to what the reader shows: `y = b + G·s·e^ε₁ + ε₂`.
///
/// `s` is the signal as a fraction of the control that gives full scale, `b` the background, `ε₁` the
/// spread of wells (pipetting, cells), `ε₂` the floor of the reader. Plate and edge effects multiply
/// the cells' part. Written for luminescence (RLU); absorbance has the same form on its own scale.
public struct LuminescenceModel: Hashable, Sendable {
  /// The reading without cells or activity, in the reader's unit.
  public var background: Double
  /// The control of full scale over the background.
  public var dynamicRange: Double
  /// The coefficient of variation between equal wells.
  public var wellVariation: Double
  /// The coefficient of variation between plates, and of the rim against the inside.
  public var plateVariation: Double
  /// The standard deviation of the reader's own noise, in its unit.
  public var readerNoise: Double
  /// The step in which the reader writes its numbers.
  public var resolution = 1.0
  /// Above it the reader reports an overflow instead of a number; nil for a reader without limit.
  public var saturation: Double?

  /// The ranges are those of the domain notes: dynamic range 5–30, well variation 0.05–0.12, plate
  /// and edge 0.05. The values inside them are chosen, not measured.
  public static let caspase = LuminescenceModel(
    background: 2_000, dynamicRange: 15, wellVariation: 0.08, plateVariation: 0.05, readerNoise: 40)

  /// ATP by luciferase: a dynamic range of about 100; the other numbers are chosen.
  public static let atp = LuminescenceModel(
    background: 4_000, dynamicRange: 100, wellVariation: 0.06, plateVariation: 0.05,
    readerNoise: 60)

  /// Formazan by absorbance: vehicle reads about 1, of which a background of 5–10 % is no cell's.
  public static let mtt = LuminescenceModel(
    background: 0.075, dynamicRange: 1 / 0.075, wellVariation: 0.07, plateVariation: 0.05,
    readerNoise: 0.004, resolution: 0.001)

  public static let provenance = Provenance.chosen(
    because: "inside the usual range of the assay; not a measurement of any reader")

  /// What the reader shows for a well; NaN where the signal is.
  ///
  /// - Parameter signal: the signal over the mean of full scale, 0 for a well without activity.
  func reading(
    of signal: Double, plateFactor: Double, using generator: inout CounterBasedGenerator
  ) -> Double {
    let gain = background * (dynamicRange - 1)
    let spread = generator.lognormalFactor(coefficientOfVariation: wellVariation)
    let noise = readerNoise * generator.standardNormal()
    return background + gain * signal * plateFactor * spread + noise
  }

  /// The reading as the reader writes it.
  func written(_ reading: Double) -> Double {
    guard reading.isFinite else { return .nan }
    // Dividing by a whole number of steps keeps 0.001 from being written as 0.0010000000000000002.
    return resolution < 1
      ? (reading / resolution).rounded() / (1 / resolution).rounded()
      : (reading / resolution).rounded() * resolution
  }

  /// The plate's own factor, and the factor of its rim.
  ///
  /// - Parameter seed: of this plate's noise alone.
  func plateFactors(seed: UInt64) -> (plate: Double, rim: Double) {
    var generator = CounterBasedGenerator(seed: seed, purpose: .plateEffects, member: 0)
    return (
      generator.lognormalFactor(coefficientOfVariation: plateVariation),
      generator.lognormalFactor(coefficientOfVariation: plateVariation)
    )
  }

  /// The noise in words.
  var sentence: String {
    "background \(background.forPeople()), control of full scale \(dynamicRange.forPeople())× "
      + "background; CV \(wellVariation) between wells, \(plateVariation) between plates and at the "
      + "rim; reader noise \(readerNoise.forPeople())"
  }
}

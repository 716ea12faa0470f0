import NumericalMethods

/// Seeds of an instrument's noise, one a container: a plate, a tube, a lane.
///
/// Two plates that a person would pipette apart have noise of their own, even under the same seed;
/// one plate has the same noise wherever it stands in an experiment, and whatever stands beside it.
public enum NoiseSeed {
  /// The seed of one container's noise.
  ///
  /// - Parameter container: what tells it from every other: kind of assay, line, drug, time.
  public static func seed(_ seed: UInt64, of container: String) -> UInt64 {
    // FNV-1a, since the hashes of the standard library differ from run to run.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in container.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    let words = CounterBasedGenerator.philox(
      counter: SIMD4(
        UInt32(truncatingIfNeeded: hash), UInt32(truncatingIfNeeded: hash >> 32), 0, 0),
      key: SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)))
    return UInt64(words[1]) << 32 | UInt64(words[0])
  }
}

import Citations
import Quantities

extension BH3Mimetic {
  /// The first of its class to inhibit BCL-2, BCL-xL and BCL-w with nanomolar affinity.
  public static let abt737 = BH3Mimetic(
    "ABT-737",
    affinities: [
      .ki(.bcl2, .atMost, 1, .fromMemory(.oltersdorf2005, note: "Ki")),
      .ki(.bclXL, .atMost, 0.6, .fromMemory(.oltersdorf2005, note: "Ki")),
      .ki(.bclW, .atMost, 1, .fromMemory(.oltersdorf2005, note: "Ki")),
      .ki(.mcl1, .equal, 460, .fromMemory(.tse2008, note: "Ki")),
    ], freeFraction: illustrativeFreeFraction)
}

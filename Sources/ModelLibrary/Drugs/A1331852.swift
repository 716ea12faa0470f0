import Citations
import Quantities

extension BH3Mimetic {
  /// Inhibits BCL-xL.
  public static let a1331852 = BH3Mimetic(
    "A-1331852",
    affinities: [
      .ki(.bcl2, .equal, 6, .fromMemory(.leverson2015, note: "Ki")),
      .ki(.bclXL, .below, 0.01, .fromMemory(.leverson2015, note: "Ki")),
      .ki(.bclW, .equal, 4, .fromMemory(.leverson2015, note: "Ki")),
      .ki(.mcl1, .equal, 142, .fromMemory(.leverson2015, note: "Ki")),
    ], freeFraction: illustrativeFreeFraction)
}

import Citations
import Quantities

extension BH3Mimetic {
  /// Inhibits BCL-2, BCL-xL and BCL-w; given by mouth.
  public static let navitoclax = BH3Mimetic(
    "navitoclax", aliases: ["ABT-263"],
    affinities: [
      .ki(.bcl2, .atMost, 1, .fromMemory(.tse2008, note: "Ki")),
      .ki(.bclXL, .atMost, 0.5, .fromMemory(.tse2008, note: "Ki")),
      .ki(.bclW, .atMost, 1, .fromMemory(.tse2008, note: "Ki")),
      .ki(.mcl1, .equal, 550, .fromMemory(.tse2008, note: "Ki")),
    ], freeFraction: illustrativeFreeFraction)
}

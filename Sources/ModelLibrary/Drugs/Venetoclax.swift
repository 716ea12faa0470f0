import Citations
import Quantities

extension BH3Mimetic {
  /// Inhibits BCL-2 and spares BCL-xL.
  public static let venetoclax = BH3Mimetic(
    "venetoclax", aliases: ["ABT-199"],
    affinities: [
      .ki(.bcl2, .below, 0.01, .fromMemory(.souers2013, note: "Ki")),
      .ki(.bclXL, .equal, 48, .fromMemory(.souers2013, note: "Ki")),
      .ki(.bclW, .equal, 245, .fromMemory(.souers2013, note: "Ki")),
      .ki(.mcl1, .above, 444, .fromMemory(.souers2013, note: "Ki")),
    ],
    freeFraction: Sourced(
      0.05,
      .chosen(
        because: "less than 1 % is free in plasma, which leaves at most 9 % in 10 % serum")))
}

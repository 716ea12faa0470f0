import Citations
import Quantities

extension BH3Mimetic {
  /// Inhibits MCL-1; a macrocycle.
  public static let azd5991 = BH3Mimetic(
    "AZD5991",
    affinities: [
      .ki(.bcl2, .about, 20_000, .fromMemory(.tron2018, note: "Ki")),
      .ki(.bclXL, .about, 36_000, .fromMemory(.tron2018, note: "Ki")),
      .ki(.bclW, .about, 49_000, .fromMemory(.tron2018, note: "Ki")),
      .ki(.mcl1, .about, 0.2, .fromMemory(.tron2018, note: "Ki; the IC50 is 0.7 nM")),
    ], freeFraction: illustrativeFreeFraction, stabilisationOfMCL1: mcl1InhibitorStabilisation)
}

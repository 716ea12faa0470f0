import Citations
import Quantities

extension BH3Mimetic {
  /// Inhibits MCL-1, and keeps what it inhibits from being lost.
  public static let s63845 = BH3Mimetic(
    "S63845",
    affinities: [
      .ki(.bcl2, .above, 10_000, .fromMemory(.kotschy2016, note: "Ki")),
      .ki(.bclXL, .above, 10_000, .fromMemory(.kotschy2016, note: "Ki")),
      .kd(.mcl1, .equal, 0.19, .fromMemory(.kotschy2016, note: "Kd")),
    ], freeFraction: illustrativeFreeFraction, stabilisationOfMCL1: mcl1InhibitorStabilisation)

  /// MCL-1 with an inhibitor in its groove lasts longer, so that its total rises under treatment.
  static let mcl1InhibitorStabilisation = Sourced(
    5.0, .fromMemory(nil, note: "MCL-1 inhibitors stabilise MCL-1; the factor is an estimate"))
}

import Citations
import Quantities

extension BH3Mimetic {
  /// Inhibits BCL-2 and BCL-xL alike.
  ///
  /// The guide gives FRET IC50s of 5 and 4 nM, which are neither Ki nor Kd: a competition assay cannot
  /// show less than about half the protein it contains. Ki and free fraction enter almost as one ratio
  /// at low doses; neither is measured, and one scale for both was fitted to the published EC50s.
  public static let azd4320 = BH3Mimetic(
    "AZD4320",
    affinities: [
      .ic50(
        .bcl2, 5, .guide(.azd4320Guide, at: "potency table, FRET"),
        model: belowTheFloor),
      .ic50(
        .bclXL, 4, .guide(.azd4320Guide, at: "potency table, FRET"),
        model: belowTheFloor),
    ],
    freeFraction: Sourced(
      0.11,
      .fitted(to: "the EC50s of Table 1 of the AZD4320 guide, one scale for all lines"),
      range: 0.02...0.3))

  private static let belowTheFloor = Sourced(
    Concentration.nanomolar(0.3),
    .chosen(because: "below what a FRET IC50 of 4–5 nM can resolve"), range: 0.05...5)
}

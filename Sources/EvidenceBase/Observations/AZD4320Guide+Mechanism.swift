import Citations

/// What the AZD4320 guide says of the mechanism, in its own words: outcomes without a number.
extension AZD4320Guide {
  /// S2 to S5 and S9, in their order.
  public static let statements: [Observation] = [
    statement(
      1, .displacement, "cancer cells",
      "displaces pro-apoptotic BH3-only proteins (e.g., BIM, BAD) that are sequestered by BCL-2 and "
        + "BCL-xL", references: [1, 2], caveats: [.bimIsAnActivator]),
    statement(
      2, .membranePermeabilization, "cancer cells",
      "BAX and BAK oligomerize on the outer mitochondrial membrane, forming pores that lead to "
        + "[…] MOMP; release of cytochrome c", references: [1, 3]),
    statement(
      3, .caspaseCascade, "cancer cells",
      "apoptosome, in turn, activates caspase-9, which then activates […] caspase-3 and caspase-7",
      references: [1]),
    statement(
      4, .doubleKnockout, "BAX/BAK double knockout cells",
      "resistance to AZD4320-induced caspase-3/7 activation", references: [1]),
    statement(
      5, .coImmunoprecipitation, "PC9 cells overexpressing BCL-2",
      "probe with antibodies against BCL-2 and pro-apoptotic proteins (e.g., BIM, BAK, BAD)",
      at: "BCL-2 Co-Immunoprecipitation", assay: "co-immunoprecipitation", references: [1, 3],
      caveats: [.bimIsAnActivator, .noResultGiven]),
  ]

  private static func statement(
    _ number: Int, _ system: BiologicalSystem, _ subject: String, _ outcome: String,
    at place: String = "Mechanism of Action", assay: String = "not stated",
    references numbers: Set<Int>, caveats: [ObservationCaveat] = []
  ) -> Observation {
    let cited = references.filter { numbers.contains($0.number) }
    return Observation(
      id: "azd4320-guide-mechanism-\(number)", system: system, subject: .cellLine(subject),
      drug: drug, finding: .outcome(outcome), assay: assay, wording: "Statement",
      references: cited, provenance: .guide(.azd4320Guide, at: place),
      caveats: [.noNumericEndpoint] + caveats
        + (cited.contains { !$0.isResolved } ? [.referenceUnresolved] : []),
      role: .heldOut)
  }
}

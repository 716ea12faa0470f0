import Citations

/// What the azacitidine technical guide states, restated as data: outcomes in words, since it gives no
/// number, time or dose for any of them.
///
/// Its title and introduction promise quantitative data, models in animals, protocols and resistance;
/// the text has none of them, so S19 and S20 have no observation here.
///
/// ## References
/// [AzacitidineGuide], section "Mechanism of Action".
public enum AzacitidineGuide {
  /// S13 to S18, in their order.
  public static let observations: [Observation] = [
    statement(
      1, .azacitidineRouting, "incorporation into RNA and, to a lesser extent, DNA",
      references: [1], caveats: [.noNumericEndpoint, .shareDependsOnConcentration]),
    statement(
      2, .methyltransferaseTrapping, "passive, progressive loss of methylation", references: [1]),
    statement(
      3, .suppressorReactivation, "cell cycle arrest, differentiation, and apoptosis",
      references: [1]),
    statement(
      4, .rnaCytotoxicity, "disrupting protein synthesis and metabolism", references: [1]),
    statement(5, .noxaPriming, "transcriptional upregulation of NOXA", references: [2, 3, 4]),
    statement(6, .venetoclaxSynergy, "synergy with venetoclax", references: [2, 3, 4]),
  ]

  private static func statement(
    _ number: Int, _ system: BiologicalSystem, _ outcome: String, references numbers: Set<Int>,
    caveats: [ObservationCaveat] = [.noNumericEndpoint]
  ) -> Observation {
    let cited = references.filter { numbers.contains($0.number) }
    return Observation(
      id: "azacitidine-guide-\(number)", system: system, subject: .cellLine("AML cells"),
      drug: "azacitidine", finding: .outcome(outcome), assay: "not stated", wording: "Statement",
      references: cited, provenance: .guide(.azacitidineGuide, at: "Mechanism of Action"),
      caveats: caveats + (cited.contains { !$0.isResolved } ? [.referenceUnresolved] : []),
      role: .heldOut)
  }

  static let references = [
    CitedReference(
      number: 1,
      title: "A Comparison of Azacitidine and Decitabine Activities in Acute Myeloid Leukemia Cell "
        + "Lines",
      host: "journals.plos.org"),
    CitedReference(number: 2, title: nil, host: "aacrjournals.org"),
    CitedReference(
      number: 3,
      title: "5-Azacitidine Induces NOXA to Prime AML Cells for Venetoclax-Mediated Apoptosis",
      host: "pubmed.ncbi.nlm.nih.gov"),
    CitedReference(number: 4, title: nil, host: "researchgate.net"),
  ]
}

/// Everything that the guides state, in the order of the systems.
public enum PublishedObservations {
  public static let all: [Observation] =
    (AZD4320Guide.observations + AZD4320Guide.statements + AzacitidineGuide.observations)
    .enumerated().sorted { ($0.element.system, $0.offset) < ($1.element.system, $1.offset) }
    .map(\.element)
}

import Citations

/// What the AZD4320 technical guide reports, restated as data.
///
/// The guide is a supplier's summary without authors of the experiments; its errors are attached to
/// the observations as caveats and not repeated.
///
/// ## References
/// [AZD4320Guide], Tables 1 and 2.
public enum AZD4320Guide {
  /// Both tables, row by row, in their order.
  public static let observations: [Observation] = inVitroPotency + inVivoEfficacy

  static let drug = "AZD4320"

  /// The guide's list of references. The fifth is titled with the compound's name alone, which
  /// names a page and no publication.
  static let references = [
    CitedReference(number: 1, title: nil, host: "aacrjournals.org"),
    CitedReference(number: 2, title: nil, host: "researchgate.net"),
    CitedReference(
      number: 3,
      title: "The dual BCL-2 and BCL-XL inhibitor AZD4320 acts on-target and synergizes with MCL-1 "
        + "inhibition in B-cell precursor ALL",
      host: "pmc.ncbi.nlm.nih.gov"),
    CitedReference(number: 4, title: nil, host: "researchgate.net"),
    CitedReference(number: 5, title: nil, host: "openinnovation.astrazeneca.com"),
    CitedReference(number: 6, title: nil, host: "aacrjournals.org"),
    CitedReference(number: 7, title: nil, host: "researchgate.net"),
  ]

  static func references(_ numbers: Int...) -> [CitedReference] {
    references.filter { numbers.contains($0.number) }
  }
}

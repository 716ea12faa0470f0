import Citations

/// One of the errors or gaps of the technical guides that Primed starts from: what a guide says, what
/// is right, and how far that is known. None of them is passed on.
public struct GuideErratum: Hashable, Sendable, Identifiable {
  /// From 1 to 8, stable across versions.
  public let number: Int
  public let subject: String
  /// Which guide, and where in it.
  public let place: Provenance
  /// What stands there, in its own words where it says anything.
  public let guideSays: String
  public let isRight: String
  /// Where the correction comes from.
  public let source: Provenance
  /// What Primed does about it.
  public let consequence: String
  /// The systems in which a reader meets it.
  public let systems: [BiologicalSystem]
  /// What the observations that it touches are marked with.
  public let caveats: [ObservationCaveat]

  public var id: Int { number }

  /// Those that a system's reader must know.
  public static func concerning(_ system: BiologicalSystem) -> [GuideErratum] {
    all.filter { $0.systems.contains(system) }
  }

  public static let all: [GuideErratum] = [
    GuideErratum(
      number: 1, subject: "BIM is called a sensitizer",
      place: .guide(.azd4320Guide, at: "Mechanism of Action"),
      guideSays: "The release of these \"sensitizer\" BH3-only proteins, of BIM and BAD",
      isRight: "BIM is an activator: it turns BAX and BAK. BAD is a sensitizer.",
      source: .fromMemory(.letai2002, note: "defines the two classes"),
      consequence: "BIM activates BAX and BAK in the network (R3); BAD only takes grooves (R1).",
      systems: [.displacement, .coImmunoprecipitation], caveats: [.bimIsAnActivator]),
    GuideErratum(
      number: 2, subject: "a luminescence assay is headed “fluorometric”",
      place: .guide(.azd4320Guide, at: "Caspase-3/7 Activation Assay (Fluorometric)"),
      guideSays:
        "a fluorescent moiety is released; then: Caspase-Glo 3/7 Reagent, measure luminescence",
      isRight: "Caspase-Glo 3/7 is read by luminescence.",
      source: .guide(.azd4320Guide, at: "the protocol's own reagent and measurement"),
      consequence: "Simulated plates carry luminescence, in RLU.",
      systems: [.caspasePotency], caveats: [.caspaseReadoutIsLuminescence]),
    GuideErratum(
      number: 3, subject: "viability by MTT in the table, by ATP in the protocol",
      place: .guide(.azd4320Guide, at: "Table 1 and Cell Viability Assay (ATP Measurement)"),
      guideSays: "IC50 by MTT Assay; the protocol given is CellTiter-Glo",
      isRight: "They are two readouts, which fade at different rates in dying cells.",
      source: .guide(.azd4320Guide, at: "the two places contradict each other"),
      consequence: "Both readouts are modelled, and an IC50 is compared with its own.",
      systems: [.viability], caveats: [.viabilityReadoutDiffers]),
    GuideErratum(
      number: 4, subject: "a FRET potency is taken for a constant",
      place: .guide(.azd4320Guide, at: "Table 1, Potency"),
      guideSays: "Potency BCL-2 5 nM, BCL-xL 4 nM, FRET",
      isRight:
        "An IC50 by competition is neither Ki nor Kd, and cannot fall below about half the protein "
        + "in the assay.",
      source: .chosen(
        because: "conservation of the assay's protein; the exact cubic gives the floor"),
      consequence:
        "The model's Ki is stated apart, as chosen; assay protein and tracer are inputs.",
      systems: [.targetEngagement], caveats: [.potencyIsNoConstant, .boundByProteinConcentration]),
    GuideErratum(
      number: 5, subject: "the route in RS4;11 xenografts",
      place: .guide(.azd4320Guide, at: "Table 2"), guideSays: "3, 10, 20 mg/kg (i.p., single dose)",
      isRight: "The primary publication's abstract describes a single intravenous bolus.",
      source: .fromMemory(nil, note: "the abstract, to be verified"),
      consequence: "Neither route is taken as certain; both are to be supported.",
      systems: [.subcutaneousRS411], caveats: [.routeDiffersFromPrimary]),
    GuideErratum(
      number: 6, subject: "values without a time or without a number",
      place: .guide(.azd4320Guide, at: "Table 1, PDX samples, and Table 2"),
      guideSays: "EC50 7.60 nM, no time; \"tumor growth inhibition\", no number",
      isRight: "A time is an assumption, and tumour growth inhibition has no value to be compared.",
      source: .guide(.azd4320Guide, at: "nothing more is given"),
      consequence: "24 h is assumed and said; outcomes are compared by direction alone.",
      systems: [.patientSampleDeath, .subcutaneousRS411, .subcutaneousMOLT4, .disseminatedAML],
      caveats: [.timeNotStated, .numberOfSamplesNotStated, .noNumericEndpoint]),
    GuideErratum(
      number: 7, subject: "data that the azacitidine guide promises and does not give",
      place: .guide(.azacitidineGuide, at: "Introduction"),
      guideSays:
        "\"supported by quantitative data, detailed experimental protocols, and pathway "
        + "visualizations\", in vivo models, mechanisms of resistance",
      isRight: "The text holds none of them: every azacitidine number comes from elsewhere.",
      source: .guide(.azacitidineGuide, at: "the whole text"),
      consequence:
        "Each number of the azacitidine module says where it is from, most of them chosen.",
      systems: [
        .azacitidineRouting, .methyltransferaseTrapping, .suppressorReactivation, .rnaCytotoxicity,
        .noxaPriming, .venetoclaxSynergy, .resistance, .azacitidineInVivo,
      ], caveats: []),
    GuideErratum(
      number: 8, subject: "how azacitidine divides between RNA and DNA",
      place: .guide(.azacitidineGuide, at: "Mechanism of Action"),
      guideSays: "predominantly incorporated into RNA, and to a lesser extent into DNA",
      isRight:
        "80–90 % in RNA is described as believed; the guide's own reference 1 measured RNA:DNA 65:35 "
        + "(KG-1a, 0.3 µM, 24 h). The share depends on the concentration.",
      source: .seen(
        Citation(key: "Hollenbach2010", short: "Hollenbach et al. 2010"), at: "abstract"),
      consequence: "The share follows from the dose, and both statements hold at their own.",
      systems: [.azacitidineRouting], caveats: [.shareDependsOnConcentration]),
  ]
}

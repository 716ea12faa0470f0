import Citations
import Quantities

extension AZD4320Guide {
  /// Table 1 of the guide, in vitro potency: nine rows.
  public static let inVitroPotency: [Observation] = [
    potency(row: 1, of: "BCL-2", .nanomolar(5)),
    potency(row: 2, of: "BCL-xL", .nanomolar(4)),
    caspase(row: 3, in: "RS4;11", .nanomolar(10)),
    caspase(row: 4, in: "Ri-1", .nanomolar(15)),
    caspase(row: 5, in: "OCI-M1", .nanomolar(60)),
    Observation(
      id: "azd4320-guide-1.6", system: .patientSampleDeath,
      subject: .patientSamples("PDX samples (median)", count: nil), drug: drug,
      finding: .ec50(.nanomolar(7.6)), assay: "Flow Cytometry", wording: "EC50 (Cell Death)",
      references: references(6), provenance: row(6),
      caveats: [
        .timeNotStated, .numberOfSamplesNotStated, .midpointKindNotStated, .referenceUnresolved,
      ],
      role: .usedInCalibration(
        how: "the free fraction and Ki of AZD4320 were settled with this value in view")),
    viability(row: 7, in: "KPUM-MS3", .nanomolar(26)),
    viability(row: 8, in: "KPUM-UH1", .nanomolar(17)),
    viability(row: 9, in: "STR-428", .nanomolar(170)),
  ]

  private static func row(_ number: Int) -> Provenance {
    .guide(.azd4320Guide, at: "Table 1, row \(number)")
  }

  private static func potency(
    row number: Int, of protein: String, _ value: Concentration
  ) -> Observation {
    Observation(
      id: "azd4320-guide-1.\(number)", system: .targetEngagement, subject: .protein(protein),
      drug: drug, finding: .potency(value), assay: "FRET", wording: "Potency",
      references: references(4, 5), provenance: row(number),
      caveats: [.potencyIsNoConstant, .boundByProteinConcentration, .referenceUnresolved],
      role: .usedInCalibration(how: "the affinity of AZD4320 was chosen with this value in view"))
  }

  private static func caspase(
    row number: Int, in line: String, _ value: Concentration
  ) -> Observation {
    Observation(
      id: "azd4320-guide-1.\(number)", system: .caspasePotency, subject: .cellLine(line),
      drug: drug, finding: .ec50(value), time: .hours(6), assay: "Caspase-Glo",
      wording: "EC50 (Caspase Activation)", references: references(4, 5), provenance: row(number),
      caveats: [.caspaseReadoutIsLuminescence, .midpointKindNotStated, .referenceUnresolved],
      role: .usedInCalibration(how: lineVector))
  }

  private static func viability(
    row number: Int, in line: String, _ value: Concentration
  ) -> Observation {
    Observation(
      id: "azd4320-guide-1.\(number)", system: .viability, subject: .cellLine(line), drug: drug,
      finding: .ic50(value), time: .hours(72), assay: "MTT Assay", wording: "IC50 (Cell Viability)",
      references: references(5), provenance: row(number),
      caveats: [.viabilityReadoutDiffers, .midpointKindNotStated, .referenceUnresolved],
      role: .usedInCalibration(how: lineVector))
  }

  private static let lineVector =
    "the line's protein levels, and the drug's free fraction, were chosen with this value in view"
}

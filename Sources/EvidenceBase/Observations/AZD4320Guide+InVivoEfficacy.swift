import Citations

extension AZD4320Guide {
  /// Table 2 of the guide, efficacy in xenografts: three rows, the first split by its three doses.
  public static let inVivoEfficacy: [Observation] = [
    rs411(
      "a", milligramsPerKilogram: 3, outcome: "Dose-dependent tumor regression", role: .heldOut),
    rs411(
      "b", milligramsPerKilogram: 10, outcome: "Dose-dependent tumor regression", role: .heldOut),
    rs411(
      "c", milligramsPerKilogram: 20, outcome: "complete regression at 20 mg/kg",
      role: .usedInCalibration(how: "set aside to settle how much drug the tumour keeps")),
    Observation(
      id: "azd4320-guide-2.2", system: .subcutaneousMOLT4, subject: .cellLine("MOLT-4"),
      drug: drug, finding: .outcome("Tumor growth inhibition"),
      treatment: AnimalTreatment(
        milligramsPerKilogram: 10, route: .intravenous, schedule: "once weekly"),
      assay: "Subcutaneous Xenograft", wording: "Outcome", references: references(7),
      provenance: row(2), caveats: [.noNumericEndpoint, .referenceUnresolved], role: .heldOut),
    Observation(
      id: "azd4320-guide-2.3", system: .disseminatedAML,
      subject: .patientSamples("9 patient samples", count: 9), drug: drug,
      finding: .outcome("Reduced leukemic cells in bone marrow"),
      treatment: AnimalTreatment(
        milligramsPerKilogram: 10, route: .intravenous, schedule: "once weekly for 4 weeks"),
      assay: "Patient-Derived Xenograft (AML)", wording: "Outcome", references: references(7),
      provenance: row(3), caveats: [.noNumericEndpoint, .referenceUnresolved], role: .heldOut),
  ]

  private static func row(_ number: Int) -> Provenance {
    .guide(.azd4320Guide, at: "Table 2, row \(number)")
  }

  private static func rs411(
    _ part: String, milligramsPerKilogram dose: Double, outcome: String, role: Observation.Role
  ) -> Observation {
    Observation(
      id: "azd4320-guide-2.1\(part)", system: .subcutaneousRS411, subject: .cellLine("RS4;11"),
      drug: drug, finding: .outcome(outcome),
      treatment: AnimalTreatment(
        milligramsPerKilogram: dose, route: .intraperitoneal, schedule: "single dose"),
      assay: "Subcutaneous Xenograft", wording: "Outcome", references: references(1),
      provenance: row(1),
      caveats: [.routeDiffersFromPrimary, .noNumericEndpoint, .referenceUnresolved], role: role)
  }
}

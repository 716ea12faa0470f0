/// What makes two wells comparable: the same treatment of the same cells.
struct WellCondition: Hashable {
  let role: WellRole
  let line: String?
  let drug: String?
  let dose: NominalDose?
  let time: Double?

  init(of well: PlateObservation) {
    role = well.role
    line = well.line
    drug = well.drug
    dose = well.dose
    time = well.time?.seconds
  }
}

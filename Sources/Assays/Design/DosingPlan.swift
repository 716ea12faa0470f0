import Quantities

/// What a plate is to hold, before it is decided where.
public struct DosingPlan: Hashable, Sendable {
  /// A drug over its doses.
  public struct Treatment: Hashable, Sendable {
    public var drug: String
    /// Ascending, all above zero.
    public var doses: [Concentration]
    /// The solution in solvent that it is diluted from.
    public var stock: Concentration

    public init(drug: String, doses: [Concentration], stock: Concentration) {
      self.drug = drug
      self.doses = doses.sorted()
      self.stock = stock
    }
  }

  /// What becomes of the wells on the rim.
  public enum Rim: String, CaseIterable, Hashable, Sendable {
    /// They hold medium alone and no part of the experiment.
    case avoided
    /// They are used, and every condition has its share of them.
    case used
  }

  public var format: PlateFormat
  public var rim: Rim
  public var treatments: [Treatment]
  /// Wells of each dose.
  public var replicates: Int
  public var vehicleWells: Int
  public var positiveControlWells: Int
  public var blankWells: Int
  public var untreatedWells: Int
  /// The drug and dose of the positive control; nil where it is no drug of the sheet.
  public var positiveControl: Treatment?
  /// The cell line or sample; nil where it is not stated.
  public var line: String?
  /// Cells seeded a well; nil where it is not stated.
  public var cells: Double?

  public init(
    format: PlateFormat, rim: Rim, treatments: [Treatment], replicates: Int, vehicleWells: Int,
    positiveControlWells: Int, blankWells: Int, untreatedWells: Int = 0,
    positiveControl: Treatment? = nil, line: String? = nil, cells: Double? = nil
  ) {
    self.format = format
    self.rim = rim
    self.treatments = treatments
    self.replicates = replicates
    self.vehicleWells = vehicleWells
    self.positiveControlWells = positiveControlWells
    self.blankWells = blankWells
    self.untreatedWells = untreatedWells
    self.positiveControl = positiveControl
    self.line = line
    self.cells = cells
  }

  /// Wells that the protocol fills.
  public var wellsNeeded: Int {
    vehicleWells + positiveControlWells + blankWells + untreatedWells
      + replicates * treatments.reduce(0) { $0 + $1.doses.count }
  }

  /// Wells that there are for it, along the rows.
  public var wellsAvailable: [WellAddress] {
    rim == .used ? format.wells : format.wells.filter { !format.isEdge($0) }
  }

  /// One condition with its number of wells.
  struct Condition {
    let well: LayoutWell
    let count: Int
    /// The place of the dose among its drug's, from −1 to 1; nil for a control.
    let doseRank: Double?
    /// Which drug, for its balance; nil for a control.
    let treatment: Int?
  }

  /// Controls first, then each drug's doses; the address is filled in by the arrangement.
  var conditions: [Condition] {
    let nowhere = WellAddress(row: 0, column: 0)
    func control(_ role: WellRole, _ count: Int) -> Condition {
      let drug = role == .positiveControl ? positiveControl : nil
      return Condition(
        well: LayoutWell(
          nowhere, role: role, line: role == .blank ? nil : line, drug: drug?.drug,
          dose: (drug?.doses.last).map { NominalDose($0) }, cells: role == .blank ? nil : cells),
        count: count, doseRank: nil, treatment: nil)
    }
    let controls = [
      control(.vehicle, vehicleWells), control(.positiveControl, positiveControlWells),
      control(.blank, blankWells), control(.untreated, untreatedWells),
    ]
    return controls.filter { $0.count > 0 }
      + treatments.enumerated().flatMap { index, treatment in
        treatment.doses.enumerated().map { place, dose in
          let last = Double(treatment.doses.count - 1)
          return Condition(
            well: LayoutWell(
              nowhere, role: .sample, line: line, drug: treatment.drug, dose: NominalDose(dose),
              cells: cells), count: replicates,
            doseRank: last > 0 ? 2 * Double(place) / last - 1 : 0, treatment: index)
        }
      }
  }
}

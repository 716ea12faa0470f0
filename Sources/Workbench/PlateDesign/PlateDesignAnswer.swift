import Assays
import Quantities

/// `primed.plate-design/1`: the layouts, their balance and the dilutions.
struct PlateDesignAnswer: Encodable, Sendable {
  private enum CodingKeys: String, CodingKey {
    case wells, rim, seed, sentences, plates
    case solventFraction = "solvent_fraction"
    case addedVolume = "added_volume_uL"
    case seededVolume = "seeded_volume_uL"
    case wellVolume = "well_volume_uL"
    case hasIntermediate = "intermediate_plate"
    case steps
  }

  let wells: Int
  let rim: String
  let seed: UInt64
  let sentences: [String]
  let plates: [Plate]
  let solventFraction: Double
  let addedVolume: Double
  let seededVolume: Double
  let wellVolume: Double
  let hasIntermediate: Bool
  let steps: [Step]

  init(_ design: DesignedPlates) {
    wells = design.plan.format.wellCount
    rim = design.plan.rim.rawValue
    seed = design.seed
    sentences = design.sentences
    plates = zip(design.layouts, design.balances).map(Plate.init)
    solventFraction = design.dilutions.solventFraction
    addedVolume = design.dilutions.addedVolume.microlitres
    seededVolume = design.dilutions.seededVolume.microlitres
    wellVolume = design.limits.wellVolume.microlitres
    hasIntermediate = design.dilutions.hasIntermediate
    steps = design.dilutions.steps.map(Step.init)
  }

  struct Plate: Encodable, Sendable {
    private enum CodingKeys: String, CodingKey {
      case plate, wells
      case largestCorrelation = "largest_correlation"
      case mostInLine = "most_of_one_dose_in_a_row_or_column"
      case drugs
    }

    let plate: String?
    let wells: [Well]
    let largestCorrelation: Double
    let mostInLine: Int
    let drugs: [Drug]

    init(_ layout: PlateLayout, _ balance: LayoutBalance) {
      plate = layout.plate
      wells = layout.wells.map(Well.init)
      largestCorrelation = balance.largestCorrelation
      mostInLine = balance.mostInLine
      drugs = balance.drugs.map(Drug.init)
    }
  }

  struct Drug: Encodable, Sendable {
    private enum CodingKeys: String, CodingKey {
      case drug
      case withRow = "correlation_with_row"
      case withColumn = "correlation_with_column"
      case withRim = "correlation_with_rim"
    }

    let drug: String
    let withRow: Double?
    let withColumn: Double?
    let withRim: Double?

    init(_ balance: LayoutBalance.Drug) {
      drug = balance.name
      (withRow, withColumn, withRim) = (balance.withRow, balance.withColumn, balance.withRim)
    }
  }

  struct Well: Encodable, Sendable {
    private enum CodingKeys: String, CodingKey {
      case well, role, line, drug
      case dose = "dose_nM"
      case replicate
    }

    let well: String
    let role: String
    let line: String?
    let drug: String?
    let dose: Double?
    let replicate: Int?

    init(_ well: LayoutWell) {
      self.well = well.well.name
      role = well.role.rawValue
      line = well.line
      drug = well.drug
      dose = well.dose?.concentration?.nanomolar
      replicate = well.replicate
    }
  }

  struct Step: Encodable, Sendable {
    private enum CodingKeys: String, CodingKey {
      case stage, drug
      case dose = "assay_dose_nM"
      case source = "from_nM"
      case taken = "take_uL"
      case added = "add_uL"
      case concentration = "gives_nM"
      case isOnTheWay = "on_the_way"
    }

    let stage: String
    let drug: String
    let dose: Double
    let source: Double
    let taken: Double
    let added: Double
    let concentration: Double
    /// Whether it goes into no well.
    let isOnTheWay: Bool

    init(_ step: DilutionPlan.Step) {
      stage = step.stage.rawValue
      drug = step.drug
      dose = step.dose.nanomolar
      source = step.source.nanomolar
      taken = step.sourceVolume.microlitres
      added = step.diluentVolume.microlitres
      concentration = step.concentration.nanomolar
      isOnTheWay = step.isOnTheWay
    }
  }
}

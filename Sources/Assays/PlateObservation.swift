import DoseResponse
import Quantities

/// What a well is there for.
public enum WellRole: String, CaseIterable, Sendable, Hashable, Codable {
  /// Cells with drug: what the experiment asks about.
  case sample
  /// Cells with the solvent alone.
  case vehicle
  /// Cells with a treatment known to give the full effect.
  case positiveControl = "positive"
  /// Medium and reagent without cells: the reader's background.
  case blank
  /// Cells with nothing added, not even solvent.
  case untreated

  /// The role as a sentence names it.
  public var noun: String {
    switch self {
    case .sample: "sample"
    case .vehicle: "vehicle"
    case .positiveControl: "positive control"
    case .blank: "blank"
    case .untreated: "untreated"
    }
  }
}

/// Why a well has no number that may be used.
public enum WellFlag: Hashable, Sendable {
  /// Nothing was dispensed or read.
  case empty
  /// The signal was above what the reader can count.
  case overflow
  /// The reader reported an error, in its own words.
  case readerError(String)
  /// A person left the well out, for the reason given.
  case excluded(String)

  public var text: String {
    switch self {
    case .empty: "empty"
    case .overflow: "overflow"
    case .readerError(let words): "reader error: \(words)"
    case .excluded(let reason): "excluded: \(reason)"
    }
  }
}

/// The amount that the protocol says is in a well, in the unit it was written in.
public struct NominalDose: Hashable, Sendable {
  public let value: Double
  /// Nil where none was stated; it is never guessed.
  public let unit: DoseUnit?

  public init(_ value: Double, unit: DoseUnit?) {
    self.value = value
    self.unit = unit
  }

  public init(_ concentration: Concentration, in unit: Unit<ConcentrationDimension> = .nanomolar) {
    self.init(concentration.value(in: unit), unit: DoseUnit(unit))
  }

  /// The dose as a concentration, or nil where its unit is not molar.
  public var concentration: Concentration? {
    unit?.molar.map { Concentration(value, $0) }
  }
}

/// One reading of one well: a row of the tidy table.
public struct PlateObservation: Hashable, Sendable {
  /// The plate's name, unique within the experiment.
  public var plate: String
  public var well: WellAddress
  /// The cell line, or nil where there are no cells.
  public var line: String?
  public var drug: String?
  public var dose: NominalDose?
  /// Time since the drug was added.
  public var time: Time?
  public var role: WellRole
  /// The number of the repeat among wells of one condition, from 1.
  public var replicate: Int?
  /// The signal as read, in the reader's units; NaN where there is none.
  public var value: Double
  /// Nil for a well whose value may be used.
  public var flag: WellFlag?

  public init(
    plate: String, well: WellAddress, role: WellRole, line: String? = nil, drug: String? = nil,
    dose: NominalDose? = nil, time: Time? = nil, replicate: Int? = nil, value: Double,
    flag: WellFlag? = nil
  ) {
    self.plate = plate
    self.well = well
    self.line = line
    self.drug = drug
    self.dose = dose
    self.time = time
    self.role = role
    self.replicate = replicate
    self.value = value
    self.flag = flag
  }

  /// Whether the value may enter a calculation: finite and not flagged.
  public var isUsable: Bool { flag == nil && value.isFinite }
}

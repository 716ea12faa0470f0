import Quantities

/// The unit of the doses of a table, as it is written; fits are made in log dose and need none.
public enum DoseUnitName: Hashable, Sendable {
  /// Molar or a mass per volume, by its symbol: `nM`, `µg/mL`.
  case symbol(String)
  /// Stated to be without a unit.
  case none

  /// Masses per volume, with how many ng/mL each is.
  static let masses: [(symbol: String, aliases: [String], scale: Double)] = [
    ("pg/mL", ["pg/ml"], 1e-3), ("ng/mL", ["ng/ml", "µg/L", "ug/L", "μg/L"], 1),
    ("µg/mL", ["ug/mL", "ug/ml", "µg/ml", "μg/mL", "μg/ml", "mcg/mL", "mg/L"], 1e3),
    ("mg/mL", ["mg/ml", "g/L"], 1e6),
  ]

  /// The unit that a person or a header names, in its own spelling; nil for no known unit.
  public init?(named name: String) {
    if let unit = Quantities.Unit<ConcentrationDimension>(named: name) {
      self = .symbol(unit.symbol)
    } else if let mass = Self.masses.first(where: {
      $0.symbol == name || $0.aliases.contains(name)
    }) {
      self = .symbol(mass.symbol)
    } else if name.lowercased() == "none" {
      self = .none
    } else {
      return nil
    }
  }

  public var symbol: String? { if case .symbol(let symbol) = self { symbol } else { nil } }

  /// What may be written for it.
  public static var known: [String] {
    ConcentrationDimension.units.map(\.symbol) + masses.map(\.symbol) + ["none"]
  }

  /// How many of `other` make one of this; nil where the two measure different things.
  func factor(to other: DoseUnitName) -> Double? {
    if self == other { return 1 }
    guard let symbol, let wanted = other.symbol else { return nil }
    if let unit = Quantities.Unit<ConcentrationDimension>(named: symbol),
      let target = Quantities.Unit<ConcentrationDimension>(named: wanted)
    {
      return unit.scale / target.scale
    }
    let mass = Self.masses.first { $0.symbol == symbol }
    let target = Self.masses.first { $0.symbol == wanted }
    guard let mass, let target else { return nil }
    return mass.scale / target.scale
  }
}

/// What a person says of a table of doses and responses; what is nil the table itself must say.
public struct DoseTableStatement: Sendable {
  /// What can be stated of a table, by the name that an option or a key has for it.
  public enum Key: String, CaseIterable, Sendable {
    case sheet, layout, dose, response, successes, trials
    case timeZero = "time-zero"
    case group, weight, replicates, doses, responses
    case doseUnit = "dose-unit"
    case logDoses = "log-doses"
    case scale, notation
    case scaleIsRight = "scale-is-right"
    case decimal
  }

  public enum Layout: String, CaseIterable, Sendable {
    /// One row a measurement.
    case tidy
    /// The first column holds doses, every other one a curve or a replicate of one.
    case columns
    /// One row a curve, one column a dose.
    case rows
  }

  public var layout: Layout?
  /// Of a workbook or Prism file: a sheet's or table's name, or its number from 1.
  public var sheet: String?
  public var doseColumn: String?
  public var responseColumn: String?
  /// The columns whose texts together name a curve; nil where that was not said, none where all
  /// rows are one curve.
  public var groupColumns: [String]?
  /// A column of weights, inverse variances relative to each other.
  public var weightColumn: String?
  /// How many columns side by side are replicates of one curve, in a table of columns.
  public var replicates: Int?
  /// The doses of the columns, in a table of rows, each with its unit or without.
  public var doses: [String]?
  /// The columns of responses in the order of `doses`, in a table of rows; nil for all but the
  /// group columns.
  public var responseColumns: [String]?
  public var unit: DoseUnitName?
  /// Whether the doses are written as their base-10 logarithms.
  public var dosesAreLogarithms: Bool?
  public var kind: ResponseScale.Kind?
  public var notation: ResponseScale.Notation?
  /// The person has looked: the scale is right, whatever the responses look like.
  public var scaleIsSure = false
  public var decimalMark: DecimalMark?
  public var delimiter: Delimiter?
  /// A column of trials, which makes the response a number of successes.
  public var trialsColumn: String?
  /// A column of counts at the time of treatment, for growth-rate metrics.
  public var timeZeroColumn: String?
  /// In what form faults ask for what is not stated.
  public var form: StatementForm

  public init(in form: StatementForm = .option) { self.form = form }
}

/// One measured response of a curve, with where it stands.
public struct TablePoint: Hashable, Sendable {
  /// In the unit of the table; 0 is vehicle.
  public let dose: Double
  /// A fraction for viability and inhibition, a fraction of successes for counts, else as written.
  public let response: Double
  public let line: Int32
  /// The field of its row, from 0.
  public let column: Int32
  /// What the row itself calls its well: `P1 B03`, `replicate 2`; nil where it has no such column.
  public let label: String?
  public let weight: Double?
  public let trials: Double?
  public let timeZero: Double?
}

/// One curve of a table.
public struct TableCurve: Hashable, Sendable {
  /// The texts of the group columns, joined; the column's header in a table of columns.
  public let name: String
  /// In the order of the file.
  public let points: [TablePoint]
  /// Cells of this curve without a response.
  public let missingCount: Int
}

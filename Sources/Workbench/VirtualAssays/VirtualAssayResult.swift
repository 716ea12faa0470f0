import Assays
import Experiments
import FileFormats
import Quantities

/// What a virtual experiment gave: the tidy file that a real one would give, and what a reader of it
/// must know.
public struct VirtualAssayResult: Sendable {
  /// The kind, as the command line names it.
  public let kind: String
  /// One row an observation, marked as simulated in every row.
  public let table: TidyTable
  /// What was computed from the rows, beside them; nil for an experiment that nothing is computed of.
  public var derived: (suffix: String, table: TidyTable)?
  /// The hazard of death of the same cells, a table with a companion of its own; one if it was asked
  /// for, else none.
  public var hazards: [VirtualAssayResult] = []
  /// Every condition's number without noise, with its spread over cells and repeats.
  public var conditions: [ConditionSpread] = []
  /// What the data show or hide, in words, one sentence each.
  public var findings: [String] = []
  public let sheet: ProtocolSheet
  /// Free text by key: line, drug, seed, change.
  public var provenance: [String: String]
  /// The wells of a plate, where the experiment has one drug.
  public var observations: [PlateObservation] = []
  public var failures: [ItemsFailed.Item] = []
  /// How many cells of each line there were to treat; none where no cell takes part.
  public var cultures: [Culture] = []

  /// Stands in every file.
  public static let caveat = "illustrative parameters, not for clinical use"
  /// Why: a line is one vector of levels that nobody measured.
  public static let vectorNote =
    "Each line is one illustrative vector of protein levels, chosen by hand: no level was measured, "
    + "and many other vectors would do as well."

  init(
    kind: String, table: TidyTable, sheet: ProtocolSheet, provenance: [String: String]
  ) {
    self.kind = kind
    self.table = table
    self.sheet = sheet
    self.provenance = provenance
  }

  public var csv: String { table.csv }

  /// In a few words: what was written.
  public var summary: String {
    let of = provenance["line"].map { " of \($0)" } ?? ""
    let change = provenance["change"].map { " (\($0))" } ?? ""
    let with = provenance["drug"].map { " with \($0)" } ?? ""
    return "\(table.rows.count) simulated rows\(of)\(change)\(with), "
      + "seed \(provenance["seed"] ?? "1")."
      + (provenance["cells_treated"].map { " Cells treated: \($0)." } ?? "")
  }

  /// Writes the CSV, its companion of units, provenance, protocol and spread beside it, and what was
  /// computed from the rows, if anything was.
  ///
  /// - Returns: the files, in the order in which they were written.
  @discardableResult
  public func write(to path: String) throws -> [String] {
    try AtomicOutput.write(csv, to: path)
    let companionPath = TidyTable.companionPath(of: path)
    try AtomicOutput.write(try companion(for: path), to: companionPath)
    var files = [path, companionPath]
    if let derived {
      let place = "\(TidyTable.stem(of: path))-\(derived.suffix).csv"
      try AtomicOutput.write(derived.table.csv, to: place)
      files.append(place)
    }
    return files
  }
}

/// One number of one condition, with how far it spreads.
public struct ConditionSpread: Sendable, Encodable {
  public var role: String
  public var line: String?
  /// Drug, nominal and free dose of each drug given.
  public var given: [GivenDose]
  public var timeHours: Double?
  /// What the number is, such as "living cells per founder".
  public var quantity: String
  /// Without the noise of wells; nil where no cell could be followed.
  public var mean: Double?
  public var cells: Int
  /// From cell to cell.
  public var deviationOverCells: Double?
  public var standardErrorOfMean: Double?
  public var repeats: Int
  /// Of the readings of equal wells, tubes or blots, in the table's own unit.
  public var meanOfRepeats: Double?
  public var deviationOverRepeats: Double?

  public struct GivenDose: Sendable, Encodable, Hashable {
    public let drug: String
    public let nominalNanomolar: Double
    public let freeNanomolar: Double
    /// When it is given; nil for once, at 0 h.
    public var atHours: Double?

    private enum CodingKeys: String, CodingKey {
      case drug
      case atHours = "at_h"
      case nominalNanomolar = "nominal_nM"
      case freeNanomolar = "free_nM"
    }
  }

  private enum CodingKeys: String, CodingKey {
    case role, line, given, quantity, mean, cells, repeats
    case timeHours = "time_h"
    case deviationOverCells = "sd_over_cells"
    case standardErrorOfMean = "se_of_mean"
    case meanOfRepeats = "mean_of_repeats"
    case deviationOverRepeats = "sd_over_repeats"
  }
}

import Quantities

/// A virtual experiment as a person asks for it, in words with units: what is common to all kinds.
///
/// Each kind adds what only it needs; all faults of both are refused together.
public struct VirtualAssayRequest: Sendable {
  /// Lines by name.
  public var lines: [String] = []
  /// A drug and its nominal doses each, as `AZD4320=0,1,3,10nM`; two make a full grid.
  public var drugs: [String] = []
  /// When the assay is read, as `6h` or `1,3,6h`; none for the protocol's own time.
  public var times: [String] = []
  /// How long cells are watched, as `24h`; nil for until the last reading.
  public var watch: String?
  /// Proteins whose genes are gone, as `BAX,BAK`.
  public var knockouts: [String] = []
  /// Factors on levels, as `MCL1=3`.
  public var scales: [String] = []
  /// How BAX and BAK are activated, and whether caspases cut BCL-2 and MCL-1; nil for the defaults.
  public var topology: String?
  public var cleavage: String?
  /// When drugs are given and washed out, as `AZD4320@0h=100nM,wash@4h`; nil for all at 0 h.
  public var schedule: String?
  /// From one division to the next, as `30h`, or `none`; nil for the protocol's own.
  public var doubling: String?
  /// Whether protein levels change while cells are watched; nil for only where cells divide.
  public var drift: Bool?
  /// Cells a condition.
  public var cells = 200
  /// The standard deviation of a protein's level over its mean; nil for the usual one.
  public var variation: Double?
  /// Wells, tubes or blots of a condition; nil for the protocol's own number.
  public var repeats: Int?
  public var seed = 1
  public var threads = 1
  /// Whether the hazard of death is told beside what the instrument gives.
  public var asksHazard = false

  public init() {}
}

/// What one kind of experiment can be asked.
struct VirtualAssayNeeds {
  /// Where the protocol names one.
  var defaultLine: String?
  /// The protocol's own time.
  var defaultTime: Time
  var drugs = 0...2
  /// Whether the protocol's cells divide.
  var growth = VirtualAssayPlan.Growth.none
  /// Cells are followed for no longer than this.
  var longestTime = Time.days(60)
  var severalTimes = true
}

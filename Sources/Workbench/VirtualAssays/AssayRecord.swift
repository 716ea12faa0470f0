import Assays
import Experiments
import FileFormats

/// What a page has gathered: rows, spreads, findings, and what could not be read.
struct AssayRecord {
  /// The kind, as the command line names it.
  let kind: String
  var table: TidyTable
  var spreads: [ConditionSpread] = []
  /// What the data show or hide, one sentence each.
  var findings: [String] = []
  /// What was computed from the rows, beside them.
  var derived: (suffix: String, table: TidyTable)?
  var observations: [PlateObservation] = []
  private var unread: Set<String> = []

  init(_ kind: String, _ table: TidyTable) {
    self.kind = kind
    self.table = table
  }

  /// Notes a container that has no reading, since none of its cells could be followed so far.
  mutating func noteUnread(_ container: String) { unread.insert(container) }

  /// - Parameters:
  ///   - reason: why a container has no reading, as a sentence.
  ///   - provenance: free text by key.
  func result(
    _ sheet: ProtocolSheet, provenance: [String: String], unreadBecause reason: String = ""
  ) -> VirtualAssayResult {
    var result = VirtualAssayResult(
      kind: kind, table: table, sheet: sheet, provenance: provenance)
    result.conditions = spreads
    result.findings = findings
    result.derived = derived
    result.observations = observations
    result.failures = unread.sorted().map { .init(name: $0, reason: reason) }
    return result
  }

  /// The same for an experiment on the cells of a plan's lines.
  func result(
    _ sheet: ProtocolSheet, of plan: VirtualAssayPlan, unreadBecause reason: String
  ) -> VirtualAssayResult {
    result(
      sheet, provenance: plan.provenance(of: plan.lines.map(\.name)), unreadBecause: reason)
  }
}

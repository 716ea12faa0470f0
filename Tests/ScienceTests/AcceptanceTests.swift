import ModelLibrary
import Testing
import Workbench

extension Tag {
  /// What the model is judged by: `make science` runs these and prints the table.
  @Tag static var science: Self
}

/// Every acceptance line and prediction on 200 cells a condition.
@Suite(.tags(.science)) struct AcceptanceTests {
  private static let bench = ScienceBench(cells: 200, threads: 2)

  /// What fails, and why. Nothing is tuned to make a line hold; a line that begins to hold is
  /// reported too, and leaves this list.
  private static let knownFailures: [String: Comment] = [
    "P4": """
    Without NOXA an excess of 0.06 remains, just above the 0.05 named beforehand: at 1 µM azacitidine \
    itself slows translation, and MCL-1 falls with it. With translation going on, 0.002 is left.
    """,
    "P5": """
    MCL-1 at three times its level raises the lethal dose 2.6-fold (AZD4320) and 2.2-fold (venetoclax), \
    not fivefold.
    """,
    "S4.1": """
    Six of 1039 cells cut half of their PARP without ever holding 1 nM of active caspase-3/7, the onset \
    that was chosen for it; no two steps come in another order.
    """,
    "S4.4": """
    Ten of 1039 cells cut their PARP sooner than 5 min or later than 30 min after MOMP (4.8 to 76 min); \
    the median cell takes 9.4 min.
    """,
    "S7": """
    Levels that spread by CV 0.5 make more than half of the nine virtual patients outlive 24 h at any \
    dose, so that their median lies above the doses although their centre meets the guide's.
    """,
    "S8": """
    STR-428 reads 48 nM against 170: its vector was worked out on cells that do not divide, and \
    dividing untreated cells raise what half of vehicle means.
    """,
    "S9": """
    BAD leaves BCL-2 with a half-life of a minute (Kd 11 nM), so that 45 min of washing leave no band \
    of it, even under vehicle; and the input of BAK halves, since pores decay in cells that die.
    """,
  ]

  /// Controls that do not do what they were chosen for, by line: findings, kept as they are.
  private static let idleControls: Set<String> = []

  @Test(arguments: ScienceTable.lines.map(\.id))
  func `each line holds, or fails for the reason written here`(id: String) async throws {
    let row = try #require(try await ScienceTable.judged(on: Self.bench, only: [id]).first)
    // A verdict counts only if a cut of the mechanism flips it; where a line fails there is nothing
    // to flip, and the quantity that it asks for must at least be another one.
    #expect(!row.controls.isEmpty)
    for control in row.controls where !Self.idleControls.contains("\(id), \(control.name)") {
      let isFailing = ["disagrees", "used in calibration, outside the factor"].contains(row.verdict)
      let outcome = isFailing ? Judgement.ControlOutcome.moves : .flips
      #expect(control.outcome == outcome.rawValue, "\(control.name): \(control.found)")
      #expect(!control.why.isEmpty)
    }
    if Self.knownFailures[id] != nil { #expect(row.reason?.isEmpty == false) }
    func judge() {
      let holds = ["agrees", "used in calibration, within the factor"].contains(row.verdict)
      #expect(holds, "\(row.found ?? "")")
    }
    if let reason = Self.knownFailures[id] {
      withKnownIssue(reason) { judge() }
    } else {
      judge()
    }
  }
}

@Suite(.tags(.science)) struct ScienceTableTests {
  /// S10 to S12 and S20 wait for tumours, P8 for doses in them.
  @Test func `every system and every prediction that cells can show has a line`() {
    let systems = Set(ScienceTable.lines.map(\.system.label))
    #expect(systems == Set((Array(1...9) + Array(13...19)).map { "S\($0)" }))
    let predictions = Set(ScienceTable.lines.map(\.id).filter { $0.hasPrefix("P") })
    #expect(predictions == Set((1...7).map { "P\($0)" }))
    #expect(Set(ScienceTable.lines.map(\.id)).count == ScienceTable.lines.count)
  }
}

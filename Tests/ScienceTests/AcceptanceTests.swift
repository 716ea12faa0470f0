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
    of it, even under vehicle.
    """,
  ]

  @Test(arguments: ScienceTable.lines.map(\.id))
  func `each line holds, or fails for the reason written here`(id: String) async throws {
    let row = try #require(try await ScienceTable.judged(on: Self.bench, only: [id]).first)
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

@Suite(.tags(.science)) struct ParameterFingerprintTests {
  @Test func `no parameter has moved since the predictions were frozen`() throws {
    let recorded = try ReferenceFile("Parameters/fingerprint.txt").text
    #expect(ParameterFingerprint.hash.hexadecimal == recorded)
  }

  @Test func `every line, drug and model is in the hash`() {
    let listing = ParameterFingerprint.listing
    for line in ModelLibrary.cellLines { #expect(listing.contains("apoptosis, \(line.name)")) }
    for drug in ModelLibrary.drugs { #expect(listing.contains("\(drug.name) free fraction")) }
  }
}

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
    MCL-1 at three times its level raises the lethal dose about threefold, not fivefold: at the \
    level of 40 nM much of RS4;11's BIM sits on BCL-2, and what a drug frees outgrows even 120 nM.
    """,
  ]

  @Test(arguments: ScienceTable.lines.map(\.id))
  func `each line holds, or fails for the reason written here`(id: String) async throws {
    let row = try #require(try await ScienceTable.judged(on: Self.bench, only: [id]).first)
    func judge() {
      #expect(row.verdict == "agrees" || row.kind == "used in calibration", "\(row.found ?? "")")
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

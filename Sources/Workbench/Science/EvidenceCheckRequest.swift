import EvidenceBase
import FileFormats
import ModelLibrary
import Quantities

/// `primed evidence check` as a person asks for it.
public struct EvidenceCheckRequest: Sendable {
  private let only: String?
  private let cells: Int
  private let threads: Int

  public init(only: String?, cells: Int, threads: Int) {
    self.only = only
    self.cells = cells
    self.threads = threads
  }

  /// What was judged, under the hash of the parameters it was judged with.
  public struct Answer: Sendable, Encodable {
    public let lines: [ScienceRow]
    /// Published potencies beside simulated ones; empty where only other systems were asked for.
    public let observations: [EvidenceRow]
    /// SHA-256 over every number of the library.
    public let parameters: String
    public var caveat = VirtualAssayResult.caveat
  }

  /// - Throws: an `InputRefusal` naming every system or line that there is not.
  public func run(listener: (any ProgressListener)? = nil) async throws -> Answer {
    let asked = try read()
    // The hash is taken before anything is simulated.
    let parameters = ParameterFingerprint.hash.hexadecimal
    let bench = ScienceBench(cells: cells, threads: threads)
    let lines = try await ScienceTable.judged(on: bench, only: asked, listener: listener)
    let wantsPotencies = asked.isEmpty || asked.contains(BiologicalSystem.caspasePotency.label)
    // The other systems' numbers stand with their lines; a second "not yet computed" would deny them.
    let observations =
      wantsPotencies
      ? try await EvidenceTable.checked(cells: cells, threads: threads, listener: listener)
        .filter { $0.system == BiologicalSystem.caspasePotency.label } : []
    return Answer(lines: lines, observations: observations, parameters: parameters)
  }

  private func read() throws -> Set<String> {
    let words = (only ?? "").split(separator: ",").map {
      $0.trimmingPrefix(" ").uppercased()
    }
    let known = Set(ScienceTable.lines.map(\.id)).union(BiologicalSystem.allCases.map(\.label))
    let faults = FaultCollector(file: "command line")
    for word in words where !known.contains(word) {
      faults.note(
        at: nil, found: "--only: “\(word)” is no system or line",
        needed: "S1 to S20, or a line of the table",
        hint: "lines are \(ScienceTable.lines.map(\.id).joined(separator: ", "))")
    }
    try faults.refuseIfAny()
    return Set(words)
  }
}

import EvidenceBase
import ModelLibrary
import Quantities

/// Every acceptance line and prediction, judged on simulated cells.
public enum ScienceTable {
  /// In the order of the systems, predictions beside the system they belong to.
  public static let lines: [AcceptanceLine] =
    (AcceptanceLine.engagement + AcceptanceLine.mitochondria + AcceptanceLine.potency
    + AcceptanceLine.selectivity + AcceptanceLine.azacitidine
    + AcceptanceLine.venetoclaxCombination + AcceptanceLine.resistance)
    .enumerated().sorted { ($0.element.system, $0.offset) < ($1.element.system, $1.offset) }
    .map(\.element)

  /// Judges lines one after another.
  ///
  /// - Parameter only: ids or systems, such as `S3` or `P2`; all lines if empty.
  /// - Throws: `CancellationError` if interrupted.
  public static func judged(
    on bench: ScienceBench, only: Set<String> = [], listener: (any ProgressListener)? = nil
  ) async throws -> [ScienceRow] {
    let asked = lines.filter {
      only.isEmpty || only.contains($0.id) || only.contains($0.system.label)
    }
    var rows: [ScienceRow] = []
    for (number, line) in asked.enumerated() {
      try Task.checkCancellation()
      listener?.hear(
        JobProgress(stage: "\(line.id) \(line.system.title)", finished: number, of: asked.count))
      rows.append(ScienceRow(line, try await line.judge(bench)))
    }
    let silent = BiologicalSystem.allCases.filter { system in
      (only.isEmpty || only.contains(system.label)) && !lines.contains { $0.system == system }
    }
    return rows + silent.map(ScienceRow.init(notYetComputed:))
  }
}

/// One line of the table, as text: nothing here is compared any further.
public struct ScienceRow: Sendable, Encodable {
  public let id: String
  public let system: String
  public let title: String
  public let stated: String
  public let criterion: String
  /// `prediction`, `acceptance` or `used in calibration`.
  public let kind: String?
  public let found: String?
  public let control: String?
  public let verdict: String
  public let reason: String?

  init(_ line: AcceptanceLine, _ judgement: Judgement) {
    let verdict = line.verdict(on: judgement)
    id = line.id
    system = line.system.label
    title = line.system.title
    stated = line.stated
    criterion = line.criterion
    kind =
      switch line.kind {
      case .prediction: "prediction"
      case .acceptance: "acceptance"
      case .usedInCalibration: "used in calibration"
      }
    found = judgement.found
    control = judgement.control.map { "\($0.name): \($0.found)" }
    self.verdict = verdict.label
    reason = verdict.reason
  }

  init(notYetComputed system: BiologicalSystem) {
    (id, self.system, title) = (system.label, system.label, system.title)
    stated = Self.statement(of: system)
    criterion = ""
    (kind, found, control, reason) = (nil, nil, nil, nil)
    verdict = EvidenceVerdict.notYetComputed.label
  }

  /// What the guides say of a system that is not simulated yet, and that no number is added to it.
  private static func statement(of system: BiologicalSystem) -> String {
    let observations = PublishedObservations.all.filter { $0.system == system }
    guard !observations.isEmpty else {
      return "the guide's title promises it and its text gives no data; no number is claimed"
    }
    let said = observations.map { observation in
      let dose = observation.treatment.map { " at \($0.milligramsPerKilogram.forPeople()) mg/kg" }
      return observation.subject.name + (dose ?? "") + ": "
        + (observation.finding.outcome ?? observation.finding.concentration?.description ?? "–")
    }
    let hasNumber = observations.contains { $0.finding.concentration != nil }
    return said.joined(separator: "; ")
      + (hasNumber ? "" : ". The guide gives no number, so none is stated here")
  }
}

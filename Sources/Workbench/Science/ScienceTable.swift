import EvidenceBase
import ModelLibrary
import Quantities

/// Every acceptance line and prediction, judged on simulated cells.
public enum ScienceTable {
  /// In the order of the systems, predictions beside the system they belong to.
  public static let lines: [AcceptanceLine] =
    (AcceptanceLine.engagement + AcceptanceLine.blots + AcceptanceLine.mitochondria
    + AcceptanceLine.caspases + AcceptanceLine.effectors + AcceptanceLine.potency
    + AcceptanceLine.selectivity + AcceptanceLine.azacitidine + AcceptanceLine.methylation
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
  /// The controls in one line; each by itself is in ``controls``.
  public let control: String?
  public let controls: [ControlRow]
  public let verdict: String
  /// Why the line fails, or why nothing is claimed.
  public let reason: String?

  /// A negative control, why it was chosen before it was run, and what it did to the verdict.
  public struct ControlRow: Sendable, Encodable {
    public let name: String
    public let why: String
    public let found: String
    public let outcome: String
  }

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
    controls = judgement.controls.map {
      ControlRow(
        name: $0.name, why: $0.why, found: $0.found, outcome: judgement.outcome(of: $0).rawValue)
    }
    control =
      controls.isEmpty ? nil : controls.map { "\($0.name): \($0.found)" }.joined(separator: "; ")
    self.verdict = verdict.label
    reason = verdict.reason ?? judgement.because
  }

  init(notYetComputed system: BiologicalSystem) {
    (id, self.system, title) = (system.label, system.label, system.title)
    stated = Self.statement(of: system)
    criterion = ""
    (kind, found, control, reason) = (nil, nil, nil, nil)
    controls = []
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

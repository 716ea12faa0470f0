import EvidenceBase
import Experiments
import FileFormats
import ModelLibrary
import Quantities

/// One published observation, alone or with what was simulated beside it.
public struct EvidenceRow: Sendable, Encodable {
  public let id: String
  public let system: String
  public let subject: String
  /// What was measured, in the source's own words, with assay, time and regimen.
  public let measured: String
  public let published_nM: Double?
  public let outcome: String?
  public let simulated_nM: Double?
  public let low_nM: Double?
  public let high_nM: Double?
  /// Nil where nothing was compared.
  public let verdict: String?
  public let reason: String?
  public let source: String
  public let role: String
  public let caveat: String?

  init(_ observation: Observation, _ comparison: EvidenceComparison? = nil) {
    id = observation.id
    system = observation.system.label
    subject = observation.subject.name
    let regimen = observation.treatment.map {
      "\($0.milligramsPerKilogram.forPeople()) mg/kg \($0.route.rawValue), \($0.schedule)"
    }
    measured = [
      observation.wording, observation.assay,
      observation.time?.formatted(in: .hours), regimen,
    ].compactMap(\.self).joined(separator: ", ")
    published_nM = observation.finding.concentration?.nanomolar
    outcome = observation.finding.outcome
    if case .estimate(let value, let interval)? = comparison?.simulated {
      simulated_nM = value.nanomolar
      low_nM = interval?.lowerBound.nanomolar
      high_nM = interval?.upperBound.nanomolar
    } else {
      (simulated_nM, low_nM, high_nM) = (nil, nil, nil)
    }
    verdict = comparison?.verdict.label
    reason = comparison?.verdict.reason
    source = observation.provenance.detail
    role = observation.roleLabel
    caveat =
      observation.caveats.isEmpty
      ? nil : observation.caveats.map(\.sentence).joined(separator: " ")
  }

  /// The published number with its unit, or the outcome in words.
  public var publishedText: String? {
    published_nM.map { "\($0.forPeople()) nM" } ?? outcome
  }

  /// The simulated number with its interval and unit.
  public var simulatedText: String? {
    guard let simulated_nM else { return nil }
    guard let low_nM, let high_nM else { return "\(simulated_nM.forPeople()) nM" }
    return "\(simulated_nM.forPeople()) nM (\(low_nM.forPeople())–\(high_nM.forPeople()))"
  }
}

/// What the guides state, and what the shipped study says to it.
public enum EvidenceTable {
  public static var published: [EvidenceRow] {
    PublishedObservations.all.map { EvidenceRow($0) }
  }

  /// Runs the shipped study's simulation, with as many cells as asked, and compares.
  ///
  /// - Throws: an `InputRefusal` if the shipped study is missing, `CancellationError` if interrupted.
  public static func checked(
    cells: Int, threads: Int, listener: (any ProgressListener)? = nil
  ) async throws -> [EvidenceRow] {
    var study = try StudyFile.read(contentsOf: StudyTemplate.shippedStudy())
    study.simulation?.cells = cells
    study.simulation?.controls = []
    if let exposure = study.simulation?.caspase.exposure { study.simulation?.watch = exposure }
    let results = try await StudyRunner(study, threads: threads, listener: listener).run()
    return PublishedComparisons.comparisons(for: results).map { EvidenceRow($0.observation, $0) }
  }
}

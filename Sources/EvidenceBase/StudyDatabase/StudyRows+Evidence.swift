import Citations
import Quantities

/// One published observation as a row.
public struct ObservationRow: StudyRow, Hashable {
  public static let tableName = "observations"

  public var observation: String
  public var system: String
  public var subject: String
  public var subjectKind: String
  public var sampleCount: Int?
  public var drug: String
  /// `EC50`, `IC50`, `potency` or `outcome`.
  public var quantity: String
  public var value: Double?
  public var unit: String?
  public var outcome: String?
  public var timeHours: Double?
  public var route: String?
  public var milligramsPerKilogram: Double?
  public var schedule: String?
  public var assay: String
  public var wording: String
  /// The references as the source prints them.
  public var references: String
  public var provenance: String
  public var source: String
  public var citation: String?
  /// `used in calibration` or `held out`.
  public var role: String
  public var calibrationUse: String?
  /// Sentences, one after the other.
  public var caveats: String

  public init(_ observation: Observation) {
    self.observation = observation.id
    system = observation.system.label
    subject = observation.subject.name
    subjectKind = observation.subject.kind
    sampleCount = observation.subject.sampleCount
    drug = observation.drug
    quantity = observation.finding.quantityName
    value = observation.finding.concentration?.nanomolar
    unit = value == nil ? nil : "nM"
    outcome = observation.finding.outcome
    timeHours = observation.time?.hours
    route = observation.treatment?.route.rawValue
    milligramsPerKilogram = observation.treatment?.milligramsPerKilogram
    schedule = observation.treatment?.schedule
    assay = observation.assay
    wording = observation.wording
    references = observation.references.map(\.described).joined(separator: "; ")
    provenance = observation.provenance.label
    source = observation.provenance.detail
    citation = observation.provenance.citation?.key
    role = observation.roleLabel
    if case .usedInCalibration(let how) = observation.role { calibrationUse = how }
    caveats = observation.caveats.map(\.sentence).joined(separator: " ")
  }

  private enum CodingKeys: String, CodingKey {
    case observation, system, subject
    case subjectKind = "subject_kind"
    case sampleCount = "sample_count"
    case drug, quantity, value, unit, outcome
    case timeHours = "time_h"
    case route
    case milligramsPerKilogram = "dose_mg_per_kg"
    case schedule, assay, wording
    case references = "cited_references"
    case provenance, source, citation, role
    case calibrationUse = "calibration_use"
    case caveats
  }
}

/// What a simulation said to one observation.
public struct VerdictRow: StudyRow, Hashable {
  public static let tableName = "verdicts"

  /// The ``ObservationRow/observation`` it judges.
  public var observation: String
  /// The simulated midpoint in nM with its interval.
  public var simulatedNanomolar: Double?
  public var lowNanomolar: Double?
  public var highNanomolar: Double?
  /// Simulated over published.
  public var ratio: Double?
  /// The factor of agreement, up or down.
  public var factor: Double
  public var verdict: String
  /// Why nothing is claimed, where nothing is.
  public var reason: String?
  public var sentence: String

  public init(_ comparison: EvidenceComparison) {
    observation = comparison.observation.id
    if case .estimate(let value, let interval) = comparison.simulated {
      simulatedNanomolar = value.nanomolar
      lowNanomolar = interval?.lowerBound.nanomolar
      highNanomolar = interval?.upperBound.nanomolar
    }
    ratio = comparison.ratio
    factor = comparison.factor.value
    verdict = comparison.verdict.label
    reason = comparison.verdict.reason
    sentence = comparison.sentence
  }

  private enum CodingKeys: String, CodingKey {
    case observation
    case simulatedNanomolar = "simulated_nM"
    case lowNanomolar = "low_nM"
    case highNanomolar = "high_nM"
    case ratio, factor, verdict, reason, sentence
  }
}

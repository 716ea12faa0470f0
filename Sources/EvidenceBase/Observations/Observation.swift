import Citations
import Quantities

/// One published finding, as its source states it, with what is wrong or missing about it.
public struct Observation: Hashable, Sendable, Identifiable {
  /// Stable across versions, such as `azd4320-guide-1.3`: table and row.
  public let id: String
  public let system: BiologicalSystem
  public let subject: Subject
  public let drug: String
  public let finding: PublishedFinding
  /// How long the cells were treated; nil where the source does not say.
  public let time: Time?
  /// Nil in vitro.
  public let treatment: AnimalTreatment?
  /// The assay as the source names it.
  public let assay: String
  /// What was measured, in the source's own words.
  public let wording: String
  /// What the source refers to.
  public let references: [CitedReference]
  /// Where it stands in the source.
  public let provenance: Provenance
  public let caveats: [ObservationCaveat]
  public let role: Role

  /// What was treated or bound.
  public enum Subject: Hashable, Sendable {
    case protein(String)
    case cellLine(String)
    /// Samples of patients; `count` is nil where the source does not say how many.
    case patientSamples(String, count: Int?)

    public var name: String {
      switch self {
      case .protein(let name), .cellLine(let name), .patientSamples(let name, _): name
      }
    }

    /// `protein`, `cell line` or `patient samples`.
    public var kind: String {
      switch self {
      case .protein: "protein"
      case .cellLine: "cell line"
      case .patientSamples: "patient samples"
      }
    }

    public var sampleCount: Int? {
      if case .patientSamples(_, let count) = self { count } else { nil }
    }
  }

  /// What an observation may still be used for.
  public enum Role: Hashable, Sendable {
    /// A parameter was chosen with this value in view, so it can test nothing; `how` says which.
    case usedInCalibration(how: String)
    /// Kept out of every choice, and so able to test the model.
    case heldOut
  }

  public init(
    id: String, system: BiologicalSystem, subject: Subject, drug: String,
    finding: PublishedFinding, time: Time? = nil, treatment: AnimalTreatment? = nil,
    assay: String, wording: String, references: [CitedReference], provenance: Provenance,
    caveats: [ObservationCaveat] = [], role: Role
  ) {
    self.id = id
    self.system = system
    self.subject = subject
    self.drug = drug
    self.finding = finding
    self.time = time
    self.treatment = treatment
    self.assay = assay
    self.wording = wording
    self.references = references
    self.provenance = provenance
    self.caveats = caveats
    self.role = role
  }

  /// `usedInCalibration` or `heldOut`, in words.
  public var roleLabel: String {
    switch role {
    case .usedInCalibration: "used in calibration"
    case .heldOut: "held out"
    }
  }
}

/// What a source reports: a number or an outcome in words.
public enum PublishedFinding: Hashable, Sendable {
  /// Half-maximal concentration for an effect.
  case ec50(Concentration)
  /// Half-maximal concentration for a loss.
  case ic50(Concentration)
  /// A concentration that the source calls a potency without saying of which kind.
  case potency(Concentration)
  /// An outcome without a number.
  case outcome(String)

  public var concentration: Concentration? {
    switch self {
    case .ec50(let value), .ic50(let value), .potency(let value): value
    case .outcome: nil
    }
  }

  public var outcome: String? {
    if case .outcome(let words) = self { words } else { nil }
  }

  /// `EC50`, `IC50`, `potency` or `outcome`.
  public var quantityName: String {
    switch self {
    case .ec50: "EC50"
    case .ic50: "IC50"
    case .potency: "potency"
    case .outcome: "outcome"
    }
  }
}

/// How animals were treated, as the source states it.
public struct AnimalTreatment: Hashable, Sendable {
  public enum Route: String, CaseIterable, Sendable {
    case intraperitoneal = "i.p."
    case intravenous = "i.v."
  }

  /// In mg per kg of body weight.
  public let milligramsPerKilogram: Double
  public let route: Route
  /// As the source words it, such as `once weekly`.
  public let schedule: String

  public init(milligramsPerKilogram: Double, route: Route, schedule: String) {
    self.milligramsPerKilogram = milligramsPerKilogram
    self.route = route
    self.schedule = schedule
  }
}

/// A reference as a source prints it.
public struct CitedReference: Hashable, Sendable {
  /// The source's own number for it.
  public let number: Int
  /// The title as printed; nil where only a host name is given.
  public let title: String?
  public let host: String

  public init(number: Int, title: String?, host: String) {
    self.number = number
    self.title = title
    self.host = host
  }

  /// Whether a publication can be found by it; a bare host name leads to none.
  public var isResolved: Bool { title != nil }

  /// `[1] aacrjournals.org (unresolved)`.
  public var described: String {
    title.map { "[\(number)] \($0) (\(host))" } ?? "[\(number)] \(host) (unresolved)"
  }
}

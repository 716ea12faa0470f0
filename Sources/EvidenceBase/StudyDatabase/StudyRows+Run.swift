/// What was run: the study's text and what it takes to run it again.
public struct StudyRecord: StudyRow, Hashable {
  public static let tableName = "study"

  /// The schema that the study file begins with, such as `primed.study/1`.
  public var schema: String
  public var title: String
  /// The study file as it was read.
  public var yaml: String
  public var yamlSHA256: String
  /// In decimal digits, since SQLite's integers are signed.
  /// Nil for a study that draws no random number.
  public var seed: String?

  public init(schema: String, title: String, yaml: String, yamlSHA256: String, seed: UInt64?) {
    self.schema = schema
    self.title = title
    self.yaml = yaml
    self.yamlSHA256 = yamlSHA256
    self.seed = seed.map { String($0) }
  }

  private enum CodingKeys: String, CodingKey {
    case schema, title, yaml
    case yamlSHA256 = "yaml_sha256"
    case seed
  }
}

/// The version of one thing that took part, such as Primed or SUNDIALS.
public struct VersionRow: StudyRow, Hashable {
  public static let tableName = "versions"

  public var component: String
  public var version: String

  public init(component: String, version: String) {
    self.component = component
    self.version = version
  }
}

/// One file that was read.
public struct InputRow: StudyRow, Hashable {
  public static let tableName = "inputs"

  /// As the study names it, relative to the study file.
  public var path: String
  public var sha256: String
  /// What it was read as, such as `measured doses and responses`.
  public var purpose: String

  public init(path: String, sha256: String, purpose: String) {
    self.path = path
    self.sha256 = sha256
    self.purpose = purpose
  }
}

/// One number that went into a simulation, with where it comes from.
public struct ParameterRow: StudyRow, Hashable {
  public static let tableName = "parameters"

  /// The model or line that it belongs to.
  public var model: String
  public var key: String
  public var value: Double?
  public var unit: String?
  /// The range to vary it over.
  public var low: Double?
  public var high: Double?
  /// `guide`, `seen`, `from memory`, `chosen` or `fitted`.
  public var provenance: String
  /// The place or the reason, in words.
  public var source: String?
  /// The key in the list of references.
  public var citation: String?

  public init(
    model: String, key: String, value: Double?, unit: String?, low: Double? = nil,
    high: Double? = nil, provenance: String, source: String? = nil, citation: String? = nil
  ) {
    self.model = model
    self.key = key
    self.value = value
    self.unit = unit
    self.low = low
    self.high = high
    self.provenance = provenance
    self.source = source
    self.citation = citation
  }
}

/// How long one stage took. The only table that differs from machine to machine.
public struct TimingRow: StudyRow, Hashable {
  public static let tableName = "timings"

  public var stage: String
  public var seconds: Double?

  public init(stage: String, seconds: Double?) {
    self.stage = stage
    self.seconds = seconds
  }
}

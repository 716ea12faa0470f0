import DoseResponse
import FileFormats

/// What a person asks when they hand over a table of doses and responses to be fitted.
public struct FitRequest: Sendable {
  public enum Layout: String, CaseIterable, Sendable { case tidy, columns, rows }
  public enum Scale: String, CaseIterable, Sendable { case viability, inhibition, signal }
  public enum Notation: String, CaseIterable, Sendable { case fraction, percent }
  public enum DecimalSign: String, CaseIterable, Sendable { case point, comma }
  public enum Loss: String, CaseIterable, Sendable {
    case robust
    case leastSquares = "least-squares"
  }

  public enum Limits: String, CaseIterable, Sendable { case fixed, background, free }
  public enum Noise: String, CaseIterable, Sendable { case auto, constant, proportional }
  /// What compared curves may be asked to have in common.
  public enum Share: String, CaseIterable, Sendable {
    case none, limits, slope, ec50
    case responseWithoutDrug = "response-without-drug"
    case fullEffect = "full-effect"
  }

  public enum Interval: String, CaseIterable, Sendable { case profile, wald, bootstrap }

  /// A CSV, TSV, XLSX or Prism file.
  public var file: String
  /// Of a workbook or Prism file: a sheet's or table's name, or its number from 1.
  public var sheet: String?
  public var layout: Layout?
  public var dose: String?
  public var response: String?
  /// The columns that name a curve; nil where that was not said, none where all rows are one curve.
  public var groups: [String]?
  public var weight: String?
  public var replicates: Int?
  /// The doses of the columns of a table with one row a curve; one unit at the end serves all.
  public var doses: [String]?
  /// In a table of rows, the columns of responses in the order of `doses`, nil for all that name no
  /// curve; in a tidy one, the replicates of each row; in one of columns, those that are curves.
  public var responses: [String]?
  /// How many curves are fitted at most, from the top of the table; nil for all.
  public var limit: Int?
  public var doseUnit: String?
  public var dosesAreLogarithms = false
  public var scale: Scale?
  public var notation: Notation?
  public var scaleIsSure = false
  public var decimalSign: DecimalSign?
  /// `auto`, or a model by its short name.
  public var model = "auto"
  /// Nil for the usual one: robust for the models above, least squares for an equation of one's own.
  public var loss: Loss?
  public var interval = Interval.profile
  public var noise = Noise.auto
  /// For the bootstrap.
  public var seed: UInt64 = 1
  public var resamples = 1000
  /// How sure the intervals are.
  public var confidence = 0.95

  /// A column of trials; the responses are then numbers of successes.
  public var trials: String?
  /// What is held of a curve of successes.
  public var limits = Limits.fixed
  /// A column of counts at the time of treatment; the responses are then counts at the end, and
  /// growth rates relative to vehicle are fitted.
  public var timeZero: String?
  /// Whether the curves are compared with each other, against `reference` or the first.
  public var compares = false
  public var reference: String?
  /// What compared curves share, one after the other; nil where the test of parallel curves decides.
  public var shares: [Share]?
  /// A person's own equation in the names of columns and of `starts`; nil for the models above.
  public var formula: String?
  public var starts: [(name: String, value: Double)] = []
  /// How the person asks, by options or by keys, so that a refusal can say what to write.
  public var form = StatementForm.option

  public init(file: String) { self.file = file }

  /// The models by the names that ``model`` takes.
  public static var models: [String] { ["auto"] + CurveModel.allCases.map(\.rawValue) }

  /// The units that ``doseUnit`` takes.
  public static var doseUnits: [String] { DoseUnitName.known }

  public static func knowsDoseUnit(_ name: String) -> Bool { DoseUnitName(named: name) != nil }

  /// The same for the reader of tables.
  var statement: DoseTableStatement {
    var statement = DoseTableStatement(in: form)
    statement.layout = layout.flatMap { .init(rawValue: $0.rawValue) }
    statement.sheet = sheet
    statement.doseColumn = dose
    statement.responseColumn = response
    statement.groupColumns = groups
    statement.weightColumn = weight
    statement.replicates = replicates
    statement.doses = doses
    statement.responseColumns = responses
    statement.unit = doseUnit.flatMap { DoseUnitName(named: $0) }
    if dosesAreLogarithms { statement.dosesAreLogarithms = true }
    statement.trialsColumn = trials
    statement.timeZeroColumn = timeZero
    statement.kind = (timeZero == nil ? scale : .signal).flatMap { .init(rawValue: $0.rawValue) }
    statement.notation = notation.flatMap { .init(rawValue: $0.rawValue) }
    statement.scaleIsSure = scaleIsSure
    statement.decimalMark = decimalSign.flatMap { .init(rawValue: $0.rawValue) }
    return statement
  }

  /// The same for the fitter.
  var options: DoseResponseFitOptions {
    var options = DoseResponseFitOptions()
    if let model = CurveModel(rawValue: model) { options.model = .only(model) }
    options.loss = usedLoss == .robust ? .robust : .leastSquares
    options.confidence = confidence
    options.noise =
      switch noise {
      case .auto: .automatic
      case .constant: .constant
      case .proportional: .proportional
      }
    options.intervalMethod =
      switch interval {
      case .profile: .profile
      case .wald: .wald
      case .bootstrap: .bootstrap(BootstrapPlan(resamples: resamples, seed: seed))
      }
    return options
  }

  /// ``shares`` for the comparer.
  var sharing: [Set<SharedParameter>]? {
    shares?.map { share in
      switch share {
      case .none: []
      case .limits: [.responseWithoutDrug, .fullEffect]
      case .slope: [.slope]
      case .ec50: [.potency]
      case .responseWithoutDrug: [.responseWithoutDrug]
      case .fullEffect: [.fullEffect]
      }
    }
  }

  var usedLoss: Loss { loss ?? (formula == nil ? .robust : .leastSquares) }

  /// What the responses are, as a person reads it.
  func described(_ scale: FileFormats.ResponseScale) -> String {
    if trials != nil { return "successes among trials" }
    return timeZero == nil ? scale.described : "growth rate relative to vehicle"
  }

  /// The model, or what takes its place.
  var modelName: String {
    if let formula { return "formula: \(formula)" }
    return trials == nil ? model : "log-logistic, limits \(limits.rawValue)"
  }
}

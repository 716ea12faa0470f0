import Experiments
import Simulation

/// What an ensemble came to and what it would take to make it again: the body of `primed.ensemble/1`.
public struct EnsembleSummary: Encodable, Sendable {
  public let members: Int
  public let unfinished: Int
  /// How many cells permeabilised before time 0, at rest and without drug; nil for a model that does not
  /// rest.
  public let permeabilisedAtRest: Int?
  /// What would make a reader take the ends for something else, in words; mostly none.
  public let warnings: [String]
  /// Reading and compiling the model and the table.
  public let readySeconds: Double
  public let runSeconds: Double
  public let runsPerSecond: Double?
  public let threads: Int
  public let steps: Int
  public let rejectedSteps: Int
  public let backEnd: String
  /// From how many members on machine code would repay its compiler; nil if never.
  public let breakEvenMembers: Int?
  public let laneUse: Double?
  public let fallbacks: Int
  /// Members run again at tight tolerances and compared.
  public let checkedMembers: Int
  /// Members to be checked that did not reach their end in both runs.
  public let uncheckedMembers: Int
  /// The largest |x − tight| / max(|tight|, 1) of the members checked; nil if none was.
  public let achievedError: Double?
  /// The largest difference of an event's time where it came in both runs; nil if it never did.
  public let achievedEventTimeError: Double?
  /// How often an event came in one of the two runs only.
  public let eventsInOneOnly: Int
  public let quantileRelativeError: Double?
  public let model: Model
  public let end: Double
  public let relativeTolerance: Double
  public let absoluteTolerance: Double
  public let design: Design
  public let arms: [Arm]
  let columns: [EndsTable.Column]

  public struct Model: Encodable, Sendable {
    public let name: String
    /// nil for the library's own.
    public let sha256: String?
    public let timeUnit: String
    public let amountUnit: String
    /// How long members rest before time 0, in the time unit.
    public let restBeforeStart: Double

    private enum CodingKeys: String, CodingKey {
      case name, sha256
      case timeUnit = "time_unit"
      case amountUnit = "amount_unit"
      case restBeforeStart = "rest_before_start"
    }
  }

  public struct Design: Encodable, Sendable {
    public let variants: Int
    public let variantsSHA256: String?
    public let samples: Int
    public let seed: UInt64
    public let settings: [Setting]
    public let varied: [Varied]
    public let doses: [Dose]

    public struct Setting: Encodable, Sendable {
      public let name: String
      public let value: Double
      public let unit: String
    }

    public struct Varied: Encodable, Sendable {
      public let name: String
      /// The distribution of the factor, of mean 1.
      public let distribution = "lognormal"
      public let coefficientOfVariation: Double

      private enum CodingKeys: String, CodingKey {
        case name, distribution
        case coefficientOfVariation = "coefficient_of_variation"
      }
    }

    public struct Dose: Encodable, Sendable {
      public let name: String
      public let levels: [Double]
      public let unit: String
    }

    private enum CodingKeys: String, CodingKey {
      case variants, samples, seed, settings, varied, doses
      case variantsSHA256 = "variants_sha256"
    }
  }

  /// One combination of doses.
  public struct Arm: Encodable, Sendable {
    public let doses: [String: Double]
    public let members: Int
    public let events: [Event]

    public struct Event: Encodable, Sendable {
      public let name: String
      /// In how many it had come at rest, before time 0; they are not among the known.
      public let alreadyAtRest: Int
      /// How many members' fate is known: those that reached the end or the event.
      public let known: Int
      public let responded: Int
      public let fraction: Double?
      /// The time by which half of those that responded had, and the quartiles.
      public let quartiles: [Double]

      private enum CodingKeys: String, CodingKey {
        case name, known, responded, fraction, quartiles
        case alreadyAtRest = "already_at_rest"
      }
    }
  }

  private enum CodingKeys: String, CodingKey {
    case members, unfinished, warnings, threads, steps, fallbacks, model, end, design, arms, columns
    case permeabilisedAtRest = "permeabilised_at_rest"
    case readySeconds = "ready_seconds"
    case runSeconds = "run_seconds"
    case runsPerSecond = "runs_per_second"
    case rejectedSteps = "rejected_steps"
    case backEnd = "back_end"
    case breakEvenMembers = "break_even_members"
    case laneUse = "lane_use"
    case checkedMembers = "checked_members"
    case uncheckedMembers = "unchecked_members"
    case eventsInOneOnly = "events_in_one_only"
    case achievedError = "achieved_error"
    case achievedEventTimeError = "achieved_event_time_error"
    case quantileRelativeError = "quantile_relative_error"
    case relativeTolerance = "relative_tolerance"
    case absoluteTolerance = "absolute_tolerance"
  }
}

extension EnsembleSummary {
  /// - Parameter readySeconds: what reading and compiling took.
  init(
    _ result: EnsembleResult, of run: EnsembleRun, on runner: EnsembleRunner, readySeconds: Double
  ) {
    let (model, design) = (run.model, run.design)
    members = design.memberCount
    unfinished = result.tally.unfinishedCount
    permeabilisedAtRest = run.restingCells > 0 ? result.tally.permeabilisedAtRest : nil
    warnings = Self.warnings(dead: result.tally.permeabilisedAtRest, of: run.restingCells)
    self.readySeconds = readySeconds
    runSeconds = result.runSeconds
    runsPerSecond =
      result.runSeconds > 0 ? Double(design.memberCount) / result.runSeconds : nil
    threads = run.threads
    steps = result.tally.effort.steps
    rejectedSteps = result.tally.effort.errorTestFailures
    backEnd = runner.backend?.rawValue ?? "cvodes"
    breakEvenMembers = runner.breakEvenMembers
    laneUse = result.laneUse
    fallbacks = result.tally.effort.fallbacks
    checkedMembers = result.error?.members ?? 0
    achievedError = result.error?.ofAmounts
    uncheckedMembers = result.error?.unfinished ?? 0
    achievedEventTimeError = result.error?.ofEventTimes
    eventsInOneOnly = result.error?.eventsInOneOnly ?? 0
    quantileRelativeError = result.quantiles?.relativeError
    self.model = Model(model)
    end = run.end.seconds
    relativeTolerance = run.tolerances.relative
    absoluteTolerance = run.tolerances.absolute
    self.design = Design(design, of: model)
    arms = (0..<design.armCount).map { Arm($0, result.tally, design, model.events) }
    columns = EndsTable(model, design).columns
  }
}

extension EnsembleSummary {
  /// - Parameters:
  ///   - dead: cells that permeabilised at rest.
  ///   - cells: all that were brought to rest.
  private static func warnings(dead: Int, of cells: Int) -> [String] {
    guard dead > 0 else { return [] }
    let culture = CultureAtRest(drawn: cells, ready: cells - dead, permeabilised: dead)
    return [
      "Warning: \(dead) of \(cells) cells permeabilised at rest, before time 0 and without drug: "
        + "ends, quantiles and courses hold "
        + (dead == 1 ? "it as the dead cell that it is" : "them as the dead cells that they are")
        + (culture.canBePlated
          ? "." : ", and of so few that live no culture could be plated.")
    ]
  }
}

extension EnsembleSummary.Model {
  init(_ model: RunnableModel) {
    self.init(
      name: model.source.name, sha256: model.source.fileHash?.hexadecimal,
      timeUnit: model.source.timeUnit.name,
      amountUnit: model.species.first.map { model.source.unit(of: $0).name } ?? "1",
      restBeforeStart: model.restBeforeStart.seconds)
  }
}

extension EnsembleSummary.Design {
  init(_ design: EnsembleDesign, of model: RunnableModel) {
    variants = design.variantCount
    variantsSHA256 = design.variants?.hash.hexadecimal
    samples = design.samples
    seed = design.seed
    settings = design.settings.map {
      Setting(name: $0.name, value: $0.value, unit: model.unit(of: $0.place).name)
    }
    varied = design.varied.map { Varied(name: $0.name, coefficientOfVariation: $0.value) }
    doses = design.doses.map {
      Dose(name: $0.name, levels: $0.value, unit: model.unit(of: $0.place).name)
    }
  }
}

extension EnsembleSummary.Arm {
  init(_ arm: Int, _ tally: EnsembleTally, _ design: EnsembleDesign, _ events: [EnsembleEvent]) {
    doses = Dictionary(
      uniqueKeysWithValues: zip(design.doses.map(\.name), design.levels(ofArm: arm)))
    members = tally.memberCounts[arm]
    self.events = zip(events, tally.events[arm]).map { event, counted in
      Event(
        name: event.name, alreadyAtRest: counted.alreadyAtRest, known: counted.known,
        responded: counted.responded,
        fraction: counted.fraction,
        quartiles: [0.25, 0.5, 0.75].compactMap { counted.times.quantile($0) })
    }
  }
}

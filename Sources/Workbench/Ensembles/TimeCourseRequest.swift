import FileFormats
import Quantities
import Simulation

/// A time course in the words of a command line.
public struct TimeCourseRequest: Sendable {
  public var model: String
  public var end: String
  public var start = "0"
  public var steps = 100
  /// Each `NAME=VALUE`.
  public var settings: [String] = []
  /// Each `NAME>VALUE` or `NAME<VALUE`.
  public var events: [String] = []
  /// The species and other variables reported; nil for all species.
  public var selected: [String]?
  public var relativeTolerance = 1e-7
  public var absoluteTolerance = 1e-9
  public var engine = EngineWords()
  /// The file that the course is going to be written to, if any.
  public var output: String?

  public init(model: String, end: String) {
    self.model = model
    self.end = end
  }

  /// What was run, and what a person should know of it.
  public struct Answer: Sendable {
    public let course: TimeCourse.Answer
    public let summary: TimeCourseSummary
    public let notes: [String]

    public var csv: String { course.csv }

    public func write(to path: String) throws { try AtomicOutput.write(course.csv, to: path) }

    /// Says why the course ends early; nil if it does not.
    public var failed: ItemsFailed? {
      guard course.ending != .reachedEnd else { return nil }
      return ItemsFailed([.init(name: "run", reason: course.ending.description)])
    }
  }

  /// - Throws: an `InputRefusal` that lists every fault of the words.
  public func run() async throws -> Answer {
    let loading = ContinuousClock.now
    let (course, design, notes) = try read()
    let running = ContinuousClock.now
    let answer = try await course.run()
    let done = ContinuousClock.now
    let warnings = warnings(answer)
    return Answer(
      course: answer,
      summary: TimeCourseSummary(
        answer, of: course, settings: EnsembleSummary.Design(design, of: course.model).settings,
        warnings: warnings, readySeconds: (running - loading) / .seconds(1),
        runSeconds: (done - running) / .seconds(1)), notes: notes + warnings)
  }

  /// What would make a reader take the course for something else.
  private func warnings(_ answer: TimeCourse.Answer) -> [String] {
    guard let moment = answer.permeabilisedAtRest else { return [] }
    return [
      "Warning: this cell permeabilised at rest, \((.zero - moment).formatted(in: .hours)) before time 0 "
        + "and without drug: what follows is the course of a dead cell."
    ]
  }

  private func read() throws -> (TimeCourse, EnsembleDesign, notes: [String]) {
    let faults = FaultCollector(file: "command line")
    var words = DesignWords()
    words.settings = settings
    faults.noteUnlessWritable(output, for: "--output", sparing: [model])
    let source: ModelSource
    do {
      source = try ModelSource.load(model, naming: words.names)
    } catch let refusal as InputRefusal {
      faults.note(refusal)
      throw InputRefusal(faults.faults)
    }
    let species = source.species(named: selected, faults)
    // 0 is 0 in every unit.
    let start = start == "0" ? 0 : faults.time(start, "--start", in: source.timeUnit)
    let end = faults.time(end, "--end", in: source.timeUnit)
    if let start, let end, end <= start {
      faults.note(
        at: nil, found: "--end \(self.end) with --start \(self.start)",
        needed: "an end after the start")
    }
    if source.cell != nil, let start, start < 0 {
      faults.note(
        at: nil, found: "--start \(self.start)", needed: "a time of 0 or later",
        hint: "before time 0 the cell is at rest")
    }
    let located = events.compactMap { EnsembleEvent($0, of: source, faults) }
    let compiled = try source.compiled(
      reporting: species, locating: located, watchingRest: true)
    let design = EnsembleDesign(words, variants: nil, in: nil, for: compiled, faults)
    try faults.refuseIfAny()
    guard let start, let end, let design else { throw InputRefusal(faults.faults) }
    var course = TimeCourse(
      compiled, from: .seconds(start), until: .seconds(end), steps: steps,
      tolerances: Tolerances(relative: relativeTolerance, absolute: absoluteTolerance),
      engine: engine.engine)
    if engine.method == "lanes", course.engine == .automatic {
      course.engine = .lanes(.interpreter)
    }
    course.setting = design.setting(of: 0)
    return (course, design, source.notes)
  }
}

/// What a time course came to: the body of `primed.simulate/1`.
public struct TimeCourseSummary: Encodable, Sendable {
  public let model: EnsembleSummary.Model
  public let settings: [EnsembleSummary.Design.Setting]
  public let start: Double
  public let end: Double
  public let relativeTolerance: Double
  public let absoluteTolerance: Double
  public let backEnd: String
  public let ending: String
  public let readySeconds: Double
  public let runSeconds: Double
  public let steps: Int
  public let rejectedSteps: Int
  public let fallbacks: Int
  public let events: [Event]
  /// What would make a reader take the course for something else, in words; mostly none.
  public let warnings: [String]
  public let times: [Double]
  /// One list a species, as long as the times.
  public let species: [String: [Double?]]

  public struct Event: Encodable, Sendable {
    public let name: String
    /// nil if it did not come.
    public let time: Double?
  }

  private enum CodingKeys: String, CodingKey {
    case model, settings, start, end, ending, steps, fallbacks, events, warnings, times, species
    case relativeTolerance = "relative_tolerance"
    case absoluteTolerance = "absolute_tolerance"
    case backEnd = "back_end"
    case readySeconds = "ready_seconds"
    case runSeconds = "run_seconds"
    case rejectedSteps = "rejected_steps"
  }

  init(
    _ answer: TimeCourse.Answer, of course: TimeCourse,
    settings: [EnsembleSummary.Design.Setting], warnings: [String], readySeconds: Double,
    runSeconds: Double
  ) {
    model = EnsembleSummary.Model(course.model)
    self.settings = settings
    self.warnings = warnings
    start = course.start.seconds
    end = course.end.seconds
    relativeTolerance = course.tolerances.relative
    absoluteTolerance = course.tolerances.absolute
    backEnd = answer.backend
    ending = answer.ending.description
    self.readySeconds = readySeconds
    self.runSeconds = runSeconds
    steps = answer.effort.steps
    rejectedSteps = answer.effort.errorTestFailures
    fallbacks = answer.effort.fallbacks
    events = zip(course.model.events, answer.eventTimes).map {
      Event(name: $0.name, time: $1?.seconds)
    }
    times = answer.times.map(\.seconds)
    species = Dictionary(
      uniqueKeysWithValues: answer.species.enumerated().map { column, name in
        (name, answer.rows.map { $0[column].isFinite ? $0[column] : nil })
      })
  }
}

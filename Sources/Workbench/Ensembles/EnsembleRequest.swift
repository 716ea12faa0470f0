import FileFormats
import Foundation
import Quantities
import Simulation
import Synchronization

/// An ensemble in the words of a command line: names, numbers with their units, paths.
public struct EnsembleRequest: Sendable {
  public var model: String
  public var end: String
  /// The table of variants; nil for the model as it is.
  public var variants: String?
  public var design = DesignWords()
  /// Each `NAME>VALUE` or `NAME<VALUE`.
  public var events: [String] = []
  /// The species reported; nil for all.
  public var selected: [String]?
  public var relativeTolerance = 1e-6
  public var absoluteTolerance = 1e-9
  public var threads = 1
  public var engine = EngineWords()
  public var checkedMembers = 0
  /// Where each member ended: a path, `-` for standard output, nil for nowhere.
  public var ends: String?
  /// Where the quantiles over time go, and into how many intervals the course is cut.
  public var course: String?
  public var courseIntervals = 100
  public var quantiles = [0.05, 0.25, 0.5, 0.75, 0.95]
  /// Where the share of members in which events came goes, arm by arm.
  public var responses: String?

  public init(model: String, end: String) {
    self.model = model
    self.end = end
  }

  /// What was run.
  public struct Answer: Sendable {
    public let summary: EnsembleSummary
    /// The members that did not reach their end; nil if all did.
    public let failed: ItemsFailed?

    /// For people: how many, how fast, how exact.
    public var sentence: String {
      var text = "\(summary.members) members on \(summary.backEnd)"
      if let rate = summary.runsPerSecond { text += ", \(Int(rate.rounded())) a second" }
      if let error = summary.achievedError { text += ", error \(error.forPeople())" }
      if summary.eventsInOneOnly > 0 {
        text += ", \(summary.eventsInOneOnly) events not in both the run and its check"
      }
      if summary.uncheckedMembers > 0 {
        text += ", \(summary.uncheckedMembers) unfinished and not checked"
      }
      if summary.fallbacks > 0 { text += ", \(summary.fallbacks) run again by CVODES" }
      text += "."
      for arm in summary.arms where summary.arms.count <= 12 {
        let doses = arm.doses.sorted { $0.key < $1.key }.map {
          "\($0.key) \($0.value.forPeople()) \(summary.model.amountUnit)"
        }
        let place = doses.isEmpty ? "" : "At \(doses.joined(separator: ", ")): "
        for event in arm.events {
          text += "\n\(place)\(event.name) in \(event.responded) of \(event.known)"
          if event.alreadyAtRest > 0 { text += ", in \(event.alreadyAtRest) more already at rest" }
          if event.quartiles.count == 3 {
            text +=
              ", by \(event.quartiles[1].forPeople()) \(summary.model.timeUnit) in half of those"
          }
          text += "."
        }
      }
      return ([text] + summary.warnings).joined(separator: "\n")
    }
  }

  /// - Parameters:
  ///   - tell: hears what a person should know before members run.
  ///   - listener: hears how far the run is.
  /// - Throws: an `InputRefusal` that lists every fault of the words; nothing has been run or written
  ///   then.
  public func run(
    tell: @escaping @Sendable (String) -> Void = { _ in }, listener: any ProgressListener
  ) async throws -> Answer {
    let loading = ContinuousClock.now
    let (run, notes) = try read()
    let runner = run.runner()
    let readySeconds = (ContinuousClock.now - loading) / .seconds(1)
    for note in notes + engine.notes(on: runner, members: run.design.memberCount) { tell(note) }
    let output: StreamedOutput? = try ends.map {
      try $0 == "-" ? StreamedOutput.standardOutput() : StreamedOutput(to: $0)
    }
    defer { output?.discard() }
    let progress = MemberProgress(total: run.design.memberCount, listener)
    var writeEnds: (@Sendable ([UInt8]) throws -> Void)?
    if let output { writeEnds = { try output.write($0) } }
    let result = try await run.run(
      on: runner, ends: writeEnds,
      finished: { progress.hear($0) })
    let summary = EnsembleSummary(result, of: run, on: runner, readySeconds: readySeconds)
    try write(result, summary, of: run, output)
    return Answer(summary: summary, failed: Self.failed(result.tally, run.design))
  }

  /// The tables beside the ends first, the ends last: where they stand, all stands.
  private func write(
    _ result: EnsembleResult, _ summary: EnsembleSummary, of run: EnsembleRun,
    _ output: StreamedOutput?
  ) throws {
    if let course, let counted = result.quantiles {
      let table = CourseTable(run.model, run.design, quantiles)
      let output = try StreamedOutput(to: course)
      try table.write(counted) { (bytes) throws(OutputError) in try output.write(bytes) }
      try output.commit()
    }
    if let responses {
      try AtomicOutput.write(
        ResponseTable(run.model, run.design, quantiles).csv(result.tally), to: responses)
    }
    if let ends, ends != "-" { try summary.writeCompanion(of: ends) }
    try output?.commit()
  }

  private static func failed(_ tally: EnsembleTally, _ design: EnsembleDesign) -> ItemsFailed? {
    guard tally.unfinishedCount > 0 else { return nil }
    var items = tally.unfinished.map {
      ItemsFailed.Item(name: design.name(of: $0.member), reason: $0.reason)
    }
    let unlisted = tally.unfinishedCount - items.count
    if unlisted > 0 {
      items.append(.init(name: "\(unlisted) more", reason: "ended early; their rows are empty"))
    }
    return ItemsFailed(items)
  }

  /// Everything that can be wrong is found here, before anything runs.
  private func read() throws -> (run: EnsembleRun, notes: [String]) {
    let faults = FaultCollector(file: "command line")
    var table: VariantTable?
    do {
      table = try variants.map { try VariantTable(contentsOf: $0) }
    } catch let refusal as InputRefusal {
      faults.note(refusal)
    }
    noteOptions(faults)
    let source: ModelSource
    do {
      source = try ModelSource.load(model, naming: design.names + (table?.columns ?? []))
    } catch let refusal as InputRefusal {
      faults.note(refusal)
      throw InputRefusal(faults.faults)
    }
    let species = source.species(named: selected, faults)
    let end = faults.time(end, "--end", in: source.timeUnit)
    if let end, end <= 0 {
      faults.note(at: nil, found: "--end \(self.end)", needed: "a time above zero")
    }
    var located: [EnsembleEvent] = []
    for text in events {
      guard let event = EnsembleEvent(text, of: source, faults) else { continue }
      if located.contains(event) {
        faults.note(at: nil, found: "--event \(event.name) is given twice", needed: "each once")
      } else {
        located.append(event)
      }
    }
    let compiled = try source.compiled(
      reporting: species, locating: located, watchingRest: true)
    let design = EnsembleDesign(design, variants: table, in: variants, for: compiled, faults)
    if let design, course != nil {
      let sketches = design.armCount * (courseIntervals + 1) * compiled.species.count
      if sketches > CourseQuantiles.sketchLimit {
        faults.note(
          at: nil,
          found: "--course of \(compiled.species.count) species at \(courseIntervals + 1) times in "
            + "\(design.armCount) arms",
          needed: "at most \(CourseQuantiles.sketchLimit) numbers over time",
          hint: "name the species with --select, or take fewer --steps")
      }
    }
    try faults.refuseIfAny()
    guard let design, let end else { throw InputRefusal(faults.faults) }
    var run = EnsembleRun(compiled, design, until: .seconds(end))
    run.tolerances = Tolerances(relative: relativeTolerance, absolute: absoluteTolerance)
    run.threads = threads
    run.engine = engine.engine
    run.checkedMembers = checkedMembers
    run.courseIntervals = course == nil ? nil : courseIntervals
    return (run, source.notes)
  }

  private func noteOptions(_ faults: FaultCollector) {
    let inputs = [model, variants].compactMap(\.self)
    faults.noteUnlessWritable(ends, for: "--output", sparing: inputs)
    faults.noteUnlessWritable(course, for: "--course", sparing: inputs)
    faults.noteUnlessWritable(responses, for: "--responses", sparing: inputs)
    for (option, path) in [("--course", course), ("--responses", responses)] where path == "-" {
      faults.note(
        at: nil, found: "\(option) -", needed: "the name of a file",
        hint: "only --output goes to standard output")
    }
    let paths = [ends, course, responses].compactMap(\.self)
    if Set(paths).count < paths.count {
      faults.note(
        at: nil, found: "two outputs of one name", needed: "a name for each of them")
    }
    if responses != nil, events.isEmpty {
      faults.note(
        at: nil, found: "--responses without an --event", needed: "an event to respond with",
        hint: "as in --event 'CPARP>5e5'")
    }
    for quantile in quantiles where !(quantile >= 0 && quantile <= 1) {
      faults.note(at: nil, found: "--quantiles \(quantile)", needed: "numbers from 0 to 1")
    }
  }
}

/// Tells how far a run is, how fast it goes and how long it will take: no more often than it is looked at.
private final class MemberProgress: Sendable {
  private let total: Int
  private let listener: any ProgressListener
  private let start = ContinuousClock.now
  private let lastTold = Mutex<(at: ContinuousClock.Instant, done: Int)?>(nil)

  init(total: Int, _ listener: any ProgressListener) {
    self.total = total
    self.listener = listener
  }

  func hear(_ done: Int) {
    let now = ContinuousClock.now
    let isDue = lastTold.withLock { last in
      if let last, done < total, now - last.at < .milliseconds(100) || done <= last.done {
        return false
      }
      last = (now, done)
      return true
    }
    guard isDue else { return }
    let seconds = (now - start) / .seconds(1)
    let rate = Double(done) / max(seconds, 1e-9)
    let left = Time.seconds((Double(total - done) / rate).rounded(.up))
    listener.hear(
      JobProgress(
        stage: "\(done) of \(total) members, \(rate.forPeople()) a second, \(left) left",
        finished: done, of: total))
  }
}

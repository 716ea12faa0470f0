import NativeKernels
import Quantities
import Simulation
import Synchronization

/// Runs every member of a design to one time, and reduces each as it finishes.
///
/// What is kept does not grow with the number of members: rows of ends are handed on in the order of
/// members, events and quantiles are counted. No result depends on threads, on which member finishes
/// first, or on the lanes' back end.
public struct EnsembleRun: Sendable {
  public let model: RunnableModel
  public let design: EnsembleDesign
  public var end: Time
  public var tolerances: Tolerances = .ensemble
  public var threads = 1
  public var engine: EnsembleEngine = .automatic
  /// How many members are run again at a tight tolerance to measure the error; 0 for none.
  public var checkedMembers = 0
  /// Into how many intervals the course is cut whose quantiles are counted; nil for no course.
  public var courseIntervals: Int?

  public init(_ model: RunnableModel, _ design: EnsembleDesign, until end: Time) {
    self.model = model
    self.design = design
    self.end = end
  }

  /// The times that members report: the course's, or the end alone.
  var times: [Time] {
    guard let steps = courseIntervals else { return [end] }
    return (0...steps).map {
      $0 == steps ? end : .seconds(end.seconds * Double($0) / Double(steps))
    }
  }

  /// The engine made ready, which may mean compiled.
  func runner() -> EnsembleRunner {
    EnsembleRunner(
      model.network, threads: threads, engine: engine, kernels: NativeKernels(),
      expectedMembers: design.memberCount)
  }

  /// - Parameters:
  ///   - ends: takes the table's header and rows in the order of members; nil if nobody wants it.
  ///   - finished: called after each member with how many are done, on any thread.
  func run(
    on runner: EnsembleRunner, ends: (@Sendable ([UInt8]) throws -> Void)?,
    finished: @escaping @Sendable (Int) -> Void = { _ in }
  ) async throws -> EnsembleResult {
    let (model, design, end, times, tolerances) = (model, design, end, times, tolerances)
    let quantiles = courseIntervals.map { _ in
      CourseQuantiles(
        arms: design.armCount, times: times, readouts: model.species.count,
        floor: tolerances.absolute)
    }
    let tally = Mutex(EnsembleTally(of: self))
    let chosen = chosenMembers
    let table = ends.map { _ in EndsTable(model, design) }
    if let table, let ends { try ends(table.header) }
    let start = ContinuousClock.now
    for block in blocks {
      let rested = try await rested(block, on: runner)
      for cell in rested ?? [] {
        tally.withLock { $0.add(cell.effort, permeabilisedAtRest: cell.isPermeabilised) }
      }
      let (first, arms) = (block.lowerBound * design.armCount, design.armCount)
      try await runner.stream(
        count: block.count * arms,
        problem: { place in
          let member = model.start(design.setting(of: first + place), at: .zero)
          // A rest that failed is run again with each dose, so that each says where it ended.
          if let cell = rested?[place / arms], cell.ending == .reachedEnd {
            return model.problem(member, after: cell, until: end, at: times, tolerances)
          }
          return model.problem(member, from: .zero, until: end, at: times, tolerances)
        },
        reduce: { place, result in
          let member = first + place
          quantiles?.insert(result.trajectory, arm: design.parts(of: member).arm)
          return EnsembleMember(
            member, result, of: model, holdsRest: rested == nil, isKept: chosen.contains(member),
            in: table)
        },
        deliver: { place, member in
          let index = first + place
          if let ends { try ends(member.row) }
          tally.withLock { $0.add(index, member, arm: design.parts(of: index).arm) }
        }, finished: { finished(first + $0) })
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let counted = tally.withLock { $0 }
    return EnsembleResult(
      tally: counted, quantiles: quantiles, runSeconds: seconds,
      laneUse: runner.laneUse.fraction, error: try await error(of: counted.checked))
  }

  /// The cells, variants × samples, in stretches that bound what is held at rest at one time. One
  /// stretch where members share no rest.
  private var blocks: [Range<Int>] {
    let cells = design.variantCount * design.samples
    guard sharesRest else { return [0..<cells] }
    let size = 1024
    return stride(from: 0, to: cells, by: size).map { $0..<min($0 + size, cells) }
  }

  /// How many cells rest before time 0: one a member, unless members share their rest.
  var restingCells: Int {
    guard model.restBeforeStart > .zero else { return 0 }
    return sharesRest ? design.variantCount * design.samples : design.memberCount
  }

  private var sharesRest: Bool { model.restBeforeStart > .zero && design.sharesRest }

  /// Each cell of a stretch at rest, run once for all its doses; nil where members share no rest.
  private func rested(
    _ block: Range<Int>, on runner: EnsembleRunner
  ) async throws -> [RunnableModel.Rested]? {
    guard sharesRest else { return nil }
    let (model, design, tolerances) = (model, design, tolerances)
    @Sendable func start(_ place: Int) -> RunnableModel.Start {
      model.start(
        design.setting(of: (block.lowerBound + place) * design.armCount), at: .zero)
    }
    return try await runner.run(
      count: block.count, problem: { model.restProblem(start($0), tolerances) },
      reduce: { model.rested(start($0), $1) })
  }

  /// The members that are run again: one of each of as many equal stretches, at the places of the golden
  /// ratio's multiples, so that no rhythm of doses within the members is met by one of theirs.
  private var chosenMembers: Set<Int> {
    let count = min(checkedMembers, design.memberCount)
    return Set(
      (0..<count).map { index in
        let start = index * design.memberCount / count
        let length = (index + 1) * design.memberCount / count - start
        let place = (Double(index) * 0.618_033_988_749_895).truncatingRemainder(dividingBy: 1)
        return start + Int(place * Double(length))
      })
  }

  /// How tight a member is run again: by CVODES, which shares no code with the lanes.
  var checkTolerances: Tolerances {
    Tolerances(
      relative: min(1e-10, tolerances.relative / 1000),
      absolute: min(1e-10, tolerances.absolute / 10))
  }

  /// The largest errors of the members checked; nil if none was.
  private func error(of checked: [Int: EnsembleMember]) async throws -> EnsembleResult
    .AchievedError?
  {
    guard !checked.isEmpty else { return nil }
    let (model, design, end, tight) = (model, design, end, checkTolerances)
    let members = checked.keys.sorted()
    let oracle = EnsembleRunner(model.network, threads: threads, engine: .cvodes)
    let again = try await oracle.run(
      count: members.count,
      problem: { index in
        model.problem(
          model.start(design.setting(of: members[index]), at: .zero), from: .zero, until: end,
          at: [end], tight)
      }, reduce: { EnsembleMember($0, $1, of: model, isKept: true, in: nil) })
    var worst = EnsembleResult.AchievedError()
    for (index, exact) in zip(members, again) {
      guard let found = checked[index], found.ending == .reachedEnd, exact.ending == .reachedEnd
      else {
        worst.unfinished += 1
        continue
      }
      worst.add(found, against: exact)
    }
    return worst
  }
}

/// What an ensemble came to.
struct EnsembleResult: Sendable {
  let tally: EnsembleTally
  let quantiles: CourseQuantiles?
  let runSeconds: Double
  let laneUse: Double?
  let error: AchievedError?

  /// How far members lie from the same members at a tight tolerance.
  struct AchievedError: Sendable {
    /// Members that reached their end both times, and so were compared.
    var members = 0
    /// Members that did not, and so could not be compared.
    var unfinished = 0
    /// The largest |x − tight| / max(|tight|, 1); nil if no member could be compared.
    var ofAmounts: Double?
    /// The largest difference of an event's time, in the model's time unit, where it came both times;
    /// nil if it never did.
    var ofEventTimes: Double?
    /// How often an event came in one of the two runs only: the worst error there is.
    var eventsInOneOnly = 0

    mutating func add(_ found: EnsembleMember, against exact: EnsembleMember) {
      members += 1
      for (value, tight) in zip(found.amounts, exact.amounts) {
        ofAmounts = max(ofAmounts ?? 0, (value - tight).magnitude / max(tight.magnitude, 1))
      }
      for (time, tight) in zip(found.eventTimes, exact.eventTimes) {
        switch (time.isNaN, tight.isNaN) {
        case (true, true): continue
        case (false, false): ofEventTimes = max(ofEventTimes ?? 0, (time - tight).magnitude)
        default: eventsInOneOnly += 1
        }
      }
    }
  }
}

extension EnsembleMember {
  /// - Parameters:
  ///   - table: makes the member's row; nil if none is written.
  ///   - holdsRest: whether its cell's rest is told by this run and by no other.
  init(
    _ index: Int, _ result: SimulationResult, of model: RunnableModel, holdsRest: Bool = false,
    isKept: Bool, in table: EndsTable?
  ) {
    let amounts =
      result.ending == .reachedEnd
      ? Array(result.trajectory.values.suffix(result.trajectory.readoutCount))
      : [Double](repeating: .nan, count: result.trajectory.readoutCount)
    let eventTimes = result.landmarkTimes.prefix(model.events.count).map { $0?.seconds ?? .nan }
    self.init(
      row: table?.row(of: index, eventTimes: eventTimes, amounts: amounts) ?? [],
      eventTimes: eventTimes,
      permeabilisedAtRest: holdsRest && model.permeabilisedAtRest(result) != nil,
      amounts: isKept ? amounts : [], ending: result.ending, effort: result.effort)
  }
}

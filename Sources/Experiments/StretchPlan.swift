import Expressions
import Foundation
import NumericalMethods
import Quantities
import Simulation

/// What every stretch of a treated population is run with.
struct StretchPlan: Sendable {
  let population: FounderPopulation
  let treatments: [Treatment]
  let end: Time
  let times: [Time]
  let proliferation: Proliferation?
  let drift: LevelDrift?
  /// The changes that each treatment makes after time 0.
  private let laterChanges: [[Schedule.Moment]]
  /// Where the clock's states and inputs are in the cell's state and inputs.
  private let clockMap: ClockMap?

  private var network: CompiledNetwork { population.experiment.network }
  private var model: CellModel { population.experiment.model }

  init(
    _ population: FounderPopulation, treatments: [Treatment], end: Time, times: [Time],
    proliferation: Proliferation?, drift wandering: LevelWandering? = nil
  ) {
    self.population = population
    self.treatments = treatments
    self.end = end
    self.times = times
    self.proliferation = proliferation
    let model = population.experiment.model
    drift = (wandering ?? proliferation?.drift).flatMap { LevelDrift(population, $0) }
    laterChanges = treatments.map { treatment in
      treatment.steps.map { .init(at: $0.time, model.changes(by: $0.action)) }
    }
    clockMap = ClockMap(population.experiment)
  }

  // MARK: Beginnings

  /// Every founder that can be treated, under every treatment, founder by founder.
  func firstStretches() -> [CellStretch] {
    let ready = population.founders.indices.filter { population.founders[$0].isReady }
    return ready.flatMap { founder in treatments.indices.map { first(founder, arm: $0) } }
  }

  private func first(_ founder: Int, arm: Int) -> CellStretch {
    let rested = population.founders[founder]
    let lineage = Lineage(founder: founder)
    var (state, inputs) = (rested.state, rested.inputs)
    for dose in treatments[arm].doses {
      let free = model.freeConcentration(of: dose).nanomolar
      let symbol = model.medium(of: dose.drug).symbol
      if let index = network.inputIndex(of: symbol) {
        inputs[index] += free
      } else if let index = network.stateIndex(of: symbol) {
        state[index] += free
      } else {
        preconditionFailure("\(symbol) is no medium of the cell")
      }
    }
    let progress = proliferation == nil ? 0 : phase(of: founder)
    beginCycle(&state, &inputs, lineage, progress: progress)
    return CellStretch(
      arm: arm, lineage: lineage, weight: 1, born: .zero, start: .zero, state: state,
      inputs: inputs, deviates: drift?.deviates(ofFounder: rested.inputs) ?? [],
      progress: progress, record: founder, isDying: false)
  }

  /// How far a founder is in its cycle when it is treated, 0–1.
  ///
  /// A population in steady growth has twice as many newborn cells as cells about to divide: the
  /// density over the phase a is 2 ln 2 · 2^−a. Quantiles follow the golden ratio, so that any number
  /// of founders covers the cycle evenly.
  private func phase(of founder: Int) -> Double {
    var generator = CounterBasedGenerator(seed: population.seed, purpose: .cyclePhase, member: 0)
    let goldenRatio = 0.618_033_988_749_894_9
    let place = generator.uniform() + Double(founder) * goldenRatio
    return -log2(1 - (place - place.rounded(.down)) / 2)
  }

  private func beginCycle(
    _ state: inout [Double], _ inputs: inout [Double], _ lineage: Lineage, progress: Double
  ) {
    guard let proliferation, let cycle = model.cycle else { return }
    func set(_ symbol: Symbol, _ value: Double) {
      if let index = network.stateIndex(of: symbol) { state[index] = value }
      if let index = network.inputIndex(of: symbol) { inputs[index] = value }
    }
    var generator = CounterBasedGenerator(
      seed: population.seed, purpose: .cycleExit, member: lineage.member)
    set(cycle.progress, progress)
    set(cycle.age, progress * proliferation.doublingTime.seconds)
    set(cycle.exitHazard, 0)
    set(cycle.exitThreshold, -log(generator.uniform()))
    set(cycle.doublingTime, proliferation.doublingTime.seconds)
  }

  // MARK: The clock

  func clockProblem(for stretch: CellStretch) -> SimulationProblem {
    guard let clockMap else { preconditionFailure("a cell without a clock") }
    let moments = moments(of: stretch, until: end).map { moment in
      Schedule.Moment(at: moment.time, moment.changes.filter { clockMap.holds($0.target) })
    }
    return SimulationProblem(
      from: stretch.start, until: end, inputs: clockMap.inputs(of: stretch),
      initialState: clockMap.state(of: stretch), schedule: Schedule(moments),
      tolerances: population.experiment.tolerances)
  }

  func fate(of stretch: CellStretch, _ result: SimulationResult) -> CellFate {
    guard !stretch.isDying else { return .none }
    guard result.ending == .reachedEnd else { return CellFate(failure: result.ending) }
    let (division, exit) = (result.landmarkTimes[0], result.landmarkTimes[1])
    if let exit, exit < division ?? end { return CellFate(exit: exit) }
    return CellFate(division: permitted(division, stretch))
  }

  /// The fate of a cell that nothing slows.
  func undisturbedFate(of stretch: CellStretch) -> CellFate {
    guard let proliferation, !stretch.isDying else { return .none }
    let rest = (1 - stretch.progress) * proliferation.doublingTime
    return CellFate(division: permitted(stretch.start + rest, stretch))
  }

  private func permitted(_ division: Time?, _ stretch: CellStretch) -> Time? {
    guard let division, division < end, stretch.lineage.generation < Lineage.lastGeneration
    else { return nil }
    return division
  }

  // MARK: The run

  func problem(for stretch: CellStretch, _ fate: CellFate) -> SimulationProblem {
    let stop = fate.division ?? end
    var moments = moments(of: stretch, until: stop)
    if let drift {
      moments += drift.renewals(of: stretch, until: stop).map { .init(at: $0.time, $0.changes) }
    }
    if let exit = fate.exit, let cycle = model.cycle {
      moments.append(.init(at: exit, [.set(cycle.cycling, 0)]))
    }
    return SimulationProblem(
      from: stretch.start, until: stop, inputs: stretch.inputs, initialState: stretch.state,
      schedule: Schedule(moments),
      outputTimes: reported(stretch, fate) + (asksInheritance(fate) ? [stop] : []),
      tolerances: population.experiment.tolerances)
  }

  /// A time at which a cell divides belongs to its daughters.
  private func reported(_ stretch: CellStretch, _ fate: CellFate) -> [Time] {
    times.filter { time in
      guard time >= stretch.start else { return false }
      if let division = fate.division { return time < division }
      return true
    }
  }

  private func asksInheritance(_ fate: CellFate) -> Bool {
    fate.division != nil && model.cycle?.inheritance.isEmpty == false
  }

  /// A treatment's steps after a stretch's start, up to and including its end.
  private func moments(of stretch: CellStretch, until stop: Time) -> [Schedule.Moment] {
    laterChanges[stretch.arm].filter { $0.time > stretch.start && $0.time <= stop }
  }

  func lived(_ stretch: CellStretch, _ fate: CellFate, _ result: SimulationResult) -> LivedStretch {
    var result = result
    if let failure = fate.failure { result = result.ending(as: failure) }
    guard asksInheritance(fate), result.ending == .reachedEnd else {
      return LivedStretch(result: result, inheritance: [])
    }
    let last = result.trajectory.times.count - 1
    let first = population.experiment.firstInheritance
    let values = (first..<result.trajectory.readoutCount).map {
      result.trajectory.value(at: last, readout: $0)
    }
    return LivedStretch(result: result.withoutLastRow, inheritance: values)
  }

  /// The number of the first asked time that a stretch reports.
  func firstReport(of stretch: CellStretch) -> Int {
    times.firstIndex { $0 >= stretch.start } ?? times.count
  }

  // MARK: What follows

  /// A dying cell's second stretch, from where it would have divided.
  func continuation(
    of stretch: CellStretch, _ lived: LivedStretch, from time: Time, record: Int
  ) -> CellStretch {
    CellStretch(
      arm: stretch.arm, lineage: stretch.lineage, weight: stretch.weight, born: stretch.born,
      start: time, state: lived.result.finalState, inputs: inputs(after: stretch, at: time),
      deviates: drift?.deviates(after: stretch, at: time) ?? [], progress: 1, record: record,
      isDying: true)
  }

  func daughter(
    of stretch: CellStretch, _ lived: LivedStretch, at time: Time, _ lineage: Lineage,
    weight: Double
  ) -> CellStretch {
    var (state, inputs) = (lived.result.finalState, inputs(after: stretch, at: time))
    if let cycle = model.cycle {
      for (inherited, value) in zip(cycle.inheritance, lived.inheritance) {
        if let index = network.stateIndex(of: inherited.target) { state[index] = value }
        if let index = network.inputIndex(of: inherited.target) { inputs[index] = value }
      }
    }
    beginCycle(&state, &inputs, lineage, progress: 0)
    return CellStretch(
      arm: stretch.arm, lineage: lineage, weight: weight, born: time, start: time, state: state,
      inputs: inputs, deviates: drift?.deviates(after: stretch, at: time) ?? [], progress: 0,
      record: nil, isDying: false)
  }

  /// A cell's inputs as the treatment and its own renewals have left them.
  private func inputs(after stretch: CellStretch, at time: Time) -> [Double] {
    var inputs = stretch.inputs
    for change in moments(of: stretch, until: time).flatMap(\.changes) {
      guard let index = network.inputIndex(of: change.target) else { continue }
      switch change {
      case .set(_, let value): inputs[index] = value
      case .add(_, let value): inputs[index] += value
      }
    }
    drift?.set(&inputs, to: drift?.deviates(after: stretch, at: time) ?? [])
    return inputs
  }
}

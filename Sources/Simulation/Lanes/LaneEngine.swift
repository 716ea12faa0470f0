import Expressions
import Quantities

/// Runs members of one network side by side, each lane with its own time and step.
///
/// A lane whose member has finished takes the next from the queue at once. A member's result is the
/// same to the bit whatever the lane, the neighbours, the order, the width and the back end: lanes
/// share no number. A member that lanes cannot carry (rates that are no number, pivots that vanish)
/// is run again from its start by CVODES, and its effort says so.
package struct LaneEngine: ~Copyable {
  let network: CompiledNetwork
  let plan: LanePlan
  let machine: LaneMachine
  let workspace: NetworkWorkspace
  /// The lane whose inputs the workspace holds.
  var workspaceLane = -1
  var lanes: [LaneRun?]
  /// What of ``lanes`` every attempt touches; the copy in force while a member is on its lane.
  let clocks: UnsafeMutablePointer<LaneClock>
  let outputs: LanePlan.StepOutputs
  var hasInterpolant = false
  /// What ran, lane for lane, and how many of those lanes had a member.
  package private(set) var lanesRun = 0
  package private(set) var lanesUsed = 0

  /// A pivot that shrinks or grows by more than this in elimination has lost the digits it had.
  static let pivotRatioLimit = 1e12
  /// Attempts of one kind of failure before a member is given up.
  static let failureLimit = 25

  package init(_ network: CompiledNetwork, plan: LanePlan, _ execution: LaneExecution) {
    self.network = network
    self.plan = if case .native(let kernel) = execution { kernel.plan } else { plan }
    machine = LaneMachine(self.plan, execution)
    workspace = NetworkWorkspace(network)
    lanes = (0..<execution.width).map { _ in nil }
    clocks = .allocate(capacity: execution.width)
    clocks.initialize(repeating: LaneClock(), count: execution.width)
    outputs = self.plan.stepOutputs
  }

  deinit { clocks.deallocate() }

  /// Runs members until `next` has no more.
  ///
  /// - Parameters:
  ///   - next: the number and the problem of the next member; nil when there is none.
  ///   - finish: called with each member's result, in no order of members.
  package mutating func run(
    next: () throws -> (Int, SimulationProblem)?, finish: (Int, SimulationResult) -> Void
  ) rethrows {
    for lane in lanes.indices {
      lanes[lane] = nil
      clocks[lane] = LaneClock()
    }
    workspaceLane = -1
    var isQueueEmpty = false
    while true {
      // Asked of the clocks: a look at an optional run copies it.
      for lane in lanes.indices where !clocks[lane].isActive && !isQueueEmpty {
        while !clocks[lane].isActive, !isQueueEmpty {
          guard let (member, problem) = try next() else {
            isQueueEmpty = true
            break
          }
          if let result = begin(LaneRun(member, problem, network: network), in: lane) {
            finish(member, result)
          }
        }
      }
      let active = lanes.indices.count { clocks[$0].isActive }
      guard active > 0 else { return }
      lanesRun += lanes.count
      lanesUsed += active
      machine.attemptStep()
      hasInterpolant = false
      for lane in lanes.indices {
        machine.set(LanePlan.Slot.accepted.rawValue, lane, 0)
        guard clocks[lane].isActive, !concludeByClock(lane), var run = lanes[lane].take() else {
          continue
        }
        run.clock = clocks[lane]
        if let result = conclude(&run, in: lane) {
          clocks[lane].isActive = false
          finish(run.member, result)
        } else {
          run.setAlarms()
          clocks[lane] = run.clock
          lanes[lane] = run
        }
      }
    }
  }

  // MARK: A member's beginning and its segments

  /// Puts a member on a lane; returns its result if it is over before a step.
  mutating func begin(_ run: LaneRun, in lane: Int) -> SimulationResult? {
    var run = run
    let problem = run.problem
    workspace.load(inputs: run.inputs)
    workspaceLane = lane
    guard let start = startingState(for: problem), start.allSatisfy(\.isFinite),
      problem.inputs.allSatisfy(\.isFinite)
    else {
      return run.finished(
        .invalidStart, state: [Double](repeating: .nan, count: network.stateCount))
    }
    machine.set(LanePlan.Slot.relativeTolerance.rawValue, lane, problem.tolerances.relative)
    machine.set(LanePlan.Slot.absoluteTolerance.rawValue, lane, problem.tolerances.absolute)
    let result = beginSegments(&run, from: start, in: lane)
    if result == nil {
      run.setAlarms()
      clocks[lane] = run.clock
      lanes[lane] = run
    }
    return result
  }

  private func startingState(for problem: SimulationProblem) -> [Double]? {
    if let given = problem.initialState {
      precondition(given.count == network.stateCount, "one value a state entry")
      return given
    }
    workspace.slots[timeSlot] = problem.start.seconds
    workspace.initial.run(on: workspace.slots)
    return workspace.initial.outputs.map { workspace.slots[Int($0)] }
  }

  var timeSlot: Int { network.stateCount + network.inputSymbols.count }

  /// Applies what is due and begins the next segment that has a length; a result if none is left.
  mutating func beginSegments(
    _ run: inout LaneRun, from start: [Double], in lane: Int
  ) -> SimulationResult? {
    var state = start
    while true {
      while run.nextMoment < run.moments.count,
        run.moments[run.nextMoment].time.seconds <= run.clock.time
      {
        apply(run.moments[run.nextMoment].changes, to: &run, &state)
        run.nextMoment += 1
      }
      let isLast = run.isLastSegment
      run.clock.segmentEnd =
        isLast ? run.problem.end.seconds : run.moments[run.nextMoment].time.seconds
      load(run, in: lane)
      noteLandmarksAlreadyPassed(&run, state)
      let isEmpty = run.clock.segmentEnd <= run.clock.time
      report(&run, upToAndAt: run.clock.time, isSegmentEnd: isEmpty && !isLast) { state[$0] }
      guard isEmpty else { break }
      if isLast { return run.finished(.reachedEnd, state: state) }
      run.clock.time = run.clock.segmentEnd
    }
    for (index, value) in state.enumerated() { machine.set(LanePlan.stateSlot(index), lane, value) }
    for (own, slot) in plan.memberSlots { machine.set(own, lane, workspace.slots[slot]) }
    run.clock.control = StepControl()
    run.clock.unsoundAttempts = 0
    run.clock.sunkAttempts = 0
    run.clock.wishedStep = firstStep(run, from: state)
    prepareAttempt(&run.clock, in: lane)
    return nil
  }

  private mutating func apply(_ changes: [Change], to run: inout LaneRun, _ state: inout [Double]) {
    state.withUnsafeMutableBufferPointer { values in
      guard let first = values.baseAddress else { return }
      network.apply(changes, to: first, &run.inputs)
    }
    workspaceLane = -1
  }

  /// A hundredth of the time in which the state would change by its own size.
  private func firstStep(_ run: LaneRun, from state: [Double]) -> Double {
    place(run.clock.time) { state[$0] }
    workspace.derivative.run(on: workspace.slots)
    let tolerances = run.problem.tolerances
    var (size, speed) = (0.0, 0.0)
    for (index, output) in workspace.derivative.outputs.enumerated() {
      let scale = tolerances.absolute + tolerances.relative * state[index].magnitude
      let (value, slope) = (state[index] / scale, workspace.slots[Int(output)] / scale)
      size += value * value
      speed += slope * slope
    }
    let length = run.clock.segmentEnd - run.clock.time
    let guess = 0.01 * (size / speed).squareRoot()
    guard guess.isFinite, guess > 0 else { return length * 1e-6 }
    return min(guess, length)
  }

  func prepareAttempt(_ clock: inout LaneClock, in lane: Int) {
    clock.chooseStep()
    machine.set(LanePlan.Slot.time.rawValue, lane, clock.time)
    machine.set(LanePlan.Slot.step.rawValue, lane, clock.step)
  }
}

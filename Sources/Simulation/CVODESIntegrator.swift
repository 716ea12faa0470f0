import CSUNDIALS
import Expressions
import Quantities
import ReactionNetworks

/// CVODES with backward differentiation, the analytic sparse Jacobian and KLU: the oracle, and the
/// engine for a single run.
///
/// A step that carries a species below −10 absolute tolerances is rejected and tried shorter; a
/// state is never clipped, since clipping breaks conservation.
///
/// ## References
/// [Hindmarsh2005]; the linear solver is [Davis2010].
///
/// ## Departures from common use
/// KLU chooses its pivots anew in each run. Keeping those of an earlier run would be faster and
/// would make a result depend on what the same thread ran before.
public struct CVODESIntegrator: ~Copyable, SimulationEngine {
  private let network: CompiledNetwork
  private let callbacks: UnsafeMutablePointer<CallbackState>
  private let workspace: NetworkWorkspace
  private let speciesFlags: UnsafeMutablePointer<Bool>
  private let context: SUNContext
  private let state: N_Vector
  private let matrix: SUNMatrix
  private let linearSolver: SUNLinearSolver
  private let memory: UnsafeMutableRawPointer

  /// It is a caller's mistake to give a network in which nothing moves.
  public init(_ network: CompiledNetwork) {
    precondition(network.stateCount > 0, "a network without a state has nothing to integrate")
    self.network = network
    workspace = NetworkWorkspace(network)
    let count = network.stateCount
    speciesFlags = .allocate(capacity: max(count, 1))
    for (index, symbol) in network.stateSymbols.enumerated() {
      speciesFlags[index] = network.network.variable(symbol)?.isSpecies ?? false
    }
    callbacks = .allocate(capacity: 1)
    callbacks.initialize(
      to: CallbackState(
        slots: workspace.slots, stateCount: count,
        timeSlot: count + network.inputSymbols.count, isSpecies: speciesFlags, floor: 0,
        derivative: workspace.derivative, jacobian: workspace.jacobian,
        landmarks: workspace.landmarks,
        columnStarts: Self.copy(network.sparsity.columnStarts),
        rows: Self.copy(network.sparsity.rows)))

    var context: SUNContext?
    guard SUNContext_Create(nil, &context) == 0, let context,
      let state = N_VNew_Serial(sunindextype(count), context),
      let matrix = SUNSparseMatrix(
        sunindextype(count), sunindextype(count), sunindextype(network.sparsity.nonZeroCount),
        CSC_MAT, context),
      let linearSolver = SUNLinSol_KLU(state, matrix, context),
      let memory = CVodeCreate(CV_BDF, context)
    else { fatalError("SUNDIALS could not allocate memory for \(count) variables") }
    self.context = context
    self.state = state
    self.matrix = matrix
    self.linearSolver = linearSolver
    self.memory = memory
    let values = N_VGetArrayPointer(state)
    for index in 0..<count { values?[index] = 0 }
    var flags = [
      CVodeInit(memory, evaluateDerivative, 0, state),
      CVodeSetUserData(memory, callbacks),
      CVodeSetLinearSolver(memory, linearSolver, matrix),
      CVodeSetJacFn(memory, evaluateJacobian),
      CVodeSetErrHandlerFn(memory, ignoreMessage, nil),
      CVodeSetMaxNumSteps(memory, -1),
    ]
    if !network.landmarks.isEmpty {
      flags.append(CVodeRootInit(memory, Int32(network.landmarks.count), evaluateLandmarks))
      var directions = [Int32](repeating: 1, count: network.landmarks.count)
      flags.append(CVodeSetRootDirection(memory, &directions))
      flags.append(CVodeSetNoInactiveRootWarn(memory))
    }
    precondition(flags.allSatisfy { $0 == CV_SUCCESS }, "CVODES refused its own set-up: \(flags)")
  }

  deinit {
    var memory: UnsafeMutableRawPointer? = memory
    CVodeFree(&memory)
    SUNLinSolFree(linearSolver)
    SUNMatDestroy(matrix)
    N_VDestroy(state)
    var context: SUNContext? = context
    SUNContext_Free(&context)
    callbacks.pointee.columnStarts.deallocate()
    callbacks.pointee.rows.deallocate()
    callbacks.deallocate()
    speciesFlags.deallocate()
  }

  private static func copy(_ values: [Int]) -> UnsafeMutableBufferPointer<sunindextype> {
    let buffer = UnsafeMutableBufferPointer<sunindextype>.allocate(capacity: values.count)
    _ = buffer.initialize(from: values.map { sunindextype($0) })
    return buffer
  }

  /// Runs a problem; where it runs aground on a negative amount, runs it again, whole, at a tenth of
  /// the tolerances, at most twice.
  ///
  /// An accepted step may leave a species a little below the limit, since the solver corrects a state
  /// without evaluating it once more; from there no step is short enough. Tighter tolerances keep the
  /// state away from the limit. The retry depends on the problem alone.
  public mutating func run(_ problem: SimulationProblem) -> SimulationResult {
    var result = runOnce(problem)
    var tighter = problem
    for _ in 0..<2 {
      guard case .invalidDerivative = result.ending else { break }
      tighter.tolerances = Tolerances(
        relative: max(tighter.tolerances.relative / 10, 1e-11),
        absolute: tighter.tolerances.absolute / 10)
      let spent = result.effort
      result = runOnce(tighter)
      result.effort = result.effort + spent
    }
    return result
  }

  private mutating func runOnce(_ problem: SimulationProblem) -> SimulationResult {
    var run = Run(problem, network: network)
    callbacks.pointee.floor = -10 * problem.tolerances.absolute
    run.inputs = problem.inputs
    workspace.load(inputs: run.inputs)
    guard let start = startingState(for: problem), start.allSatisfy(\.isFinite),
      problem.inputs.allSatisfy(\.isFinite), let values = N_VGetArrayPointer(state)
    else {
      return run.finished(
        .invalidStart, state: [Double](repeating: .nan, count: network.stateCount))
    }
    for index in start.indices { values[index] = start[index] }

    let moments = problem.schedule.moments.filter {
      $0.time >= problem.start && $0.time <= problem.end
    }
    var next = 0
    run.time = problem.start
    while true {
      while next < moments.count, moments[next].time <= run.time {
        apply(moments[next].changes, to: &run, values)
        next += 1
      }
      let segmentEnd = next < moments.count ? moments[next].time : problem.end
      let isLast = next >= moments.count
      let ending = integrate(&run, until: segmentEnd, isLast: isLast, values)
      if let ending { return finish(run, ending, values) }
      if isLast { return finish(run, .reachedEnd, values) }
    }
  }

  private func finish(
    _ run: Run, _ ending: SimulationResult.Ending, _ values: UnsafeMutablePointer<Double>
  ) -> SimulationResult {
    run.finished(ending, state: (0..<network.stateCount).map { values[$0] })
  }

  private func startingState(for problem: SimulationProblem) -> [Double]? {
    if let given = problem.initialState {
      precondition(given.count == network.stateCount, "one value a state entry")
      return given
    }
    workspace.slots[callbacks.pointee.timeSlot] = problem.start.seconds
    workspace.initial.run(on: workspace.slots)
    return workspace.initial.outputs.map { workspace.slots[Int($0)] }
  }

  private func apply(
    _ changes: [Change], to run: inout Run, _ values: UnsafeMutablePointer<Double>
  ) {
    network.apply(changes, to: values, &run.inputs)
    workspace.load(inputs: run.inputs)
  }

  /// Integrates to the end of a segment without changes; returns an ending only if it is a failure.
  private func integrate(
    _ run: inout Run, until end: Time, isLast: Bool, _ values: UnsafeMutablePointer<Double>
  ) -> SimulationResult.Ending? {
    noteLandmarksAlreadyPassed(&run, values)
    guard end > run.time else {
      report(&run, until: end, isLast: isLast, values)
      return nil
    }
    let tolerances = run.problem.tolerances
    var flag = CVodeReInit(memory, run.time.seconds, state)
    if flag == CV_SUCCESS {
      flag = CVodeSStolerances(memory, tolerances.relative, tolerances.absolute)
    }
    if flag == CV_SUCCESS { flag = CVodeSetStopTime(memory, end.seconds) }
    if flag == CV_SUCCESS, network.sparsity.nonZeroCount > 0 {
      flag = SUNLinSol_KLUReInit(
        linearSolver, matrix, sunindextype(network.sparsity.nonZeroCount), SUNKLU_REINIT_PARTIAL)
    }
    guard flag == CV_SUCCESS else { return .solverFailure(code: Int(flag), at: run.time) }
    let ending = advance(&run, until: end, isLast: isLast, values)
    run.addEffort(of: memory)
    return ending
  }

  private func advance(
    _ run: inout Run, until end: Time, isLast: Bool, _ values: UnsafeMutablePointer<Double>
  ) -> SimulationResult.Ending? {
    report(&run, upToAndAt: run.time, isSegmentEnd: false, values)
    // CVODE counts its steps call by call, so the limit is set for each call from what is left.
    while run.time < end {
      let nextOutput = run.nextOutputTime.map { Swift.min($0, end) } ?? end
      let target = nextOutput > run.time ? nextOutput : end
      var reached = run.time.seconds
      let left = run.problem.stepLimit - run.effort.steps - stepsInSegment()
      guard left > 0 else { return .stepLimitReached(at: run.time) }
      CVodeSetMaxNumSteps(memory, left)
      let flag = CVode(memory, target.seconds, state, &reached, CV_NORMAL)
      if flag < 0 {
        return Self.ending(of: flag, at: lastGoodTime(or: run.time))
      }
      run.time = .seconds(reached)
      if flag == CV_ROOT_RETURN { noteLandmarksFound(&run) }
      if flag == CV_TSTOP_RETURN { run.time = end }
      let atEnd = run.time >= end
      report(&run, upToAndAt: run.time, isSegmentEnd: atEnd && !isLast, values)
    }
    return nil
  }

  private func stepsInSegment() -> Int {
    var steps = 0
    CVodeGetNumSteps(memory, &steps)
    return steps
  }

  private func lastGoodTime(or time: Time) -> Time {
    var seconds = time.seconds
    return CVodeGetCurrentTime(memory, &seconds) == CV_SUCCESS ? .seconds(seconds) : time
  }

  /// Reports the output times of an empty segment.
  private func report(
    _ run: inout Run, until end: Time, isLast: Bool, _ values: UnsafeMutablePointer<Double>
  ) {
    report(&run, upToAndAt: end, isSegmentEnd: !isLast, values)
  }

  /// Writes a row for each output time reached.
  ///
  /// At the end of a segment that changes follow, the row is left to the next segment, so that an
  /// output at the moment of a dose shows the state after it.
  private func report(
    _ run: inout Run, upToAndAt time: Time, isSegmentEnd: Bool,
    _ values: UnsafeMutablePointer<Double>
  ) {
    while let output = run.nextOutputTime, isSegmentEnd ? output < time : output <= time {
      load(values, at: output)
      let slots = workspace.slots
      workspace.readouts.run(on: slots)
      run.trajectory.append(time: output, row: workspace.readouts.outputs.map { slots[Int($0)] })
      run.outputIndex += 1
    }
  }

  private func load(_ values: UnsafeMutablePointer<Double>, at time: Time) {
    for index in 0..<network.stateCount { workspace.slots[index] = values[index] }
    workspace.slots[callbacks.pointee.timeSlot] = time.seconds
  }

  /// A landmark that holds before a step is taken came now, or with the change just made.
  private func noteLandmarksAlreadyPassed(_ run: inout Run, _ values: UnsafeMutablePointer<Double>)
  {
    guard !network.landmarks.isEmpty else { return }
    load(values, at: run.time)
    workspace.landmarks.run(on: workspace.slots)
    for (index, output) in workspace.landmarks.outputs.enumerated()
    where run.landmarkTimes[index] == nil && workspace.slots[Int(output)] >= 0 {
      run.landmarkTimes[index] = run.time
    }
  }

  private func noteLandmarksFound(_ run: inout Run) {
    var found = [Int32](repeating: 0, count: network.landmarks.count)
    guard CVodeGetRootInfo(memory, &found) == CV_SUCCESS else { return }
    for index in found.indices where found[index] > 0 && run.landmarkTimes[index] == nil {
      run.landmarkTimes[index] = run.time
    }
  }

  private static func ending(of flag: Int32, at time: Time) -> SimulationResult.Ending {
    switch flag {
    case CV_TOO_MUCH_WORK: .stepLimitReached(at: time)
    case CV_TOO_MUCH_ACC, CV_ERR_FAILURE: .stepTooSmall(at: time)
    case CV_CONV_FAILURE: .convergenceFailure(at: time)
    case CV_LSETUP_FAIL, CV_LSOLVE_FAIL, CV_LINIT_FAIL: .singularJacobian(at: time)
    case CV_RHSFUNC_FAIL, CV_FIRST_RHSFUNC_ERR, CV_REPTD_RHSFUNC_ERR, CV_UNREC_RHSFUNC_ERR:
      .invalidDerivative(at: time)
    default: .solverFailure(code: Int(flag), at: time)
    }
  }
}

import CSUNDIALS
import Quantities

extension CVODESIntegrator {
  /// What one run has come to so far.
  struct Run {
    let problem: SimulationProblem
    var time: Time
    var inputs: [Double]
    var trajectory: Trajectory
    var landmarkTimes: [Time?]
    var outputIndex = 0
    var effort = SimulationResult.Effort()

    init(_ problem: SimulationProblem, network: CompiledNetwork) {
      self.problem = problem
      time = problem.start
      inputs = problem.inputs
      trajectory = Trajectory(
        readoutCount: network.readouts.count, capacity: problem.outputTimes.count)
      landmarkTimes = Array(repeating: nil, count: network.landmarks.count)
    }

    var nextOutputTime: Time? {
      outputIndex < problem.outputTimes.count ? problem.outputTimes[outputIndex] : nil
    }

    mutating func addEffort(of memory: UnsafeMutableRawPointer) {
      var (steps, derivatives, jacobians, failures) = (0, 0, 0, 0)
      CVodeGetNumSteps(memory, &steps)
      CVodeGetNumRhsEvals(memory, &derivatives)
      CVodeGetNumJacEvals(memory, &jacobians)
      CVodeGetNumErrTestFails(memory, &failures)
      effort.steps += steps
      effort.derivativeEvaluations += derivatives
      effort.jacobianEvaluations += jacobians
      effort.errorTestFailures += failures
    }

    func finished(
      _ ending: SimulationResult.Ending, state: [Double]
    ) -> SimulationResult {
      SimulationResult(
        trajectory: trajectory, landmarkTimes: landmarkTimes, finalState: state, ending: ending,
        effort: effort)
    }
  }
}

/// What CVODES hands back to each callback: raw memory of the integrator, no references to count.
struct CallbackState {
  let slots: UnsafeMutablePointer<Double>
  let stateCount: Int
  let timeSlot: Int
  let isSpecies: UnsafeMutablePointer<Bool>
  /// A species below this rejects the step.
  var floor: Double
  let derivative: NetworkWorkspace.ProgramCopy
  let jacobian: NetworkWorkspace.ProgramCopy
  let landmarks: NetworkWorkspace.ProgramCopy
  let columnStarts: UnsafeMutableBufferPointer<sunindextype>
  let rows: UnsafeMutableBufferPointer<sunindextype>

  @inline(__always)
  func load(_ time: Double, _ state: UnsafePointer<Double>) {
    slots.update(from: state, count: stateCount)
    slots[timeSlot] = time
  }
}

/// What a callback tells CVODES.
private enum Verdict {
  static let accepted: Int32 = 0
  /// Try again with a shorter step.
  static let recoverable: Int32 = 1
  static let fatal: Int32 = -1
}

let evaluateDerivative: CVRhsFn = { time, state, derivative, userData in
  guard let userData, let values = N_VGetArrayPointer(state),
    let results = N_VGetArrayPointer(derivative)
  else { return Verdict.fatal }
  let callback = userData.assumingMemoryBound(to: CallbackState.self)
  let count = callback.pointee.stateCount
  for index in 0..<count
  where values[index] < callback.pointee.floor && callback.pointee.isSpecies[index] {
    return Verdict.recoverable
  }
  callback.pointee.load(time, values)
  callback.pointee.derivative.run(on: callback.pointee.slots, writing: results)
  var sum = 0.0
  for index in 0..<count { sum += results[index] * 0 }
  return sum == 0 ? Verdict.accepted : Verdict.recoverable
}

let evaluateJacobian: CVLsJacFn = { time, state, _, matrix, userData, _, _, _ in
  guard let userData, let matrix, let values = N_VGetArrayPointer(state),
    let entries = SUNSparseMatrix_Data(matrix),
    let starts = SUNSparseMatrix_IndexPointers(matrix),
    let rows = SUNSparseMatrix_IndexValues(matrix)
  else { return Verdict.fatal }
  let callback = userData.assumingMemoryBound(to: CallbackState.self)
  for index in 0..<callback.pointee.columnStarts.count {
    starts[index] = callback.pointee.columnStarts[index]
  }
  for index in 0..<callback.pointee.rows.count { rows[index] = callback.pointee.rows[index] }
  callback.pointee.load(time, values)
  callback.pointee.jacobian.run(on: callback.pointee.slots, writing: entries)
  return Verdict.accepted
}

let evaluateLandmarks: CVRootFn = { time, state, results, userData in
  guard let userData, let results, let values = N_VGetArrayPointer(state) else {
    return Verdict.fatal
  }
  let callback = userData.assumingMemoryBound(to: CallbackState.self)
  callback.pointee.load(time, values)
  callback.pointee.landmarks.run(on: callback.pointee.slots, writing: results)
  return Verdict.accepted
}

/// Failures are reported through ``SimulationResult/Ending``; standard error stays the user's.
let ignoreMessage: CVErrHandlerFn = { _, _, _, _, _ in }

import Quantities

extension LaneEngine {
  /// One step of a given length, whatever its error: for the measurement of the method's order.
  ///
  /// - Returns: the state after the step, its scaled error, that error's fifth root as the control of
  ///   steps has it, and the state at `fraction` of the step.
  package mutating func singleStep(
    from state: [Double], inputs: [Double], at time: Double, length: Double,
    tolerances: Tolerances, fraction: Double
  ) -> (state: [Double], error: Double, errorRoot: Double, within: [Double]) {
    let problem = SimulationProblem(
      from: .seconds(time), until: .seconds(time + 2 * length), inputs: inputs,
      initialState: state, tolerances: tolerances)
    var run = LaneRun(0, problem, network: network)
    workspaceLane = -1
    guard begin(run, in: 0) == nil else { return (state, .nan, .nan, state) }
    run.clock.segmentEnd = time + 4 * length
    run.clock.wishedStep = length
    prepareAttempt(&run.clock, in: 0)
    machine.set(LanePlan.Slot.accepted.rawValue, 0, 0)
    machine.attemptStep()
    machine.interpolate()
    defer {
      lanes[0] = nil
      clocks[0].isActive = false
    }
    return (
      outputs.result.map { machine.get($0, 0) },
      machine.get(outputs.meanSquareError, 0).squareRoot(),
      machine.get(outputs.errorRoot, 0),
      state.indices.map { interpolated($0, at: fraction, in: 0) }
    )
  }
}

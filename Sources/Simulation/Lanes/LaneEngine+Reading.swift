import Expressions
import Quantities

extension LaneEngine {
  mutating func load(_ run: LaneRun, in lane: Int) {
    guard workspaceLane != lane else { return }
    workspace.load(inputs: run.inputs)
    workspaceLane = lane
  }

  func place(_ time: Double, _ entry: (Int) -> Double) {
    for index in 0..<plan.stateCount { workspace.slots[index] = entry(index) }
    workspace.slots[timeSlot] = time
  }

  mutating func interpolate() {
    guard !hasInterpolant else { return }
    machine.interpolate()
    hasInterpolant = true
  }

  /// A state entry within the last attempt; the interpolant must have been computed.
  func interpolated(_ entry: Int, at fraction: Double, in lane: Int) -> Double {
    let count = plan.stateCount
    let rest = 1 - fraction
    let before = machine.get(LanePlan.stateSlot(entry), lane)
    let after = machine.get(plan.stepOutputs.result[entry], lane)
    let first = machine.get(plan.dense.outputs[entry], lane)
    let second = machine.get(plan.dense.outputs[count + entry], lane)
    let third = machine.get(plan.dense.outputs[2 * count + entry], lane)
    return rest * before
      + fraction * (after + rest * (first + fraction * (second + fraction * third)))
  }

  /// Writes a row for each output time reached; see ``CVODESIntegrator`` for the end of a segment.
  func report(
    _ run: inout LaneRun, upToAndAt time: Double, isSegmentEnd: Bool, _ entry: (Int) -> Double
  ) {
    while let output = run.nextOutputTime, isSegmentEnd ? output < time : output <= time {
      write(&run, at: output, entry)
    }
  }

  func write(_ run: inout LaneRun, at time: Double, _ entry: (Int) -> Double) {
    place(time, entry)
    let slots = workspace.slots
    workspace.readouts.run(on: slots)
    run.trajectory.append(
      time: run.problem.outputTimes[run.outputIndex],
      row: workspace.readouts.outputs.lazy.map { slots[Int($0)] })
    run.outputIndex += 1
  }

  func noteLandmarksAlreadyPassed(_ run: inout LaneRun, _ state: [Double]) {
    guard !network.landmarks.isEmpty else { return }
    place(run.clock.time) { state[$0] }
    workspace.landmarks.run(on: workspace.slots)
    for (index, output) in workspace.landmarks.outputs.enumerated()
    where run.landmarkTimes[index] == nil && workspace.slots[Int(output)] >= 0 {
      run.landmarkTimes[index] = .seconds(run.clock.time)
    }
  }

  /// Finds where each landmark still to come rose through 0 within the accepted step.
  mutating func locateLandmarks(_ run: inout LaneRun, until reached: Double, in lane: Int) {
    for (index, slot) in plan.stepOutputs.landmarks.enumerated()
    where run.landmarkTimes[index] == nil && machine.get(slot, lane) >= 0 {
      interpolate()
      load(run, in: lane)
      let fraction = root(of: index, run, in: lane)
      run.landmarkTimes[index] = .seconds(
        fraction >= 1 ? reached : min(run.clock.time + fraction * run.clock.step, reached))
    }
  }

  /// Bisection on the interpolant, to the last bit of the step's fraction that a time resolves.
  func root(of landmark: Int, _ run: LaneRun, in lane: Int) -> Double {
    let output = Int(workspace.landmarks.outputs[landmark])
    func isPassed(_ fraction: Double) -> Bool {
      place(run.clock.time + fraction * run.clock.step) { interpolated($0, at: fraction, in: lane) }
      workspace.landmarks.run(on: workspace.slots)
      return workspace.slots[output] >= 0
    }
    var (low, high) = (0.0, 1.0)
    for _ in 0..<44 {
      let middle = 0.5 * (low + high)
      if isPassed(middle) { high = middle } else { low = middle }
    }
    return high
  }
}

import Quantities

extension LaneEngine {
  /// Judges the last attempt of a lane; a result if the member is over.
  mutating func conclude(_ run: inout LaneRun, in lane: Int) -> SimulationResult? {
    let outputs = plan.stepOutputs
    run.effort.derivativeEvaluations += 8
    run.effort.jacobianEvaluations += 1
    let error = (machine.get(outputs.error, lane) / Double(plan.stateCount)).squareRoot()
    let isSound =
      error.isFinite
      && machine.get(outputs.largestPivotRatio, lane) <= Self.pivotRatioLimit
      && machine.get(outputs.smallestPivotRatio, lane) >= 1 / Self.pivotRatioLimit
    let floor = -10 * run.problem.tolerances.absolute
    let isBelowFloor = !(machine.get(outputs.smallestSpecies, lane) >= floor)
    guard isSound, !(error <= 1 && isBelowFloor) else {
      run.failuresInRow += 1
      run.effort.errorTestFailures += 1
      run.wishedStep = run.control.afterFailing(run.step)
      return reattempt(&run, in: lane, isHopeless: run.failuresInRow > Self.failureLimit)
    }
    run.failuresInRow = 0
    guard error <= 1 else {
      run.effort.errorTestFailures += 1
      run.wishedStep = run.control.afterRejecting(run.step, error: error)
      return reattempt(&run, in: lane, isHopeless: false)
    }
    run.effort.steps += 1
    run.wishedStep = run.control.afterAccepting(run.step, error: error)
    return accept(&run, in: lane)
  }

  private mutating func reattempt(
    _ run: inout LaneRun, in lane: Int, isHopeless: Bool
  ) -> SimulationResult? {
    guard !isHopeless, run.time + run.wishedStep > run.time else { return fallBack(run) }
    if let result = spent(run, in: lane) { return result }
    prepareAttempt(&run, in: lane)
    return nil
  }

  private func spent(_ run: LaneRun, in lane: Int) -> SimulationResult? {
    guard run.effort.jacobianEvaluations >= run.problem.stepLimit else { return nil }
    let state = (0..<plan.stateCount).map { machine.get(LanePlan.stateSlot($0), lane) }
    return run.finished(.stepLimitReached(at: .seconds(run.time)), state: state)
  }

  private func fallBack(_ run: LaneRun) -> SimulationResult {
    var oracle = CVODESIntegrator(network)
    let again = oracle.run(run.problem)
    var effort = run.effort + again.effort
    effort.fallbacks += 1
    return SimulationResult(
      trajectory: again.trajectory, landmarkTimes: again.landmarkTimes,
      finalState: again.finalState, ending: again.ending, effort: effort)
  }

  private mutating func accept(_ run: inout LaneRun, in lane: Int) -> SimulationResult? {
    let isAtEnd = run.reachesSegmentEnd
    let reached = isAtEnd ? run.segmentEnd : run.time + run.step
    locateLandmarks(&run, until: reached, in: lane)
    let isLast = run.isLastSegment
    while let output = run.nextOutputTime, output < reached {
      interpolate()
      load(run, in: lane)
      let fraction = (output - run.time) / run.step
      write(&run, at: output) { interpolated($0, at: fraction, in: lane) }
    }
    let results = plan.stepOutputs.result
    let machineMemory = machine.memory
    let width = machine.width
    func result(_ entry: Int) -> Double { machineMemory[results[entry] &* width &+ lane] }
    run.time = reached
    if isAtEnd {
      let state = (0..<plan.stateCount).map(result)
      if isLast {
        load(run, in: lane)
        report(&run, upToAndAt: reached, isSegmentEnd: false) { state[$0] }
        return run.finished(.reachedEnd, state: state)
      }
      return beginSegments(&run, from: state, in: lane)
    }
    if run.nextOutputTime == reached {
      load(run, in: lane)
      report(&run, upToAndAt: reached, isSegmentEnd: false, result)
    }
    if run.effort.jacobianEvaluations >= run.problem.stepLimit {
      return run.finished(
        .stepLimitReached(at: .seconds(reached)), state: (0..<plan.stateCount).map(result))
    }
    guard run.time + run.wishedStep > run.time else { return fallBack(run) }
    machine.set(LanePlan.Slot.accepted.rawValue, lane, 1)
    prepareAttempt(&run, in: lane)
    return nil
  }
}

import Quantities

extension LaneEngine {
  /// The scaled error of the last attempt; NaN where it gave no usable number.
  @inline(__always)
  private func soundError(in lane: Int) -> StepControl.Error {
    let square = machine.get(outputs.meanSquareError, lane)
    let isSound =
      square.isFinite && machine.get(outputs.largestPivotRatio, lane) <= Self.pivotRatioLimit
      && machine.get(outputs.smallestPivotRatio, lane) >= 1 / Self.pivotRatioLimit
    return StepControl.Error(
      square: isSound ? square : .nan, root: machine.get(outputs.errorRoot, lane),
      inverseRoot: machine.get(outputs.inverseErrorRoot, lane))
  }

  /// Judges the last attempt of a lane where nothing but its clock is concerned, as in most attempts.
  ///
  /// - Returns: false, with nothing done, where more is concerned; ``conclude(_:in:)`` judges then.
  func concludeByClock(_ lane: Int) -> Bool {
    // In place, since a copy of a clock costs more than what is done to it.
    let clock = clocks + lane
    let error = soundError(in: lane)
    let step = clock.pointee.step
    let time = clock.pointee.time
    guard clock.pointee.attempts + 1 < clock.pointee.attemptLimit else { return false }
    if error.isTooLarge {
      let wished = clock.pointee.control.stepAfterRejecting(step, error: error)
      guard time + wished > time else { return false }
      clock.pointee.control.reject()
      clock.pointee.rejected += 1
      clock.pointee.wishedStep = wished
    } else {
      let reached = time + step
      guard error.isAcceptable, machine.get(outputs.smallestSpecies, lane) >= clock.pointee.floor,
        !clock.pointee.reachesSegmentEnd, reached < clock.pointee.nextOutput,
        plan.landmarkCount == 0 || !passesLandmark(clock.pointee.pendingLandmarks, in: lane)
      else { return false }
      let wished = clock.pointee.control.stepAfterAccepting(step, error: error)
      guard reached + wished > reached else { return false }
      clock.pointee.control.accept(step, error: error)
      clock.pointee.accepted += 1
      clock.pointee.wishedStep = wished
      clock.pointee.time = reached
      machine.set(LanePlan.Slot.accepted.rawValue, lane, 1)
    }
    clock.pointee.sunkAttempts = 0
    clock.pointee.attempts += 1
    prepareAttempt(&clock.pointee, in: lane)
    return true
  }

  private func passesLandmark(_ pending: UInt64, in lane: Int) -> Bool {
    for (index, slot) in outputs.landmarks.enumerated() where machine.get(slot, lane) >= 0 {
      if index >= 64 || pending & (1 << UInt64(index)) != 0 { return true }
    }
    return false
  }

  /// Judges the last attempt of a lane; a result if the member is over.
  mutating func conclude(_ run: inout LaneRun, in lane: Int) -> SimulationResult? {
    run.clock.attempts += 1
    let error = soundError(in: lane)
    let isBelowFloor = !(machine.get(outputs.smallestSpecies, lane) >= run.clock.floor)
    guard !error.isUnsound, !(error.isAcceptable && isBelowFloor) else {
      if error.isUnsound { run.clock.unsoundAttempts += 1 } else { run.clock.sunkAttempts += 1 }
      run.clock.rejected += 1
      run.clock.control.reject()
      run.clock.wishedStep = run.clock.control.stepAfterFailing(run.clock.step)
      return reattempt(
        &run, in: lane,
        isHopeless: max(run.clock.unsoundAttempts, run.clock.sunkAttempts) > Self.failureLimit)
    }
    run.clock.sunkAttempts = 0
    guard error.isAcceptable else {
      run.clock.rejected += 1
      run.clock.control.reject()
      run.clock.wishedStep = run.clock.control.stepAfterRejecting(run.clock.step, error: error)
      return reattempt(&run, in: lane, isHopeless: false)
    }
    run.clock.accepted += 1
    run.clock.wishedStep = run.clock.control.stepAfterAccepting(run.clock.step, error: error)
    run.clock.control.accept(run.clock.step, error: error)
    return accept(&run, in: lane)
  }

  private mutating func reattempt(
    _ run: inout LaneRun, in lane: Int, isHopeless: Bool
  ) -> SimulationResult? {
    guard !isHopeless, run.clock.canMove else { return fallBack(run) }
    if let result = spent(run, in: lane) { return result }
    prepareAttempt(&run.clock, in: lane)
    return nil
  }

  private func spent(_ run: LaneRun, in lane: Int) -> SimulationResult? {
    guard run.clock.attempts >= run.problem.stepLimit else { return nil }
    let state = (0..<plan.stateCount).map { machine.get(LanePlan.stateSlot($0), lane) }
    return run.finished(.stepLimitReached(at: .seconds(run.clock.time)), state: state)
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
    let isAtEnd = run.clock.reachesSegmentEnd
    let reached = isAtEnd ? run.clock.segmentEnd : run.clock.time + run.clock.step
    locateLandmarks(&run, until: reached, in: lane)
    let isLast = run.isLastSegment
    while let output = run.nextOutputTime, output < reached {
      interpolate()
      load(run, in: lane)
      let fraction = (output - run.clock.time) / run.clock.step
      write(&run, at: output) { interpolated($0, at: fraction, in: lane) }
    }
    let results = plan.stepOutputs.result
    let machineMemory = machine.memory
    let width = machine.width
    func result(_ entry: Int) -> Double { machineMemory[results[entry] &* width &+ lane] }
    run.clock.time = reached
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
    if run.clock.attempts >= run.problem.stepLimit {
      return run.finished(
        .stepLimitReached(at: .seconds(reached)), state: (0..<plan.stateCount).map(result))
    }
    guard run.clock.canMove else { return fallBack(run) }
    machine.set(LanePlan.Slot.accepted.rawValue, lane, 1)
    prepareAttempt(&run.clock, in: lane)
    return nil
  }
}

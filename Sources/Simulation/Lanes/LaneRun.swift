import Quantities

/// What one member on its lane has come to so far.
struct LaneRun {
  let member: Int
  let problem: SimulationProblem
  var inputs: [Double]
  /// The moments within the run, and how many of them have been applied.
  let moments: [Schedule.Moment]
  var nextMoment = 0
  var clock = LaneClock()
  var outputIndex = 0
  var trajectory: Trajectory
  var landmarkTimes: [Time?]

  init(_ member: Int, _ problem: SimulationProblem, network: CompiledNetwork) {
    self.member = member
    self.problem = problem
    inputs = problem.inputs
    moments = problem.schedule.moments.filter {
      $0.time >= problem.start && $0.time <= problem.end
    }
    trajectory = Trajectory(
      readoutCount: network.readouts.count, capacity: problem.outputTimes.count)
    landmarkTimes = Array(repeating: nil, count: network.landmarks.count)
    clock.isActive = true
    clock.time = problem.start.seconds
    clock.floor = -10 * problem.tolerances.absolute
    clock.attemptLimit = problem.stepLimit
  }

  var nextOutputTime: Double? {
    outputIndex < problem.outputTimes.count ? problem.outputTimes[outputIndex].seconds : nil
  }

  var isLastSegment: Bool { nextMoment >= moments.count }

  /// Tells the clock what is still to come.
  mutating func setAlarms() {
    clock.nextOutput = nextOutputTime ?? .infinity
    clock.pendingLandmarks = 0
    for index in landmarkTimes.indices.prefix(64) where landmarkTimes[index] == nil {
      clock.pendingLandmarks |= 1 << UInt64(index)
    }
  }

  var effort: SimulationResult.Effort {
    var effort = SimulationResult.Effort()
    effort.steps = clock.accepted
    effort.derivativeEvaluations = 8 * clock.attempts
    effort.jacobianEvaluations = clock.attempts
    effort.errorTestFailures = clock.rejected
    return effort
  }

  func finished(_ ending: SimulationResult.Ending, state: [Double]) -> SimulationResult {
    SimulationResult(
      trajectory: trajectory, landmarkTimes: landmarkTimes, finalState: state, ending: ending,
      effort: effort)
  }
}

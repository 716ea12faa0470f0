import Quantities

/// What one member on its lane has come to so far.
struct LaneRun {
  let member: Int
  let problem: SimulationProblem
  var inputs: [Double]
  /// The moments within the run, and how many of them have been applied.
  let moments: [Schedule.Moment]
  var nextMoment = 0
  var time: Double
  var segmentEnd = 0.0
  /// The step to try next, and the one being tried, which may end at the segment's end.
  var wishedStep = 0.0
  var step = 0.0
  var control = StepControl()
  var failuresInRow = 0
  var outputIndex = 0
  var trajectory: Trajectory
  var landmarkTimes: [Time?]
  var effort = SimulationResult.Effort()

  init(_ member: Int, _ problem: SimulationProblem, network: CompiledNetwork) {
    self.member = member
    self.problem = problem
    inputs = problem.inputs
    time = problem.start.seconds
    moments = problem.schedule.moments.filter {
      $0.time >= problem.start && $0.time <= problem.end
    }
    trajectory = Trajectory(
      readoutCount: network.readouts.count, capacity: problem.outputTimes.count)
    landmarkTimes = Array(repeating: nil, count: network.landmarks.count)
  }

  var nextOutputTime: Double? {
    outputIndex < problem.outputTimes.count ? problem.outputTimes[outputIndex].seconds : nil
  }

  var isLastSegment: Bool { nextMoment >= moments.count }

  /// Whether a step to the end of the segment is being tried.
  var reachesSegmentEnd: Bool { step >= segmentEnd - time }

  func finished(_ ending: SimulationResult.Ending, state: [Double]) -> SimulationResult {
    SimulationResult(
      trajectory: trajectory, landmarkTimes: landmarkTimes, finalState: state, ending: ending,
      effort: effort)
  }
}

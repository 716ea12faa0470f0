import Simulation

extension SimulationResult {
  /// The same run said to have ended otherwise.
  func ending(as ending: Ending) -> SimulationResult {
    SimulationResult(
      trajectory: trajectory, landmarkTimes: landmarkTimes, finalState: finalState, ending: ending,
      effort: effort)
  }

  /// The same run without its last reported row.
  var withoutLastRow: SimulationResult {
    let rows = trajectory.times.count - 1
    var kept = Trajectory(readoutCount: trajectory.readoutCount, capacity: rows)
    for index in 0..<rows {
      kept.append(
        time: trajectory.times[index],
        row: (0..<trajectory.readoutCount).map { trajectory.value(at: index, readout: $0) })
    }
    return SimulationResult(
      trajectory: kept, landmarkTimes: landmarkTimes, finalState: finalState, ending: ending,
      effort: effort)
  }
}

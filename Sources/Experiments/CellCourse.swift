import Quantities
import Simulation

/// What one cell did under one treatment.
public struct CellCourse: Sendable {
  /// The marks at the asked times.
  public let trajectory: Trajectory
  public let ending: Ending
  private let moments: [Time?]

  /// How the observation of a cell ended.
  public enum Ending: Hashable, Sendable {
    case observed
    /// The cell did not come to rest alive before treatment, so it was not treated.
    case notTreated
    /// The solver stopped early; the course holds what came before.
    case failed(SimulationResult.Ending)
  }

  init(_ result: SimulationResult) {
    trajectory = result.trajectory
    moments = result.landmarkTimes
    ending = result.ending == .reachedEnd ? .observed : .failed(result.ending)
  }

  init(untreated readoutCount: Int) {
    trajectory = Trajectory(readoutCount: readoutCount)
    moments = CellExperiment.Moment.allCases.map { _ in nil }
    ending = .notTreated
  }

  /// When the moment came, from treatment on; nil if it did not while the cell was observed.
  public func time(of moment: CellExperiment.Moment) -> Time? { moments[moment.rawValue] }

  public var permeabilisation: Time? { time(of: .permeabilisation) }
  public var death: Time? { time(of: .death) }

  /// How long release took from a tenth to nine tenths; nil if it did not complete.
  public var releaseDuration: Time? {
    guard let begun = time(of: .releaseBegun), let complete = time(of: .releaseComplete)
    else { return nil }
    return complete - begun
  }

  /// Whether the cell was dead by a time; nil if it was not observed that long.
  public func isDead(by time: Time) -> Bool? {
    if let death, death <= time { return true }
    guard case .observed = ending else { return nil }
    return false
  }

  public func value(of mark: CellExperiment.Mark, at index: Int) -> Double {
    guard index < trajectory.times.count else { return .nan }
    return trajectory.value(at: index, readout: mark.rawValue)
  }
}

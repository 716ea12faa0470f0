import Quantities
import Simulation

/// What one cell did under one treatment, from its birth (or the treatment) until it divided or
/// watching ended.
public struct CellCourse: Sendable {
  /// The marks at those of the asked times at which the cell was there.
  public private(set) var trajectory: Trajectory
  public private(set) var ending: Ending
  /// The founder that the cell descends from, and how.
  public let lineage: Lineage
  /// When the cell was born: zero for a founder, which is treated at time 0.
  public let born: Time
  /// When it divided; nil if it did not while it was watched.
  public private(set) var divided: Time?
  /// When it left the cycle to differentiate; nil if it did not.
  public let leftCycle: Time?
  /// How many cells it stands for.
  public let weight: Double
  private var moments: [Time?]
  /// The place among the asked times of the trajectory's first row.
  private let firstReport: Int

  /// How the observation of a cell ended.
  public enum Ending: Hashable, Sendable {
    /// The cell was watched until it divided or to the end.
    case observed
    /// The cell did not come to rest alive before treatment, so it was not treated.
    case notTreated
    /// The solver stopped early; the course holds what came before.
    case failed(SimulationResult.Ending)
  }

  init(
    _ result: SimulationResult, _ lineage: Lineage, weight: Double, born: Time, divided: Time?,
    leftCycle: Time?, firstReport: Int
  ) {
    trajectory = result.trajectory
    moments = result.landmarkTimes
    ending = result.ending == .reachedEnd ? .observed : .failed(result.ending)
    self.lineage = lineage
    self.weight = weight
    self.born = born
    self.divided = divided
    self.leftCycle = leftCycle
    self.firstReport = firstReport
  }

  init(untreated lineage: Lineage, readoutCount: Int) {
    trajectory = Trajectory(readoutCount: readoutCount)
    moments = CellExperiment.Moment.allCases.map { _ in nil }
    ending = .notTreated
    self.lineage = lineage
    weight = 1
    born = .zero
    divided = nil
    leftCycle = nil
    firstReport = 0
  }

  /// Divisions since the founder.
  public var generation: Int { lineage.generation }

  /// Whether there was such a cell, alive or dead, at a time.
  public func exists(at time: Time) -> Bool {
    if let divided, time >= divided { return false }
    return time >= born
  }

  /// When the moment came, from treatment on; nil if it did not while the cell was observed.
  public func time(of moment: CellExperiment.Moment) -> Time? { moments[moment.rawValue] }

  public var permeabilisation: Time? { time(of: .permeabilisation) }
  public var death: Time? { time(of: .death) }

  /// Whether it was seen to permeabilise or to die: such a cell does not divide any more.
  var isDying: Bool { permeabilisation != nil || death != nil }

  /// How long release took from a tenth to nine tenths; nil if it did not complete.
  public var releaseDuration: Time? {
    guard let begun = time(of: .releaseBegun), let complete = time(of: .releaseComplete)
    else { return nil }
    return complete - begun
  }

  /// Whether the cell was dead by a time; nil if it was not there then, or not observed that long.
  public func isDead(by time: Time) -> Bool? {
    if let death, death <= time { return true }
    guard exists(at: time), case .observed = ending else { return nil }
    return false
  }

  /// A mark at an asked time, by the time's number; NaN if the cell was not there or not observed.
  public func value(of mark: CellExperiment.Mark, at index: Int) -> Double {
    value(ofReadout: mark.rawValue, at: index)
  }

  /// A readout of the experiment at an asked time, by number; NaN if the cell was not there.
  public func value(ofReadout readout: Int, at index: Int) -> Double {
    guard isReported(at: index) else { return .nan }
    return trajectory.value(at: index - firstReport, readout: readout)
  }

  /// Whether the cell was there and followed at an asked time.
  public func isReported(at index: Int) -> Bool {
    trajectory.times.indices.contains(index - firstReport)
  }

  /// Adds what the cell did after the time at which it would have divided, had it not been dying.
  mutating func extend(by result: SimulationResult) {
    for (index, time) in result.trajectory.times.enumerated() {
      trajectory.append(
        time: time,
        row: (0..<trajectory.readoutCount).map { result.trajectory.value(at: index, readout: $0) })
    }
    for (index, time) in result.landmarkTimes.enumerated() where moments[index] == nil {
      moments[index] = time
    }
    if result.ending != .reachedEnd { ending = .failed(result.ending) }
  }

  /// Takes back a division that the cell did not live to see.
  mutating func doesNotDivide() { divided = nil }
}

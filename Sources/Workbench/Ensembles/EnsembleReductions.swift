import NumericalMethods
import Quantities
import Simulation
import Synchronization

/// How every reported number was distributed over the cells of each arm, time by time.
///
/// Counts are added in any order and on any thread, and no order changes them.
final class CourseQuantiles: Sendable {
  let times: [Time]
  let readoutCount: Int
  private let cells: [Cell]

  /// The sketches of one arm at one time, one a readout.
  private final class Cell: Sendable {
    let sketches: Mutex<[QuantileSketch]>
    init(_ sketches: [QuantileSketch]) { self.sketches = Mutex(sketches) }
  }

  /// More would take more than 150 MB where values spread over 64 octaves.
  static let sketchLimit = 16_384

  /// As many bits as 64 MB allow if every sketch meets 64 octaves; no result may depend on the data.
  static func precisionBits(sketches: Int) -> Int {
    (6...10).last { sketches * 64 * 4 << $0 <= 64 << 20 } ?? 5
  }

  init(arms: Int, times: [Time], readouts: Int, floor: Double) {
    self.times = times
    readoutCount = readouts
    let empty = QuantileSketch(
      precisionBits: Self.precisionBits(sketches: arms * times.count * readouts), floor: floor)
    cells = (0..<arms * times.count).map { _ in Cell(Array(repeating: empty, count: readouts)) }
  }

  func insert(_ trajectory: Trajectory, arm: Int) {
    for row in trajectory.times.indices {
      cells[arm * times.count + row].sketches.withLock { sketches in
        for readout in 0..<readoutCount {
          sketches[readout].insert(trajectory.value(at: row, readout: readout))
        }
      }
    }
  }

  func sketches(arm: Int, time: Int) -> [QuantileSketch] {
    cells[arm * times.count + time].sketches.withLock { $0 }
  }

  var relativeError: Double {
    cells.first?.sketches.withLock { $0.first?.relativeError } ?? 0
  }
}

/// In how many members of one arm an event came, and when.
///
/// A member that ended early without it is not known to lack it, and a cell in which it had come at rest,
/// before anything was done to it, is no witness either way.
struct EventTally: Sendable {
  private(set) var alreadyAtRest = 0
  private(set) var responded = 0
  private(set) var known = 0
  private(set) var times: QuantileSketch

  /// Event times are told to a part in 8192.
  static let precisionBits = 12

  private let rests: Bool

  /// - Parameter rests: whether members rest before time 0.
  init(until length: Time, rests: Bool) {
    self.rests = rests
    times = QuantileSketch(precisionBits: Self.precisionBits, floor: length.seconds * 1e-12)
  }

  mutating func add(_ time: Double, isFinished: Bool) {
    if rests, time <= 0 {
      alreadyAtRest += 1
      return
    }
    if !time.isNaN {
      responded += 1
      times.insert(time)
    }
    if isFinished || !time.isNaN { known += 1 }
  }

  /// nil if nothing is known of any member.
  var fraction: Double? { known > 0 ? Double(responded) / Double(known) : nil }
}

/// What has come of the members so far, added up in their order.
struct EnsembleTally: Sendable {
  private(set) var effort = SimulationResult.Effort()
  private(set) var unfinishedCount = 0
  /// How many cells permeabilised before time 0, at rest and without drug.
  private(set) var permeabilisedAtRest = 0
  /// The first members that did not reach their end, and why.
  private(set) var unfinished: [(member: Int, reason: String)] = []
  private(set) var memberCounts: [Int]
  /// Arm by arm, event by event.
  private(set) var events: [[EventTally]]
  /// What is kept of the members that are run again.
  private(set) var checked: [Int: EnsembleMember] = [:]

  private static let listed = 20

  init(of run: EnsembleRun) {
    let arms = run.design.armCount
    let empty = EventTally(until: run.end, rests: run.model.restBeforeStart > .zero)
    memberCounts = Array(repeating: 0, count: arms)
    events = Array(
      repeating: Array(repeating: empty, count: run.model.events.count), count: arms)
  }

  mutating func add(_ index: Int, _ member: EnsembleMember, arm: Int) {
    effort = effort + member.effort
    memberCounts[arm] += 1
    if member.permeabilisedAtRest { permeabilisedAtRest += 1 }
    if member.ending != .reachedEnd {
      unfinishedCount += 1
      if unfinished.count < Self.listed { unfinished.append((index, member.ending.description)) }
    }
    for (event, time) in member.eventTimes.enumerated() {
      events[arm][event].add(time, isFinished: member.ending == .reachedEnd)
    }
    if !member.amounts.isEmpty { checked[index] = member }
  }
}

extension EnsembleTally {
  /// Adds a cell that several members begin from, by what its rest cost and came to.
  mutating func add(_ effort: SimulationResult.Effort, permeabilisedAtRest isPermeabilised: Bool) {
    self.effort = self.effort + effort
    if isPermeabilised { permeabilisedAtRest += 1 }
  }
}

/// What is kept of a member until its turn comes.
struct EnsembleMember: Sendable {
  /// Its line of the table of ends; empty if none is written.
  let row: [UInt8]
  /// When each event came; NaN if it did not.
  let eventTimes: [Double]
  /// Whether it permeabilised while this run held its rest.
  let permeabilisedAtRest: Bool
  /// Where it ended, for members that are run again; else empty.
  let amounts: [Double]
  let ending: SimulationResult.Ending
  let effort: SimulationResult.Effort
}

import NumericalMethods

typealias Lanes = ReproducibleMath.Lanes
typealias LaneMask = SIMDMask<Lanes.MaskStorage>

/// The wells of up to four series side by side, one series to a lane.
///
/// Doses and wells beyond a series' own have weight 0 and add exactly nothing, so what a lane holds
/// never changes another's bits.
final class LaneWells {
  static let width = Lanes.scalarCount
  /// The vehicle's ln dose: far enough below every curve that nothing of its effect is felt there.
  static let vehicle = -1000.0

  private(set) var doseCount = 0
  private(set) var slots = 0
  /// ln(dose / highest dose), by dose.
  private(set) var logDoses: UnsafeMutablePointer<Lanes>
  /// By dose, then well.
  private(set) var responses: UnsafeMutablePointer<Lanes>
  private(set) var weights: UnsafeMutablePointer<Lanes>
  /// One median response for each dose, with weight 1 where there is one.
  private(set) var medians: UnsafeMutablePointer<Lanes>
  private(set) var hasDose: UnsafeMutablePointer<Lanes>
  private var capacity = (doses: 0, wells: 0)

  init() {
    logDoses = .allocate(capacity: 1)
    responses = .allocate(capacity: 1)
    weights = .allocate(capacity: 1)
    medians = .allocate(capacity: 1)
    hasDose = .allocate(capacity: 1)
  }

  deinit { release() }

  private func release() {
    logDoses.deallocate()
    responses.deallocate()
    weights.deallocate()
    medians.deallocate()
    hasDose.deallocate()
  }

  /// Empties all lanes for series of at most so many doses and wells at one dose.
  func reset(doseCount: Int, slots: Int) {
    if capacity.doses < doseCount || capacity.wells < doseCount * slots {
      release()
      capacity = (doseCount, doseCount * slots)
      logDoses = .allocate(capacity: doseCount)
      medians = .allocate(capacity: doseCount)
      hasDose = .allocate(capacity: doseCount)
      responses = .allocate(capacity: doseCount * slots)
      weights = .allocate(capacity: doseCount * slots)
    }
    self.doseCount = doseCount
    self.slots = slots
    logDoses.initialize(repeating: Lanes(repeating: 0), count: doseCount)
    medians.initialize(repeating: Lanes(repeating: 0), count: doseCount)
    hasDose.initialize(repeating: Lanes(repeating: 0), count: doseCount)
    responses.initialize(repeating: Lanes(repeating: 0), count: doseCount * slots)
    weights.initialize(repeating: Lanes(repeating: 0), count: doseCount * slots)
  }

  /// Puts a series into a lane, every well on its own.
  func load(_ prepared: PreparedSeries, lane: Int) {
    let problem = prepared.problem
    for dose in problem.logDoses.indices {
      place(problem.logDoses[dose], median: prepared.medians[dose], dose: dose, lane: lane)
      for (slot, well) in (problem.starts[dose]..<problem.starts[dose + 1]).enumerated() {
        responses[dose * slots + slot][lane] = problem.responses[well]
        weights[dose * slots + slot][lane] = 1
      }
    }
  }

  /// Puts one dose of a series into a lane, its wells collapsed to a mean that counts for them all:
  /// nothing else of them matters to least squares.
  func load(logDose: Double, mean: Double, count: Double, dose: Int, lane: Int) {
    place(logDose, median: mean, dose: dose, lane: lane)
    responses[dose * slots][lane] = mean
    weights[dose * slots][lane] = count
  }

  private func place(_ logDose: Double, median: Double, dose: Int, lane: Int) {
    logDoses[dose][lane] = logDose == -.infinity ? Self.vehicle : logDose
    medians[dose][lane] = median
    hasDose[dose][lane] = 1
  }
}

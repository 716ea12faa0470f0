/// Eight numbers that are computed side by side.
typealias Lanes = SIMD8<Double>
typealias LaneMask = SIMDMask<Lanes.MaskStorage>

/// The wells of up to eight series side by side, one series to a lane.
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
  /// The precision of a well at each dose, as ``PreparedSeries`` has it: 1 where all are equally noisy.
  private(set) var precisions: UnsafeMutablePointer<Lanes>
  /// One median response for each dose, with weight 1 where there is one.
  private(set) var medians: UnsafeMutablePointer<Lanes>
  private(set) var hasDose: UnsafeMutablePointer<Lanes>
  /// How many wells each lane has.
  private(set) var wellCounts = Lanes(repeating: 0)
  /// Space for what a pass over the wells leaves, one place for each.
  private(set) var scratch: UnsafeMutablePointer<Lanes>
  private var capacity = (doses: 0, wells: 0)
  private var scratchCapacity = 1

  init() {
    logDoses = Self.room(1)
    responses = Self.room(1)
    weights = Self.room(1)
    precisions = Self.room(1)
    medians = Self.room(1)
    hasDose = Self.room(1)
    scratch = Self.room(1)
  }

  deinit {
    release()
    scratch.deallocate()
  }

  /// A cache line to eight numbers, which is where a processor loads them best.
  private static func room(_ count: Int) -> UnsafeMutablePointer<Lanes> {
    UnsafeMutableRawPointer.allocate(
      byteCount: max(count, 1) * MemoryLayout<Lanes>.stride, alignment: 64
    ).bindMemory(to: Lanes.self, capacity: max(count, 1))
  }

  /// Makes room in ``scratch``, whose contents are lost.
  func reserve(_ places: Int) {
    guard scratchCapacity < places else { return }
    scratch.deallocate()
    scratch = Self.room(places)
    scratchCapacity = places
  }

  private func release() {
    logDoses.deallocate()
    responses.deallocate()
    weights.deallocate()
    precisions.deallocate()
    medians.deallocate()
    hasDose.deallocate()
  }

  /// Empties all lanes for series of at most so many doses and wells at one dose.
  func reset(doseCount: Int, slots: Int) {
    if capacity.doses < doseCount || capacity.wells < doseCount * slots {
      release()
      capacity = (doseCount, doseCount * slots)
      logDoses = Self.room(doseCount)
      precisions = Self.room(doseCount)
      medians = Self.room(doseCount)
      hasDose = Self.room(doseCount)
      responses = Self.room(doseCount * slots)
      weights = Self.room(doseCount * slots)
    }
    self.doseCount = doseCount
    self.slots = slots
    wellCounts = Lanes(repeating: 0)
    logDoses.initialize(repeating: Lanes(repeating: 0), count: doseCount)
    precisions.initialize(repeating: Lanes(repeating: 1), count: doseCount)
    medians.initialize(repeating: Lanes(repeating: 0), count: doseCount)
    hasDose.initialize(repeating: Lanes(repeating: 0), count: doseCount)
    responses.initialize(repeating: Lanes(repeating: 0), count: doseCount * slots)
    weights.initialize(repeating: Lanes(repeating: 0), count: doseCount * slots)
  }

  /// Puts a series into a lane, every well on its own.
  func load(_ prepared: PreparedSeries, lane: Int) {
    let problem = prepared.problem
    wellCounts[lane] = Double(problem.responses.count)
    for dose in problem.logDoses.indices {
      place(problem.logDoses[dose], median: prepared.medians[dose], dose: dose, lane: lane)
      if let root = problem.roots.isEmpty ? nil : problem.roots[problem.starts[dose]] {
        precisions[dose][lane] = root * root
      }
      for (slot, well) in (problem.starts[dose]..<problem.starts[dose + 1]).enumerated() {
        responses[dose * slots + slot][lane] = problem.responses[well]
        weights[dose * slots + slot][lane] = 1
      }
    }
  }

  /// Gives the wells of a lane other weights, one each.
  func weigh(_ prepared: PreparedSeries, by own: [Double], lane: Int) {
    let starts = prepared.problem.starts
    guard !own.isEmpty else { return }
    for dose in prepared.medians.indices {
      for well in starts[dose]..<starts[dose + 1] {
        weights[dose * slots + well - starts[dose]][lane] = own[well]
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

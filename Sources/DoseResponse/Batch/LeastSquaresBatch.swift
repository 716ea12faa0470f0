import NumericalMethods

/// Four-parameter log-logistic curves by plain least squares, eight at a time, for when nothing but
/// the parameters is wanted: no gate, no interval, no verdict.
///
/// Replicates enter as the mean of their dose, counted as often as there are wells, which is all that
/// least squares take from them. The limits may lie ten spans beyond the responses, the EC50 a
/// thousandfold beyond the doses, the slope from 0.1 to 20. The answer to a curve is the same to the
/// bit whoever its neighbours are and in whatever order its wells come.
public struct LeastSquaresBatch {
  /// The wells of one curve, dose by dose.
  public struct Wells {
    fileprivate var doses: [Double] = []
    fileprivate var responses: [Double] = []

    public mutating func add(dose: Double, response: Double) {
      doses.append(dose)
      responses.append(response)
    }

    fileprivate mutating func empty() {
      doses.removeAll(keepingCapacity: true)
      responses.removeAll(keepingCapacity: true)
    }
  }

  /// What least squares say of one curve; NaN throughout where there is no fit.
  public struct Fit: Hashable, Sendable {
    public let responseWithoutDrug: Double
    public let responseAtFullEffect: Double
    /// In the unit of the doses.
    public let ec50: Double
    public let hillSlope: Double
    public let residualSumOfSquares: Double
    /// Usable wells.
    public let wells: Int
    public var isFitted: Bool { ec50.isFinite }
  }

  private let wells = LaneWells()
  private var solver = LaneSolver()
  /// How many curves were fitted by the careful solver.
  public private(set) var carefulCount = 0

  public init() { solver.tolerance = 1e-12 }

  /// Draws `count` curves one after another and hands back each fit in the same order.
  public mutating func fit(
    _ count: Int, wells draw: (Int, inout Wells) -> Void, each: (Int, Fit) -> Void
  ) {
    var buffers = [Wells](repeating: Wells(), count: LaneWells.width)
    var collapsed = [CollapsedCurve](repeating: CollapsedCurve(), count: LaneWells.width)
    var start = 0
    while start < count {
      let size = min(LaneWells.width, count - start)
      for lane in 0..<size {
        buffers[lane].empty()
        draw(start + lane, &buffers[lane])
        collapsed[lane].collapse(buffers[lane])
      }
      fitGroup(collapsed, size, buffers) { each(start + $0, $1) }
      start += size
    }
  }

  private mutating func fitGroup(
    _ curves: [CollapsedCurve], _ size: Int, _ buffers: [Wells], _ each: (Int, Fit) -> Void
  ) {
    var most = 1
    for lane in 0..<size where curves[lane].isUsable { most = max(most, curves[lane].count) }
    wells.reset(doseCount: most, slots: 1)
    var lowest = Lanes(repeating: -1)
    var positions = Lanes(repeating: 0)
    var bounds = LaneBounds()
    var active = LaneMask(repeating: false)
    for lane in 0..<size where curves[lane].isUsable {
      curves[lane].load(into: wells, lane, &bounds)
      lowest[lane] = curves[lane].lowestLogDose
      positions[lane] = Double(max(8, min(curves[lane].positiveCount, 16)))
      active[lane] = true
    }
    var best: LaneOptimum?
    if any(active) {
      let starts = wells.starts(
        lowest: lowest, positions: positions, hills: [1.5], bounds, isRobust: false)
      best = solver.minimise(
        wells, .squares, from: starts.first, bounds, scale: Lanes(repeating: 1),
        active: active)
    }
    for lane in 0..<size {
      guard let best, active[lane] else {
        each(lane, .none(curves[lane].wellCount))
        continue
      }
      if best.isUnsure[lane] || curves[lane].touches(best.parameters, lane) {
        carefulCount += 1
        each(lane, careful(buffers[lane], curves[lane].wellCount))
        continue
      }
      each(
        lane,
        Fit(
          responseWithoutDrug: best.parameters.withoutDrug[lane],
          responseAtFullEffect: best.parameters.fullEffect[lane],
          ec50: exp(best.parameters.position[lane] + curves[lane].logHighest),
          hillSlope: exp(best.parameters.logHill[lane]),
          residualSumOfSquares: best.cost[lane] + curves[lane].squaresWithin,
          wells: curves[lane].wellCount))
    }
  }

  /// The careful solver's answer, on every well and from both starts.
  private func careful(_ buffer: Wells, _ count: Int) -> Fit {
    let points = zip(buffer.doses, buffer.responses).map {
      DoseResponsePoint(dose: $0, response: $1)
    }
    let series = DoseResponseSeries(
      name: "", unit: nil, scale: .signal(expected: nil), points: points)
    var options = DoseResponseFitOptions()
    options.loss = .leastSquares
    var fitter = DoseResponseFitter(options: options)
    guard let prepared = PreparedSeries(series),
      let session = FitSession(prepared, series.scale, reference: .logLogistic4, fitter: &fitter)
    else { return .none(count) }
    let found = session.referenceOptimum.parameters
    return Fit(
      responseWithoutDrug: found[0], responseAtFullEffect: found[1],
      ec50: exp(found[2] + log(prepared.highestDose)), hillSlope: exp(found[3]),
      residualSumOfSquares: session.referenceOptimum.cost, wells: count)
  }
}

extension LeastSquaresBatch.Fit {
  fileprivate static func none(_ wells: Int) -> Self {
    Self(
      responseWithoutDrug: .nan, responseAtFullEffect: .nan, ec50: .nan, hillSlope: .nan,
      residualSumOfSquares: .nan, wells: wells)
  }
}

/// One curve's doses with the mean, the count and the squares about the mean of the wells at each.
private struct CollapsedCurve {
  private(set) var logDoses: [Double] = []
  private var means: [Double] = []
  private var counts: [Double] = []
  private(set) var squaresWithin = 0.0
  private(set) var logHighest = 0.0
  private(set) var wellCount = 0
  private(set) var positiveCount = 0
  private(set) var lowestLogDose = 0.0
  private var order: [Int] = []

  var count: Int { logDoses.count }
  var isUsable: Bool {
    positiveCount >= DoseResponseFitter.fewestDoses
      && wellCount > CurveModel.logLogistic4.parameterCount
  }

  mutating func collapse(_ wells: LeastSquaresBatch.Wells) {
    logDoses.removeAll(keepingCapacity: true)
    means.removeAll(keepingCapacity: true)
    counts.removeAll(keepingCapacity: true)
    squaresWithin = 0
    positiveCount = 0
    sort(wells)
    wellCount = order.count
    var start = 0
    while start < order.count {
      let dose = wells.doses[order[start]]
      var end = start
      var sum = 0.0
      while end < order.count, wells.doses[order[end]] == dose {
        sum += wells.responses[order[end]]
        end += 1
      }
      let mean = sum / Double(end - start)
      for place in start..<end {
        let away = wells.responses[order[place]] - mean
        squaresWithin += away * away
      }
      logDoses.append(dose == 0 ? -.infinity : log(dose))
      means.append(mean)
      counts.append(Double(end - start))
      if dose > 0 { positiveCount += 1 }
      start = end
    }
    logHighest = logDoses.last ?? 0
    for dose in logDoses.indices { logDoses[dose] -= logHighest }
    lowestLogDose = logDoses.first { $0.isFinite } ?? 0
  }

  /// Puts the usable wells in the order of dose, then response, by insertion: they mostly are.
  private mutating func sort(_ wells: LeastSquaresBatch.Wells) {
    order.removeAll(keepingCapacity: true)
    for well in wells.doses.indices {
      let (dose, response) = (wells.doses[well], wells.responses[well])
      guard dose.isFinite, dose >= 0, response.magnitude < 1e100 else { continue }
      var place = order.count
      while place > 0 {
        let before = order[place - 1]
        if (wells.doses[before], wells.responses[before]) <= (dose, response) { break }
        place -= 1
      }
      order.insert(well, at: place)
    }
  }

  func load(into wells: LaneWells, _ lane: Int, _ bounds: inout LaneBounds) {
    var (low, high) = (Double.infinity, -Double.infinity)
    for dose in logDoses.indices {
      wells.load(
        logDose: logDoses[dose], mean: means[dose], count: counts[dose], dose: dose, lane: lane)
      low = min(low, means[dose])
      high = max(high, means[dose])
    }
    let span = max(high - low, max(high.magnitude, low.magnitude) * 1e-9)
    let limit = (low - 10 * span)...(high + 10 * span)
    bounds.set(
      [limit, limit, (lowestLogDose - Self.logThousand)...Self.logThousand, Self.slopes, 0...0],
      lane: lane)
  }

  private static let logThousand = log(1e3)
  private static let slopes = log(0.1)...log(20.0)
  /// Beyond this a curve is a step between two doses, with many minima alike.
  private static let steep = log(15.0)

  /// Whether a curve rests on a limit, where a search may have been led astray.
  func touches(_ parameters: LaneParameters, _ lane: Int) -> Bool {
    let position = parameters.position[lane]
    let slope = parameters.logHill[lane]
    return position <= lowestLogDose - Self.logThousand || position >= Self.logThousand
      || slope <= Self.slopes.lowerBound || slope >= Self.steep
  }
}

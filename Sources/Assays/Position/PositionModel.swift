import NumericalMethods

/// A plate's wells as one model sees them: each condition has its own signal, and place changes the
/// part above background by a factor.
///
/// `v = b + A_c · (1 + e·rim + r·row + s·column) + ε`, where `A_c` is the condition's signal, `rim` is
/// 1 on the rim and 0 inside, `row` and `column` run from −½ to ½ across the plate. Conditions are
/// compared with themselves only, so that a dose series along a row is no gradient.
struct PositionModel {
  /// One well that can tell: its condition has another usable well.
  struct Well {
    let observation: PlateObservation
    let stratum: Int
    let rim: Double
    let row: Double
    let column: Double
  }

  /// The number of terms: rim, row, column.
  static let terms = 3

  let wells: [Well]
  /// Members of each condition, as indices into `wells`.
  let strata: [Range<Int>]
  /// The blanks' median; 0 without blanks.
  let background: Double
  /// The spread that a condition's wells are expected to have, by condition.
  private(set) var scales: [Double]
  /// e, r, s.
  private(set) var coefficients: [Double]
  /// The design of the linear problem in standard units: `terms` rows of one entry a well.
  private(set) var design: [[Double]]
  /// What is to be explained, in standard units, wild wells drawn in.
  private(set) var response: [Double]

  /// - Parameter observations: of one plate. Blanks give the background and are not judged.
  init?(_ observations: [PlateObservation], format: PlateFormat) {
    let usable = observations.filter(\.isUsable)
    let blanks = usable.filter { $0.role == .blank }.map(\.value)
    background = OrderStatistics.median(of: blanks) ?? 0
    var groups: [WellCondition: [PlateObservation]] = [:]
    for well in usable where well.role != .blank {
      groups[WellCondition(of: well), default: []].append(well)
    }
    let told = groups.values.filter { $0.count > 1 }.map { $0.sorted { $0.well < $1.well } }
      .sorted { ($0[0].well, $0.count) < ($1[0].well, $1.count) }
    var wells: [Well] = []
    var strata: [Range<Int>] = []
    for (index, group) in told.enumerated() {
      strata.append(wells.count..<wells.count + group.count)
      wells += group.map { observation in
        Well(
          observation: observation, stratum: index,
          rim: format.isEdge(observation.well) ? 1 : 0,
          row: Self.centred(observation.well.row, of: format.rows),
          column: Self.centred(observation.well.column, of: format.columns))
      }
    }
    guard !wells.isEmpty else { return nil }
    self.wells = wells
    self.strata = strata
    coefficients = [0, 0, 0]
    design = []
    response = []
    scales = []
    guard setScales(readerNoise: OrderStatistics.standardDeviation(of: blanks) ?? 0) else {
      return nil
    }
    for _ in 0..<4 { improve() }
  }

  /// From −½ to ½ across the plate.
  static func centred(_ index: Int, of count: Int) -> Double {
    count > 1 ? Double(index) / Double(count - 1) - 0.5 : 0
  }

  /// Why nothing can be told from row to row, or from column to column, as a clause.
  func reason(against direction: PlateDirection) -> String {
    guard degreesOfFreedom > 0 else { return "too few wells share a condition" }
    func line(_ well: Well) -> Int {
      direction == .rows ? well.observation.well.row : well.observation.well.column
    }
    let staysInOne = strata.allSatisfy { stratum in
      Set(stratum.map { line(wells[$0]) }).count == 1
    }
    let (one, many) = direction == .rows ? ("row", "rows") : ("column", "columns")
    return staysInOne
      ? "no condition lies in more than one \(one): doses run along the \(many)"
      : "wells of one condition that differ by \(one) differ in rim or row and column alike"
  }

  /// Wells less conditions less terms.
  var degreesOfFreedom: Int { wells.count - strata.count - Self.terms }

  /// The factor that a place puts on the signal above background.
  func factor(_ well: Well) -> Double {
    1 + coefficients[0] * well.rim + coefficients[1] * well.row + coefficients[2] * well.column
  }

  /// Spread as the reader's noise and a part that grows with the signal; both pooled, so that a
  /// triplicate that happens to agree gets no great weight. False where nothing varies.
  private mutating func setScales(readerNoise: Double) -> Bool {
    let levels = strata.map { stratum in
      (OrderStatistics.median(of: stratum.map { wells[$0].observation.value }) ?? 0) - background
    }
    let highest = levels.map(\.magnitude).max() ?? 0
    var squares = 0.0
    var weight = 0.0
    for (stratum, level) in zip(strata, levels) where level.magnitude >= 0.2 * highest && level != 0
    {
      let values = stratum.map { wells[$0].observation.value }
      let deviation = OrderStatistics.standardDeviation(of: values) ?? 0
      let own = max(0, deviation * deviation - readerNoise * readerNoise) / (level * level)
      // A ratio of spread to level above 1 is a wild well, not the assay's variation.
      squares += Double(values.count - 1) * min(1, own)
      weight += Double(values.count - 1)
    }
    let variation = weight > 0 ? squares / weight : 0
    scales = levels.map { (readerNoise * readerNoise + variation * $0 * $0).squareRoot() }
    let largest = scales.max() ?? 0
    guard largest > 0, largest.isFinite else { return false }
    // A condition at the background is noisier than nothing.
    scales = scales.map { max($0, 1e-3 * largest) }
    return true
  }

  /// One step of Gauss and Newton: levels given the factors, then the factors given the levels.
  private mutating func improve() {
    var design = [[Double]](
      repeating: [Double](repeating: 0, count: wells.count), count: Self.terms)
    var response = [Double](repeating: 0, count: wells.count)
    for (index, stratum) in strata.enumerated() {
      let values = stratum.map { wells[$0].observation.value - background }
      let corrected = stratum.map {
        (wells[$0].observation.value - background) / max(0.05, factor(wells[$0]))
      }
      let level = OrderStatistics.median(of: corrected) ?? 0
      let mean = OrderStatistics.mean(of: values) ?? 0
      for (offset, place) in stratum.enumerated() {
        response[place] = (values[offset] - mean) / scales[index]
      }
      guard level > 0 else { continue }
      for (term, values) in terms(of: stratum).enumerated() {
        let mean = OrderStatistics.mean(of: values) ?? 0
        for (offset, place) in stratum.enumerated() {
          // The mean of equal numbers may miss them by a rounding, which is no direction.
          let deviation = values[offset] - mean
          design[term][place] =
            deviation.magnitude < 1e-9 ? 0 : level * deviation / scales[index]
        }
      }
    }
    self.design = design
    self.response = response
    drawInWildWells()
  }

  private func terms(of stratum: Range<Int>) -> [[Double]] {
    [
      stratum.map { wells[$0].rim }, stratum.map { wells[$0].row },
      stratum.map { wells[$0].column },
    ]
  }

  /// Fits the factors, with residuals beyond three robust deviations drawn in to three (Huber).
  private mutating func drawInWildWells() {
    let original = response
    for _ in 0..<5 {
      coefficients = LinearTerms(design).solve(response) ?? coefficients
      let fitted = response.indices.map { well in
        (0..<Self.terms).reduce(0) { $0 + coefficients[$1] * design[$1][well] }
      }
      let residuals = zip(original, fitted).map { $0 - $1 }
      guard let spread = OrderStatistics.medianAbsoluteDeviation(of: residuals), spread > 0 else {
        return
      }
      response = zip(fitted, residuals).map { $0 + min(3 * spread, max(-3 * spread, $1)) }
      for stratum in strata {
        let mean = OrderStatistics.mean(of: response[stratum]) ?? 0
        for place in stratum { response[place] -= mean }
      }
    }
  }
}

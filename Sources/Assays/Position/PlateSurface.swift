import NumericalMethods

/// How much more or less the signal is at each place of a plate, relative to the same treatment
/// elsewhere, without a formula for the pattern: by rows and columns, or as a smooth surface.
///
/// Wells are compared with wells of their condition. Where the samples have no replicates, as in a
/// screen, they are compared with each other, which assumes that most of them do nothing.
///
/// ## References
/// [Brideau2003] for rows and columns by median polish, and for the score of each well;
/// [Cleveland1979] for the smooth surface.
///
/// ## Departures from the paper
/// The paper polishes the signals of a screen. Here each signal is first divided by the level of its
/// condition, so that a dose series along a row is no row effect; for a screen of single wells both
/// are the same.
public struct PlateSurface: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// A row's and a column's effect, by median polish.
    case rowsAndColumns
    /// A smooth surface, by local planes.
    case smooth
  }

  public let kind: Kind
  /// The wells that were compared.
  public let comparedWells: Int
  /// Whether sample wells without replicates were compared with each other.
  public let assumesMostDoNothing: Bool
  /// What is left of each compared well's relative deviation, in robust standard deviations of the
  /// plate: the B score.
  public let scores: [WellAddress: Double]
  /// The relative change at each place, by row and column.
  private let changes: [[Double]]

  /// A row or column with fewer compared wells gets no effect of its own.
  private static let fewest = 3
  /// The share of the wells that each local plane is fitted to: small enough to follow a rim two
  /// wells wide on 384 wells, large enough not to follow single wells.
  private static let span = 0.3

  /// A smooth surface costs more, and conditions mix less with it.
  private static func rounds(_ kind: Kind) -> Int { kind == .rowsAndColumns ? 100 : 6 }

  /// Nil where fewer than twelve wells can be compared.
  ///
  /// - Parameter observations: of one plate. Blanks, flagged wells and conditions whose signal is
  ///   below a fifth of the highest are not compared: relative to little, noise is much.
  public init?(
    _ kind: Kind, of observations: [PlateObservation], background: Double, format: PlateFormat
  ) {
    let usable = observations.filter { $0.isUsable && $0.role != .blank }
    var groups = Dictionary(grouping: usable, by: WellCondition.init)
    let single = groups.filter { $0.key.role == .sample && $0.value.count == 1 }
    let samples = usable.count { $0.role == .sample }
    assumesMostDoNothing = single.count >= 24 && single.count * 3 >= samples * 2
    if assumesMostDoNothing {
      for key in single.keys { groups[key] = nil }
    }
    var strata = groups.values.filter { $0.count > 1 }
    if assumesMostDoNothing {
      let alone = single.values.joined()
      strata += Dictionary(grouping: alone, by: \.line).values.filter { $0.count > 1 }
    }
    // In the order of the plate, so that sums do not depend on a dictionary's.
    strata = strata.map { $0.sorted { $0.well < $1.well } }.sorted { $0[0].well < $1[0].well }
    func level(_ wells: [PlateObservation]) -> Double {
      (OrderStatistics.median(of: wells.map(\.value)) ?? 0) - background
    }
    let highest = strata.map(level).max() ?? 0
    strata = strata.filter { level($0) > 0 && level($0) >= 0.2 * highest }
    comparedWells = strata.reduce(0) { $0 + $1.count }
    guard comparedWells >= 12 else { return nil }
    self.kind = kind
    var changes = [[Double]](
      repeating: [Double](repeating: 0, count: format.columns), count: format.rows)
    func deviations() -> [(well: WellAddress, value: Double)] {
      strata.flatMap { stratum -> [(well: WellAddress, value: Double)] in
        let levels = stratum.map {
          ($0.value - background) / max(0.2, 1 + changes[$0.well.row][$0.well.column])
        }
        let level = OrderStatistics.median(of: levels) ?? 0
        guard level > 0 else { return [] }
        return stratum.map { ($0.well, ($0.value - background) / level - 1) }
      }
    }
    var last = deviations()
    if strata.count == 1 {
      // One level for all: the surface is that of the readings themselves.
      changes = Self.surface(kind, through: last, format, sweeps: 10)
    } else {
      // Levels given the surface, the surface given the levels, in small steps: a full step would
      // fit the surface to levels that are still wrong, and rows and conditions stay mixed up.
      for _ in 0..<Self.rounds(kind) {
        let next = Self.surface(kind, through: deviations(), format, sweeps: 1)
        for row in changes.indices {
          for column in changes[row].indices {
            changes[row][column] += 0.5 * (next[row][column] - changes[row][column])
          }
        }
      }
      last = deviations()
    }
    self.changes = changes
    let rests = last.map { $0.value - changes[$0.well.row][$0.well.column] }
    let middle = OrderStatistics.median(of: rests) ?? 0
    let spread = OrderStatistics.medianAbsoluteDeviation(of: rests) ?? 0
    scores =
      spread > 0
      ? Dictionary(
        zip(last.map(\.well), rests.map { ($0 - middle) / spread }),
        uniquingKeysWith: { first, _ in first }) : [:]
  }

  /// −0.1 where the signal above background is a tenth less than the same elsewhere on the plate.
  public func change(at well: WellAddress) -> Double {
    changes.indices.contains(well.row) && changes[well.row].indices.contains(well.column)
      ? changes[well.row][well.column] : 0
  }

  private static func surface(
    _ kind: Kind, through deviations: [(well: WellAddress, value: Double)], _ format: PlateFormat,
    sweeps: Int
  ) -> [[Double]] {
    switch kind {
    case .rowsAndColumns:
      var table = [[Double]](
        repeating: [Double](repeating: .nan, count: format.columns), count: format.rows)
      for (well, value) in deviations { table[well.row][well.column] = value }
      let polish = MedianPolish(of: table, fewest: fewest, sweeps: sweeps)
      return polish.rowEffects.map { row in polish.columnEffects.map { row + $0 } }
    case .smooth:
      let points = deviations.map {
        LocalPlane.Point(x: Double($0.well.column), y: Double($0.well.row), value: $0.value)
      }
      guard let plane = LocalPlane(through: points, span: span) else {
        return [[Double]](
          repeating: [Double](repeating: 0, count: format.columns), count: format.rows)
      }
      let heights = (0..<format.rows).map { row in
        (0..<format.columns).map { plane.value(at: Double($0), Double(row)) }
      }
      // Relative to the middle of the plate: the level itself is the conditions' own.
      let middle =
        OrderStatistics.median(of: deviations.map { heights[$0.well.row][$0.well.column] }) ?? 0
      return heights.map { $0.map { $0 - middle } }
    }
  }
}

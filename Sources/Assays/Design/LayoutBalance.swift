import NumericalMethods

/// How much place tells of treatment in a layout: the less, the less an edge effect or a gradient can
/// pass for a drug.
public struct LayoutBalance: Hashable, Sendable {
  /// Of one drug: the correlation of its doses' order with place, from −1 to 1.
  public struct Drug: Hashable, Sendable {
    public let name: String
    /// Nil where the drug has one dose, or its wells one row.
    public let withRow: Double?
    public let withColumn: Double?
    /// Nil where no well, or every well, lies on the rim.
    public let withRim: Double?

    /// The largest in size.
    public var largest: Double {
      [withRow, withColumn, withRim].compactMap(\.self).map(\.magnitude).max() ?? 0
    }
  }

  /// Of one control: how it is spread.
  public struct Control: Hashable, Sendable {
    public let role: WellRole
    public let wells: Int
    /// In the quarters of the plate: top left, top right, bottom left, bottom right.
    public let quarters: [Int]
    public let onRim: Int
  }

  public let drugs: [Drug]
  public let controls: [Control]
  /// The most wells of one dose in one row or column.
  public let mostInLine: Int
  /// Used wells on the rim.
  public let usedOnRim: Int

  public init(of layout: PlateLayout) {
    let format = layout.format
    let samples = layout.wells.filter { $0.role == .sample && $0.drug != nil && $0.dose != nil }
    drugs = Dictionary(grouping: samples) { $0.drug ?? "" }.sorted { $0.key < $1.key }.map {
      Drug(name: $0.key, wells: $0.value, format: format)
    }
    controls = WellRole.allCases.filter { $0 != .sample }.compactMap { role in
      let wells = layout.wells.filter { $0.role == role }
      guard !wells.isEmpty else { return nil }
      var quarters = [0, 0, 0, 0]
      for well in wells {
        let isBottom = well.well.row * 2 >= format.rows
        let isRight = well.well.column * 2 >= format.columns
        quarters[(isBottom ? 2 : 0) + (isRight ? 1 : 0)] += 1
      }
      return Control(
        role: role, wells: wells.count, quarters: quarters,
        onRim: wells.count { format.isEdge($0.well) })
    }
    struct Dose: Hashable {
      let drug: String?
      let dose: NominalDose?
    }
    mostInLine =
      Dictionary(grouping: samples) { Dose(drug: $0.drug, dose: $0.dose) }.values.map { wells in
        let rows = Dictionary(grouping: wells, by: \.well.row).values.map(\.count).max() ?? 0
        let columns = Dictionary(grouping: wells, by: \.well.column).values.map(\.count).max() ?? 0
        return max(rows, columns)
      }.max() ?? 0
    usedOnRim = layout.wells.count { format.isEdge($0.well) }
  }

  /// The largest correlation of any drug's doses with a place.
  public var largestCorrelation: Double { drugs.map(\.largest).max() ?? 0 }
}

extension LayoutBalance.Drug {
  init(name: String, wells: [LayoutWell], format: PlateFormat) {
    self.name = name
    let doses = Set(wells.compactMap(\.dose?.value)).sorted()
    let ranks = wells.map { well in Double(doses.firstIndex(of: well.dose?.value ?? 0) ?? 0) }
    withRow = Self.correlation(ranks, wells.map { Double($0.well.row) })
    withColumn = Self.correlation(ranks, wells.map { Double($0.well.column) })
    withRim = Self.correlation(ranks, wells.map { format.isEdge($0.well) ? 1 : 0 })
  }

  private static func correlation(_ first: [Double], _ second: [Double]) -> Double? {
    guard let firstMean = OrderStatistics.mean(of: first),
      let secondMean = OrderStatistics.mean(of: second)
    else { return nil }
    var (product, firstSquare, secondSquare) = (0.0, 0.0, 0.0)
    for (one, other) in zip(first, second) {
      product += (one - firstMean) * (other - secondMean)
      firstSquare += (one - firstMean) * (one - firstMean)
      secondSquare += (other - secondMean) * (other - secondMean)
    }
    guard firstSquare > 0, secondSquare > 0 else { return nil }
    return product / (firstSquare * secondSquare).squareRoot()
  }
}

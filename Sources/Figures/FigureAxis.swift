/// What an axis measures, in words and unit.
public struct FigureAxis: Hashable, Sendable {
  /// "AZD4320", "Dead cells".
  public let title: String
  /// "nM", "%", "h"; empty where there is none.
  public let unit: String

  public init(_ title: String, unit: String = "") {
    self.title = title
    self.unit = unit
  }

  /// "AZD4320 (nM)".
  public var titleWithUnit: String {
    unit.isEmpty ? title : "\(title) (\(unit))"
  }

  /// A table's column of this axis's numbers, named `name` with the unit behind it: `dose_nM`.
  package func column(_ name: String, _ numbers: [Double]) -> FigureTable.Column {
    let suffix: String =
      switch unit {
      case "": ""
      case "%": "_percent"
      default: "_" + unit.map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
      }
    return FigureTable.Column(name: name + suffix, title: title, unit: unit, numbers: numbers)
  }
}

/// A column of a tidy table that says which well a row is of, besides its dose.
struct WellLabel: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    /// Told before the well.
    case plate
    case well
    /// A number that needs its noun.
    case replicate
  }

  let kind: Kind
  let column: Int

  private static let titles: [String: Kind] = [
    "plate": .plate, "well": .well, "replicate": .replicate, "rep": .replicate,
    "repeat": .replicate,
  ]

  /// The columns that name a well, by their titles: plate and well, or the replicate where there is no
  /// well.
  static func find(in titles: [String], besides taken: [Int]) -> [WellLabel] {
    let found = titles.indices.filter { !taken.contains($0) }.compactMap { column in
      Self.titles[NameSuggestion.comparable(titles[column])].map {
        WellLabel(kind: $0, column: column)
      }
    }
    func first(_ kind: Kind) -> WellLabel? { found.first { $0.kind == kind } }
    return [first(.plate), first(.well) ?? first(.replicate)].compactMap(\.self)
  }

  /// What a row says of its well; nil where it says nothing.
  static func text(_ labels: [WellLabel], in record: TableRecordStream) -> String? {
    guard !labels.isEmpty else { return nil }
    let parts = labels.compactMap { label -> String? in
      guard label.column < record.fields.count else { return nil }
      let text = record.text(of: label.column).trimmingBlanks
      guard !text.isEmpty else { return nil }
      let isBare = label.kind == .replicate && text.allSatisfy { $0.isASCII && $0.isNumber }
      return isBare ? "replicate \(text)" : text
    }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  /// The replicates of curves that stand in columns, by column: `A:Y2` as it is titled, else which of
  /// the curve's columns it is.
  static func names(
    ofReplicatesIn curves: [DoseTablePlan.CurveColumns], _ titles: [String]
  ) -> [String?] {
    var names = [String?](repeating: nil, count: titles.count)
    for curve in curves where curve.columns.count > 1 {
      for (number, column) in curve.columns.enumerated() {
        names[column] = "replicate \(number + 1)"
      }
    }
    return names
  }
}

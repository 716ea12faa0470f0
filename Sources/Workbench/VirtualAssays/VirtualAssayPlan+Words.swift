import Quantities

extension VirtualAssayPlan {
  /// What a condition is given, in words: `AZD4320 10 nM + venetoclax 3 nM`.
  func text(_ condition: Condition) -> String {
    zip(drugs, condition.doses).filter { $0.1 > .zero }.map { "\($0.0.name) \($0.1)" }
      .joined(separator: " + ")
  }

  /// What must be known of the doses.
  var doseNotes: [String] {
    let least = drugs.flatMap(\.doses).min()
    guard let least, least < .nanomolar(1) else { return [] }
    return [
      "Below 1 nM the cells of a well may take up more than 2 % of the drug; the medium is held "
        + "constant here."
    ]
  }
}

extension VirtualCells {
  /// How many cells had died before any drug; nil if none had.
  func note(of plan: VirtualAssayPlan) -> String? {
    guard notReady > 0 else { return nil }
    return "\(line.name): \(notReady) of \(plan.cells) cells did not come to rest alive, and were "
      + "not treated."
  }
}

import Experiments

/// The cultures of an experiment, line by line: how many cells each was left with at rest, and which
/// lines were no culture at all.
struct CultureLog {
  private var cultures: [VirtualAssayResult.Culture] = []
  private var refused: [ItemsFailed.Item] = []

  mutating func note(_ culture: CultureAtRest, of line: String) {
    cultures.append(.init(line: line, culture, isTreated: true))
  }

  mutating func refuse(_ refusal: UnplatableCulture, _ plan: VirtualAssayPlan) {
    cultures.append(.init(line: refusal.line, refusal.culture, isTreated: false))
    let change = refusal.isUnchanged ? nil : plan.change
    refused.append(
      .init(name: refusal.line + (change.map { " (\($0))" } ?? ""), reason: refusal.reason))
  }

  /// The result with what became of its cultures.
  func completing(_ result: VirtualAssayResult) -> VirtualAssayResult {
    var result = result
    let treated = cultures.filter(\.isTreated)
    result.cultures = cultures
    result.failures += refused
    result.provenance["cells_treated"] =
      treated.isEmpty
      ? "none" : treated.map { "\($0.line): \($0.sentence)" }.joined(separator: ". ")
    if !treated.isEmpty {
      result.provenance["line"] = treated.map(\.line).joined(separator: ", ")
    }
    result.findings += treated.filter { $0.treated < $0.drawn }.map {
      "\($0.line): cells treated: \($0.sentence)."
    }
    return result
  }
}

/// Most cells of a line died before any drug came.
struct UnplatableCulture: Error {
  let line: String
  let culture: CultureAtRest
  /// Whether it is the line without the changes that were asked for, which gives the full scale.
  var isUnchanged = false

  var reason: String { "\(cause), so it has no rows." }

  /// The same without what follows from it, as a clause.
  var cause: String {
    "only \(culture.ready) of \(culture.drawn) cells came to rest alive without drug "
      + "(\(culture.permeabilised) permeabilised): no culture that could be plated"
  }
}

extension VirtualAssayResult {
  /// How many cells of one line there were to treat.
  public struct Culture: Sendable, Encodable, Hashable {
    public let line: String
    public let drawn: Int
    /// 0 for a line that was refused.
    public let treated: Int
    public let permeabilisedAtRest: Int
    let isTreated: Bool
    let sentence: String

    init(line: String, _ culture: CultureAtRest, isTreated: Bool) {
      self.line = line
      self.isTreated = isTreated
      drawn = culture.drawn
      treated = isTreated ? culture.ready : 0
      permeabilisedAtRest = culture.permeabilised
      sentence = culture.sentence
    }

    private enum CodingKeys: String, CodingKey {
      case line, drawn, treated
      case permeabilisedAtRest = "permeabilised_at_rest"
    }
  }
}

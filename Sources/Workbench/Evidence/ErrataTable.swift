import EvidenceBase

/// One error or gap of the guides as a person reads it.
public struct ErratumRow: Sendable, Encodable {
  public let number: Int
  public let subject: String
  public let place: String
  public let guideSays: String
  public let isRight: String
  /// One word: guide, seen, from memory, chosen.
  public let standing: String
  public let source: String
  public let consequence: String
  /// Such as S6.
  public let systems: [String]

  private enum CodingKeys: String, CodingKey {
    case number, subject, place, standing, source, consequence, systems
    case guideSays = "guide_says"
    case isRight = "is_right"
  }
}

/// What the guides get wrong or leave out, and what Primed does about it.
public enum ErrataTable {
  public static var rows: [ErratumRow] {
    GuideErratum.all.map { erratum in
      ErratumRow(
        number: erratum.number, subject: erratum.subject, place: erratum.place.detail,
        guideSays: erratum.guideSays, isRight: erratum.isRight, standing: erratum.source.label,
        source: erratum.source.detail, consequence: erratum.consequence,
        systems: erratum.systems.map(\.label))
    }
  }
}

/// Where a number comes from, and so how far it can be trusted.
public enum Provenance: Hashable, Sendable {
  /// Stated in one of the technical guides that the project starts from.
  case guide(Citation, at: String)
  /// Seen in the source itself, or in code or an abstract that carries it.
  case seen(Citation, at: String)
  /// Recalled, not looked up: to be verified before it is published.
  case fromMemory(Citation?, note: String)
  /// A modelling decision of this project. Not a measurement.
  case chosen(because: String)
  /// Adjusted until a prediction met data; `to` names the data, which can then test nothing.
  case fitted(to: String)

  /// The one word that tables show.
  public var label: String {
    switch self {
    case .guide: "guide"
    case .seen: "seen"
    case .fromMemory: "from memory"
    case .chosen: "chosen"
    case .fitted: "fitted"
    }
  }

  public var citation: Citation? {
    switch self {
    case .guide(let citation, _), .seen(let citation, _): citation
    case .fromMemory(let citation, _): citation
    case .chosen, .fitted: nil
    }
  }

  /// The place or the reason, in words.
  public var detail: String {
    switch self {
    case .guide(let citation, let place), .seen(let citation, let place):
      place.isEmpty ? citation.short : "\(citation.short), \(place)"
    case .fromMemory(let citation, let note):
      [citation?.short, note.isEmpty ? nil : note].compactMap(\.self).joined(separator: ", ")
    case .chosen(let reason): reason
    case .fitted(let data): "to \(data)"
    }
  }
}

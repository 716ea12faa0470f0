/// What the responses of a table are, as the person stated it; never guessed from the numbers.
public enum ResponseScale: Hashable, Sendable {
  /// The fraction of cells alive relative to vehicle.
  case viability(Notation)
  /// The fraction lost relative to vehicle.
  case inhibition(Notation)
  /// An instrument's own units, to be normalised to controls first.
  case signal

  /// How a fraction is written.
  public enum Notation: String, CaseIterable, Sendable {
    /// 0 to 1.
    case fraction
    /// 0 to 100.
    case percent
  }

  public enum Kind: String, CaseIterable, Sendable {
    case viability, inhibition, signal
  }

  public var kind: Kind {
    switch self {
    case .viability: .viability
    case .inhibition: .inhibition
    case .signal: .signal
    }
  }

  /// Nil where viability or inhibition comes without its notation, or a signal with one.
  public init?(kind: Kind, notation: Notation?) {
    switch (kind, notation) {
    case (.viability, let notation?): self = .viability(notation)
    case (.inhibition, let notation?): self = .inhibition(notation)
    case (.signal, nil): self = .signal
    default: return nil
    }
  }

  public var notation: Notation? {
    switch self {
    case .viability(let notation), .inhibition(let notation): notation
    case .signal: nil
    }
  }

  /// As a person reads it: `viability in percent`.
  public var described: String {
    notation.map { "\(kind.rawValue) \($0 == .percent ? "in percent" : "as a fraction")" }
      ?? "signal"
  }

  /// A number of the table as a fraction, or as it is for a signal.
  func value(_ written: Double) -> Double {
    notation == .percent ? written / 100 : written
  }
}

import Quantities

/// What cells do with a nucleoside that can differ from line to line: a factor on a sensitive cell's.
public enum NucleosideKnob: String, CaseIterable, Hashable, Sendable {
  case uck2 = "UCK2"
  case dck = "DCK"
  case cda = "CDA"
  case hent1 = "hENT1"
  case rrm2 = "RRM2"

  /// The one of a name, whatever its case and punctuation.
  public init?(named name: String) {
    guard let known = NameMatching.match(name, among: Self.allCases, names: { [$0.rawValue] })
    else { return nil }
    self = known
  }

  /// The factors that the model is stated for: resistant cells have more of some and less of others,
  /// down to none.
  public var factors: ClosedRange<Double> { self == .cda || self == .rrm2 ? 1...10 : 0...1 }

  /// Whether the model is stated for a factor.
  public func takes(_ factor: Double) -> Bool { factors.contains(factor) }

  /// The factors that the model is stated for, in words.
  public var range: String {
    "\(factors.lowerBound.forPeople()) to \(factors.upperBound.forPeople())"
  }

  /// In a few words, for a file.
  public var meaning: String {
    switch self {
    case .uck2: "phosphorylates azacitidine"
    case .dck: "phosphorylates decitabine"
    case .cda: "deaminates what the cell holds of either"
    case .hent1: "lets either in"
    case .rrm2: "makes the cell's own nucleotides after exposure, which keep either out of DNA"
    }
  }

  public func mechanism(_ factor: Double) -> ResistanceMechanism {
    switch self {
    case .uck2: .uck2Loss(left: factor)
    case .dck: .dckLoss(left: factor)
    case .cda: .cytidineDeaminase(factor: factor)
    case .hent1: .hent1Loss(left: factor)
    // At its height, days after exposure, the answer divides what goes to DNA by the factor.
    case .rrm2: .pyrimidineCompensation(strength: factor - 1)
    }
  }
}

import Quantities

/// What a reader should know of a fit's numbers that the verdict does not say.
public enum FitWarning: Hashable, Sendable {
  /// The robust loss set aside wells that no other well of their dose contradicts; with them in full
  /// the EC50 lies elsewhere, and the interval spans both.
  case unreplicatedWells(count: Int, otherwise: Double)
  /// The noise grows with the response; the wells were weighted by it, or the intervals were not.
  case growingNoise(probability: Double, isModelled: Bool)
  /// Least squares took the place of the robust loss.
  case fewWells(count: Int)
  /// The doses' means miss the curve by more than replicates differ.
  case lackOfFit(probability: Double)
  /// The response without drug is not the one that the scale says: normalised to something else than
  /// vehicle, or not at all.
  case offScale(OffScale)

  /// The warning as one word, for programs.
  public var label: String {
    switch self {
    case .unreplicatedWells: "unreplicated-wells"
    case .growingNoise: "growing-noise"
    case .fewWells: "few-wells"
    case .lackOfFit: "lack-of-fit"
    case .offScale: "off-scale"
    }
  }

  /// One sentence for a person, with responses in a notation.
  public func sentence(
    in unit: DoseUnit?, responses notation: ResponseNotation = .asFitted
  ) -> String {
    switch self {
    case .offScale(let finding): finding.sentence(notation)
    case .unreplicatedWells(let count, let other):
      (count == 1
        ? "The EC50 hangs on 1 down-weighted well that has no replicate to contradict it: with it"
        : "The EC50 hangs on \(count) down-weighted wells that have no replicates to contradict "
          + "them: with them")
        + " in full it would be \(other.asDose(in: unit)), and what is said of it allows for both. "
        + "Repeat \(count == 1 ? "that dose" : "those doses")."
    case .growingNoise(let probability, let isModelled):
      "The noise grows with the response (Spearman's rank test, p = "
        + "\(probability.forPeople(digits: 2))); "
        + (isModelled
          ? "wells count by the noise at their response."
          : "intervals that take it as constant may mislead.")
    case .fewWells(let count):
      "\(count) wells are too few to set one aside: fitted by plain least squares, which a single wild "
        + "well can lead astray."
    case .lackOfFit(let probability):
      "The doses lie further from the curve than their replicates differ (lack of fit, p = "
        + "\(probability.forPeople(digits: 2))): intervals are too narrow."
    }
  }
}

extension DoseResponseFit {
  /// What a reader should know beside the verdict; the gravest first.
  public var warnings: [FitWarning] {
    var warnings: [FitWarning] = []
    if let contest {
      warnings.append(.unreplicatedWells(count: contest.wellCount, otherwise: contest.otherEC50))
    }
    if let offScale { warnings.append(.offScale(offScale)) }
    // A departure says for itself that one dose makes no curve.
    if hadTooFewWells, departure == nil {
      warnings.append(.fewWells(count: points.count { $0.robustWeight != nil }))
    }
    guard fittedCurve != nil else { return warnings }
    if let growingNoise {
      warnings.append(.growingNoise(probability: growingNoise, isModelled: noise != nil))
    }
    if let probability = lackOfFit?.probability, probability < LackOfFit.warningLevel {
      warnings.append(.lackOfFit(probability: probability))
    }
    return warnings
  }
}

import Quantities

/// A dose that a potency is known to lie beyond, where it cannot be given as a number.
public enum DoseBound: Hashable, Sendable {
  case above(Double)
  case below(Double)

  /// `> 10 µM` or `< 1 nM`.
  public func formatted(in unit: DoseUnit?) -> String {
    switch self {
    case .above(let dose): "> \(dose.asDose(in: unit))"
    case .below(let dose): "< \(dose.asDose(in: unit))"
    }
  }
}

/// What can honestly be said about a series.
public enum Verdict: Hashable, Sendable {
  /// An effect, and an EC50 that lies with its interval inside the tested doses.
  case complete
  /// An effect, but the doses do not hold the EC50 and its interval; it lies beyond this bound.
  case incomplete(DoseBound)
  /// No effect of dose that noise would not make as well.
  case flat
  /// An effect in two steps, which two sites describe better than one.
  case biphasic
  /// Low doses stimulate before higher ones act.
  case hormetic
  /// No curve can be given.
  case unfit(UnfitReason)

  /// The verdict as one word, for tables.
  public var label: String {
    switch self {
    case .complete: "complete"
    case .incomplete: "incomplete"
    case .flat: "flat"
    case .biphasic: "biphasic"
    case .hormetic: "hormetic"
    case .unfit: "unfit"
    }
  }
}

/// Why no curve can be given.
public enum UnfitReason: Hashable, Sendable {
  /// Fewer distinct doses above zero than the shape needs.
  case tooFewDoses(found: Int, required: Int)
  /// Fewer usable wells than parameters and one to judge them by.
  case tooFewWells(found: Int, required: Int)
  /// The response goes the other way than the scale says an effect goes.
  case contraryDirection(scale: ResponseScale)
  /// The model asked for needs a scale that fixes an asymptote.
  case modelNeedsFractionScale(CurveModel)
  /// An effect, but not even one side of its potency can be bounded.
  case potencyUndetermined
  /// The search ended without a minimum.
  case noMinimum
  /// Counts without drug that the limits held make impossible: `limit` of the trials should respond.
  case impossibleWithoutDrug(successes: Double, trials: Double, limit: Double)

  /// One sentence for a person.
  public var sentence: String {
    switch self {
    case .tooFewDoses(let found, let required):
      "\(found) distinct dose\(found == 1 ? "" : "s") above zero; a curve needs at least "
        + "\(required). Add doses."
    case .tooFewWells(let found, let required):
      "\(found) usable well\(found == 1 ? "" : "s"); a curve needs at least \(required). "
        + "Add replicates or doses."
    case .contraryDirection(let scale):
      switch scale.expectedDirection {
      case .falling:
        "The response rises with dose, where an effect on \(scale.noun) makes it fall. "
          + "Is the scale stated right?"
      default:
        "The response falls with dose, where an effect on \(scale.noun) makes it rise. "
          + "Is the scale stated right?"
      }
    case .modelNeedsFractionScale(let model):
      "The model “\(model.name)” fixes an asymptote at the scale's value, and a signal has none. "
        + "State viability or inhibition, or fit four parameters."
    case .potencyUndetermined:
      "There is an effect of dose, but the wells do not bound its EC50 on either side. "
        + "Add doses or replicates."
    case .impossibleWithoutDrug(let successes, let trials, let limit):
      "\(successes.forPeople(digits: 9)) of \(trials.forPeople(digits: 9)) respond without drug, where "
        + "the limits held allow \(limit == 0 ? "none" : "no other number than all"). Let the response "
        + "without drug be estimated: limits background, or free."
    case .noMinimum:
      "The search for the curve found no minimum. Look at the wells for values that cannot be."
    }
  }
}

/// What is told of one fitted curve: plain numbers, each absent where it was refused.
public struct CurveFinding: Sendable {
  /// A number with how sure it is.
  public struct Number: Hashable, Sendable {
    /// Nil where it was refused, though something is known of it.
    public var estimate: Double?
    /// From the Gauss–Newton covariance.
    public var standardError: Double?
    /// The ends of the interval; nil where the data leave that side open.
    public var low: Double?
    public var high: Double?

    public var interval: ClosedRange<Double>? {
      guard let low, let high, low <= high else { return nil }
      return low...high
    }
  }

  /// One parameter of the model.
  public struct Parameter: Hashable, Sendable {
    /// As JSON and tables name it: `location`, `slope`.
    public var key: String
    /// As people name it: `Location`, `Slope`.
    public var title: String
    /// What drc calls it; nil where it has no such name.
    public var letter: String?
    /// Nil for a bare number, and where a dose has none.
    public var unit: String?
    /// What its number is a number of.
    var quantity = CurveMetric.Quantity.number
    /// Whether the model holds it at a value instead of estimating it.
    public var isFixed = false
    /// Whether it ended at the end of the range that the search allows.
    public var isAtBound = false
    public var number: Number
  }

  /// A dose that a potency is known to lie beyond.
  public struct Bound: Hashable, Sendable {
    public enum Side: String, Sendable { case above, below }
    public var side: Side
    public var dose: Double
    /// `> 10 µM`.
    public var text: String
  }

  /// A potency: a number, a bound, or neither.
  public struct Potency: Hashable, Sendable {
    public var number: Number?
    public var bound: Bound?
  }

  /// How well the model fits.
  public struct Statistics: Hashable, Sendable {
    /// Which loss the numbers belong to: what each then is, `FitStatisticMeaning` says.
    public enum Kind: String, Sendable {
      case leastSquares = "least-squares"
      case robust
      /// The likelihood of counts.
      case likelihood
    }

    public var kind: Kind
    /// In the unit of the responses, squared; under a robust loss what takes its place, and for counts
    /// the deviance.
    public var residualSumOfSquares: Double
    /// The plain squares of the residuals of all wells that took part; nil for counts.
    public var plainSum: Double?
    public var degreesOfFreedom: Int
    /// How many wells the likelihood is of.
    var wells = 0
    public var logLikelihood: Double
    public var aicc: Double
  }

  /// The F test of lack of fit.
  public struct FitLack: Hashable, Sendable {
    public var ratio: Double
    public var numerator: Int
    public var denominator: Int
    public var probability: Double
  }

  /// One measured response and what became of it.
  public struct Well: Hashable, Sendable {
    public var line: Int
    public var dose: Double
    public var response: Double
    public var fitted: Double?
    /// 1 where it was trusted fully, 0 where it was set aside; nil where it was left out before.
    public var weight: Double?
    public var exclusion: String?
    /// A plate and well, where the responses come from one.
    public var name: String? = nil

    public var isDownWeighted: Bool { weight.map { $0 < 0.5 } ?? false }
  }

  /// The curve at one dose, with its pointwise interval.
  public struct Place: Hashable, Sendable {
    public var dose: Double
    public var response: Double
    public var low: Double?
    public var high: Double?
  }

  /// A highest dose that alone lies far from the others, in the unit of the responses.
  public struct Departure: Hashable, Sendable {
    public var dose: Double
    /// The median response there.
    public var response: Double
    /// The median response of all other wells.
    public var others: Double
  }

  public let group: String
  /// "complete", "incomplete", "flat", "unfit", …
  public let verdict: String
  /// The verdict as a sentence, with its reason.
  public let reason: String
  /// The short name of the model, `ll4`; nil where there is none.
  public let model: String?
  /// The model in the field's words.
  public let modelName: String?
  public internal(set) var parameters: [Parameter]
  public let relativeIC50: Potency
  public let absoluteIC50: Potency
  /// Positive, whichever way the curve goes; without estimate where it is only known to be steep.
  public let hillSlope: Number?
  /// What a reader should know beside the verdict, each under a short word.
  public var warnings: [(label: String, sentence: String)] = []
  /// Whether the doses' means miss the curve by more than replicates differ.
  public var lackOfFit: FitLack?
  /// Further numbers by name: `auc`, `emax`, ….
  public internal(set) var metrics: [(key: String, value: Double?)]
  public internal(set) var statistics: Statistics?
  /// The probability of so large an effect where there is none; nil if it was not tested.
  public let effectProbability: Double?
  public internal(set) var wells: [Well]
  /// Cells of the table that held no response.
  public let missingCount: Int
  /// Over the tested doses, ascending.
  public internal(set) var curve: [Place]
  /// The highest dose, where it alone departs from a curve that is flat otherwise.
  public internal(set) var departure: Departure?
  /// The unit of every dose; nil where none was stated.
  public internal(set) var doseUnit: String?

  public var usedCount: Int { wells.count { $0.weight.map { $0 > 0 } ?? false } }
  public var downWeighted: [Well] { wells.filter(\.isDownWeighted) }
  public var excluded: [Well] { wells.filter { $0.exclusion != nil } }

  /// The wells that have a response, as pictures show them.
  public var measured: [Well] { wells.filter(\.response.isFinite) }

  /// What an overview of many curves keeps of this one.
  var digest: CurveDigest {
    CurveDigest(
      group: group, verdict: verdict, reason: reason, model: model,
      relativeIC50: relativeIC50, absoluteIC50: absoluteIC50,
      hillSlope: hillSlope,
      area: metrics.first { $0.key == "auc" }?.value,
      downWeighted: UInt32(clamping: downWeighted.count), used: UInt32(clamping: usedCount),
      departs: departure != nil,
      offScale: warnings.first { $0.label == "off-scale" }?.sentence,
      ownParameters: model == "formula" ? parameters : [])
  }
}

/// The part of a fitted curve that an overview of thousands shows.
public struct CurveDigest: Sendable {
  public let group: String
  public let verdict: String
  public let reason: String
  public let model: String?
  public let relativeIC50: CurveFinding.Potency
  public let absoluteIC50: CurveFinding.Potency
  public let hillSlope: CurveFinding.Number?
  public let area: Double?
  public let downWeighted: UInt32
  public let used: UInt32
  /// Whether the highest dose alone departs from a flat rest, as ``reason`` then says.
  public let departs: Bool
  /// Where the response without drug contradicts the scale, in words that ``reason`` holds too.
  public let offScale: String?
  /// Those of a person's own equation; empty for the models, whose numbers stand above.
  public let ownParameters: [CurveFinding.Parameter]
}

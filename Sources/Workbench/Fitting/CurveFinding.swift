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
    /// Nil for a bare number, or one in the unit of the responses.
    public var unit: String?
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
    public var residualSumOfSquares: Double
    public var degreesOfFreedom: Int
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

    public var isDownWeighted: Bool { weight.map { $0 < 0.5 } ?? false }
  }

  /// The curve at one dose, with its pointwise interval.
  public struct Place: Hashable, Sendable {
    public var dose: Double
    public var response: Double
    public var low: Double?
    public var high: Double?
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
  public let parameters: [Parameter]
  public let relativeIC50: Potency
  public let absoluteIC50: Potency
  /// Positive, whichever way the curve goes; without estimate where it is only known to be steep.
  public let hillSlope: Number?
  /// What a reader should know beside the verdict, each under a short word.
  public var warnings: [(label: String, sentence: String)] = []
  /// Whether the doses' means miss the curve by more than replicates differ.
  public var lackOfFit: FitLack?
  /// Further numbers by name: `auc`, `emax`, ….
  public let metrics: [(key: String, value: Double?)]
  public let statistics: Statistics?
  /// The probability of so large an effect where there is none; nil if it was not tested.
  public let effectProbability: Double?
  public let wells: [Well]
  /// Cells of the table that held no response.
  public let missingCount: Int
  /// Over the tested doses, ascending.
  public let curve: [Place]

  public var usedCount: Int { wells.count { $0.weight.map { $0 > 0 } ?? false } }
  public var downWeighted: [Well] { wells.filter(\.isDownWeighted) }
  public var excluded: [Well] { wells.filter { $0.exclusion != nil } }

  /// What an overview of many curves keeps of this one.
  var digest: CurveDigest {
    CurveDigest(
      group: group, verdict: verdict, reason: reason, model: model,
      relativeIC50: relativeIC50, absoluteIC50: absoluteIC50,
      hillSlope: hillSlope,
      area: metrics.first { $0.key == "auc" }?.value,
      downWeighted: UInt32(clamping: downWeighted.count), used: UInt32(clamping: usedCount),
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
  /// Those of a person's own equation; empty for the models, whose numbers stand above.
  public let ownParameters: [CurveFinding.Parameter]
}

import DoseResponse
import Quantities

/// How the curves of a table differ, in plain numbers.
public struct CurveComparisonFinding: Sendable {
  /// The potency of one curve against the reference's.
  public struct Ratio: Sendable {
    public let group: String
    /// EC50 over the reference's EC50: above 1 is less potent.
    public let number: CurveFinding.Number
  }

  /// A test of curves that share something against curves of their own.
  public struct Test: Sendable {
    public enum Kind: Sendable {
      /// Extra sum of squares: F with `freedom` and so many degrees of freedom.
      case sumOfSquares(denominator: Int)
      /// Likelihood ratio: χ² with `freedom` degrees of freedom.
      case likelihoodRatio
    }

    /// As JSON names them: `potency`, `slope`, ….
    public let shared: [String]
    public let kind: Kind
    /// F, or χ².
    public let statistic: Double
    /// How many parameters sharing saves.
    public let freedom: Int
    public let probability: Double
    /// The residual sums of squares, or the deviances.
    public let separate: Double
    public let together: Double
    /// What the test asks, in words.
    public let question: String

    private init(
      _ shared: Set<SharedParameter>, _ kind: Kind, statistic: Double, freedom: Int,
      probability: Double, separate: Double, together: Double, question: String
    ) {
      self.shared = shared.map(\.rawValue).sorted()
      self.kind = kind
      self.statistic = statistic
      self.freedom = freedom
      self.probability = probability
      self.separate = separate
      self.together = together
      self.question = question
    }

    /// - Parameters:
    ///   - square: A squared response as it is told over the same as it was fitted.
    ///   - question: What is asked; nil for what the shared parameters say.
    init(_ test: ExtraSumOfSquares, square: Double, question: String? = nil) {
      self.init(
        test.shared, .sumOfSquares(denominator: test.denominator), statistic: test.ratio,
        freedom: test.numerator, probability: test.probability,
        separate: test.separateSum * square, together: test.sharedSum * square,
        question: question
          ?? Self.question(test.shared, of: Set(SharedParameter.allCases)))
    }

    init(_ test: LikelihoodRatioTest, of free: Set<SharedParameter>, question: String? = nil) {
      self.init(
        test.shared, .likelihoodRatio, statistic: test.statistic, freedom: test.degreesOfFreedom,
        probability: test.probability, separate: test.separateDeviance,
        together: test.sharedDeviance, question: question ?? Self.question(test.shared, of: free))
    }

    private static func question(
      _ shared: Set<SharedParameter>, of free: Set<SharedParameter>
    ) -> String {
      let names = shared.map(\.rawValue).sorted().map { $0.replacing("_", with: " ") }
      guard shared != free else { return "one curve for all" }
      guard shared == free.subtracting([.potency]) else {
        return "the same " + names.joined(separator: ", ")
      }
      return shared == [.slope]
        ? "the same slope (parallel curves)" : "the same limits and slope (parallel curves)"
    }

    /// `F(3, 46)` or `χ²(1)`.
    public var statisticName: String {
      switch kind {
      case .sumOfSquares(let denominator): "F(\(freedom), \(denominator))"
      case .likelihoodRatio: "χ²(\(freedom))"
      }
    }
  }

  /// A step from curves of their own towards one curve for all.
  public struct Step: Sendable {
    /// As JSON names them.
    public let shared: [String]
    /// What the step before shared; nil for the first.
    public let before: [String]?
    /// What is shared, in words.
    public let words: String
    /// Against the step before; nil for the first.
    public let test: Test?
    public let ratios: [Ratio]

    fileprivate init<Statistic>(_ step: SharingStep<Statistic>, _ test: (Statistic, String) -> Test)
    {
      shared = step.shared.map(\.rawValue).sorted()
      before = step.before.map { $0.map(\.rawValue).sorted() }
      let words = SharedParameter.words(step.shared)
      self.words = words
      self.test = step.test.map { statistic in
        let added = SharedParameter.words(step.shared.subtracting(step.before ?? []))
        let question =
          step.before?.isEmpty == false
          ? "\(added) too, beside \(SharedParameter.words(step.before ?? []))" : added
        return test(statistic, "sharing " + question)
      }
      ratios = step.ratios.map { Ratio(group: $0.name, number: .init($0.ratio)) }
    }
  }

  /// A curve that was not compared, and why, as a clause.
  public struct LeftOut: Sendable {
    public let group: String
    public let reason: String
  }

  public let reference: String
  public let ratios: [Ratio]
  public let tests: [Test]
  /// What was asked to be shared, step by step; empty where nothing was asked.
  public var steps: [Step] = []
  /// What the curves of the ratios share, as JSON names it; nil where nothing was compared.
  public var ratioShares: [String]?
  /// The short name of the model that the curves were compared by.
  public var model: String?
  public var leftOut: [LeftOut] = []
  /// Whether limits and slopes may be taken as shared at 5 %; nil where that was not tested.
  public let isParallel: Bool?
  /// What was found, or why nothing was compared.
  public let sentence: String

  init(
    _ comparison: CurveComparison, reference: String, confidence: Double, asked: Bool,
    in unit: ResponseUnit
  ) {
    let square = unit.factor * unit.factor
    self.reference = reference
    ratios = comparison.ratios.map { Ratio(group: $0.name, number: .init($0.ratio)) }
    tests = comparison.tests.map { Test($0, square: square) }
    steps = comparison.steps.map { step in
      Step(step) { Test($0, square: square, question: $1) }
    }
    isParallel = comparison.isParallel()
    leftOut = comparison.leftOut.map { LeftOut(group: $0.name, reason: $0.reason) }
    model = comparison.model?.rawValue
    let isCompared = comparison.ending == .compared
    ratioShares = isCompared ? comparison.ratioShares.map(\.rawValue).sorted() : nil
    let caution = Self.caution(
      comparison.ratioShares, parallel: CurveComparison.parallel, asked, isParallel)
    let names = Set(comparison.leftOut.map(\.name))
    let others = comparison.fits.filter {
      !names.contains($0.series.name) && $0.model != comparison.model
    }
    let told =
      isCompared && !others.isEmpty
      ? " All were compared as one model, \(comparison.model?.name ?? "–"), since their own differ."
      : ""
    sentence =
      Self.sentence(comparison.ending, leftOut, ratios, reference, caution, confidence) + told
      + Self.wellWords(comparison)
  }

  /// The finding for counts, whose tests are likelihood ratios.
  init(_ comparison: CountComparison, reference: String, confidence: Double, asked: Bool) {
    self.reference = reference
    ratios = comparison.ratios.map { Ratio(group: $0.name, number: .init($0.ratio)) }
    tests = comparison.tests.map { Test($0, of: comparison.free) }
    steps = comparison.steps.map { step in
      Step(step) { Test($0, of: comparison.free, question: $1) }
    }
    isParallel = comparison.isParallel()
    leftOut = comparison.leftOut.map { LeftOut(group: $0.name, reason: $0.reason) }
    ratioShares =
      comparison.ending == .compared ? comparison.ratioShares.map(\.rawValue).sorted() : nil
    let caution = Self.caution(
      comparison.ratioShares, parallel: CurveComparison.parallel.intersection(comparison.free),
      asked, isParallel)
    sentence =
      Self.sentence(comparison.ending, leftOut, ratios, reference, caution, confidence)
      + (comparison.scatters
        ? " The counts scatter more than chance allows: the tests and intervals are too sure." : "")
  }

  /// For a table whose curves cannot be compared at all.
  init(refused sentence: String) {
    reference = ""
    ratios = []
    tests = []
    isParallel = nil
    self.sentence = sentence
  }

  private static func sentence(
    _ ending: CurveComparison.Ending, _ leftOut: [LeftOut], _ ratios: [Ratio],
    _ reference: String, _ caution: String, _ confidence: Double
  ) -> String {
    let left = leftOut.map { " \($0.group) was left out: \($0.reason)." }.joined()
    return switch ending {
    case .compared: sentence(ratios, reference, caution, confidence) + left
    case .notComparable: "Not compared: it takes two complete curves." + left
    case .noMinimum: "Not compared: the search for common curves found no minimum." + left
    }
  }

  /// What was done with wells that are not like the others.
  private static func wellWords(_ comparison: CurveComparison) -> String {
    guard comparison.ending == .compared else { return "" }
    let count = comparison.contestedWells
    let contest =
      count == 0
      ? ""
      : " \(count) \(count == 1 ? "well" : "wells") set aside by the robust loss "
        + "\(count == 1 ? "is alone at its dose" : "are alone at their doses"): tests and intervals are no surer than "
        + "with \(count == 1 ? "it" : "them") in full."
    return contest
      + (comparison.weighsNoise
        ? " Wells were weighted, since the noise grows with the response." : "")
  }

  /// What a reader of the ratios must know of the curves that they come from.
  private static func caution(
    _ shared: Set<SharedParameter>, parallel: Set<SharedParameter>, _ asked: Bool,
    _ isParallel: Bool?
  ) -> String {
    guard asked else {
      return isParallel == false
        ? " The curves are not parallel: limits or slopes differ, so each was fitted on its own and the ratio "
          + "holds at half the effect alone."
        : ""
    }
    let shares = " The curves share \(SharedParameter.words(shared)), as asked"
    let differ =
      isParallel == false
      ? " Curves of their own fit better: they are not parallel." : ""
    return shared.isSuperset(of: parallel)
      ? shares + "." + differ
      : shares + "; the ratio is of their EC50s, at half the effect of each."
  }

  private static func sentence(
    _ ratios: [Ratio], _ reference: String, _ caution: String, _ confidence: Double
  ) -> String {
    let words = ratios.map { ratio in
      let interval = ratio.number.interval.map {
        " (\((confidence * 100).forPeople()) % \($0.lowerBound.forPeople()) to "
          + "\($0.upperBound.forPeople()))"
      }
      return "\(ratio.group) needs \(ratio.number.estimate?.forPeople() ?? "–") times the dose of "
        + "\(reference)\(interval ?? "")"
    }
    return words.joined(separator: "; ") + "." + caution
  }
}

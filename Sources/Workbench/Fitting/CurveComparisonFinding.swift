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

    init(
      _ shared: Set<SharedParameter>, of free: Set<SharedParameter>, _ kind: Kind,
      statistic: Double, freedom: Int, probability: Double, separate: Double, together: Double
    ) {
      self.shared = shared.map(\.rawValue).sorted()
      self.kind = kind
      self.statistic = statistic
      self.freedom = freedom
      self.probability = probability
      self.separate = separate
      self.together = together
      let names = self.shared.map { $0.replacing("_", with: " ") }
      question =
        if shared == free {
          "one curve for all"
        } else if shared == free.subtracting([.potency]) {
          shared == [.slope]
            ? "the same slope (parallel curves)" : "the same limits and slope (parallel curves)"
        } else {
          "the same " + names.joined(separator: ", ")
        }
    }

    /// `F(3, 46)` or `χ²(1)`.
    public var statisticName: String {
      switch kind {
      case .sumOfSquares(let denominator): "F(\(freedom), \(denominator))"
      case .likelihoodRatio: "χ²(\(freedom))"
      }
    }
  }

  public let reference: String
  public let ratios: [Ratio]
  public let tests: [Test]
  /// Whether limits and slopes may be taken as shared at 5 %; nil where that was not tested.
  public let isParallel: Bool?
  /// What was found, or why nothing was compared.
  public let sentence: String

  init(_ comparison: CurveComparison, reference: String, confidence: Double) {
    self.reference = reference
    ratios = comparison.ratios.map { Ratio(group: $0.name, number: .init($0.ratio)) }
    tests = comparison.tests.map {
      Test(
        $0.shared, of: Set(SharedParameter.allCases), .sumOfSquares(denominator: $0.denominator),
        statistic: $0.ratio, freedom: $0.numerator, probability: $0.probability,
        separate: $0.separateSum, together: $0.sharedSum)
    }
    isParallel = comparison.isParallel()
    sentence = Self.sentence(
      comparison.ending, comparison.leftOut, ratios, reference, isParallel, confidence)
  }

  /// The finding for counts, whose tests are likelihood ratios.
  init(_ comparison: CountComparison, reference: String, confidence: Double) {
    self.reference = reference
    ratios = comparison.ratios.map { Ratio(group: $0.name, number: .init($0.ratio)) }
    let free = comparison.tests.reduce(into: Set<SharedParameter>()) { $0.formUnion($1.shared) }
    tests = comparison.tests.map {
      Test(
        $0.shared, of: free, .likelihoodRatio, statistic: $0.statistic,
        freedom: $0.degreesOfFreedom, probability: $0.probability,
        separate: $0.separateDeviance, together: $0.sharedDeviance)
    }
    isParallel = comparison.isParallel()
    sentence =
      Self.sentence(
        comparison.ending, comparison.leftOut, ratios, reference, isParallel, confidence)
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
    _ ending: CurveComparison.Ending, _ leftOut: [CurveComparison.LeftOut], _ ratios: [Ratio],
    _ reference: String, _ isParallel: Bool?, _ confidence: Double
  ) -> String {
    switch ending {
    case .compared:
      sentence(ratios, reference, isParallel, confidence)
        + leftOut.map { " \($0.name) was left out: \($0.reason)." }.joined()
    case .notComparable(let names):
      "Not compared: \(names.joined(separator: ", ")) \(names.count == 1 ? "has" : "have") no "
        + "curve that can be set beside the others."
    case .noMinimum: "Not compared: the search for common curves found no minimum."
    }
  }

  private static func sentence(
    _ ratios: [Ratio], _ reference: String, _ isParallel: Bool?, _ confidence: Double
  ) -> String {
    let words = ratios.map { ratio in
      let interval = ratio.number.interval.map {
        " (\((confidence * 100).forPeople()) % \($0.lowerBound.forPeople()) to "
          + "\($0.upperBound.forPeople()))"
      }
      return "\(ratio.group) needs \(ratio.number.estimate?.forPeople() ?? "–") times the dose of "
        + "\(reference)\(interval ?? "")"
    }
    let caution =
      isParallel == false
      ? " The curves are not parallel: limits or slopes differ, so each was fitted on its own and the ratio "
        + "holds at half the effect alone."
      : ""
    return words.joined(separator: "; ") + "." + caution
  }
}

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

  /// An extra-sum-of-squares test of curves that share something against curves of their own.
  public struct Test: Sendable {
    /// As JSON names them: `potency`, `slope`, ….
    public let shared: [String]
    public let ratio: Double
    public let numerator: Int
    public let denominator: Int
    public let probability: Double
    public let separateSum: Double
    public let sharedSum: Double

    /// What the test asks, in words.
    public var question: String {
      switch shared.count {
      case 4: "one curve for all"
      case 3 where !shared.contains("potency"): "the same limits and slope (parallel curves)"
      case 1: "the same \(shared[0].replacing("_", with: " "))"
      default: "the same " + shared.map { $0.replacing("_", with: " ") }.joined(separator: ", ")
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
        shared: $0.shared.map(\.rawValue).sorted(), ratio: $0.ratio, numerator: $0.numerator,
        denominator: $0.denominator, probability: $0.probability, separateSum: $0.separateSum,
        sharedSum: $0.sharedSum)
    }
    isParallel = comparison.isParallel()
    sentence =
      switch comparison.ending {
      case .compared:
        Self.sentence(ratios, reference, isParallel, confidence)
          + comparison.leftOut.map { " \($0.name) was left out: \($0.reason)." }.joined()
      case .notComparable(let names):
        "Not compared: \(names.joined(separator: ", ")) \(names.count == 1 ? "has" : "have") no "
          + "curve that can be set beside the others."
      case .noMinimum: "Not compared: the search for common curves found no minimum."
      }
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

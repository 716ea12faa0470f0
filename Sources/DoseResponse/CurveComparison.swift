/// What several curves are asked to have in common.
public enum SharedParameter: String, Hashable, Sendable, CaseIterable {
  case responseWithoutDrug = "response_without_drug"
  case fullEffect = "full_effect"
  case slope
  case potency
}

/// The extra-sum-of-squares test: are curves that share parameters worse than curves of their own?
public struct ExtraSumOfSquares: Hashable, Sendable {
  /// What the simpler model lets the curves share.
  public let shared: Set<SharedParameter>
  /// The residual sum of squares with each curve on its own, and with the parameters shared.
  public let separateSum: Double
  public let sharedSum: Double
  /// How many parameters sharing saves.
  public let numerator: Int
  /// Wells less parameters of the separate curves.
  public let denominator: Int
  public let ratio: Double
  /// The probability of so large a ratio where the parameters are in truth the same.
  public let probability: Double
}

/// One step from curves of their own towards one curve for all: what is shared beside what was
/// already, what that costs, and what the potencies then are.
public struct SharingStep<Test: Hashable & Sendable>: Hashable, Sendable {
  /// What the curves share after this step.
  public let shared: Set<SharedParameter>
  /// What they shared before it; nil for the first, which shares nothing and tests nothing.
  public let before: Set<SharedParameter>?
  /// This step's curves against those of the step before.
  public let test: Test?
  /// The potencies of curves that share this much; none where the potency is shared.
  public let ratios: [CurveComparison.PotencyRatio]
}

extension SharedParameter {
  /// From sharing nothing through each group to one potency for all: what is shared at each step.
  static func steps(through groups: [Set<SharedParameter>]) -> [Set<SharedParameter>] {
    var steps: [Set<SharedParameter>] = [[]]
    for group in groups + [[.potency]] {
      let next = (steps.last ?? []).union(group)
      if next != steps.last { steps.append(next) }
    }
    return steps
  }

  /// What is shared, in the words of a sentence.
  public static func words(_ shared: Set<SharedParameter>) -> String {
    guard !shared.isEmpty else { return "nothing" }
    var words: [String] = []
    if shared.isSuperset(of: [.responseWithoutDrug, .fullEffect]) {
      words.append("both limits")
    } else if shared.contains(.responseWithoutDrug) {
      words.append("the response without drug")
    } else if shared.contains(.fullEffect) {
      words.append("the full effect")
    }
    if shared.contains(.slope) { words.append("the slope") }
    if shared.contains(.potency) { words.append("the EC50") }
    guard let last = words.last, words.count > 1 else { return words[0] }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }
}

/// How the curves of several series differ.
public struct CurveComparison: Hashable, Sendable {
  /// The potency of one series against the first.
  public struct PotencyRatio: Hashable, Sendable {
    public let name: String
    public let reference: String
    /// The EC50 of this series over that of the first; above 1 is less potent. Its interval is
    /// profiled on the logarithm.
    public let ratio: ParameterEstimate
  }

  public enum Ending: Hashable, Sendable {
    case compared
    /// Fewer than two can be compared; these cannot, for the reasons in ``CurveComparison/leftOut``.
    case notComparable([String])
    case noMinimum
  }

  public let ending: Ending
  /// By series after the first, in their order, from curves that share ``ratioShares``. Where that
  /// was not asked for and the test holds them to be parallel, it is both limits and the slope, which
  /// makes one number of their potencies' ratio at every effect; where it does not, each curve has its
  /// own, and the ratio is that at half of each one's effect.
  public let ratios: [PotencyRatio]
  /// One test for each question asked against curves of their own, in their order.
  public let tests: [ExtraSumOfSquares]
  /// The fit of each series on its own: the one that is reported of it.
  public let fits: [DoseResponseFit]
  /// The model of the compared curves: that of their own fits, or one that holds them all.
  public var model: CurveModel?
  /// What the curves of ``ratios`` have in common.
  public var ratioShares: Set<SharedParameter> = []
  /// What was asked to be shared, step by step; empty where nothing was asked.
  public var steps: [SharingStep<ExtraSumOfSquares>] = []
  /// Whether wells were weighted because their noise grows with the response.
  public var weighsNoise = false
  /// How many wells, each alone at its dose, a robust loss set aside: with them in full, tests and
  /// intervals are less sure, and these are given where they are.
  public var contestedWells = 0
  /// A series that was not compared, and why, as a clause.
  public struct LeftOut: Hashable, Sendable {
    public let name: String
    public let reason: String
  }
  /// The series that the others were compared without.
  public var leftOut: [LeftOut] = []

  /// Whether the limits and slopes may be taken as shared at this level, so that the ratio holds at
  /// every level of effect and not at half the effect alone. Nil where that was not asked.
  public func isParallel(level: Double = 0.05) -> Bool? {
    Self.isParallel(tests, level: level)
  }

  /// What parallel curves share.
  public static let parallel: Set<SharedParameter> = [.responseWithoutDrug, .fullEffect, .slope]

  static func isParallel(_ tests: [ExtraSumOfSquares], level: Double) -> Bool? {
    tests.first { $0.shared == parallel }.map { $0.probability >= level }
  }
}

extension CurveComparison.LeftOut {
  /// Why a curve of this verdict is not compared, as a clause; nil where it is.
  static func reason(_ verdict: Verdict, _ unit: DoseUnit?) -> String? {
    switch verdict {
    case .complete: nil
    case .flat: "it is flat"
    case .incomplete(let bound):
      "it is incomplete, its EC50 known only to be \(bound.formatted(in: unit))"
    case .biphasic: "it is biphasic, and no one potency describes it"
    case .hormetic: "it is hormetic, and no curve without stimulation is parallel to it"
    case .unfit(let reason):
      "it is unfit (\(reason.clause))"
    }
  }
}

extension UnfitReason {
  /// The first sentence, to stand inside another.
  fileprivate var clause: String {
    var first = sentence.prefix { $0 != "." }
    // A full stop inside a number ends no sentence.
    if first.endIndex < sentence.endIndex, !sentence[first.endIndex...].hasPrefix(". ") {
      first = sentence.dropLast()
    }
    return first.prefix(1).lowercased() + first.dropFirst()
  }
}

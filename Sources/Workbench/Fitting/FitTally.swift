/// What a run of fits keeps of its curves: everything of the first, and of the others no more than an
/// overview needs, so that memory hardly grows with their number.
struct FitTally {
  /// The place of one curve in the order of potencies.
  struct Ranked {
    var name: String
    /// NaN where there is neither a number nor a bound.
    var dose: Double
    var low: Double
    var high: Double
    var bound: CurveFinding.Bound.Side?
  }

  /// The first curves, as the tables of a report show them.
  private(set) var shown: [CurveDigest] = []
  private(set) var ranked: [Ranked] = []
  private(set) var count = 0
  private(set) var downWeighted = 0
  private var verdicts: [String: Int] = [:]

  /// More rows than this a page does not hold well.
  static let shownCurves = 2000

  mutating func add(_ curve: CurveFinding) {
    count += 1
    verdicts[curve.verdict, default: 0] += 1
    let digest = curve.digest
    downWeighted += Int(digest.downWeighted)
    if shown.count < Self.shownCurves { shown.append(digest) }
    let potency = curve.relativeIC50
    if let dose = potency.number?.estimate ?? potency.bound?.dose {
      let interval = potency.number?.interval
      ranked.append(
        Ranked(
          name: curve.group, dose: dose, low: interval?.lowerBound ?? .nan,
          high: interval?.upperBound ?? .nan,
          bound: potency.number?.estimate == nil ? potency.bound?.side : nil))
    }
  }

  /// How many curves gave which verdict, most first.
  var counts: [(verdict: String, count: Int)] {
    verdicts.map { ($0.key, $0.value) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
      .map { (verdict: $0.0, count: $0.1) }
  }
}

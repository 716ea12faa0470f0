/// Whether fractions and percents stand in one column of a curve.
///
/// Taken as percents, a fraction jumps to about zero; taken as the hundredfold, it falls into line. No
/// curve of percents does that: its own values near one stand where the others are near zero too, and
/// the hundredfold of those would jump. What falls to one and stays there proves nothing, so a jump
/// against the way of the scale is asked for as well.
///
/// ## Departures
/// One such value alone is a well that failed as likely as one in another notation: the robust fit sets
/// it aside, and nobody is asked.
struct MixedNotation {
  /// What the curves came to that were looked at.
  struct Tally {
    /// Curves with both notations if they fall with dose, and if they rise.
    var ifFalling = 0
    var ifRising = 0
    var curves = 0
    var example: (fraction: Double, percent: Double)?
  }

  private var points: [(dose: Double, response: Double)] = []

  /// More responses of one curve than this are not looked at.
  private static let most = 4096
  /// Where the detours shrink to less than this share, of as many percents at least, two notations are
  /// mixed.
  private static let share = 0.5
  private static let least = 30.0

  mutating func note(_ response: Double, dose: Double) {
    if points.count < Self.most { points.append((dose, response)) }
  }

  mutating func endCurve(_ tally: inout Tally) {
    guard !points.isEmpty else { return }
    defer { points.removeAll(keepingCapacity: true) }
    tally.curves += 1
    let small = points.filter { Self.isFraction($0.response) }
    guard points.count > 3, Set(small.map(\.dose)).count > 1,
      let large = points.first(where: { Self.isPercent($0.response) })
    else { return }
    // Stable, so that replicates follow each other as they stand.
    let sorted = points.enumerated().sorted {
      ($0.element.dose, $0.offset) < ($1.element.dose, $1.offset)
    }.map(\.element.response)
    let scaled = sorted.map { Self.isFraction($0) ? 100 * $0 : $0 }
    let detour = Self.detour(sorted)
    guard detour > Self.least, Self.detour(scaled) < Self.share * detour else { return }
    let neighbours = zip(sorted, sorted.dropFirst())
    let rises = neighbours.contains { Self.isFraction($0) && Self.isPercent($1) }
    let falls = neighbours.contains { Self.isPercent($0) && Self.isFraction($1) }
    tally.ifFalling += rises ? 1 : 0
    tally.ifRising += falls ? 1 : 0
    if tally.example == nil { tally.example = (small[0].response, large.response) }
  }

  /// Near one or below, and not so near zero that a hundredfold would say nothing.
  private static func isFraction(_ response: Double) -> Bool {
    response >= 0.02 && response <= 1.6
  }

  private static func isPercent(_ response: Double) -> Bool { response >= 10 }

  /// How much further responses wander from dose to dose than from their lowest to their highest.
  private static func detour(_ responses: [Double]) -> Double {
    let way = zip(responses, responses.dropFirst()).reduce(0) { $0 + ($1.0 - $1.1).magnitude }
    return way - ((responses.max() ?? 0) - (responses.min() ?? 0))
  }
}

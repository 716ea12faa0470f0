/// Whether columns without a title of their own, read as replicates of one curve, are its SD or N.
///
/// A column of spreads or counts is never negative, and far below the first wherever that is high;
/// replicates of one condition are not.
struct ReplicateDoubt {
  private typealias Pair = (first: Double, own: Double)

  /// Responses beside those of the curve's first column, by curve and column.
  private var columns: [[[Pair]]]

  /// - Parameter curves: how many columns each curve has.
  init(_ curves: [Int]) {
    columns = curves.map { [[Pair]](repeating: [], count: $0 > 1 ? $0 : 0) }
  }

  /// Takes in one row of a curve; nil where a cell holds no number.
  mutating func note(_ responses: [Double?], curve: Int) {
    guard columns[curve].count == responses.count, let first = responses.first ?? nil else {
      return
    }
    for (place, response) in responses.enumerated().dropFirst() {
      guard let response else { continue }
      if columns[curve][place].count < 1000 {
        columns[curve][place].append((first, response))
      }
    }
  }

  /// The first column that looks like a statistic: the curve, and its place in it.
  var suspect: (curve: Int, place: Int)? {
    for (curve, own) in columns.enumerated() {
      for (place, column) in own.enumerated() where Self.isStatistic(column) {
        return (curve, place)
      }
    }
    return nil
  }

  private static func isStatistic(_ pairs: [Pair]) -> Bool {
    let highest = pairs.map(\.first).max() ?? 0
    let high = pairs.filter { $0.first >= 0.5 * highest }
    guard pairs.count >= 4, high.count >= 2, highest > 0, pairs.allSatisfy({ $0.own >= 0 }) else {
      return false
    }
    let isFarBelow = high.allSatisfy { $0.own < 0.4 * $0.first }
    let isOneNumber = pairs.allSatisfy {
      $0.own == pairs[0].own && $0.own >= 2 && $0.own == $0.own.rounded()
    }
    let firstVaries = (pairs.map(\.first).min() ?? 0) < 0.7 * highest
    return (isFarBelow && pairs.allSatisfy { $0.own < 0.4 * highest }) || isOneNumber && firstVaries
  }
}

/// Matches names as people type them: without case or punctuation, and with a suggestion where one
/// letter went wrong.
enum NameMatching {
  /// The letters and digits of a name, in lower case: `RS4;11` and `rs4-11` fold alike.
  static func folded(_ name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }
  }

  /// The one of `items` whose name or alias folds like `name`.
  static func match<Item>(
    _ name: String, among items: [Item], names: (Item) -> [String]
  ) -> Item? {
    let wanted = folded(name)
    guard !wanted.isEmpty else { return nil }
    return items.first { item in names(item).contains { folded($0) == wanted } }
  }

  /// The names that `name` may have meant, nearest first: at most three, none further than a third of
  /// its letters away.
  static func near(_ name: String, among candidates: [String]) -> [String] {
    let wanted = folded(name)
    guard !wanted.isEmpty else { return [] }
    let ranked = candidates.map { candidate -> (name: String, distance: Int) in
      let folded = folded(candidate)
      let isPart = folded.hasPrefix(wanted) || wanted.hasPrefix(folded)
      return (candidate, isPart ? 1 : distance(wanted, folded))
    }
    return ranked.filter { $0.distance <= max(1, wanted.count / 3) }
      .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
  }

  /// How many letters must be changed, added, left out or swapped with their neighbour.
  private static func distance(_ first: String, _ second: String) -> Int {
    let (a, b) = (Array(first), Array(second))
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var best = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          best = min(best, beforeLast[j - 1] + 1)
        }
        row.append(best)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}

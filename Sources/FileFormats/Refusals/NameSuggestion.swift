/// Finds the known name that a person meant: case and punctuation never matter, a slip of the
/// finger earns a suggestion.
public enum NameSuggestion {
  /// What a written name turned out to be.
  public enum Match: Hashable, Sendable {
    /// The known name, in its own spelling.
    case found(String)
    /// No known name; the nearest ones, nearest first, at most three.
    case unknown(suggestions: [String])
  }

  /// The letters and digits of `name` in lower case, which is what two names are compared by.
  public static func comparable(_ name: String) -> String {
    String(name.lowercased().filter { $0.isLetter || $0.isNumber })
  }

  /// Looks `name` up among `known`: as spelled, then without case and punctuation, then by
  /// likeness.
  public static func resolve(_ name: String, among known: [String]) -> Match {
    if known.contains(name) { return .found(name) }
    let plain = comparable(name)
    let alike = known.filter { comparable($0) == plain }
    if !plain.isEmpty, alike.count == 1 { return .found(alike[0]) }
    return .unknown(suggestions: alike.isEmpty ? nearest(to: name, among: known) : alike)
  }

  /// The known names within a third of the name's length in edits, nearest first, at most three.
  public static func nearest(to name: String, among known: [String]) -> [String] {
    let plain = Array(comparable(name))
    guard !plain.isEmpty, plain.count <= 64 else { return [] }
    let allowed = max(1, (plain.count + 1) / 3)
    let ranked = known.compactMap { candidate -> (distance: Int, name: String)? in
      let other = Array(comparable(candidate))
      guard abs(other.count - plain.count) <= allowed else { return nil }
      let distance = editDistance(plain, other)
      return distance <= allowed ? (distance, candidate) : nil
    }
    return ranked.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
  }

  /// The hint for an unknown name: the likely ones, or, failing those, what there is.
  public static func hint(for name: String, among known: [String]) -> String? {
    if case .unknown(let suggestions) = resolve(name, among: known), !suggestions.isEmpty {
      return "did you mean \(suggestions.joined(separator: " or "))?"
    }
    guard !known.isEmpty else { return nil }
    let shown = known.sorted().prefix(12).joined(separator: ", ")
    return known.count > 12 ? "known are \(shown), …" : "known are \(shown)"
  }

  /// The least number of insertions, deletions, replacements and swaps of neighbours that turn
  /// one text into the other.
  package static func editDistance(_ first: [Character], _ second: [Character]) -> Int {
    guard !first.isEmpty else { return second.count }
    guard !second.isEmpty else { return first.count }
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for row in 1...first.count {
      var current = [row]
      for column in 1...second.count {
        let replaced = last[column - 1] + (first[row - 1] == second[column - 1] ? 0 : 1)
        var best = min(replaced, last[column] + 1, current[column - 1] + 1)
        if row > 1, column > 1, first[row - 1] == second[column - 2],
          first[row - 2] == second[column - 1]
        {
          best = min(best, beforeLast[column - 2] + 1)
        }
        current.append(best)
      }
      beforeLast = last
      last = current
    }
    return last[second.count]
  }
}

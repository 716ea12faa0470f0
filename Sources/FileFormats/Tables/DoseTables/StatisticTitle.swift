/// A column's title that says a statistic of replicates, such as `Ven SD`, `SEM`, `N` or `95 % CI`.
struct StatisticTitle: Equatable {
  enum Kind: Equatable {
    /// A mean or median: a response, but one that stands for several.
    case centre
    /// How far replicates scatter, or how sure their mean is.
    case spread
    /// How many there were.
    case count
  }

  let kind: Kind
  /// The title without the statistic, in plain letters: whose it is; empty where it is nobody's.
  let stem: String
  /// Whether the word may as well be a name: `N`, `SE`, `min`.
  let isWeak: Bool

  private static let strong: [(words: [String], kind: Kind)] = [
    (["standard", "deviation"], .spread), (["standard", "error"], .spread),
    (["std", "deviation"], .spread), (["std", "dev"], .spread), (["st", "dev"], .spread),
    (["std", "error"], .spread), (["std", "err"], .spread), (["sd"], .spread),
    (["stdev"], .spread), (["stddev"], .spread), (["stderr"], .spread), (["sem"], .spread),
    (["cv"], .spread), (["variance"], .spread), (["iqr"], .spread), (["95", "ci"], .spread),
    (["confidence", "interval"], .spread), (["mean"], .centre), (["average"], .centre),
    (["avg"], .centre), (["median"], .centre),
  ]

  private static let weak: [(words: [String], kind: Kind)] = [
    (["n"], .count), (["se"], .spread), (["std"], .spread), (["var"], .spread),
    (["ci"], .spread), (["lcl"], .spread), (["ucl"], .spread), (["lower"], .spread),
    (["upper"], .spread), (["min"], .spread), (["max"], .spread), (["error"], .spread),
    (["err"], .spread),
  ]

  /// Nil for a title that says none.
  init?(_ title: String) {
    let words = title.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    // An interval has its level and its end around it: `95% CI of Ven, lower`.
    if words.contains("ci"), words.contains("95") || words.contains("90") || words.contains("99") {
      let around: Set<String> = [
        "ci", "90", "95", "99", "of", "lower", "upper", "low", "high", "limit",
      ]
      self.init(.spread, words.filter { !around.contains($0) }, isWeak: false)
      return
    }
    // SD-208 and CV-4 are drugs.
    if title.firstMatch(of: /^[A-Za-z]+-[0-9]/) != nil { return nil }
    for (candidates, isWeak) in [(Self.strong, false), (Self.weak, true)] {
      for (own, kind) in candidates {
        if words.count >= own.count, Array(words.suffix(own.count)) == own {
          self.init(kind, Array(words.dropLast(own.count)), isWeak: isWeak)
          return
        }
        if words.count > own.count, Array(words.prefix(own.count)) == own {
          self.init(kind, Array(words.dropFirst(own.count)), isWeak: isWeak)
          return
        }
      }
    }
    return nil
  }

  private init(_ kind: Kind, _ stem: [String], isWeak: Bool) {
    self.kind = kind
    self.stem = stem.filter { $0 != "of" }.joined()
    self.isWeak = isWeak
  }
}

/// Which of several columns of responses hold statistics of the others.
struct StatisticColumns {
  /// Spreads and counts, which are no responses.
  private(set) var leftOut: [Int] = []
  /// Means, which stand for several responses.
  private(set) var centres: [Int] = []
  /// A title such as `N` that nothing else explains.
  private(set) var inDoubt: Int?

  init(_ columns: [Int], _ titles: [String]) {
    let found = columns.compactMap { column in
      StatisticTitle(titles[column]).map { (column: column, title: $0) }
    }
    let hasStrong = found.contains { !$0.title.isWeak }
    let names = Set(columns.map { NameSuggestion.comparable(titles[$0]) })
    for (column, title) in found {
      switch title.kind {
      case .centre: centres.append(column)
      case .spread, .count:
        let hasPartner =
          !title.stem.isEmpty
          && (names.contains(title.stem)
            || found.contains { $0.title.kind == .centre && $0.title.stem == title.stem })
        if !title.isWeak || hasPartner || hasStrong && title.stem.isEmpty {
          leftOut.append(column)
        } else if title.stem.isEmpty, inDoubt == nil, names.contains(where: { $0.count > 2 }) {
          // Among A, B, …, N the letter is a name.
          inDoubt = column
        }
      }
    }
  }

  /// What is said of the columns that were left out, and of means that are fitted; nil for none.
  func notice(_ titles: [String]) -> String? {
    guard !leftOut.isEmpty else {
      return centres.isEmpty
        ? nil
        : "\(Self.list(centres, titles)) \(centres.count == 1 ? "is" : "are") fitted as single values: "
          + "give the replicates, and the fit knows how far they scatter."
    }
    return
      "Left out \(Self.list(leftOut, titles)): by \(leftOut.count == 1 ? "its title" : "their titles") "
      + "statistics, no replicates. What is fitted is one value a dose, a mean it seems: give the "
      + "replicates, and the fit knows how far they scatter."
  }

  private static func list(_ columns: [Int], _ titles: [String]) -> String {
    let shown = columns.prefix(6).map { titles[$0].quotedForPeople }.joined(separator: ", ")
    return shown + (columns.count > 6 ? " and \(columns.count - 6) more" : "")
  }
}

/// A column's title that numbers a replicate: `rep1`, `Ven replicate 2`.
struct ReplicateTitle {
  /// What stands before it; empty where nothing does.
  let stem: String

  init?(_ title: String) {
    var rest = title[...]
    func dropLast(while isMeant: (Character) -> Bool) {
      while let last = rest.last, isMeant(last) { rest.removeLast() }
    }
    dropLast { $0 == " " || $0 == ")" }
    let end = rest.endIndex
    dropLast { $0.isASCII && $0.isNumber }
    guard rest.endIndex < end else { return nil }
    dropLast { " _-.#".contains($0) }
    let plain = rest.lowercased()
    let words = ["replicates", "replicate", "repeat", "repl", "rep"]
    guard let word = words.first(where: { plain.hasSuffix($0) }) else { return nil }
    rest = rest.dropLast(word.count)
    // `crep 1` is no replicate of c.
    if let before = rest.last, before.isLetter || before.isNumber { return nil }
    dropLast { " _-.,:;(".contains($0) }
    stem = String(rest)
  }
}

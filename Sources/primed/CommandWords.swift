/// What is looked at in a command line before the parser sees it.
package enum CommandWords {
  /// The words with a negative value joined to its option: `--seed -1` becomes `--seed=-1`.
  ///
  /// The parser takes every word with a hyphen for an option, and would call the value missing; the
  /// verb itself says what is wrong with it.
  package static func joiningNegativeValues(_ words: [String]) -> [String] {
    var joined: [String] = []
    var isPlain = false
    for word in words {
      if let option = joined.last, !isPlain, isOptionWithoutValue(option), isNegativeValue(word) {
        joined[joined.count - 1] = "\(option)=\(word)"
        continue
      }
      // After a lone -- everything is a value.
      if word == "--" { isPlain = true }
      joined.append(word)
    }
    return joined
  }

  /// What to say of an option that is given an empty value; nil if there is none.
  ///
  /// A shell leaves one behind where a variable is not set, and nobody means it.
  package static func complaint(about words: [String]) -> String? {
    let own = words.prefix { $0 != "--" }
    var empty: [String] = []
    for (index, word) in own.enumerated() {
      if word.hasPrefix("--"), word.hasSuffix("="), word.firstIndex(of: "=") == word.indices.last {
        empty.append(String(word.dropLast()))
      } else if word.allSatisfy(\.isWhitespace) {
        let before = index > 0 ? own[own.startIndex + index - 1] : ""
        empty.append(isOptionWithoutValue(before) ? before : "")
      }
    }
    guard !empty.isEmpty else { return nil }
    return empty.map { option in
      option.isEmpty
        ? "One of the words of the command is empty. Give it a value, or leave it out."
        : "\(option) is given an empty value. Give it one, or leave the option out."
    }.joined(separator: "\n")
  }

  private static func isOptionWithoutValue(_ word: String) -> Bool {
    word.hasPrefix("--") && word.count > 2 && !word.contains("=")
  }

  private static func isNegativeValue(_ word: String) -> Bool {
    guard word.hasPrefix("-"), let next = word.dropFirst().first else { return false }
    let rest = word.dropFirst().lowercased()
    return next.isNumber || next == "." || rest.hasPrefix("inf") || rest.hasPrefix("nan")
  }
}

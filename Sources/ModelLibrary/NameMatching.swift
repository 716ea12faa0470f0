/// Matches names as people type them: without case or punctuation.
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
}

/// The numbers that a value is made of, by the names of its properties.
enum NumberListing {
  /// One row a number, word or switch: `caspase.protocolA.replicates = 3`. Computed properties are
  /// no part of it.
  static func rows(of value: Any, named name: String) -> [String] {
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .optional {
      guard let inner = mirror.children.first else { return ["\(name) = none"] }
      return rows(of: inner.value, named: name)
    }
    let isLeaf = value is Double || value is Int || value is String || value is Bool
    guard !isLeaf, !mirror.children.isEmpty else { return ["\(name) = \(value)"] }
    return mirror.children.enumerated().flatMap { number, child in
      rows(of: child.value, named: "\(name).\(child.label ?? "\(number)")")
    }
  }
}

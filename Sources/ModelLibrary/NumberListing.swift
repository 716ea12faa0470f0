/// The numbers that a value is made of, by the names of its properties.
enum NumberListing {
  /// One row a number, word or switch: `caspase.protocolA.replicates = 3`. Computed properties are
  /// no part of it.
  ///
  /// - Parameter frozen: what a property is called in the rows, where it was first listed under
  ///   another name: a rename moves no number, and so no hash.
  static func rows(of value: Any, named name: String, calling frozen: [String: String] = [:])
    -> [String]
  {
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .optional {
      guard let inner = mirror.children.first else { return ["\(name) = none"] }
      return rows(of: inner.value, named: name, calling: frozen)
    }
    let isLeaf = value is Double || value is Int || value is String || value is Bool
    guard !isLeaf, !mirror.children.isEmpty else { return ["\(name) = \(value)"] }
    return mirror.children.enumerated().flatMap { number, child in
      let label = child.label ?? "\(number)"
      return rows(
        of: child.value, named: "\(name).\(frozen[label] ?? label)", calling: frozen)
    }
  }
}

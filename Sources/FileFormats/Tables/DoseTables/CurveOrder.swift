/// Whether the rows of each curve stand together, from the hashes of names alone.
struct CurveOrder {
  private(set) var isContiguous = true
  /// How many times another curve began.
  private(set) var count = 0
  private var current: [UInt8] = []
  private var hasCurrent = false
  private var seen: Set<Int> = []

  /// Takes in the key of the next row; true where another curve begins.
  mutating func note(_ key: [UInt8]) -> Bool {
    if hasCurrent, key == current { return false }
    let isFirst = !hasCurrent
    current = key
    hasCurrent = true
    count += 1
    if isContiguous, !seen.insert(key.hashValue).inserted { isContiguous = false }
    return !isFirst
  }
}

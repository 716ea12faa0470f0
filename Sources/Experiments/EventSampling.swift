import NumericalMethods

extension CounterBasedGenerator {
  /// How many of `trials` independent events happen, each with the same probability.
  ///
  /// Counted one by one, so that the distribution is exact at any probability; time grows with
  /// `trials`.
  mutating func eventCount(of trials: Int, probability: Double) -> Int {
    precondition(trials >= 0 && (0...1).contains(probability), "no probability: \(probability)")
    if probability == 0 { return 0 }
    if probability == 1 { return trials }
    var count = 0
    for _ in 0..<trials where uniform() < probability { count += 1 }
    return count
  }

  /// How `trials` events fall on classes of the given shares, which sum to 1.
  mutating func eventCounts(of trials: Int, shares: [Double]) -> [Int] {
    var left = trials
    var rest = 1.0
    return shares.enumerated().map { index, share in
      if index == shares.count - 1 { return left }
      let count = eventCount(of: left, probability: rest > 0 ? min(1, max(0, share / rest)) : 0)
      left -= count
      rest -= share
      return count
    }
  }
}

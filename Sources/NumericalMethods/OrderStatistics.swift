/// Medians and quantiles: what a few bad wells cannot move.
public enum OrderStatistics {
  /// The middle value, or the mean of the middle two; nil for no values.
  ///
  /// NaN is no value: it is for the caller to leave out, and gives NaN here.
  public static func median(of values: some Collection<Double>) -> Double? {
    quantile(0.5, of: values)
  }

  /// As ``median(of:)``, sorted in place: for the short lists that inner loops have many of.
  package static func sortingMedian(of values: consuming [Double]) -> Double? {
    let count = values.count
    guard count > 0 else { return nil }
    return values.withUnsafeMutableBufferPointer { values in
      if count > 64 {
        values.sort()
      } else {
        for place in 1..<max(count, 1) {
          let value = values[place]
          var hole = place
          while hole > 0, values[hole - 1] > value {
            values[hole] = values[hole - 1]
            hole -= 1
          }
          values[hole] = value
        }
      }
      let middle = count / 2
      return count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2
    }
  }

  /// The value below which a fraction `probability` lies, linear between neighbours (Hyndman and
  /// Fan's type 7, the default of R and NumPy); nil for no values.
  ///
  /// - Precondition: `probability` lies in 0...1.
  ///
  /// ## References
  /// [HyndmanFan1996].
  public static func quantile(
    _ probability: Double, of values: some Collection<Double>
  ) -> Double? {
    precondition((0...1).contains(probability), "a probability lies between 0 and 1")
    guard !values.isEmpty else { return nil }
    if values.contains(where: \.isNaN) { return .nan }
    let sorted = values.sorted()
    let place = Double(sorted.count - 1) * probability
    let below = Int(place)
    let above = min(below + 1, sorted.count - 1)
    let fraction = place - Double(below)
    if fraction == 0 || sorted[below] == sorted[above] { return sorted[below] }
    return sorted[below] + fraction * (sorted[above] - sorted[below])
  }

  /// The factor that makes a median absolute deviation estimate a normal standard deviation.
  public static let normalConsistency = 1.482_602_218_505_602

  /// The median distance from the median, times ``normalConsistency``; nil for no values.
  public static func medianAbsoluteDeviation(of values: some Collection<Double>) -> Double? {
    guard let center = median(of: values) else { return nil }
    return median(of: values.map { ($0 - center).magnitude }).map { $0 * normalConsistency }
  }

  /// The mean, or nil for no values.
  public static func mean(of values: some Collection<Double>) -> Double? {
    guard !values.isEmpty else { return nil }
    return values.reduce(0, +) / Double(values.count)
  }

  /// The standard deviation with n − 1 in the denominator; nil below two values.
  public static func standardDeviation(of values: some Collection<Double>) -> Double? {
    guard values.count > 1, let mean = mean(of: values) else { return nil }
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(values.count - 1)).squareRoot()
  }
}

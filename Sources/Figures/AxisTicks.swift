import Foundation

/// Places on an axis that people read easily.
package enum AxisTicks {
  /// Multiples of 1, 2, 2.5 or 5 times a power of ten within `range`, about `count` of them.
  package static func linear(_ range: ClosedRange<Double>, count: Int = 5) -> [Double] {
    let span = range.upperBound - range.lowerBound
    guard span > 1e-290, span < 1e290 else { return [range.lowerBound] }
    let rough = span / Double(count)
    let power = pow(10, floor(log10(rough)))
    let step = [1, 2, 2.5, 5, 10].map { $0 * power }.first { $0 >= rough * 0.999 } ?? 10 * power
    let first = Int(ceil(range.lowerBound / step - 1e-9))
    let last = Int(floor(range.upperBound / step + 1e-9))
    guard first <= last else { return [range.lowerBound] }
    return (first...last).map { rounded(Double($0) * step, toStep: power) }
  }

  /// The powers of ten within `range`; with fewer than two of them, the halves and fifths as well.
  package static func decades(_ range: ClosedRange<Double>) -> [Double] {
    guard range.lowerBound > 0, range.upperBound.isFinite else { return [] }
    let exponents =
      Int(floor(log10(range.lowerBound)))...Int(ceil(log10(range.upperBound)))
    func ticks(_ factors: [Double]) -> [Double] {
      exponents.flatMap { exponent in factors.map { powerOfTen(exponent, times: $0) } }
        .filter { range.contains($0) }
    }
    let whole = ticks([1])
    return whole.count >= 2 ? whole : ticks([1, 2, 5])
  }

  /// `factor`·10^`exponent` as it would be typed, so that 10⁻¹ is 0.1 to the last bit.
  private static func powerOfTen(_ exponent: Int, times factor: Double) -> Double {
    Double("\(factor)e\(exponent)") ?? factor * pow(10, Double(exponent))
  }

  private static func rounded(_ value: Double, toStep power: Double) -> Double {
    let exponent = Int(log10(power).rounded()) - 1
    let scaled = (value / pow(10, Double(exponent))).rounded()
    return Double("\(scaled)e\(exponent)") ?? value
  }
}

extension Double {
  /// This number to `digits` significant digits, for a picture that could not show more.
  func rounded(toSignificantDigits digits: Int) -> Double {
    guard isFinite else { return self }
    return Double(String(format: "%.*e", digits - 1, self)) ?? self
  }

  /// This number to so many places behind the point.
  func rounded(toDecimals places: Int) -> Double {
    guard isFinite else { return self }
    return Double(String(format: "%.*f", places, self)) ?? self
  }
}

extension Sequence<Double> {
  /// From the least to the greatest finite value, or nil where there is none.
  var finiteRange: ClosedRange<Double>? {
    let finite = filter(\.isFinite)
    guard let least = finite.min(), let greatest = finite.max() else { return nil }
    return least...greatest
  }
}

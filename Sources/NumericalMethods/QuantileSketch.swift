/// Counts values in bins so that quantiles of any number of them fit in little memory.
///
/// A bin is a stretch of an octave, one 2ⁿ-th of it wide: the first n bits of a number's fraction. So a
/// quantile is off by at most a factor of 1 ± 2⁻ⁿ⁻¹ from a value that was counted, and by at most
/// ``floor`` below it, where all values share one bin. Counts are whole numbers: the order in which
/// values come, and how sketches are merged, changes no bit of any answer. An octave takes memory once
/// a value falls into it.
///
/// ## References
/// [Masson2019] for the bound by relative error.
///
/// ## Departures from the paper
/// Bins are equal within an octave instead of geometric, so that a value finds its bin by its bits; none
/// is ever collapsed.
public struct QuantileSketch: Hashable, Sendable {
  /// How many bits of a number's fraction tell bins apart, 1–16.
  public let precisionBits: Int
  /// Values of a smaller magnitude count as 0.
  public let floor: Double
  /// How many values were counted.
  public private(set) var count = 0
  /// The least and the largest value, exactly; nil before the first.
  public private(set) var minimum: Double?
  public private(set) var maximum: Double?
  private var zeros = 0
  /// The octaves met, as exponents' bits, negative for negative values, and their counts, one after the
  /// other in the order in which they were met.
  private var octaves: [Int32] = []
  private var bins: [UInt32] = []

  public init(precisionBits: Int, floor: Double) {
    precondition((1...16).contains(precisionBits), "a sketch has 1 to 16 bits")
    precondition(floor >= 0, "a magnitude is not negative")
    self.precisionBits = precisionBits
    self.floor = floor
  }

  /// By how much a quantile may be off, relative to it, above ``floor``.
  public var relativeError: Double { Self.relativeError(precisionBits: precisionBits) }

  public static func relativeError(precisionBits: Int) -> Double {
    Double(sign: .plus, exponent: -precisionBits - 1, significand: 1)
  }

  /// Bytes of counts in use.
  public var byteCount: Int { bins.count * 4 + octaves.count * 4 }

  /// Counts a value; one that is not finite is no value, and is left out.
  public mutating func insert(_ value: Double) {
    guard value.isFinite else { return }
    count += 1
    minimum = minimum.map { min($0, value) } ?? value
    maximum = maximum.map { max($0, value) } ?? value
    guard value.magnitude >= floor, value != 0 else {
      zeros += 1
      return
    }
    let bits = value.magnitude.bitPattern
    let exponent = Int32(bits >> 52) + 1
    let octave = place(of: value < 0 ? -exponent : exponent)
    let bin = Int((bits >> UInt64(52 - precisionBits)) & UInt64(binsPerOctave - 1))
    bins[octave * binsPerOctave + bin] += 1
  }

  /// Counts everything that another sketch of the same bins has counted.
  public mutating func merge(_ other: Self) {
    precondition(
      precisionBits == other.precisionBits && floor == other.floor, "sketches of the same bins")
    count += other.count
    zeros += other.zeros
    if let value = other.minimum { minimum = minimum.map { min($0, value) } ?? value }
    if let value = other.maximum { maximum = maximum.map { max($0, value) } ?? value }
    for (index, exponent) in other.octaves.enumerated() {
      let octave = place(of: exponent)
      for bin in 0..<binsPerOctave {
        bins[octave * binsPerOctave + bin] += other.bins[index * binsPerOctave + bin]
      }
    }
  }

  /// The middle of the bin in which the value of rank ⌈probability · count⌉ lies, within the least and
  /// the largest value; nil for no values.
  ///
  /// - Precondition: `probability` lies in 0...1.
  public func quantile(_ probability: Double) -> Double? {
    precondition((0...1).contains(probability), "a probability lies between 0 and 1")
    guard let minimum, let maximum else { return nil }
    let rank = max(1, Int((probability * Double(count)).rounded(.up)))
    if rank == 1 { return minimum }
    if rank >= count { return maximum }
    var below = 0
    let ascending = octaves.indices.sorted { octaves[$0] < octaves[$1] }
    func within(_ octave: Int, _ bin: Int) -> Double {
      let exponent = UInt64(octaves[octave].magnitude - 1)
      let low = Double(bitPattern: exponent << 52 | UInt64(bin) << UInt64(52 - precisionBits))
      let width = Double(bitPattern: exponent << 52).ulp * 0x1p51
      let middle = low + width / Double(binsPerOctave)
      return min(max(octaves[octave] < 0 ? -middle : middle, minimum), maximum)
    }
    for octave in ascending where octaves[octave] < 0 {
      for bin in (0..<binsPerOctave).reversed() {
        below += Int(bins[octave * binsPerOctave + bin])
        if below >= rank { return within(octave, bin) }
      }
    }
    below += zeros
    if below >= rank { return min(max(0, minimum), maximum) }
    for octave in ascending where octaves[octave] > 0 {
      for bin in 0..<binsPerOctave {
        below += Int(bins[octave * binsPerOctave + bin])
        if below >= rank { return within(octave, bin) }
      }
    }
    return maximum
  }

  private var binsPerOctave: Int { 1 << precisionBits }

  private mutating func place(of octave: Int32) -> Int {
    if let known = octaves.lastIndex(of: octave) { return known }
    octaves.append(octave)
    bins.append(contentsOf: repeatElement(0, count: binsPerOctave))
    return octaves.count - 1
  }
}

/// exp and log that give the same bits on every machine.
///
/// A C library picks its own by processor, and two of them differ in the last place; an estimate
/// printed to many digits would then depend on where it was made. These use additions,
/// multiplications and divisions only, none of them contracted, and are good to about two units in
/// the last place. The kernels in C that fit curves side by side do the same operations.
public enum ReproducibleMath {
  // Adding it rounds to a whole number, which then stands in the low bits.
  @usableFromInline static let rounder = 0x1.8p52
  // ln 2 in two parts; products of the first with exponents are exact.
  @usableFromInline static let ln2High = 0x1.62e42feep-1
  @usableFromInline static let ln2Low = 0x1.a39ef35793c76p-33

  /// eˣ: 0 below −708, ∞ above 709, NaN for NaN.
  @inlinable
  public static func exp(_ x: Double) -> Double {
    if x > 709 { return .infinity }
    if x < -708 { return 0 }
    if x.isNaN { return x }
    let shifted = x * 0x1.71547652b82fep0 + rounder
    let whole = shifted - rounder
    let r = (x - whole * ln2High) - whole * ln2Low
    // Horner's scheme of Taylor's series on |r| ≤ 0.35, where its error is below 2⁻⁵⁷.
    var sum = 1 / 6_227_020_800.0
    sum = sum * r + 1 / 479_001_600.0
    sum = sum * r + 1 / 39_916_800.0
    sum = sum * r + 1 / 3_628_800.0
    sum = sum * r + 1 / 362_880.0
    sum = sum * r + 1 / 40_320.0
    sum = sum * r + 1 / 5_040.0
    sum = sum * r + 1 / 720.0
    sum = sum * r + 1 / 120.0
    sum = sum * r + 1 / 24.0
    sum = sum * r + 1 / 6.0
    sum = sum * r + 0.5
    sum = sum * r + 1
    sum = sum * r + 1
    let exponent = UInt64(bitPattern: Int64(whole) + 1023) << 52
    return sum * Double(bitPattern: exponent)
  }

  /// ln x: −∞ at 0, NaN below.
  public static func log(_ x: Double) -> Double {
    guard x > 0, x.isFinite else { return x == 0 ? -.infinity : x == .infinity ? x : .nan }
    var exponent = Double(x.exponent)
    var m = x.significand
    if m > 0x1.6a09e667f3bcdp0 {
      m *= 0.5
      exponent += 1
    }
    // ln m = 2 artanh s, |s| ≤ 0.172.
    let s = (m - 1) / (m + 1)
    let q = s * s
    var sum = 1 / 25.0
    sum = sum * q + 1 / 23.0
    sum = sum * q + 1 / 21.0
    sum = sum * q + 1 / 19.0
    sum = sum * q + 1 / 17.0
    sum = sum * q + 1 / 15.0
    sum = sum * q + 1 / 13.0
    sum = sum * q + 1 / 11.0
    sum = sum * q + 1 / 9.0
    sum = sum * q + 1 / 7.0
    sum = sum * q + 1 / 5.0
    sum = sum * q + 1 / 3.0
    let tail = s * q * sum
    return exponent * ln2High + (2 * s + (2 * tail + exponent * ln2Low))
  }
}

extension ReproducibleMath {
  /// eˣ − 1, exact to rounding near 0.
  public static func expm1(_ x: Double) -> Double {
    if !(x.magnitude <= 0.3) { return exp(x) - 1 }
    var sum = 1 / 6_227_020_800.0
    for inverse in inverseFactorials { sum = sum * x + inverse }
    return x + x * x * sum
  }

  /// 1/12!, 1/11!, … 1/2!.
  private static let inverseFactorials: [Double] = [
    1 / 479_001_600.0, 1 / 39_916_800.0, 1 / 3_628_800.0, 1 / 362_880.0, 1 / 40_320.0, 1 / 5_040.0,
    1 / 720.0, 1 / 120.0, 1 / 24.0, 1 / 6.0, 0.5,
  ]

  /// ln(1 + x), exact to rounding near 0; −∞ at −1, NaN below.
  public static func log1p(_ x: Double) -> Double {
    let above = 1 + x
    if above == 1 { return x }
    if !above.isFinite || above <= 0 { return log(above) }
    // What the addition lost is made up for.
    return log(above) * (x / (above - 1))
  }

  /// The logarithm to base 10.
  public static func log10(_ x: Double) -> Double { log(x) / ln10 }

  /// The logarithm to base 2; whole for powers of two.
  public static func log2(_ x: Double) -> Double {
    guard x > 0, x.isFinite else { return log(x) }
    return Double(x.exponent) + log(x.significand) / ln2
  }

  /// 2ˣ; exact for whole x.
  public static func exp2(_ x: Double) -> Double {
    let whole = x.rounded()
    guard whole.magnitude < 1000 else { return exp(x * ln2) }
    return Double(sign: .plus, exponent: Int(whole), significand: exp((x - whole) * ln2))
  }

  /// `base` raised to a power, for bases that are not negative; NaN for those that are.
  public static func power(_ base: Double, _ exponent: Double) -> Double {
    if exponent == 0 { return 1 }
    if base == 0 { return exponent > 0 ? 0 : .infinity }
    return exp(exponent * log(base))
  }

  private static let ln2 = log(2)
  private static let ln10 = log(10)
}

extension ReproducibleMath {
  /// The cosine of a number of turns: 1 at 0 and 1, 0 at a quarter, −1 at a half.
  public static func cosine(turns: Double) -> Double {
    // The nearest quarter turn, and what is left of it: at most an eighth either way.
    let quarters = (turns * 4).rounded()
    let angle = (turns - quarters / 4) * (2 * Double.pi)
    let square = angle * angle
    return switch Int(quarters.truncatingRemainder(dividingBy: 4)) {
    case 0: series(square, after: 0)
    case 1, -3: -angle * series(square, after: 1)
    case 2, -2: -series(square, after: 0)
    default: angle * series(square, after: 1)
    }
  }

  /// 1 − s/((k+1)(k+2)) + s²/((k+1)…(k+4)) − …: cosine for k = 0, sine over its angle for k = 1.
  private static func series(_ square: Double, after k: Double) -> Double {
    var sum = 1.0
    for step in stride(from: 9.0, through: 1, by: -1) {
      sum = 1 - sum * square / ((k + 2 * step - 1) * (k + 2 * step))
    }
    return sum
  }

  /// The angle, in turns between 0 and a half, that has this cosine; NaN beyond −1...1.
  public static func turns(cosine: Double) -> Double {
    guard cosine.magnitude <= 1 else { return .nan }
    // tan(θ/2)² = (1 − c) / (1 + c); the smaller of it and its inverse is below 1.
    let isObtuse = cosine < 0
    let size = cosine.magnitude
    var tangent = ((1 - size) / (1 + size)).squareRoot()
    // Two halvings leave at most tan(π/16).
    for _ in 0..<2 { tangent = tangent / (1 + (1 + tangent * tangent).squareRoot()) }
    let square = tangent * tangent
    var sum = 0.0
    for odd in stride(from: 21.0, through: 1, by: -2) { sum = 1 / odd - square * sum }
    let turns = 8 * tangent * sum / (2 * Double.pi)
    return isObtuse ? 0.5 - turns : turns
  }
}

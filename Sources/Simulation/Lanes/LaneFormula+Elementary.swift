/// exp, log and powers as operations that every back end rounds alike; no library function is asked.
///
/// Each is good to a few units in the last place; a power loses about log₂|y·ln x| bits more.
extension LaneFormula {
  mutating func exponential(_ x: Value) -> Value {
    // Beyond these the result is infinite or 0 whatever the rest; NaN passes both.
    let below = apply(.minimum, x, constant(709.9))
    let x = apply(.maximum, below, constant(-746))
    let shifted = apply(.multiplyAdd1, constant(0.5), x, constant(1.442_695_040_888_963_4))
    let whole = apply(.floor, shifted)
    let coarse = apply(.multiplySubtract1, x, whole, constant(Self.naturalLogOf2High))
    let rest = apply(.multiplySubtract1, coarse, whole, constant(Self.naturalLogOf2Low))
    // Taylor's series; with |rest| ≤ 0.35 the first term left out is below 5e-18.
    var factorial = 1.0
    let coefficients = (0...13).map { order in
      if order > 0 { factorial *= Double(order) }
      return 1 / factorial
    }
    return apply(.scaleBinary, polynomial(coefficients, in: rest), whole)
  }

  mutating func logarithm(_ x: Value) -> Value {
    let zero = constant(0)
    let isTiny = apply(.less, x, constant(Double.leastNormalMagnitude))
    let normal = apply(.select, isTiny, multiply(x, constant(0x1p54)), x)
    let bias = apply(.select, isTiny, constant(-54), zero)
    let significand = apply(.significand, normal)
    let isUpper = apply(.greater, significand, constant(1.414_213_562_373_095_1))
    let one = constant(1)
    let half = multiply(significand, constant(0.5))
    let reduced = apply(.select, isUpper, half, significand)
    let exponent = add(
      add(apply(.exponent, normal), bias), apply(.select, isUpper, one, zero))
    // log m = 2 artanh s with s = (m − 1)/(m + 1), |s| ≤ 0.172.
    let s = divide(subtract(reduced, one), add(reduced, one))
    let square = multiply(s, s)
    let series = polynomial((0...10).map { 2 / Double(2 * $0 + 1) }, in: square)
    let low = multiply(exponent, constant(Self.naturalLogOf2Low))
    let fine = apply(.multiplyAdd1, low, s, series)
    let finite = apply(.multiplyAdd1, fine, exponent, constant(Self.naturalLogOf2High))
    let isInfinite = apply(.equal, x, constant(.infinity))
    let atEnd = apply(.select, isInfinite, x, finite)
    let atZero = apply(.select, apply(.equal, x, zero), constant(-.infinity), atEnd)
    return apply(.select, apply(.greaterOrEqual, x, zero), atZero, constant(.nan))
  }

  /// A power as mathematics defines it: a negative base takes whole exponents only.
  mutating func power(_ base: Value, _ exponent: Value) -> Value {
    let zero = constant(0)
    let one = constant(1)
    let size = exponential(multiply(exponent, logarithm(apply(.magnitude, base))))
    let isWhole = apply(.equal, apply(.floor, exponent), exponent)
    let halved = multiply(exponent, constant(0.5))
    let isEven = apply(.equal, apply(.floor, halved), halved)
    let signed = apply(.select, isEven, size, multiply(size, constant(-1)))
    let ofNegative = apply(.select, isWhole, signed, constant(.nan))
    let value = apply(.select, apply(.less, base, zero), ofNegative, size)
    return apply(.select, apply(.equal, exponent, zero), one, value)
  }

  /// x to the power −1/10 to about ten digits, for the choice of steps; x is taken for 1e-20 if less.
  mutating func inverseTenthRoot(_ x: Value) -> Value {
    let x = apply(.maximum, x, constant(1e-20))
    // x = m·2ᵉ; 2 to the power −e/10 and m to the power −1/10, each to half a per cent.
    let power = multiply(apply(.exponent, x), constant(-0.1))
    let whole = apply(.floor, power)
    let rest = subtract(power, whole)
    let binary = polynomial([1, 0.656, 0.344], in: rest)
    let significand = polynomial([1.067, -0.067], in: apply(.significand, x))
    var root = apply(.scaleBinary, multiply(binary, significand), whole)
    for _ in 0..<3 {
      let square = multiply(root, root)
      let fourth = multiply(square, square)
      let tenth = multiply(multiply(fourth, fourth), square)
      let share = apply(.multiplySubtract1, constant(1.1), multiply(x, tenth), constant(0.1))
      root = multiply(root, share)
    }
    return root
  }

  /// Horner's scheme, constant term first.
  private mutating func polynomial(_ coefficients: [Double], in x: Value) -> Value {
    var value = constant(coefficients.last ?? 0)
    for coefficient in coefficients.dropLast().reversed() {
      value = apply(.multiplyAdd1, constant(coefficient), value, x)
    }
    return value
  }

  /// ln 2 in two parts, the first short enough that its products with exponents are exact.
  private static let naturalLogOf2High = 6.931_471_803_691_238e-1
  private static let naturalLogOf2Low = 1.908_214_929_270_587_7e-10
}

import NumericalMethods

// Within this room exp, log and pow are those that give the same bits on every machine; these
// functions stand before the C library's of the same names.

func exp(_ x: Double) -> Double { ReproducibleMath.exp(x) }

func log(_ x: Double) -> Double { ReproducibleMath.log(x) }

func log10(_ x: Double) -> Double { ReproducibleMath.log(x) / ReproducibleMath.log(10) }

func log2(_ x: Double) -> Double { ReproducibleMath.log(x) / ReproducibleMath.log(2) }

func exp2(_ x: Double) -> Double { ReproducibleMath.exp(x * ReproducibleMath.log(2)) }

/// `base` raised to a power, for bases that are not negative.
func pow(_ base: Double, _ exponent: Double) -> Double {
  if base == 0 { return exponent == 0 ? 1 : 0 }
  return ReproducibleMath.exp(exponent * ReproducibleMath.log(base))
}

/// eˣ − 1, exact to rounding near 0.
func expm1(_ x: Double) -> Double {
  if x.magnitude > 0.3 { return exp(x) - 1 }
  var term = x
  var sum = x
  for step in 2...16 {
    term *= x / Double(step)
    sum += term
  }
  return sum
}

/// ln(1 + x), exact to rounding near 0.
func log1p(_ x: Double) -> Double {
  let above = 1 + x
  // What the addition lost is made up for.
  return above == 1 ? x : log(above) * (x / (above - 1))
}

import NumericalMethods

// Within this room exp, log and pow are those that give the same bits on every machine. No file of it
// imports Foundation or the C library, so that no others can be meant.

func exp(_ x: Double) -> Double { ReproducibleMath.exp(x) }

func log(_ x: Double) -> Double { ReproducibleMath.log(x) }

func log10(_ x: Double) -> Double { ReproducibleMath.log10(x) }

func log2(_ x: Double) -> Double { ReproducibleMath.log2(x) }

func exp2(_ x: Double) -> Double { ReproducibleMath.exp2(x) }

/// `base` raised to a power, for bases that are not negative.
func pow(_ base: Double, _ exponent: Double) -> Double {
  ReproducibleMath.power(base, exponent)
}

func expm1(_ x: Double) -> Double { ReproducibleMath.expm1(x) }

func log1p(_ x: Double) -> Double { ReproducibleMath.log1p(x) }

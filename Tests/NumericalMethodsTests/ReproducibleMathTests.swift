import Foundation
import NumericalMethods
import Testing

/// The C library serves as the reference here: it is right to a unit in the last place, though which
/// way it rounds differs between machines.
@Suite struct ReproducibleMathTests {
  private let places = (0...4000).map { Foundation.exp(Double($0) / 100 - 36) }

  @Test func `logarithms and exponentials agree with the C library to a few last places`() {
    for x in places {
      #expect(abs(ReproducibleMath.log1p(x) / Foundation.log1p(x) - 1) < 1e-15)
      #expect(abs(ReproducibleMath.log10(x) - Foundation.log10(x)) < 1e-14)
      #expect(abs(ReproducibleMath.log2(x) - Foundation.log2(x)) < 1e-14)
      #expect(abs(ReproducibleMath.power(x, 0.3) / Foundation.pow(x, 0.3) - 1) < 1e-14)
      for y in [x, -x] where y.magnitude < 50 {
        #expect(abs(ReproducibleMath.expm1(y) / Foundation.expm1(y) - 1) < 1e-15)
        #expect(abs(ReproducibleMath.exp2(y) / Foundation.exp2(y) - 1) < 1e-15)
      }
      if x < 1 { #expect(abs(ReproducibleMath.log1p(-x) / Foundation.log1p(-x) - 1) < 1e-15) }
    }
  }

  @Test func `angles agree with the C library, and quarter turns are exact`() {
    for step in -3000...3000 {
      let turns = Double(step) / 1000
      #expect(abs(ReproducibleMath.cosine(turns: turns) - cos(2 * .pi * turns)) < 3e-15)
      let cosine = Double(step) / 3000
      #expect(abs(ReproducibleMath.turns(cosine: cosine) * 2 * .pi - acos(cosine)) < 2e-15)
    }
    #expect([0, 0.25, 0.5, 0.75, 1].map(ReproducibleMath.cosine) == [1, 0, -1, 0, 1])
    #expect(ReproducibleMath.turns(cosine: 1.1).isNaN)
  }

  @Test func `powers of two are exact, and the ends are limits`() {
    #expect(ReproducibleMath.exp2(10) == 1024 && ReproducibleMath.log2(0.125) == -3)
    #expect(ReproducibleMath.exp2(-2000) == 0 && ReproducibleMath.exp2(2000) == .infinity)
    #expect(ReproducibleMath.log1p(-1) == -.infinity && ReproducibleMath.log1p(-2).isNaN)
    #expect(ReproducibleMath.expm1(-1000) == -1 && ReproducibleMath.expm1(.nan).isNaN)
    #expect(ReproducibleMath.power(0, 2) == 0 && ReproducibleMath.power(0, -1) == .infinity)
    #expect(ReproducibleMath.power(0, 0) == 1)
  }
}

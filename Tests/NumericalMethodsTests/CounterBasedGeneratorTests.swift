import NumericalMethods
import Testing

@Suite struct CounterBasedGeneratorTests {
  /// The known answers that the authors of [Salmon2011] publish with Random123 (`kat_vectors`).
  @Test(arguments: [
    (
      SIMD4<UInt32>(repeating: 0), SIMD2<UInt32>(repeating: 0),
      SIMD4<UInt32>(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8)
    ),
    (
      SIMD4<UInt32>(repeating: .max), SIMD2<UInt32>(repeating: .max),
      SIMD4<UInt32>(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd)
    ),
    (
      SIMD4<UInt32>(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344),
      SIMD2<UInt32>(0xa409_3822, 0x299f_31d0),
      SIMD4<UInt32>(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1)
    ),
  ])
  func `the block function gives the published answers`(
    counter: SIMD4<UInt32>, key: SIMD2<UInt32>, expected: SIMD4<UInt32>
  ) {
    #expect(CounterBasedGenerator.philox(counter: counter, key: key) == expected)
  }

  @Test func `streams of one seed differ, and each repeats`() {
    var first = CounterBasedGenerator(seed: 7, stream: 0)
    var again = CounterBasedGenerator(seed: 7, stream: 0)
    var second = CounterBasedGenerator(seed: 7, stream: 1)
    let numbers = (0..<9).map { _ in first.next() }
    #expect(numbers == (0..<9).map { _ in again.next() })
    #expect(Set(numbers).isDisjoint(with: (0..<9).map { _ in second.next() }))
  }

  @Test func `lognormal factors have mean one and the asked spread`() {
    var generator = CounterBasedGenerator(seed: 1, stream: 2)
    let count = 40_000
    let factors = (0..<count).map { _ in generator.lognormalFactor(coefficientOfVariation: 0.25) }
    let mean = factors.reduce(0, +) / Double(count)
    let variance = factors.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)
    // Five standard errors of the mean, and of the standard deviation.
    #expect(abs(mean - 1) < 5 * 0.25 / Double(count).squareRoot())
    #expect(abs(variance.squareRoot() - 0.25) < 0.01)
  }
}

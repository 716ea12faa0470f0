import NumericalMethods
import Testing

@Suite struct QuantileSketchTests {
  private func values(_ count: Int, spread: Double = 2) -> [Double] {
    var generator = CounterBasedGenerator(seed: 7, stream: 0)
    return (0..<count).map { _ in
      generator.lognormalFactor(coefficientOfVariation: spread)
        * (generator.uniform() < 0.2 ? -3 : 40)
    }
  }

  private func sketch(_ values: some Sequence<Double>, bits: Int = 7, floor: Double = 1e-9)
    -> QuantileSketch
  {
    var sketch = QuantileSketch(precisionBits: bits, floor: floor)
    for value in values { sketch.insert(value) }
    return sketch
  }

  @Test(arguments: [1, 5, 10, 16])
  func `a quantile lies as near the value of its rank as the bits say`(bits: Int) throws {
    let values = values(5000)
    let sorted = values.sorted()
    let sketch = sketch(values, bits: bits)
    for percent in 0...100 {
      let rank = max(1, Int((Double(percent) / 100 * 5000).rounded(.up)))
      let exact = sorted[rank - 1]
      let found = try #require(sketch.quantile(Double(percent) / 100))
      #expect(abs(found - exact) <= sketch.relativeError * exact.magnitude, "\(percent) %")
    }
    #expect(sketch.quantile(0) == sorted.first)
    #expect(sketch.quantile(1) == sorted.last)
  }

  @Test func `order and merging change no bit`() {
    let values = values(3000)
    let expected = sketch(values)
    var merged = sketch(values[2000...])
    merged.merge(sketch(values[..<500]))
    merged.merge(sketch([]))
    merged.merge(sketch(values[500..<2000].reversed()))
    #expect(merged.count == expected.count)
    for percent in 0...100 {
      let probability = Double(percent) / 100
      #expect(merged.quantile(probability) == expected.quantile(probability))
      #expect(sketch(values.reversed()).quantile(probability) == expected.quantile(probability))
    }
  }

  @Test func `what is below the floor is 0, to within the floor`() {
    let sketch = sketch([1e-12, -1e-12, 1e-10, 5, -5], floor: 1e-9)
    #expect(sketch.quantile(0.5) == 0)
    #expect(sketch.minimum == -5)
    // All alike: the least and the largest value hold the answer.
    #expect(self.sketch([1e-12, 2e-12], floor: 1e-9).quantile(0.5) == 1e-12)
  }

  @Test func `one value is itself, and none has no quantile`() {
    #expect(sketch([0.1]).quantile(0.5) == 0.1)
    #expect(sketch([]).quantile(0.5) == nil)
    let sketch = sketch([.nan, .infinity, 2])
    #expect(sketch.count == 1)
    #expect(sketch.quantile(0.5) == 2)
  }

  @Test func `extremes of magnitude have bins of their own`() {
    let values = [
      -Double.greatestFiniteMagnitude, -1e-300, 0, .leastNonzeroMagnitude,
      .leastNormalMagnitude / 100, 1e300,
    ]
    let sketch = sketch(values, bits: 10, floor: 0)
    for (rank, value) in values.enumerated() {
      let found = sketch.quantile((Double(rank) + 0.5) / 6) ?? .nan
      #expect(abs(found - value) <= max(sketch.relativeError * value.magnitude, 2e-311))
    }
  }

  @Test func `memory depends on octaves, not on values`() {
    let few = sketch((0..<100).map { 1 + Double($0) / 100 })
    let many = sketch((0..<100_000).map { 1 + Double($0) / 100_000 })
    #expect(few.byteCount == many.byteCount)
    #expect(many.byteCount < 1024)
  }
}
